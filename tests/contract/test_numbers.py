"""Every engine: numbers that documents are filtered and ordered by, and columns of all they say."""

import numpy as np
import pytest

from indexer.engine.protocol import Engine, Filter, Match, Nearest, Order, Phrase, Scope
from tests.contract.conftest import fill
from tests.contract.documents import document

FOUR = [
    document(1, "皮带 机", year=2021, numbers={"annual_benefit": 1_200_000.0, "trl": 7}, applied="yes", stage="in_use"),
    document(2, "皮带 秤", year=None, numbers={"annual_benefit": 0.5, "trl": None}, applied="planned", region="甲"),
    document(3, "皮带 扣", year=2023, numbers={"trl": 9, "sites": 0}, applied="yes", stage="spread"),
    document(4, "支架", year=2022, numbers={"annual_benefit": 8.4e9, "trl": 7, "rights": 3}),
]


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(engine, FOUR)
    return engine


RANGES = [
    ({"annual_benefit": (1_200_000, None)}, {1, 4}),
    ({"annual_benefit": (None, 1_199_999.5)}, {2}),
    ({"annual_benefit": (0.5, 1_200_000)}, {1, 2}),
    ({"annual_benefit": (1_200_000, None), "trl": (7, 7), "rights": (1, None)}, {4}),
    ({"annual_benefit": (2.0, 1.0)}, set()),
    ({"annual_benefit": (None, None)}, {1, 2, 3, 4}),
    ({"sites": (0, 0)}, {3}),
    ({"expected_benefit": (0, None)}, set()),
]


@pytest.mark.parametrize(("numbers", "expected"), RANGES)
def test_a_range_of_numbers_holds_everywhere(
    filled: Engine, numbers: dict[str, tuple[float | None, float | None]], expected: set[int]
) -> None:
    filter = Filter(numbers=numbers)
    words, nearest = filled.rank(
        [
            Match("words", {"皮带": 1.0, "支架": 1.0}, {"title": 1.0}, filter),
            Nearest(FOUR[0].vector, filter),
        ]
    )
    assert set(words.ids.tolist()) == set(nearest.ids.tolist()) == expected
    assert set(filled.browse(filter, 0, 10)) == expected
    assert set(filled.columns([], filter).ids.tolist()) == expected
    assert filled.count(Scope(filter)) == len(expected)
    assert sum(filled.facets(["kind"], Scope(filter))["kind"].values.values()) == len(expected)


def test_an_unknown_number_is_refused(filled: Engine) -> None:
    with pytest.raises(ValueError, match="price"):
        filled.count(Scope(Filter(numbers={"price": (1, None)})))
    with pytest.raises(ValueError, match="price"):
        filled.columns(["price"])


def test_what_is_read_out_of_texts_is_counted_like_any_facet(filled: Engine) -> None:
    scope = Scope(Filter({"applied": ("yes",)}, numbers={"trl": (1, None)}))
    found = filled.facets(["applied", "stage"], scope)
    assert dict(found["applied"].values) == {"yes": 2, "": 1}
    assert dict(found["stage"].values) == {"in_use": 1, "spread": 1}


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order("annual_benefit"), [4, 1, 2, 3]),
        (Order("annual_benefit", falling=False), [2, 1, 4, 3]),
        (Order("trl"), [3, 1, 4, 2]),
        (Order("trl", falling=False), [1, 4, 3, 2]),
        (Order("year"), [3, 4, 1, 2]),
        (Order("year", falling=False), [1, 4, 3, 2]),
        (Order("expected_benefit"), [1, 2, 3, 4]),
    ],
)
def test_an_order_puts_the_unsaid_last_and_ties_by_id(filled: Engine, order: Order, expected: list[int]) -> None:
    assert filled.browse(Filter(), 0, 10, order) == expected
    assert filled.browse(Filter(), 1, 2, order) == expected[1:3]
    kept = [id for id in expected if id != 4]
    assert filled.browse(Filter(phrases=(Phrase("words", ("皮带",)),)), 0, 10, order) == kept


def test_columns_say_what_every_document_says(filled: Engine) -> None:
    found = filled.columns(["annual_benefit", "year", "applied", "region"])
    assert found.ids.tolist() == [1, 2, 3, 4]
    assert found.values["annual_benefit"] == pytest.approx([1_200_000, 0.5, np.nan, 8.4e9], nan_ok=True)
    assert found.values["year"] == pytest.approx([2021, np.nan, 2023, 2022], nan_ok=True)
    said = {name: [coded.values[code] for code in coded.codes] for name, coded in found.facets.items()}
    assert said == {"applied": ["yes", "planned", "yes", ""], "region": ["", "甲", "", ""]}


def test_columns_keep_to_the_filter(filled: Engine) -> None:
    found = filled.columns(["trl", "applied"], Filter({"applied": ("yes", "planned")}, years=(2022, None)))
    assert found.ids.tolist() == [3]
    assert found.values["trl"].tolist() == [9]
    assert [found.facets["applied"].values[code] for code in found.facets["applied"].codes] == ["yes"]


def test_columns_of_some_come_in_their_order(filled: Engine) -> None:
    found = filled.columns_of(["trl", "year", "applied", "region"], [3, 77, 2, 3])
    assert found.ids.tolist() == [3, 77, 2, 3]
    assert found.values["trl"] == pytest.approx([9, np.nan, np.nan, 9], nan_ok=True)
    assert found.values["year"] == pytest.approx([2023, np.nan, np.nan, 2023], nan_ok=True)
    said = {name: [coded.values[code] for code in coded.codes] for name, coded in found.facets.items()}
    assert said == {"applied": ["yes", "", "planned", "yes"], "region": ["", "", "甲", ""]}
    assert filled.columns_of(["trl"], []).values["trl"].shape == (0,)


def test_an_index_without_documents_has_empty_columns(engine: Engine) -> None:
    fill(engine, [])
    found = engine.columns(["trl", "stage"])
    assert found.ids.shape == found.values["trl"].shape == found.facets["stage"].codes.shape == (0,)
    assert engine.browse(Filter(), 0, 5, Order("trl")) == []
    assert np.isnan(engine.columns_of(["trl"], [1]).values["trl"]).all()


def test_numbers_are_replaced_with_their_document(filled: Engine) -> None:
    with filled.writer() as writer:
        writer.put([document(1, "皮带 机", numbers={"trl": 3})])
        writer.delete([4])
        writer.commit(2)
    assert filled.browse(Filter(), 0, 10, Order("trl")) == [3, 1, 2]
    assert filled.browse(Filter(numbers={"annual_benefit": (0, None)}), 0, 10) == [2]
