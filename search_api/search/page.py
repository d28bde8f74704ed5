"""One page of a search."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.achievement import StoredAchievement
from search_api.answers import FacetsAnswer, Hit, HitFacts, SearchAnswer
from search_api.search.candidates import Candidate, Candidates, candidates
from search_api.search.explanation import Explainer
from search_api.search.facets import facets_of, matched, scope_of
from search_api.search.highlight import Highlighter
from search_api.search.plan import Plan, make_plan
from search_api.search.question import Question
from search_api.search.spelling import did_you_mean
from search_api.search.stated import stated
from search_api.visibility import is_listed

if TYPE_CHECKING:
    from search_api.knowledge_base import KnowledgeBase


def search(base: "KnowledgeBase", question: Question) -> SearchAnswer:
    """Answer a question with one page. Raises BadQuestion, IndexMissing, IndexUnavailable, StoreUnavailable."""
    started = time.perf_counter()
    plan = make_plan(base, question)
    scope = scope_of(plan.filter, plan.wording.counted)
    counting = base.threads.submit(facets_of, base.engine, scope)
    try:
        found = candidates(base, plan, (question.page - 1) * question.size, question.size)
    except BaseException:
        counting.cancel()  # nobody waits for it any more, and others wait behind it
        raise
    hits = _hits(base, plan, found.stretch)
    facets = counting.result()
    answered = bool(plan.arms) or plan.browses
    return SearchAnswer(
        query=question.text,
        mode=question.mode,
        total=found.total,
        matched=matched(base.engine, scope, facets) if answered else 0,
        page=question.page,
        size=question.size,
        hits=tuple(hits),
        facets=facets,
        did_you_mean=did_you_mean(base, plan.parsed.text, plan.pairs),
        synonyms=plan.wording.synonyms,
        notices=(*plan.notices, *_beyond(question, found)),
        revision=plan.revision,
        took_ms=round((time.perf_counter() - started) * 1000, 2),
    )


def count(base: "KnowledgeBase", question: Question) -> FacetsAnswer:
    """How many achievements match a question, by facet; nothing is ranked. Raises as `search` does."""
    plan = make_plan(base, question)
    scope = scope_of(plan.filter, plan.wording.counted)
    return FacetsAnswer(
        query=question.text,
        matched=base.engine.count(scope),
        facets=facets_of(base.engine, scope),
        notices=plan.notices,
    )


def records_of(base: "KnowledgeBase", stretch: Sequence[Candidate]) -> list[tuple[Candidate, StoredAchievement]]:
    """The candidates with their records; what was deleted since the index was made is left out."""
    unread = [candidate.id for candidate in stretch if candidate.record is None]
    records = base.store.get_many(unread) if unread else {}
    found = ((candidate, candidate.record or records.get(candidate.id)) for candidate in stretch)
    return [(candidate, record) for candidate, record in found if record and is_listed(record)]


def _hits(base: "KnowledgeBase", plan: Plan, stretch: Sequence[Candidate]) -> list[Hit]:
    highlighter = Highlighter(base.tokenizer, plan.wording.marked)
    explainer = Explainer(plan)
    found = records_of(base, stretch)
    facts = stated(base.engine, [record.id for _, record in found])
    return [
        _hit(explainer, highlighter, candidate, record, said)
        for (candidate, record), said in zip(found, facts, strict=True)
    ]


def _hit(
    explainer: Explainer, highlighter: Highlighter, candidate: Candidate, record: StoredAchievement, facts: HitFacts
) -> Hit:
    a = record.achievement
    return Hit(
        id=record.id,
        code=a.code,
        source=a.source,
        title=a.title,
        unit=a.unit,
        people=a.people,
        region=a.region,
        industry=a.industry,
        kind=a.kind,
        year=a.year,
        level=a.level,
        award=a.award,
        score=candidate.score,
        confidential=a.confidential,
        facts=facts,
        arms=explainer.explain(candidate, a),
        title_spans=highlighter.spans(a.title),
        snippets=highlighter.snippets(a),
    )


def _beyond(question: Question, found: Candidates) -> list[str]:
    """A word to those who turned past the last page."""
    pages = -(-found.total // question.size)
    if question.page == 1 or question.page <= pages:
        return []
    return [f"没有第 {question.page} 页：共 {found.total} 条，每页 {question.size} 条，到第 {pages} 页为止。"]
