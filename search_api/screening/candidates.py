"""Candidates in their order: one page of them, or all for a file."""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import numpy.typing as npt

from corpus.achievement import StoredAchievement
from corpus.need import StoredNeed
from search_api.screening.answers import (
    CandidateAnswer,
    CandidatesAnswer,
    FrontlineAnswer,
    IndicatorAnswer,
    ProfileAnswer,
    WeightAnswer,
)
from search_api.screening.frontline import QUESTIONS, frontline
from search_api.screening.indicators import INDICATORS
from search_api.screening.quoting import quotes
from search_api.screening.ranking import POINTS, Ranked, contributions, ranked
from search_api.screening.running import Screened
from search_api.screening.table import DOUBTFUL, MET, Table
from search_api.screening.traces import Neighbourhood, Tracer
from search_api.screening.weighting import Weighting
from search_api.search.narrowing import narrow
from search_api.search.question import Question, parse
from search_api.visibility import is_listed

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase

Frontline = Literal["any", "undoubted", "met"]
"""All candidates; those without a doubtful mark; those of whom all questions are met."""

BATCH: Final = 500
"""Candidates read at a time for a file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to rank, and by which weights. `filters` are `field=value` as in a search."""

    weighting: Weighting
    filters: tuple[str, ...] = ()
    frontline: Frontline = "any"


@dataclass(frozen=True, slots=True)
class Standing:
    """The order that was asked for, with what it was made from."""

    screened: Screened
    wanted: Wanted
    ranked: Ranked
    notices: tuple[str, ...] = ()

    @property
    def table(self) -> Table:
        """What was ranked."""
        return self.screened.table


def stand(base: "KnowledgeBase", screened: Screened, wanted: Wanted) -> Standing:
    """Rank what passes the filters. Raises BadQuestion, IndexMissing."""
    table = screened.table
    rows, notices = _rows(base, table, wanted.filters)
    if wanted.frontline != "any":
        fitting = _fitting(table, wanted.frontline)
        rows = np.flatnonzero(fitting) if rows is None else rows[fitting[rows]]
    order = ranked(table.scaled, wanted.weighting.numbers, wanted.weighting.minimum, rows)
    return Standing(screened, wanted, order, (*notices, *screened.notices))


def candidates(base: "KnowledgeBase", standing: Standing, page: int, size: int) -> CandidatesAnswer:
    """One page, from 1. Raises StoreUnavailable."""
    started = time.perf_counter()
    start = (page - 1) * size
    shown = tuple(described(base, standing, start, start + size))
    return CandidatesAnswer(
        total=len(standing.ranked.order),
        sufficient=standing.ranked.sufficient,
        page=page,
        size=size,
        profile=profile_answer(standing.wanted.weighting),
        candidates=shown,
        notices=standing.notices,
        revision=standing.screened.revision,
        took_ms=round((time.perf_counter() - started) * 1000, 2),
    )


def described(
    base: "KnowledgeBase", standing: Standing, start: int = 0, stop: int | None = None
) -> Iterator[CandidateAnswer]:
    """Candidates of a stretch of the order, in full; what was deleted since the index was made is left out."""
    order = standing.ranked.order[:stop]
    needs: dict[int, StoredNeed] = {}
    for begin in range(start, len(order), BATCH):
        yield from _describe(base, standing, order[begin : begin + BATCH], begin, needs)


def describe_rows(base: "KnowledgeBase", standing: Standing, rows: npt.NDArray[np.int64]) -> list[CandidateAnswer]:
    """Some rows of the table, in full, with their place in the order."""
    places = np.full(len(standing.table.ids), -1)
    places[standing.ranked.order] = np.arange(len(standing.ranked.order))
    needs: dict[int, StoredNeed] = {}
    return [each for row in rows for each in _describe(base, standing, np.array([row]), int(places[row]), needs)]


def _rows(
    base: "KnowledgeBase", table: Table, filters: Sequence[str]
) -> tuple[npt.NDArray[np.int64] | None, tuple[str, ...]]:
    if not filters:
        return None, ()
    narrowed = narrow(base.engine, Question.asked("", filters=filters), parse(""))
    return table.rows(base.engine.columns((), narrowed.filter).ids), narrowed.notices


def _fitting(table: Table, frontline: Frontline) -> npt.NDArray[np.bool_]:
    fitting: npt.NDArray[np.bool_]
    if frontline == "undoubted":
        fitting = (table.marks != DOUBTFUL).all(axis=1)
    else:
        asked = [column for column, question in enumerate(QUESTIONS) if question != "project"]
        fitting = (table.marks[:, asked] == MET).all(axis=1) & (table.marks != DOUBTFUL).all(axis=1)
    return fitting


def _describe(
    base: "KnowledgeBase",
    standing: Standing,
    rows: npt.NDArray[np.int64],
    first: int,
    needs: dict[int, StoredNeed],
) -> Iterator[CandidateAnswer]:
    """Some rows, in full; needs that were not read yet are read into `needs`."""
    table = standing.table
    around = {int(row): Neighbourhood.of(table, int(row)) for row in rows}
    ids = table.ids[rows].tolist()
    records = base.store.get_many(ids)
    others = base.store.get_many(sorted(set().union(*(each.ids for each in around.values()))))
    asked = {need for id in ids for need in standing.screened.answered.of(id)}
    needs |= {id: base.store.need(id) for id in sorted(asked - needs.keys())}
    listed = {id: record for id, record in others.items() if is_listed(record)}
    for place, (row, id) in enumerate(zip(rows.tolist(), ids, strict=True), start=first):
        record = records.get(id)
        if record is not None and is_listed(record):
            answered = tuple(needs[each] for each in standing.screened.answered.of(id))
            tracer = Tracer.of(record, around[row], listed, answered, int(standing.screened.answered.open[0]))
            yield _candidate(standing, row, place, record, tracer)


def _candidate(standing: Standing, row: int, place: int, record: StoredAchievement, tracer: Tracer) -> CandidateAnswer:
    order, a = standing.ranked, record.achievement
    points = contributions(standing.table.scaled[row], standing.wanted.weighting.numbers)
    ranks = 0 <= place < order.sufficient
    return CandidateAnswer(
        id=record.id,
        place=place + 1 if ranks else None,
        sufficient=ranks,
        score=_points(int(points.sum())) if order.known[row] > 0 else None,
        low=round(100 * float(order.low[row]), 2),
        high=round(100 * float(order.high[row]), 2),
        known=round(float(order.known[row]), 4),
        **{name: getattr(a, name) for name in _SAME},
        applied=tracer.facts.applied,
        stage=tracer.facts.stage,
        annual_benefit=_known(float(standing.table.seen.columns.values["annual_benefit"][row])),
        indicators=_indicators(standing, row, points, tracer),
        frontline=tuple(
            FrontlineAnswer(
                question=found.question,
                name=QUESTIONS[found.question],
                mark=found.mark,
                note=found.note,
                quotes=quotes(a, found.words),
            )
            for found in frontline(a, tracer.facts)
        ),
    )


def _indicators(
    standing: Standing, row: int, points: npt.NDArray[np.int64], tracer: Tracer
) -> tuple[IndicatorAnswer, ...]:
    traces, wordings = tracer.traces(), tracer.wordings()
    raw, scaled = standing.table.raw[row].tolist(), standing.table.scaled[row].tolist()
    return tuple(
        IndicatorAnswer(
            key=indicator.key,
            name=indicator.name,
            weight=standing.wanted.weighting.weights[indicator.key],
            raw=_known(measured),
            said="" if math.isnan(measured) else wordings.get(indicator.key) or indicator.said(measured),
            scaled=_known(round(value, 4)),
            contribution=_points(int(added)),
            trace=traces[indicator.key],
        )
        for indicator, measured, value, added in zip(INDICATORS, raw, scaled, points, strict=True)
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _points(whole: int) -> float:
    """Of 100, two decimals."""
    return whole * 100 / POINTS


def profile_answer(weighting: Weighting) -> ProfileAnswer:
    """Weights as an answer."""
    return ProfileAnswer(
        name=weighting.profile,
        version=weighting.version,
        minimum=weighting.minimum,
        weights=tuple(
            WeightAnswer(key=each.key, name=each.name, means=each.means, weight=weighting.weights[each.key])
            for each in INDICATORS
        ),
    )


_SAME: Final = (
    *("code", "title", "unit", "people", "region", "industry", "kind", "year", "level", "award", "confidential"),
)
