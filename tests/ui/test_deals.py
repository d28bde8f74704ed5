"""What 转化跟踪 makes of answers and of its address."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from corpus.deals import OUTCOME_NAMES as CORPUS_OUTCOMES
from corpus.deals import STAGE_NAMES as CORPUS_STAGES
from tests.ui.conftest import Prepared
from tests.ui.test_text import Tags
from ui.answers import Deal, DealFigures, DealGroup
from ui.client import ApiClient, ApiProblem, DealsAsked
from ui.views.parts.deal_address import DealsAddress
from ui.views.parts.deal_lists import deal_html, sums_html
from ui.views.parts.deal_record import head_html, timeline_html, way_html
from ui.views.parts.deal_words import OUTCOME_NAMES, STAGE_NAMES, later

HARM = "<img src=x onerror=alert(1)>"


def step(stage: str, **more: object) -> dict[str, object]:
    said = {"kind": "advance", "stage": stage, "stage_name": STAGE_NAMES[stage], "day": "2026-03-01", "amount": None}
    texts = dict.fromkeys(("number", "note", "outcome_name", "reason"), "")
    return said | texts | {"who": "张工", "at": "2026-03-02T01:00:00Z"} | more


def deal(*steps: dict[str, object], **more: object) -> Deal:
    last = steps[-1]
    made = {
        "id": 7, "version": 1, "achievement_id": 3, "title": "断绳保护装置", "unit": "望石矿", "need_id": None,
        "taker": "清溪煤矿", "region": "", "industry": "", "stage": last["stage"], "stage_name": last["stage_name"],
        "outcome_name": last["outcome_name"], "amount": None, "day": last["day"], "steps": steps, "history": steps,
        "updated_at": "2026-03-02T01:00:00Z", "updated_by": "张工",
    }  # fmt: skip
    return Deal.model_validate(made | more)


def figures(intention: int, yuan: str) -> DealFigures:
    amounts = {"intention": {"yuan": yuan, "words": f"{yuan} 元"}}
    stages = [
        {
            "stage": stage,
            "stage_name": name,
            "reached": intention,
            "recorded": intention if stage == "intention" else 0,
            "amount": amounts.get(stage, {"yuan": "0", "words": "0 元"}),
            "without_amount": 0,
        }
        for stage, name in STAGE_NAMES.items()
    ]
    return DealFigures.model_validate({"stages": stages, "completed": 0, "abandoned": 0, "conclusion": ""})


def test_stages_and_outcomes_are_called_as_everywhere() -> None:
    assert (STAGE_NAMES, OUTCOME_NAMES) == (CORPUS_STAGES, CORPUS_OUTCOMES)
    assert later("intention") == ["contract", "in_use"]


@pytest.mark.parametrize(
    "address",
    [
        DealsAddress(),
        DealsAddress("board", ("北屏市", "a&b=c"), ("煤炭",), (2024, 2025), ("closed",), "意向-3", 4),
        DealsAddress("list", stages=("match", "contact"), deal=9),
        DealsAddress(achievement=3, need=5),
    ],
)
def test_an_address_shows_the_same_again(address: DealsAddress) -> None:
    params = {name: value if isinstance(value, list) else [value] for name, value in address.params().items()}
    assert DealsAddress.of(params) == address


def test_what_makes_no_sense_in_an_address_is_as_if_it_were_not_there() -> None:
    nonsense = {"view": ["x"], "year": ["20x4", "99999"], "stage": ["y"], "page": ["-1"], "deal": ["七"], "need": ["0"]}
    assert DealsAddress.of(nonsense) == DealsAddress()


def test_nothing_of_a_deal_becomes_html() -> None:
    texts = dict.fromkeys(("number", "note", "reason", "who"), HARM)
    told = deal(
        step("intention", amount={"yuan": "1", "words": HARM}, **texts),
        **dict.fromkeys(("title", "unit", "taker", "region", "industry"), HARM),
    )
    shown = deal_html(told) + head_html(told) + way_html(told) + timeline_html(told.history)
    shown += sums_html(HARM, [DealGroup(value=HARM, figures=figures(1, "5"))], figures(1, "5"))
    assert "img" not in Tags(shown).tags


def test_stages_that_were_left_out_show_as_such_but_not_before_giving_up() -> None:
    assert 'class="skipped">对接' in way_html(deal(step("match"), step("intention")))
    ended = way_html(deal(step("match"), step("closed", outcome_name="未成交")))
    assert 'class="now abandoned">未成交' in ended
    assert 'class="">意向' in ended


def test_a_correction_says_what_and_why() -> None:
    shown = Tags(timeline_html(deal(step("match"), step("match", kind="correct", reason="日期记错")).history)).text
    assert "更正“匹配”" in shown
    assert "原因：日期记错" in shown


def test_a_table_of_sums_has_dashes_for_nothing_and_ends_with_the_total() -> None:
    groups = [DealGroup(value="", figures=figures(0, "0")), DealGroup(value="煤炭", figures=figures(1_200, "5"))]
    shown = Tags(sums_html("行业", groups, figures(1_200, "5"))).text
    assert "未填—————" in shown
    assert "煤炭1,2005 元———" in shown
    assert shown.endswith("合计1,2005 元———")


def test_the_client_asks_for_several_values_and_tells_what_is_in_the_way(server: Prepared) -> None:
    client = ApiClient(server.url)
    server.answer("GET", "/deals", {"total": 0, "deals": []})
    client.deals(DealsAsked(("北屏市", ""), (), (2025,), "意向", 3, ("match", "closed"), 2))
    asked = parse_qsl(urlsplit(server.seen[-1][1]).query, keep_blank_values=True)
    assert asked == [
        ("region", "北屏市"), ("region", ""), ("year", "2025"), ("q", "意向"), ("achievement", "3"),
        ("stage", "match"), ("stage", "closed"), ("page", "2"), ("size", "20"),
    ]  # fmt: skip
    problem = {"type": "urn:innokb:problem:deal-twice", "detail": "已经有一笔", "existing": 12}
    server.answer("POST", "/deals", problem, 409)
    with pytest.raises(ApiProblem, match="已经有一笔") as caught:
        client.begin_deal({"achievement_id": 3})
    assert (caught.value.kind, caught.value.existing) == ("deal-twice", 12)
    client.close()
