"""Need → achievements, each with the reasons why."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from corpus.achievement import Achievement, StoredAchievement
from corpus.facts.extraction import facts_of
from corpus.facts.facts import Facts
from corpus.need import Need
from indexer.engine.protocol import Nearest
from search_api.answers import Arm
from search_api.matching.answers import DemandAnswer, DemandCheck, MatchesAnswer, MatchHit, Ripe
from search_api.matching.demands import Demand, Read, read_demands
from search_api.matching.fulfilment import Checked, check
from search_api.matching.likeness import held, is_likely, likeness, rarities_of, words_of
from search_api.matching.phrases import NEARNESS, conflict_in_words, demand_in_words, reasons, words_in_common
from search_api.matching.wanted import Wanted, read_wanted
from search_api.matching.weights import ARMS
from search_api.search.candidates import Candidate
from search_api.search.explanation import Sought, Text
from search_api.search.fusion import Fused, fuse
from search_api.search.highlight import Highlighter
from search_api.search.page import records_of
from search_api.search.plan import WINDOW

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

MAX_MATCHES: Final = 10_000
"""Achievements in one answer."""

EXPLAINED: Final = 100
"""Hits that are read for demands, ripeness and snippets; nobody reads further, and a list may have 10,000."""

MOST_SHARED: Final = 8
"""Shared words shown of one hit."""

NOTHING_ASKED: Final = "需求里没有可检索的文字，请写清要解决什么问题。"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A need with what explains its hits."""

    demands: tuple[Demand, ...]
    shown: tuple[DemandAnswer, ...]
    words: Sought
    highlighter: Highlighter


def match(base: "KnowledgeBase", need: Need, size: int = 10, *, id: int | None = None) -> MatchesAnswer:
    """The achievements that may answer a need, best first, at most `size` of them; up to a window of arms, the order
    does not depend on it. Raises IndexMissing, IndexUnavailable, StoreUnavailable."""
    started = time.perf_counter()
    read = read_demands(need.text)
    shown = demand_answers(read)
    wanted = read_wanted(base, need, size)
    found = ranked(base, wanted, size)
    asked = _Asked(read.demands, shown, Sought(wanted.words), Highlighter(base.tokenizer, wanted.words))
    stretch = [
        Candidate(other, score, found.seen_by(other) if at < EXPLAINED else {})
        for at, (other, score) in enumerate(zip(found.ids[:size].tolist(), found.scores[:size].tolist(), strict=True))
    ]
    pairs = records_of(base, stretch)
    likely = _likely(base, wanted, [record for _, record in pairs[:EXPLAINED]])
    hits = [_hit(asked, *pair, likely.get(pair[1].id)) for pair in pairs]
    notices = [conflict_in_words(shown, *pair) for pair in read.contradictions]
    return MatchesAnswer(
        need=id,
        title=need.title,
        demands=shown,
        notices=tuple(notices) if wanted.arms else (*notices, NOTHING_ASKED),
        hits=tuple(hits),
        total=len(found.ids),
        revision=wanted.revision,
        took_ms=round((time.perf_counter() - started) * 1000, 2),
    )


def ranked(base: "KnowledgeBase", wanted: Wanted, size: int) -> Fused:
    """The arms asked at once and fused."""
    rankings = base.engine.rank(list(wanted.arms.values()))
    return fuse(dict(zip(wanted.arms, rankings, strict=True)), ARMS, max(size, WINDOW))


def demand_answers(read: Read) -> tuple[DemandAnswer, ...]:
    """Demands as they are answered."""
    return tuple(_demand(demand, _against(read, at)) for at, demand in enumerate(read.demands))


def shared(sought: Sought, achievement: Achievement) -> tuple[str, ...]:
    """The telling words of a need that an achievement has; a part of another one tells nothing more."""
    words = sought.standing_in(Text(achievement))
    return tuple(word for word in words if not any(word != other and word in other for other in words))[:MOST_SHARED]


def _against(read: Read, at: int) -> tuple[int, ...]:
    return tuple(one if other == at else other for one, other in read.contradictions if at in (one, other))


def _demand(demand: Demand, against: tuple[int, ...]) -> DemandAnswer:
    d = demand
    return DemandAnswer(
        what=d.what, relation=d.relation, low=d.low, high=d.high, unit=d.unit, direction=d.direction,
        text=demand_in_words(d.what, d.relation, d.low, d.high, d.unit, d.direction),
        span=d.span, start=d.start, end=d.end, against=against,
    )  # fmt: skip


def _likely(base: "KnowledgeBase", wanted: Wanted, records: Sequence[StoredAchievement]) -> dict[int, bool]:
    """Whether achievements speak of what a need speaks of, by id."""
    asked = wanted.arms.get("vector")
    if not isinstance(asked, Nearest) or not records:
        return {record.id: False for record in records}
    [rarities] = rarities_of(base, [wanted.text])
    shares = [held(rarities, words_of(base, record.achievement)) for record in records]
    ids = [record.id for record in records]
    scores = likeness(asked.vector[np.newaxis], base.engine.vectors(ids), shares)
    return {id: is_likely(score) for id, score in zip(ids, scores.tolist(), strict=True)}


def _hit(asked: _Asked, candidate: Candidate, record: StoredAchievement, likely: bool | None) -> MatchHit:
    """`likely` is None for a hit that is not explained."""
    a, explained = record.achievement, likely is not None
    words = shared(asked.words, a)
    facts = facts_of(a) if explained else None
    checks = _checks(check(asked.demands, a, facts)) if facts else ()
    near = any(candidate.arms[arm].rank <= NEARNESS for arm in ("vector", "title") if arm in candidate.arms)
    plain = (words_in_common(words),) if words else ()
    return MatchHit(
        id=record.id, code=a.code, source=a.source, title=a.title, unit=a.unit, people=a.people,
        recommended_by=a.recommended_by, region=a.region, industry=a.industry, kind=a.kind, year=a.year, award=a.award,
        confidential=a.confidential, contact=_contact(a), score=candidate.score, likely=bool(likely),
        arms={arm: Arm(rank=place.rank, score=round(place.score, 4)) for arm, place in candidate.arms.items()},
        title_spans=asked.highlighter.spans(a.title),
        snippets=asked.highlighter.snippets(a) if explained else (),
        reasons=reasons(words, near, asked.shown, checks, facts) if facts else plain,
        checks=checks, ripe=_ripe(facts) if facts else None,
    )  # fmt: skip


def _checks(checked: Sequence[Checked]) -> tuple[DemandCheck, ...]:
    return tuple(
        DemandCheck(demand=at, verdict=c.verdict, field=c.field, span=c.span, sentence=c.sentence,
                    start=c.start, end=c.end)
        for at, c in enumerate(checked)
    )  # fmt: skip


def _ripe(facts: Facts) -> Ripe:
    return Ripe(
        stage=facts.stage, trl=facts.trl, applied=facts.applied, sites=facts.sites, patents=facts.patents,
        software=facts.software, standards=facts.standards,
    )  # fmt: skip


def _contact(achievement: Achievement) -> str:
    """Whatever column of the achievement's table names somebody to ask."""
    told = [f"{name}：{text}" for name, text in achievement.extra.items() if any(word in name for word in _CONTACT)]
    return "；".join(told)


_CONTACT: Final = ("联系", "电话", "手机", "邮箱")
