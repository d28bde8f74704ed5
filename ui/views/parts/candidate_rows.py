"""One candidate in the list: where it stands, by which indicators, and what each rests on."""

from typing import Final

from ui.answers import Candidate, CandidateIndicator, FrontlineMark, NeedReference, Quote, Reference, Span, Trace
from ui.fields import FIELD_NAMES
from ui.views.parts.hits import tags
from ui.views.parts.text import escaped, marked

UNKNOWN: Final = "—"

MARK_LOOKS: Final = {"符合": "met", "存疑": "doubt", "未说明": "unsaid"}

SHORT: Final = {
    "workers": "一线工人",
    "problem": "一线问题",
    "use": "一线可用",
    "project": "非科研项目",
}
"""The questions of 三个一线 in four characters."""

MOST_PEOPLE: Final = 3


def candidate_html(candidate: Candidate) -> str:
    """Everything of a candidate but its title."""
    looks = "hit candidate" if candidate.sufficient else "hit candidate short"
    return (
        f'<div class="{looks}">{_facts(candidate)}{score_html(candidate)}'
        f'<div class="indicators">{"".join(map(_indicator, candidate.indicators))}</div>'
        f"{frontline_html(candidate.frontline)}{_grounds(candidate)}</div>"
    )


def _facts(candidate: Candidate) -> str:
    year = f"{candidate.year} 年" if candidate.year is not None else ""
    places = [text for text in (candidate.unit, candidate.region, candidate.industry, year) if text]
    labels = tags(("award", candidate.award), ("kind", candidate.kind), ("secret", "涉密" * candidate.confidential))
    people = "、".join(candidate.people[:MOST_PEOPLE]) + (" 等" if len(candidate.people) > MOST_PEOPLE else "")
    return f'<div class="facts">{labels}<span>{escaped(" · ".join([*places, *filter(None, [people])]))}</span></div>'


def score_html(candidate: Candidate) -> str:
    """The score on a bar from 0 to 100, what it could be at worst and at best, and how much is known."""
    if candidate.score is None:
        return '<div class="score none"><b>—</b><span>各项指标都未知，无法打分</span></div>'
    span = f"left:{candidate.low:.2f}%;width:{max(candidate.high - candidate.low, 0.5):.2f}%"
    marks = f'<i class="span" style="{span}"></i><i class="at" style="left:{candidate.score:.2f}%"></i>'
    known = f"已知 {candidate.known:.0%}"
    could = "" if candidate.known == 1 else f"，可能在 {candidate.low:.0f}–{candidate.high:.0f} 之间"
    bar = f'<div class="track">{marks}</div>'
    return f'<div class="score"><b>{candidate.score:.1f}</b>{bar}<span>{known}{could}</span></div>'


def _indicator(indicator: CandidateIndicator) -> str:
    known = indicator.scaled is not None
    width = f"{100 * (indicator.scaled or 0):.0f}%"
    looks = " ".join(filter(None, ("indicator", "" if known else "unknown", "" if indicator.weight else "unweighed")))
    return (
        f'<div class="{looks}" title="{escaped(indicator.trace.note)}"><span>{escaped(indicator.name)}</span>'
        f'<b>{escaped(indicator.said) if known else UNKNOWN}</b><i><i style="width:{width}"></i></i></div>'
    )


def frontline_html(marks: tuple[FrontlineMark, ...]) -> str:
    """The marks of 三个一线 as small labels."""
    labels = "".join(
        f'<span class="tag mark {MARK_LOOKS.get(mark.mark, "")}" title="{escaped(mark.name)}">'
        f"{SHORT.get(mark.question, mark.name)} {escaped(mark.mark)}</span>"
        for mark in marks
    )
    return f'<div class="frontline"><span class="field">三个一线（供参考）</span>{labels}</div>'


def _grounds(candidate: Candidate) -> str:
    lines = "".join(
        f"<li><b>{escaped(each.name)}</b>：{escaped(each.said) if each.scaled is not None else '未知'}"
        f"{trace_html(each.trace)}</li>"
        for each in candidate.indicators
    )
    marks = "".join(mark_html(mark) for mark in candidate.frontline if mark.mark != "未说明")
    return f'<details class="why"><summary>依据：每一项从哪里来</summary><ul>{lines}{marks}</ul></details>'


def mark_html(mark: FrontlineMark) -> str:
    """One mark with the words that led to it, as an item of a list."""
    note = f"，{escaped(mark.note)}" if mark.note else ""
    quotes = "".join(map(quote_html, mark.quotes))
    return f"<li><b>{escaped(mark.name)}</b>：{escaped(mark.mark)}{note}{quotes}</li>"


def trace_html(trace: Trace) -> str:
    """In words, then the sentences, then the achievements."""
    note = f'<span class="note">{escaped(trace.note)}</span>' if trace.note else ""
    told = "".join(map(quote_html, trace.quotes)) + "".join(map(_reference, trace.references))
    return note + told + "".join(map(_need, trace.needs))


def quote_html(quote: Quote) -> str:
    """A sentence with the words that count marked in it, and the field it stands in."""
    name = escaped(FIELD_NAMES.get(quote.field, quote.field))
    text = marked(quote.sentence, [Span(start=quote.start, end=quote.end)], start=quote.begin)
    return f'<p class="snippet"><span class="field">{name}</span>{text}</p>'


def _need(need: NeedReference) -> str:
    unit = f"（{escaped(need.unit)}）" if need.unit else ""
    link = f'<a href="needs?need={need.id}">{escaped(need.title)}</a>'
    return f'<p class="snippet"><span class="field">企业需求</span>{link}{unit}</p>'


def _reference(reference: Reference) -> str:
    where = " · ".join(filter(None, (reference.unit, f"{reference.year} 年" if reference.year else "")))
    link = f'<a href="achievement?id={reference.id}">{escaped(reference.title)}</a>'
    about = f'<span class="field">{escaped(reference.note)}</span>' if reference.note else ""
    return f'<p class="snippet">{about}{link}{f"（{escaped(where)}）" if where else ""}</p>'
