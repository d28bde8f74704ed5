"""One achievement found, and why."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from ui.answers import Arm, Hit, Snippet
from ui.asking import Asked
from ui.fields import FIELD_NAMES
from ui.figures import in_short
from ui.views.parts.text import escaped, marked, marked_label, shortened

ACHIEVEMENT_PAGE: Final = "views/achievement.py"
SEARCH_PAGE: Final = "views/search.py"

ARM_NAMES: Final = {
    "words": "词语相符",
    "bigrams": "字面相近",
    "characters": "单字相近",
    "vector": "意思相近",
}
"""Ways of looking, in plain words."""

ARM_MEANINGS: Final = {
    "bigrams": "相邻两字相同的地方",
    "characters": "相同的单字",
    "vector": "说法不同、意思接近",
}
"""What ways of looking compare that cannot show words worth reading."""

MOST_WORDS: Final = 12
"""Matched words that are listed for one way of looking."""

WORD_LENGTH: Final = 20
"""Longest matched word that is shown, in characters."""

MOST_PEOPLE: Final = 5
"""People that are named in a list."""


def show_hit(hit: Hit, asked: Asked) -> None:
    """Draw one hit: its title as a link, where it comes from, what matched, and why it was found."""
    with st.container(border=True, key=f"hit-{hit.id}"):
        st.page_link(
            ACHIEVEMENT_PAGE,
            label=marked_label(hit.title, hit.title_spans),
            query_params={"id": str(hit.id), **asked.params()},
        )
        st.html(hit_html(hit))


def hit_html(hit: Hit) -> str:
    """Everything of a hit but its title."""
    snippets = "".join(map(_snippet, hit.snippets))
    return f'<div class="hit">{_facts(hit)}{_stated(hit)}{snippets}{_why(hit.arms)}</div>'


def tags(*texts: tuple[str, str]) -> str:
    """Small labels, each with its look; empty ones are left out."""
    return "".join(f'<span class="tag {look}">{escaped(text)}</span>' for look, text in texts if text)


def _facts(hit: Hit) -> str:
    year = f"{hit.year} 年" if hit.year is not None else ""
    places = [text for text in (hit.unit, hit.region, hit.industry, year) if text]
    labels = tags(("award", hit.award), ("kind", hit.kind), ("level", hit.level), ("secret", "涉密" * hit.confidential))
    line = f'<div class="facts">{labels}<span>{" · ".join(map(escaped, places))}</span></div>'
    if not hit.people:
        return line
    more = f" 等 {len(hit.people)} 人" if len(hit.people) > MOST_PEOPLE else ""
    return line + f'<div class="people">完成人：{"、".join(map(escaped, hit.people[:MOST_PEOPLE]))}{more}</div>'


def _stated(hit: Hit) -> str:
    said = " · ".join(in_short(dict(hit.facts)))
    return f'<div class="stated">{escaped(said)}</div>' if said else ""


def _snippet(snippet: Snippet) -> str:
    name = escaped(FIELD_NAMES.get(snippet.field, snippet.field))
    lead = "…" if snippet.start else ""
    text = marked(snippet.text, snippet.spans, start=snippet.start)
    return f'<p class="snippet"><span class="field">{name}</span>{lead}{text}</p>'


def _why(arms: dict[str, Arm]) -> str:
    if not arms:
        return ""
    ordered = sorted(arms.items(), key=lambda named: list(ARM_NAMES).index(named[0]) if named[0] in ARM_NAMES else 9)
    lines = "".join(f"<li>{_reason(name, arm)}</li>" for name, arm in ordered)
    short = "、".join(escaped(ARM_NAMES.get(name, name)) for name, _ in ordered)
    return f'<details class="why"><summary>为什么找到它：{short}</summary><ul>{lines}</ul></details>'


def _reason(name: str, arm: Arm) -> str:
    meaning = f"（{ARM_MEANINGS[name]}）" if name in ARM_MEANINGS else ""
    words = () if meaning else whole_words(arm.matched)
    shown = "、".join(escaped(shortened(word, WORD_LENGTH)) for word in words[:MOST_WORDS])
    more = f" 等 {len(words)} 个" if len(words) > MOST_WORDS else ""
    matched = f"，对上：{shown}{more}" if shown else ""
    return f"<b>{escaped(ARM_NAMES.get(name, name))}</b>{meaning}：按这一项排第 {arm.rank} 位{matched}"


def whole_words(words: Sequence[str]) -> tuple[str, ...]:
    """The words without those that are a part of another one: 输送 beside 带式输送机."""
    return tuple(word for word in words if not any(word != other and word in other for other in words))
