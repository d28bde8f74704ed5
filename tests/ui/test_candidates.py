"""转化候选: its address, and what is said of one candidate and of two."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import Prepared
from ui.answers import Candidate, ComparedCandidates, Difference, Trace
from ui.views.parts.candidate_address import CandidateAddress
from ui.views.parts.candidate_pair import lead_in_words, pair_html
from ui.views.parts.candidate_rows import candidate_html

HOSTILE = "<script>alert(1)</script>"


def trace(**more: Any) -> dict[str, Any]:
    return {"note": "", "quotes": [], "references": [], "needs": []} | more


def indicator(key: str, scaled: float | None, contribution: float, **more: Any) -> dict[str, Any]:
    said = "" if scaled is None else f"{scaled:.1f}"
    return {
        "key": key, "name": key, "weight": 1.0, "said": said, "scaled": scaled, "contribution": contribution,
        "trace": trace(**more),
    }  # fmt: skip


def candidate(**more: Any) -> Candidate:
    quote = {"field": "benefit", "start": 2, "end": 8, "begin": 0, "sentence": f"每年节约10万元{HOSTILE}"}
    reference = {"id": 7, "title": HOSTILE, "unit": "", "year": None, "note": "像"}
    said: dict[str, Any] = {
        "id": 1, "place": 1, "sufficient": True, "score": 62.5, "low": 31.25, "high": 81.25, "known": 0.5,
        "title": HOSTILE, "unit": HOSTILE, "people": [HOSTILE], "region": "", "industry": "", "kind": "", "year": 2024,
        "level": "", "award": "", "confidential": False,
        "indicators": [
            indicator("效益", 0.5, 25.0, quotes=[quote]),
            indicator("新颖性", 0.75, 37.5, references=[reference]),
            indicator("需求", None, 0.0, needs=[{"id": 3, "title": HOSTILE, "unit": HOSTILE}]),
        ],
        "frontline": [
            {"question": "workers", "name": "以一线技术工人为主体", "mark": "存疑", "note": HOSTILE, "quotes": [quote]}
        ],
    }  # fmt: skip
    return Candidate.model_validate(said | more)


def compared(*points: float) -> ComparedCandidates:
    keys = ("效益", "新颖性", "需求")
    differences = tuple(Difference(key=key, name=key, points=each) for key, each in zip(keys, points, strict=True))
    profile = {"name": "", "version": 0, "minimum": 0.5, "weights": [], "actor": ""}
    return ComparedCandidates.model_validate(
        {
            "left": candidate(),
            "right": candidate(id=2),
            "points": sum(points),
            "differences": differences,
            "left_before": None,
            "right_before": None,
            "profile": profile,
            "notices": [],
        }
    )


@pytest.mark.parametrize(
    "address",
    [
        CandidateAddress(),
        CandidateAddress("看重效益", ("benefit=3", "award=0"), ("industry=煤炭",), "met", 3, (5, 7), True),
    ],
)
def test_an_address_says_it_all(address: CandidateAddress) -> None:
    params = {name: [value] if isinstance(value, str) else value for name, value in address.params().items()}
    assert CandidateAddress.of(params) == address


@pytest.mark.parametrize(
    "params", [{"page": ["-1"]}, {"pick": ["x", "0"]}, {"frontline": ["maybe"]}, {"weights": ["3"]}]
)
def test_an_address_that_makes_no_sense_is_as_if_it_were_not_there(params: dict[str, list[str]]) -> None:
    assert CandidateAddress.of(params) == CandidateAddress()


def test_of_three_that_are_picked_the_last_two_count() -> None:
    assert CandidateAddress().pick(1).pick(2).pick(3).picked == (2, 3)
    assert CandidateAddress().pick(1).pick(2).pick(1).picked == (2,)


def test_what_is_unknown_is_a_dash() -> None:
    said = candidate_html(candidate())
    assert "<b>—</b>" in said
    assert "已知 50%，可能在 31–81 之间" in said


def test_words_are_marked_and_nothing_is_run() -> None:
    for said in (candidate_html(candidate()), pair_html(compared(5.0, -1.0, 0.0))):
        assert HOSTILE not in said
        assert "<mark>节约10万元</mark>" in said
        assert 'href="achievement?id=7"' in said
        assert 'href="needs?need=3"' in said


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ((5.0, -1.0, 0.0), "左边高 4.0 分，主要因为效益（5.0 分）；右边占先的是新颖性。"),
        ((0.0, -2.0, -1.0), "右边高 3.0 分，主要因为新颖性（2.0 分）、需求（1.0 分）。"),
        ((0.0, 0.0, 0.0), "两项得分相同。"),
    ],
)
def test_the_lead_in_words(points: tuple[float, ...], said: str) -> None:
    assert lead_in_words(compared(*points)) == said


def test_a_trace_may_say_nothing() -> None:
    assert Trace.model_validate(trace()).quotes == ()


def weighing() -> None:
    """A page with nothing but the weights."""
    import streamlit as st

    from ui.views.parts import connection
    from ui.views.parts.candidate_address import CandidateAddress
    from ui.views.parts.candidate_weights import show_weights

    address = CandidateAddress.of({name: st.query_params.get_all(name) for name in st.query_params})
    [profile] = connection.profiles().profiles
    show_weights(address, profile, lambda to: st.query_params.from_dict(to.params()))


@pytest.fixture
def weights(server: Prepared, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv("INNOKB_API_URL", server.url)
    streamlit.cache_resource.clear()
    streamlit.cache_data.clear()
    yield AppTest.from_function(weighing, default_timeout=30)
    streamlit.cache_resource.clear()
    streamlit.cache_data.clear()


def profiles(version: int, *weighed: float) -> dict[str, Any]:
    keys = ("benefit", "readiness")
    weights = [{"key": key, "name": key, "means": "", "weight": each} for key, each in zip(keys, weighed, strict=True)]
    return {"profiles": [{"name": "own", "version": version, "minimum": 0.5, "weights": weights, "actor": "某人"}]}


def test_weights_above_the_highest_keep_their_ratio(weights: AppTest, server: Prepared) -> None:
    server.answer("GET", "/candidates/profiles", profiles(1, 40, 20))
    weights.run()
    assert [slider.value for slider in weights.slider] == [10, 5]
    weights.slider[1].set_value(4.0).run()
    assert weights.query_params["weights"] == ["benefit=10", "readiness=4"]


def test_a_profile_is_saved_over_the_version_that_was_seen(weights: AppTest, server: Prepared) -> None:
    server.answer("GET", "/candidates/profiles", profiles(1, 3, 2))
    weights.run()
    server.answer("GET", "/candidates/profiles", profiles(2, 9, 9))  # somebody else's
    streamlit.cache_data.clear()
    weights.slider[0].set_value(4.0).run()
    weights.button[0].click().run()
    [body] = [json.loads(body) for method, _, body in server.seen if method == "PUT"]
    assert body["version"] == 1
