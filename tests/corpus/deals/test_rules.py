"""What may become of a deal."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from corpus.deals import STAGE_NAMES, STAGES, Said, Step, rank, steps_now
from corpus.deals.rules import (
    LARGEST_JUMP,
    LARGEST_USUAL,
    SMALLEST_USUAL,
    check_advance,
    check_correction,
    check_first,
    check_withdrawal,
    doubts,
    today,
)
from corpus.errors import InvalidDeal

AT = datetime(2026, 5, 1, tzinfo=UTC)


def said(stage: str, day: str = "2026-03-01", **more: object) -> Said:
    return Said.model_validate({"stage": stage, "day": day} | more)


def step(stage: str, day: str = "2026-03-01", **more: object) -> Step:
    return Step.model_validate({"stage": stage, "day": day, "actor": "张工", "at": AT} | more)


GUIDE = (Path(__file__).parents[3] / "docs" / "deals.md").read_text(encoding="utf-8")
ON_THE_WAY = (step("match", "2026-01-10"), step("intention", "2026-03-01", amount="30万"))


def test_stages_may_be_skipped_forward() -> None:
    check_advance(ON_THE_WAY, said("in_use", "2026-04-01"))


@pytest.mark.parametrize("stage", ["need", "match", "contact", "intention"])
def test_a_deal_does_not_go_back_silently(stage: str) -> None:
    with pytest.raises(InvalidDeal, match=r"“退回”.*原因"):
        check_advance(ON_THE_WAY, said(stage, "2026-04-01"))


def test_a_step_is_not_earlier_than_the_one_before() -> None:
    with pytest.raises(InvalidDeal, match="早于上一步“意向”的 2026-03-01"):
        check_advance(ON_THE_WAY, said("contract", "2026-02-28"))


@pytest.mark.parametrize(("day", "why"), [(today() + timedelta(days=1), "还没有到"), (date(202, 3, 1), "太早")])
def test_days_that_cannot_be_are_asked_back(day: date, why: str) -> None:
    with pytest.raises(InvalidDeal, match=why):
        check_first(said("match", day.isoformat()))


def test_a_correction_fits_between_its_neighbours_and_says_why() -> None:
    check_correction(ON_THE_WAY, said("match", "2026-02-28"), "日期记错")
    with pytest.raises(InvalidDeal, match="晚于下一步“意向”"):
        check_correction(ON_THE_WAY, said("match", "2026-03-02"), "日期记错")
    with pytest.raises(InvalidDeal, match="早于上一步“匹配”"):
        check_correction(ON_THE_WAY, said("intention", "2026-01-09"), "日期记错")
    with pytest.raises(InvalidDeal, match="写明原因"):
        check_correction(ON_THE_WAY, said("match", "2026-02-28"), " ")
    with pytest.raises(InvalidDeal, match="没有“合同”这一步"):
        check_correction(ON_THE_WAY, said("contract"), "日期记错")


def test_a_withdrawal_leads_to_a_step_that_was_taken() -> None:
    check_withdrawal(ON_THE_WAY, "match", "意向书作废")
    with pytest.raises(InvalidDeal, match=r"可以退回的：匹配"):
        check_withdrawal(ON_THE_WAY, "contact", "意向书作废")
    with pytest.raises(InvalidDeal, match="写明原因"):
        check_withdrawal(ON_THE_WAY, "match", "")


def test_an_end_says_how_it_ended() -> None:
    with pytest.raises(InvalidDeal, match="写明结果"):
        check_advance(ON_THE_WAY, said("closed"))
    with pytest.raises(InvalidDeal, match="还没有签合同"):
        check_advance(ON_THE_WAY, said("closed", outcome="completed"))
    with pytest.raises(InvalidDeal, match="写明原因"):
        check_advance(ON_THE_WAY, said("closed", outcome="abandoned"))
    with pytest.raises(InvalidDeal, match="写明原因"):
        check_advance(ON_THE_WAY, said("closed", outcome="void"))
    with pytest.raises(InvalidDeal, match="还不是结束"):
        check_advance(ON_THE_WAY, said("contract", outcome="completed"))
    check_advance(ON_THE_WAY, said("closed", outcome="abandoned", note="报价高于预算"))
    check_advance((*ON_THE_WAY, step("contract")), said("closed", outcome="completed"))


def test_nothing_follows_an_end() -> None:
    ended = (*ON_THE_WAY, step("closed", outcome="abandoned", note="报价高"))
    with pytest.raises(InvalidDeal, match="已经结束"):
        check_advance(ended, said("contract"))
    check_withdrawal(ended, "intention", "需方追加了预算")


@pytest.mark.parametrize(
    ("amount", "asked"),
    [
        ("30", "漏了“万”字"),
        ("1,000", "相差太多"),
        ("1000.01", ""),
        ("2亿", ""),
        ("30亿", "单位有没有弄错"),
        ("28万", ""),
    ],
)
def test_unusual_amounts_are_asked_about(amount: str, asked: str) -> None:
    steps = (step("intention", amount="100万"),) if amount != "30亿" else ()
    assert asked in "".join(doubts(steps, said("contract", amount=amount)))
    assert bool(doubts(steps, said("contract", amount=amount))) == bool(asked)


def test_the_guide_names_the_limits_and_the_stages() -> None:
    limits = f"低于 {SMALLEST_USUAL:,} 元、{LARGEST_USUAL / 10**8:.0f} 亿元以上、与前一次相差 {LARGEST_JUMP:,} 倍"
    assert limits in GUIDE
    assert all(f"{STAGE_NAMES[stage]} `{stage}`" in GUIDE for stage in STAGES)


def test_what_holds_follows_from_the_history() -> None:
    history = [
        step("match", "2026-01-10"),
        step("intention", amount="30万"),
        step("intention", amount="28万", kind="correct", reason="抄错"),
        step("contract", amount="26万"),
        step("intention", kind="withdraw", reason="合同作废"),
    ]
    assert [(each.stage, each.amount) for each in steps_now(history)] == [
        ("match", None),
        ("intention", Decimal("280000.00")),
    ]


STEPS = some.lists(some.tuples(some.sampled_from(["advance", "withdraw"]), some.sampled_from(STAGES)), max_size=20)


@given(STEPS)
def test_whatever_happens_stages_stay_in_order_and_one_is_left(tried: list[tuple[str, str]]) -> None:
    history = [step("match")]
    for kind, stage in tried:
        taken = step(
            stage, kind=kind, reason="因故", **({"outcome": "abandoned", "note": "因故"} if stage == "closed" else {})
        )
        try:
            if kind == "advance":
                check_advance(steps_now(history), taken)
            else:
                check_withdrawal(steps_now(history), taken.stage, taken.reason)
        except InvalidDeal:
            continue
        history.append(taken)
    ranks = [rank(each.stage) for each in steps_now(history)]
    assert ranks
    assert ranks == sorted(set(ranks))
