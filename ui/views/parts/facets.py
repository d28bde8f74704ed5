"""Narrowing a search: the values of each field with their counts, and what was chosen as removable chips."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from ui.answers import Facet, FacetValue
from ui.asking import Asked
from ui.fields import EMPTY_NAME, FACT_NAMES, FIELD_NAMES, VALUE_NAMES
from ui.views.parts.text import number, plain, shortened, writable

SHOWN_VALUES: Final = 8
"""Values of a field that are shown at once; the others are in a list to choose from."""

LISTED_FIELDS: Final = frozenset({"unit", "source"})
"""Fields with long names and many values: only a list to choose from."""

LABEL_LENGTH: Final = 16
"""Longest value shown on a chip, in characters."""

NAMES: Final = FIELD_NAMES | FACT_NAMES

BENEFIT: Final = "annual_benefit"
MOST_BENEFIT: Final = 1e9
"""万元; no achievement states more."""

Go = Callable[[Asked], None]


def show_facets(facets: tuple[Facet, ...], asked: Asked, go: Go) -> None:
    """Draw all facets; a choice leads to the narrowed search through `go`."""
    _benefit(asked, go)
    for facet in sorted(facets, key=lambda facet: facet.field not in VALUE_NAMES):
        if facet.field == "year":
            _years(facet, asked, go)
        elif facet.field in LISTED_FIELDS:
            _listed(facet, facet.values, facet.name, asked, go)
        elif facet.values:
            _chips(facet, asked, go)


def show_chosen(asked: Asked, go: Go) -> None:
    """Draw what the search is narrowed to; each can be taken away."""
    if not asked.filters:
        return
    with st.container(horizontal=True, gap="small", key="chosen"):
        for text, (field, value) in zip(asked.filters, asked.pairs(), strict=True):
            label = f"{NAMES.get(field, field)}：{shortened(value_name(field, value), LABEL_LENGTH * 2)}"
            st.button(
                plain(label), key=f"chosen-{writable(text)}", icon=":material/close:", icon_position="right",
                help="去掉这个条件", on_click=partial(go, asked.without(text)),
            )  # fmt: skip
        if len(asked.filters) > 1:
            st.button("清除全部条件", type="tertiary", on_click=partial(go, asked.unfiltered()))


def value_name(field: str, value: str) -> str:
    """A value as people read it: ranges of years, and 未填 for none."""
    if field == "year":
        first, dots, last = value.partition("..")
        return f"{first}—{last} 年" if dots and first != last else f"{first} 年"
    if field in VALUE_NAMES:
        return VALUE_NAMES[field].get(value, value)
    if field in FACT_NAMES:
        least, dots, most = value.partition("..")
        return (
            f"{least} 以上" if dots and not most else f"{most} 以下" if dots and not least else value.replace("..", "—")
        )
    return value or EMPTY_NAME


def _benefit(asked: Asked, go: Go) -> None:
    """The least benefit a year, in 万元."""
    least = _least(asked.values(BENEFIT))
    key = f"least-benefit-{least}"  # another bound makes another widget, which begins there

    def choose() -> None:
        said = st.session_state[key]
        go(asked.narrowed(BENEFIT, () if said is None else (f"{said:.4f}".rstrip("0").rstrip(".") + "万..",)))

    st.number_input(
        "年效益不低于（万元）", value=least, min_value=0.0, max_value=MOST_BENEFIT, step=10.0, format="%g", key=key,
        placeholder="不限", on_change=choose,
    )  # fmt: skip


def _least(values: tuple[str, ...]) -> float | None:
    """The bound that is chosen, where it was chosen here."""
    text = next((value.removesuffix("万..") for value in values if value.endswith("万..")), "")
    try:
        return min(float(text), MOST_BENEFIT) if text else None
    except ValueError:
        return None


def _years(facet: Facet, asked: Asked, go: Go) -> None:
    years = sorted(int(value.value) for value in facet.values if value.value.isdecimal())
    if len(years) < 2:
        return
    chosen = _range(asked.values("year"), years)
    key = f"facet-year-{chosen}-{years[0]}-{years[-1]}"  # another range makes another widget, which begins there

    def choose() -> None:
        first, last = st.session_state[key]
        whole = (first, last) == (years[0], years[-1])
        go(asked.narrowed("year", () if whole else (f"{first}..{last}",)))

    st.select_slider(facet.name, options=years, value=chosen, key=key, on_change=choose)


def _range(chosen: tuple[str, ...], years: list[int]) -> tuple[int, int]:
    """The ends of the chosen years among the years there are."""
    ends = [part for value in chosen for part in value.split("..")]
    first = int(ends[0]) if chosen and ends[0].isdecimal() else years[0]
    last = int(ends[-1]) if chosen and ends[-1].isdecimal() else years[-1]
    return min(years, key=lambda year: abs(year - first)), min(years, key=lambda year: abs(year - last))


def _chips(facet: Facet, asked: Asked, go: Go) -> None:
    chosen = asked.values(facet.field)
    first = [value for index, value in enumerate(facet.values) if index < SHOWN_VALUES or value.value in chosen]
    others = tuple(value for value in facet.values if value not in first)
    counts = {value.value: value.count for value in first} | {value: 0 for value in chosen if not _has(facet, value)}
    key = f"facet-{facet.field}"
    st.session_state[key] = list(chosen)
    st.pills(
        facet.name, list(counts), selection_mode="multi", key=key,
        format_func=lambda value: f"{_short(value_name(facet.field, value))} :gray[{number(counts[value])}]",
        on_change=lambda: go(asked.narrowed(facet.field, st.session_state[key])),
    )  # fmt: skip
    if others:
        _listed(facet, others, f"其他{facet.name}", asked, go, hidden_label=True)


def _listed(
    facet: Facet, values: tuple[FacetValue, ...], label: str, asked: Asked, go: Go, *, hidden_label: bool = False
) -> None:
    counts = {value.value: value.count for value in values}
    chosen = asked.values(facet.field)
    mine = [value for value in chosen if value in counts or not hidden_label]
    counts |= {value: 0 for value in mine if value not in counts}
    if len(counts) < 2 and not mine:
        return
    key = f"facet-list-{facet.field}"
    st.session_state[key] = mine
    st.multiselect(
        label, list(counts), key=key, placeholder=f"{label}，可输入查找", accept_new_options=True, select_all=False,
        label_visibility="collapsed" if hidden_label else "visible",
        format_func=lambda value: _listed_name(value, counts),
        on_change=lambda: go(asked.narrowed(facet.field, _merged(chosen, mine, st.session_state[key]))),
    )  # fmt: skip


def _short(value: str) -> str:
    return plain(shortened(value, LABEL_LENGTH))


def _listed_name(value: str, counts: dict[str, int]) -> str:
    """A value of a list with its count; one that somebody typed has none."""
    name = writable(value) or EMPTY_NAME
    return f"{name}（{number(counts[value])}）" if counts.get(value) else name


def _merged(chosen: tuple[str, ...], mine: list[str], now: list[str]) -> list[str]:
    """What was chosen elsewhere stays; what this list holds is as it is now."""
    return [*(value for value in chosen if value not in mine), *now]


def _has(facet: Facet, value: str) -> bool:
    return any(known.value == value for known in facet.values)
