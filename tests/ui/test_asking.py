"""The address of a search page says what it shows."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from ui.asking import MODES, SIZES, SORTS, Asked

WORDS = st.text(min_size=0, max_size=12)
ASKED = st.builds(
    Asked,
    q=WORDS,
    mode=st.sampled_from(sorted(MODES)),
    filters=st.lists(st.builds("{}={}".format, st.sampled_from(["industry", "unit", "year"]), WORDS), unique=True).map(
        tuple
    ),
    sort=st.sampled_from(sorted(SORTS)),
    page=st.integers(1, 500),
    size=st.sampled_from(SIZES),
)


def lists(params: Mapping[str, str | list[str]]) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else value for name, value in params.items()}


@given(ASKED)
def test_an_address_leads_back_to_what_was_asked(asked: Asked) -> None:
    assert Asked.from_params(lists(asked.params())) == asked


@given(
    st.dictionaries(
        st.sampled_from(["q", "mode", "filter", "sort", "page", "size", "id"]),
        st.lists(st.text(max_size=20), max_size=3),
    )
)
def test_any_address_is_read(params: dict[str, list[str]]) -> None:
    asked = Asked.from_params(params)
    assert asked.mode in MODES
    assert asked.size in SIZES
    assert asked.page >= 1


def test_what_is_usual_is_left_out_of_the_address() -> None:
    assert Asked().params() == {}
    assert Asked(q="断绳", page=2).params() == {"q": "断绳", "page": "2"}


def test_narrowing_goes_back_to_the_first_page_and_keeps_other_fields() -> None:
    asked = Asked("断绳", filters=("industry=煤炭", "level=市级"), page=3).narrowed("industry", ["钢铁", ""])
    assert asked == Asked("断绳", filters=("level=市级", "industry=钢铁", "industry="))
    assert asked.values("industry") == ("钢铁", "")
    assert asked.without("level=市级").filters == ("industry=钢铁", "industry=")
    assert asked.unfiltered() == Asked("断绳")


def test_a_value_may_hold_an_equals_sign() -> None:
    assert Asked(filters=("unit=a=b",)).pairs() == [("unit", "a=b")]
