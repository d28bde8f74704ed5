"""Amounts of money: read as written, kept to the fen, said as people say them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from corpus.deals import amount_in_words, fen_of, read_amount, yuan_of
from corpus.errors import InvalidDeal

FENS = some.integers(min_value=1, max_value=10**14)


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("84.86亿元", "8486000000.00"),
        ("30万", "300000.00"),
        ("300,000.50", "300000.50"),
        ("３０．５ 万 元", "305000.00"),
        ("￥1,234,567", "1234567.00"),
        ("人民币 8500元整", "8500.00"),
        ("5千万元", "50000000.00"),
        ("1万亿", "1000000000000.00"),
        ("0.000001万", "0.01"),
        (300000.5, "300000.50"),
        (30, "30.00"),
        (1e12, "1000000000000.00"),
    ],
)
def test_amounts_are_read_as_people_write_them(written: object, yuan: str) -> None:
    assert str(read_amount(written)) == yuan


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("三十万", "看不懂"), ("约30万", "看不懂"), ("30万-50万", "看不懂"), ("3,00", "看不懂"), ("", "看不懂"),
        ("1e5", "看不懂"), ("30%", "看不懂"), (None, "看不懂"), (True, "看不懂"), (float("nan"), "看不懂"),
        (float("inf"), "看不懂"), ("9" * 50, "看不懂"), ("-30万", "大于零"), ("0", "大于零"), (-1, "大于零"),
        ("1.0000001万亿", "超过一万亿"), (10**13, "超过一万亿"), ("0.001", "最多精确到分"),
        ("1.23456789万", "最多精确到分"), (1e300, "看不懂"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_asked_back(written: object, said: str) -> None:
    with pytest.raises(InvalidDeal, match=said):
        read_amount(written)


@given(FENS)
def test_every_amount_survives_the_store(fen: int) -> None:
    assert fen_of(yuan_of(fen)) == fen
    assert read_amount(str(yuan_of(fen))) == yuan_of(fen)


@given(some.lists(FENS, max_size=30))
def test_sums_are_the_same_in_fen_and_in_yuan(fens: list[int]) -> None:
    assert yuan_of(sum(fens)) == sum((yuan_of(fen) for fen in fens), Decimal(0))


@given(some.decimals(min_value="0.01", max_value="9999", places=2), some.sampled_from(["", "万", "千万", "亿"]))
def test_a_unit_moves_the_point_and_loses_nothing(number: Decimal, unit: str) -> None:
    times = {"": 1, "万": 10**4, "千万": 10**7, "亿": 10**8}[unit]
    assert read_amount(f"{number}{unit}元") == number * times


@given(some.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(InvalidDeal):
        assert read_amount(text) > 0


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("8486000000", "84.86 亿元"),
        ("300000", "30 万元"),
        ("99950000", "9,995 万元"),
        ("8500.50", "8,500.5 元"),
        ("0.05", "0.05 元"),
        ("0", "0 元"),
        ("123456789012.34", "1,234.57 亿元"),
    ],
)
def test_amounts_are_said_as_people_say_them(yuan: str, words: str) -> None:
    assert amount_in_words(Decimal(yuan)) == words


@given(FENS)
def test_what_is_said_is_read_as_the_same_to_half_a_hundredth_of_its_unit(fen: int) -> None:
    yuan = yuan_of(fen)
    said = read_amount(amount_in_words(yuan))
    assert abs(said - yuan) <= max(said, yuan) * Decimal("0.005")
