"""The achievements that may answer a need: what each meets and misses, how ripe it is, and whom to ask."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from ui.answers import Demand, DemandCheck, Matches, MatchHit, Ripe
from ui.fields import FIELD_NAMES
from ui.views.parts.deal_address import DEALS_PAGE, DealsAddress
from ui.views.parts.hits import ACHIEVEMENT_PAGE, MOST_PEOPLE, tags
from ui.views.parts.need_words import STAGES, VERDICTS
from ui.views.parts.text import escaped, marked, marked_label, plain, shortened

SENTENCE: Final = 120
"""Longest sentence that is shown whole, in characters."""

BEFORE: Final = 40
"""Characters of a long sentence that are shown before the words that decide."""


def show_matches(answer: Matches) -> None:
    """Draw what was understood of the need, and the hits."""
    for notice in answer.notices:
        st.warning(plain(notice))
    if answer.demands:
        st.html(demands_html(answer.demands))
    likely = [hit for hit in answer.hits if hit.likely]
    others = [hit for hit in answer.hits if not hit.likely]
    if not likely:
        st.info("库里还没有对得上的成果。换个说法再试；也可以先登记下来，有了新成果再看。")
    for hit in likely:
        _show(hit, answer)
    if others:
        with st.expander(f"只是沾边的 {len(others)} 项", icon=":material/more_horiz:"):
            for hit in others:
                _show(hit, answer)


def demands_html(demands: Sequence[Demand]) -> str:
    """The figures that were read out of a need."""
    items = "".join(f'<span class="demand">{escaped(each.text)}</span>' for each in demands)
    return f'<div class="demands"><b>读出的指标</b>{items}</div>'


def _show(hit: MatchHit, answer: Matches) -> None:
    with st.container(border=True, key=f"hit-match-{hit.id}"):
        st.page_link(
            ACHIEVEMENT_PAGE,
            label=marked_label(hit.title, hit.title_spans),
            query_params={"id": str(hit.id), "q": answer.title[:200]},
        )
        st.html(hit_html(hit, answer.demands))
        st.page_link(
            DEALS_PAGE, label="发起转化", icon=":material/handshake:",
            query_params=DealsAddress(achievement=hit.id, need=answer.need).params(),
        )  # fmt: skip


def hit_html(hit: MatchHit, demands: Sequence[Demand]) -> str:
    """Everything of a hit but its title."""
    snippets = "".join(
        f'<p class="snippet"><span class="field">{escaped(FIELD_NAMES.get(each.field, each.field))}</span>'
        f"{marked(each.text, each.spans, start=each.start)}</p>"
        for each in hit.snippets[:1]
    )
    reasons = "".join(f"<li>{escaped(each.text)}</li>" for each in hit.reasons if each.kind in ("words", "meaning"))
    why = f'<details class="why"><summary>为什么找到它</summary><ul>{reasons}</ul></details>' if reasons else ""
    return f'<div class="hit">{_facts(hit)}{_checks(hit.checks, demands)}{snippets}{why}{_whom_to_ask(hit)}</div>'


def _facts(hit: MatchHit) -> str:
    year = f"{hit.year} 年" if hit.year is not None else ""
    places = [text for text in (hit.unit, hit.region, hit.industry, year) if text]
    labels = tags(("award", hit.award), ("kind", hit.kind), ("secret", "涉密" * hit.confidential), *_ripeness(hit.ripe))
    return f'<div class="facts">{labels}<span>{" · ".join(map(escaped, places))}</span></div>'


def _ripeness(ripe: Ripe | None) -> list[tuple[str, str]]:
    if ripe is None:
        return []
    level = f" · TRL {ripe.trl}" if ripe.trl else ""
    sites = f" · {ripe.sites} 处" if ripe.sites else ""
    rights = (("专利", ripe.patents), ("软著", ripe.software), ("标准", ripe.standards))
    protected = "、".join(f"{name} {len(numbers)}" for name, numbers in rights if numbers)
    stage = f"ripe {ripe.stage}", STAGES.get(ripe.stage, ripe.stage) + level + sites
    return [stage, ("rights", protected)]


def _checks(checks: Sequence[DemandCheck], demands: Sequence[Demand]) -> str:
    """What is met and missed one by one, what is not spoken of on one line."""
    lines = [_check(each, demands[each.demand]) for each in checks if each.verdict != "unsaid"]
    unsaid = [escaped(demands[each.demand].text) for each in checks if each.verdict == "unsaid"]
    if unsaid:
        lines.append(f'<li class="unsaid">– 没有说：{"；".join(unsaid)}</li>')
    return f'<ul class="checks">{"".join(lines)}</ul>' if lines else ""


def _check(check: DemandCheck, demand: Demand) -> str:
    sign, words = VERDICTS[check.verdict]
    text = check.sentence.strip()
    at = max(0, text.find(check.span) - BEFORE)
    text = ("…" if at else "") + shortened(text[at:], SENTENCE)
    sentence = escaped(text).replace(escaped(check.span), f"<mark>{escaped(check.span)}</mark>", 1)
    name = escaped(FIELD_NAMES.get(check.field, check.field))
    head = f"<b>{sign} {escaped(demand.text)}</b>{words}"
    return f'<li class="{check.verdict}">{head}：<q>{sentence}</q><small>{name}</small></li>'


def _whom_to_ask(hit: MatchHit) -> str:
    more = f" 等 {len(hit.people)} 人" if len(hit.people) > MOST_PEOPLE else ""
    people = "、".join(map(escaped, hit.people[:MOST_PEOPLE])) + more
    said = (
        escaped(hit.unit),
        f"完成人 {people}" * bool(people),
        f"推荐 {escaped(hit.recommended_by)}" * bool(hit.recommended_by),
        escaped(hit.contact),
    )
    parts = list(filter(None, said))
    return f'<div class="people">找谁：{"　".join(parts)}</div>' if parts else ""
