"""What a record is known by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.achievement import Achievement
from corpus.errors import InvalidAchievement
from corpus.store import Entry
from corpus.store.entry import folded_title, has_code


def entry(**fields: object) -> Entry:
    return Entry.of(Achievement.model_validate({"title": "断绳保护装置", "source": "甲表"} | fields))


def test_the_number_of_a_source_is_the_identity() -> None:
    assert entry(code="A-1", title="甲").identity == entry(code="A-1", title="乙").identity
    assert entry(code="A-1").identity != entry(code="A-2").identity


def test_numbers_of_two_sources_have_nothing_in_common() -> None:
    assert entry(code="A-1", source="甲表").identity != entry(code="A-1", source="乙表").identity


def test_a_number_is_the_same_in_full_width_and_small_letters() -> None:
    assert entry(code="Ａ－１ ２").identity == entry(code="a-12").identity


@pytest.mark.parametrize("code", ["", "无", "暂无", "—", "/", "N/A"])
def test_without_a_number_title_and_unit_are_the_identity(code: str) -> None:
    assert not has_code(code)
    assert entry(code=code, unit="一矿").identity == entry(unit="一 矿").identity
    assert entry(code=code, unit="一矿").identity != entry(code=code, unit="二矿").identity
    assert entry(code=code, title="甲").identity != entry(code=code, title="乙").identity


def test_the_order_of_other_columns_does_not_count() -> None:
    assert entry(extra={"甲": "1", "乙": "2"}).digest == entry(extra={"乙": "2", "甲": "1"}).digest


@pytest.mark.parametrize(
    "fields",
    [{"award": "一等奖"}, {"people": ["王五"]}, {"extra": {"备注": "x"}}, {"confidential": True}, {"year": 2024}],
)
def test_every_field_counts_in_the_digest(fields: dict[str, object]) -> None:
    assert entry(**fields).digest != entry().digest


def test_a_text_that_no_database_holds_is_refused() -> None:
    with pytest.raises(InvalidAchievement, match="NUL"):
        entry(summary="上\x00下")


def test_the_escape_of_nul_written_out_is_a_text_like_others() -> None:
    assert entry(summary=r"\u0000").achievement().summary == r"\u0000"


@given(st.text(max_size=50))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded_title(folded_title(text)) == folded_title(text)
