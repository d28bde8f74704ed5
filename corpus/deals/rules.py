"""What may become of a deal: which steps are refused, and which are taken only once a person has confirmed them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Final

from corpus.deals.amounts import amount_in_words
from corpus.deals.deal import STAGE_NAMES, Said, Stage, Step, rank
from corpus.errors import InvalidDeal

FIRST_DAY: Final = date(1990, 1, 1)
"""Days before this one are slips: contests and their deals began later."""

BEIJING: Final = timezone(timedelta(hours=8))
"""Days are those of the offices, whatever clock the server has."""

SMALLEST_USUAL: Final = Decimal(1_000)
"""Yuan; a smaller amount is mostly one in 万元 whose unit was forgotten (30 for 30万)."""

LARGEST_USUAL: Final = Decimal(10) ** 9
"""Yuan; all 495 intentions of a province in a year came to 84.86亿, so one of 10亿 is looked at again."""

LARGEST_JUMP: Final = 1_000
"""Times by which an amount may differ from the one before; 10,000 is 元 taken for 万元."""

SHORTEST_REASON: Final = 2


def today() -> date:
    """The day it is in the offices."""
    return datetime.now(UTC).astimezone(BEIJING).date()


def check_first(said: Said) -> None:
    """Refuse a first step that breaks a rule. Raises InvalidDeal."""
    _check_day(said)
    _check_end(said, ())


def check_advance(steps: Sequence[Step], said: Said) -> None:
    """Refuse a step that does not lead forward from those that hold. Raises InvalidDeal."""
    last = steps[-1]
    if last.stage == "closed":
        raise InvalidDeal("这笔转化已经结束。要继续，请先退回到结束以前的一步，并写明原因。")
    if rank(said.stage) <= rank(last.stage):
        now, wanted = STAGE_NAMES[last.stage], STAGE_NAMES[said.stage]
        raise InvalidDeal(
            f"这笔转化已经到“{now}”，不能再走到“{wanted}”。记错了请用“更正”；真的退回去了请用“退回”，都要写明原因。"
        )
    _check_day(said)
    _check_after(said, last)
    _check_end(said, steps)


def check_correction(steps: Sequence[Step], said: Said, reason: str) -> None:
    """Refuse another wording of a step that does not fit between its neighbours. Raises InvalidDeal."""
    _check_reason(reason, "更正")
    place = next((number for number, step in enumerate(steps) if step.stage == said.stage), None)
    if place is None:
        raise InvalidDeal(f"这笔转化没有“{STAGE_NAMES[said.stage]}”这一步，不能更正。")
    _check_day(said)
    if place:
        _check_after(said, steps[place - 1])
    if place + 1 < len(steps) and said.day > (later := steps[place + 1]).day:
        raise InvalidDeal(f"日期 {said.day} 晚于下一步“{STAGE_NAMES[later.stage]}”的 {later.day}。请核对这两步的日期。")
    _check_end(said, steps[:place])


def check_withdrawal(steps: Sequence[Step], stage: Stage, reason: str) -> None:
    """Refuse a way back that leads nowhere. Raises InvalidDeal."""
    _check_reason(reason, "退回")
    earlier = [step.stage for step in steps[:-1]]
    if stage not in earlier:
        named = "、".join(STAGE_NAMES[each] for each in earlier) or "没有"
        raise InvalidDeal(f"不能退回到“{STAGE_NAMES[stage]}”。可以退回的：{named}。")


def doubts(steps: Sequence[Step], said: Said) -> list[str]:
    """What is unusual about a step, said as questions; empty where nothing is. `steps` are those before it."""
    if said.amount is None:
        return []
    shown = amount_in_words(said.amount)
    asked = []
    if said.amount < SMALLEST_USUAL:
        asked.append(f"金额只有 {shown}，是不是漏了“万”字？")
    if said.amount >= LARGEST_USUAL:
        asked.append(f"一笔转化金额 {shown}，单位有没有弄错？")
    before = next((step.amount for step in reversed(steps) if step.amount is not None), None)
    if before is not None and not before / LARGEST_JUMP < said.amount < before * LARGEST_JUMP:
        asked.append(f"金额 {shown}，以前记的是 {amount_in_words(before)}，相差太多，对不对？")
    return asked


def _check_day(said: Said) -> None:
    if said.day > today():
        raise InvalidDeal(f"日期 {said.day} 还没有到。请填这一步实际发生的日期。")
    if said.day < FIRST_DAY:
        raise InvalidDeal(f"日期 {said.day} 太早了。请核对年份。")


def _check_after(said: Said, before: Step) -> None:
    if said.day < before.day:
        name = STAGE_NAMES[before.stage]
        raise InvalidDeal(f"日期 {said.day} 早于上一步“{name}”的 {before.day}。请核对；上一步记错了请先更正那一步。")


def _check_end(said: Said, steps: Sequence[Step]) -> None:
    """A deal ends in one of these ways, and says why."""
    if said.stage != "closed":
        if said.outcome is not None:
            raise InvalidDeal(f"“{STAGE_NAMES[said.stage]}”还不是结束，不能有成交与否的结果。")
        return
    if said.outcome is None:
        raise InvalidDeal("结束时请写明结果：成交（completed）、未成交（abandoned）或作废（void）。")
    if said.outcome == "completed" and not any(step.stage in ("contract", "in_use") for step in steps):
        raise InvalidDeal("还没有签合同，不能以“成交”结束。请先记下合同，或以“未成交”结束。")
    if said.outcome != "completed" and len(said.note) < SHORTEST_REASON:
        raise InvalidDeal("没有成交的请写明原因，例如：报价高于需方预算；与第 12 号重复。")


def _check_reason(reason: str, what: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise InvalidDeal(f"{what}请写明原因，它会和原来的内容一起留在记录里。")
