"""Writing deals down: begin one, move it on, end it, correct a step, take it back, say anew who takes it."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from ui.answers import AchievementAnswer, Deal, DealStep, NeedTold, StoredNeed
from ui.views.parts import connection
from ui.views.parts.deal_address import DealsAddress
from ui.views.parts.deal_words import CLOSED, OUTCOME_NAMES, STAGE_NAMES, later
from ui.views.parts.deal_writing import (
    MAX_NAME,
    MAX_NOTE,
    Body,
    Send,
    box,
    place_of,
    step_boxes,
    step_written,
    submit,
    written,
)

Way = Callable[[Deal], None]


def show_beginning(found: AchievementAnswer, need: StoredNeed | None, go: Callable[[DealsAddress], None]) -> None:
    """Draw the form for a new deal of an achievement, filled with what the need says of whoever takes it."""
    told = need.need if need else NeedTold(title="")
    industry = told.industry or str(found.achievement.get("industry") or "")
    with st.form("begin-deal"):
        st.text_input("需方单位", told.unit, MAX_NAME, box("taker"), placeholder="谁要用，写全称")
        left, right = st.columns(2)
        left.text_input("需方地区", told.region, MAX_NAME, box("region"), placeholder="例如：北屏市")
        right.text_input("需方行业", industry, key=box("industry"), max_chars=MAX_NAME)
        _stage_box([stage for stage in STAGE_NAMES if stage != CLOSED], "match")
        step_boxes("begin")
        submit(
            "记下这一笔",
            place_of(achievement=found.id),
            lambda said: connection.api().begin_deal({**_begun(found.id, need.id if need else None), **said}),
            lambda deal: go(DealsAddress(deal=deal.id)),
        )


def _begun(achievement: int, need: int | None) -> Body:
    step = step_written("begin", written("stage"))
    return {"achievement_id": achievement, **_parties(need), "steps": [step]}


def show_changes(deal: Deal) -> None:
    """Draw what can be done with a deal."""
    ways = _ways(deal)
    way = st.segmented_control(
        "要做什么", list(ways), default=next(iter(ways)), key=f"deal-way-{deal.id}-{deal.stage}", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    ways[way](deal)


def _ways(deal: Deal) -> dict[str, Way]:
    """What may be done with a deal, the likeliest first."""
    is_open = deal.stage != CLOSED
    ways: dict[str, tuple[Way, bool]] = {
        "往前走": (_advance, is_open and bool(later(deal.stage))),
        "结束": (_close, is_open),
        "更正": (_correct, True),
        "退回": (_withdraw, len(deal.steps) > 1),
        "改需方": (_edit, True),
    }
    return {name: way for name, (way, possible) in ways.items() if possible}


def _advance(deal: Deal) -> None:
    stages = later(deal.stage)
    with st.form(f"advance-{deal.id}"):
        _stage_box(stages, stages[0])
        step_boxes("advance")
        submit(
            "记下这一步",
            place_of(deal=deal.id),
            _changing(deal, "advance", lambda: step_written("advance", written("stage"))),
        )


def _close(deal: Deal) -> None:
    signed = any(step.stage in ("contract", "in_use") for step in deal.steps)
    outcomes = [outcome for outcome in OUTCOME_NAMES if signed or outcome != "completed"]
    with st.form(f"close-{deal.id}"):
        st.segmented_control(
            "结果", outcomes, default=outcomes[0], format_func=OUTCOME_NAMES.__getitem__, key=box("outcome"),
            required=True, help="签了合同才能选“成交”；“作废”是记错的、重复的，不再计入各项数字",
        )  # fmt: skip
        step_boxes("close", papers=False, note="原因或说明", hint="例如：报价高于预算；尾款付清")
        submit("结束这一笔", place_of(deal=deal.id), _changing(deal, "advance", _closed))


def _closed() -> Body:
    return step_written("close", CLOSED) | {"outcome": written("outcome")}


def _correct(deal: Deal) -> None:
    steps = {step.stage: step for step in deal.steps}
    stage = st.segmented_control(
        "更正哪一步", list(steps), default=deal.stage, format_func=STAGE_NAMES.__getitem__,
        key=f"deal-correct-{deal.id}-{deal.stage}", required=True,
    )  # fmt: skip
    step, prefix = steps[stage], f"correct-{stage}"
    with st.form(f"correct-{deal.id}-{stage}"):
        step_boxes(prefix, before=step, papers=stage != CLOSED)
        st.text_input("为什么更正", key=box(f"{prefix}-reason"), max_chars=MAX_NOTE, placeholder="例如：金额抄错")
        submit("更正", place_of(deal=deal.id), _changing(deal, "correct", partial(_corrected, prefix, step)))


def _corrected(prefix: str, step: DealStep) -> Body:
    outcomes = {name: outcome for outcome, name in OUTCOME_NAMES.items()}
    outcome = {"outcome": outcomes[step.outcome_name]} if step.outcome_name else {}
    return {**step_written(prefix, step.stage), **outcome, "reason": written(f"{prefix}-reason")}


def _withdraw(deal: Deal) -> None:
    stages = [step.stage for step in deal.steps[:-1]]
    with st.form(f"withdraw-{deal.id}"):
        st.segmented_control(
            "退回到", stages, default=stages[-1], format_func=STAGE_NAMES.__getitem__, key=box("back"), required=True
        )
        st.text_input("为什么退回", key=box("back-reason"), max_chars=MAX_NOTE, placeholder="例如：意向书作废")
        st.caption("这以后的步骤不再算数，但都留在记录里。")
        submit("退回", place_of(deal=deal.id), _changing(deal, "withdraw", _withdrawn))


def _withdrawn() -> Body:
    return {"stage": written("back"), "reason": written("back-reason")}


def _edit(deal: Deal) -> None:
    with st.form(f"edit-{deal.id}"):
        st.text_input("需方单位", deal.taker, key=box("taker"), max_chars=MAX_NAME)
        st.text_input("需方地区", deal.region, key=box("region"), max_chars=MAX_NAME)
        st.text_input("需方行业", deal.industry, key=box("industry"), max_chars=MAX_NAME)
        submit("保存", place_of(deal=deal.id), _changing(deal, "edit", lambda: _parties(deal.need_id)))


def _parties(need: int | None) -> Body:
    return {name: written(name) for name in ("taker", "region", "industry")} | ({"need_id": need} if need else {})


def _stage_box(stages: list[str], chosen: str) -> None:
    st.segmented_control(
        "到了哪一步", stages, default=chosen, format_func=STAGE_NAMES.__getitem__, key=box("stage"), required=True
    )


def _changing(deal: Deal, kind: str, read: Callable[[], Body]) -> Send:
    """Sends a change with the version that was on the page when the form was drawn, not the newest one."""
    return lambda said: connection.api().change_deal(deal.id, {"version": deal.version, kind: read(), **said})
