"""What a submission may repeat, as a list that leads to 比对."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from ui.answers import CheckedAnswer, CheckedMatch
from ui.views.parts.check_address import COMPARE_PAGE
from ui.views.parts.hits import tags
from ui.views.parts.text import escaped, plain, shortened
from ui.views.parts.verdicts import LEVELS, graded, verdict_tags

UNRELATED: Final = list(LEVELS)[-1]
WITHHELD: Final = "涉密成果"

TITLE_LENGTH: Final = 40
"""Longest title in a list to choose from, in characters."""


def show_answer(answer: CheckedAnswer, params: Mapping[str, str]) -> None:
    """Draw the conclusion, and the matches as links to 比对 with these parameters."""
    report = answer.report
    st.html(conclusion_html(report.level, report.type, report.probability, report.conclusion))
    for notice in report.notices:
        st.info(plain(notice))
    near = [match for match in report.matches if match.level != UNRELATED]
    _list(report.matches, near, params)
    if far := [match for match in report.matches if match.level == UNRELATED]:
        with st.expander(f"另外比过的 {len(far)} 项，看来无关"):
            _list(report.matches, far, params)


def conclusion_html(level: str, kind: str | None, probability: float, conclusion: str) -> str:
    """The verdict in labels and a paragraph."""
    look = LEVELS.get(level, "")
    return (
        f'<div class="conclusion {look}"><div>{verdict_tags(level, kind, probability)}</div>'
        f"<p>{escaped(conclusion)}</p></div>"
    )


def _list(all_: Sequence[CheckedMatch], shown: Sequence[CheckedMatch], params: Mapping[str, str]) -> None:
    for match in shown:
        place = all_.index(match) + 1
        with st.container(border=True, key=f"hit-match-{place}"):
            st.page_link(
                COMPARE_PAGE, label=f"{plain(match.title or WITHHELD)}　:gray[比对 →]",
                query_params={**params, "match": str(place)},
            )  # fmt: skip
            st.html(match_html(match))


def match_html(match: CheckedMatch) -> str:
    """Verdict, where it comes from, and how much of the texts is in common."""
    line = " · ".join(escaped(text) for text in (match.unit, year(match.year), match.code) if text)
    shared = match.coverage.of_submission
    common = f"<div>送审正文的 {shared:.0%} 在这一项里也有</div>" if shared else ""
    batch = '<span class="tag batch">同批另一项</span>' if match.in_batch else ""
    labels = verdict_tags(match.level, match.type, match.probability)
    return f'<div class="hit"><div class="facts">{labels}{batch}<span>{line}</span></div>{common}</div>'


def year(value: int | None) -> str:
    """A year as people write it."""
    return f"{value} 年" if value else ""


def match_name(place: int, match: CheckedMatch) -> str:
    """A match in a line of a list."""
    about = "，".join(text for text in (match.unit, year(match.year)) if text)
    said = graded(match.level, match.probability)
    return f"{place}. {said}　{shortened(match.title or WITHHELD, TITLE_LENGTH)}" + (f"（{about}）" if about else "")


def heading_html(answer: CheckedAnswer) -> str:
    """What was handed in: its title, and where it comes from."""
    report = answer.report
    secret = tags(("secret", "涉密" if answer.submission.get("confidential") else ""))
    place = " · ".join(escaped(text) for text in (report.unit, year(report.year), report.code, report.place) if text)
    return f'<div class="record"><h1>{escaped(report.title)}</h1><div class="facts">{secret}{place}</div></div>'


def flags_html(match: CheckedMatch) -> str:
    """Marks that a reviewer should know of."""
    labels = tags(*(("flag", flag) for flag in match.flags))
    return f'<div class="flags"><span>留意：</span>{labels}</div>' if labels else ""
