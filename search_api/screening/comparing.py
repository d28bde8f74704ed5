"""Why is this one above that one: two candidates side by side, indicator by indicator, sentence by sentence."""

from typing import TYPE_CHECKING

import numpy as np

from corpus.achievement import StoredAchievement
from search_api.duplicates.report import MatchReport
from search_api.duplicates.running import check_one
from search_api.errors import BadQuestion, IndexBehind
from search_api.screening.answers import CandidateAnswer, ComparedAnswer, Difference
from search_api.screening.candidates import Standing, describe_rows, profile_answer
from search_api.visibility import check_open

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase


def compare(base: "KnowledgeBase", standing: Standing, left: int, right: int) -> ComparedAnswer:
    """Compare two achievements by id. Raises NotFound, Gone, BadQuestion where the index lacks one."""
    if left == right:
        raise BadQuestion("左右是同一项成果。请选两项不同的成果来比较。")
    records = [check_open(base.store.get(id)) for id in (left, right)]
    rows = standing.table.rows(np.array([left, right], np.int64))
    described = describe_rows(base, standing, rows)
    if len(described) < len(records):
        raise BadQuestion("要比较的成果还没有进入索引。请等索引更新完成，或运行 innokb index。")
    (one, other), notices = described, standing.notices
    before: list[MatchReport | None] = [None, None]
    try:
        before = [_before(base, record) for record in records]
    except IndexBehind as error:
        notices = (*notices, f"没有逐段查重：{error}")
    differences = _differences(one, other)
    return ComparedAnswer(
        left=one,
        right=other,
        points=round(sum(each.points for each in differences), 2),
        differences=differences,
        left_before=before[0],
        right_before=before[1],
        profile=profile_answer(standing.wanted.weighting),
        notices=notices,
        revision=standing.screened.revision,
    )


def _differences(left: CandidateAnswer, right: CandidateAnswer) -> tuple[Difference, ...]:
    pairs = zip(left.indicators, right.indicators, strict=True)
    return tuple(
        Difference(key=one.key, name=one.name, points=round(one.contribution - other.contribution, 2))
        for one, other in pairs
    )


def _before(base: "KnowledgeBase", record: StoredAchievement) -> MatchReport | None:
    """What it repeats most likely among what is earlier: of an earlier year, or of the same with a smaller id."""
    report, _ = check_one(base, record.achievement)
    own = record.achievement.year or 9_999, record.id
    return next((each for each in report.matches if each.id and (each.year or 9_999, each.id) < own), None)
