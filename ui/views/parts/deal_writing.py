"""What all forms for deals share: boxes for a step, sending what was written, and saying what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from ui.answers import Deal, DealStep
from ui.client import ApiProblem, ClientError
from ui.views.parts import connection
from ui.views.parts.clock import today
from ui.views.parts.deal_address import DEALS_PAGE, DealsAddress
from ui.views.parts.text import plain

MAX_NAME: Final = 200
MAX_NOTE: Final = 2_000
"""Longest texts in characters, as the API takes them."""

NOTE_HEIGHT: Final = 80
"""Pixels of the box for a note."""

TOLD: Final = "deal-told"
TURN: Final = "deal-turn"
HANDLER: Final = "deal-handler"
"""What the last change came to; how many were written, since each empties the boxes; who is in charge."""

ASKED_BACK: Final = frozenset({"doubtful-deal", "deal-twice"})
CHANGED: Final = "deal-changed"

Body = dict[str, object]
Send = Callable[[Mapping[str, object]], Deal]
"""Sends a change, given who is in charge and whether what is unusual was looked at."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a change at some place came to: done where `kind` is empty, else the kind of problem with its words."""

    place: str
    words: str
    kind: str = ""
    existing: int | None = None


def place_of(*, deal: int | None = None, achievement: int | None = None) -> str:
    """Where something is written down: at a deal, or at a new one of an achievement."""
    return f"achievement-{achievement}" if deal is None else f"deal-{deal}"


def show_told(place: str) -> None:
    """Say, once, what the last change at a place came to; a question stays until it is answered."""
    told = _told(place)
    if told is None:
        return
    if not told.kind:
        st.success(plain(told.words), icon=":material/check:")
    elif told.kind in ASKED_BACK:
        st.warning(plain(told.words), icon=":material/help:")
    else:
        st.error(plain(told.words))
    if told.kind == CHANGED:
        st.info("下面已经是新的内容；您填的还留在框里，核对以后可以再记。")
    if told.existing:
        address = DealsAddress(deal=told.existing).params()
        st.page_link(DEALS_PAGE, label="打开已有的那一笔", icon=":material/open_in_new:", query_params=address)
    if told.kind not in ASKED_BACK:
        del st.session_state[TOLD]


def _told(place: str) -> Told | None:
    told: Told | None = st.session_state.get(TOLD)
    return told if told is not None and told.place == place else None


def box(name: str) -> str:
    """The key of a box. It changes with every change that was written, which empties the boxes."""
    return f"deal-box-{st.session_state.get(TURN, 0)}-{name}"


def written(name: str) -> str:
    """What stands in a box."""
    return str(st.session_state.get(box(name)) or "").strip()


def step_boxes(
    prefix: str, *, before: DealStep | None = None, papers: bool = True, note: str = "备注", hint: str = ""
) -> None:
    """Draw boxes for a step, filled with what was said of it `before`; `papers` are a document and an amount."""
    st.date_input(
        "哪一天", before.day if before else today(), key=box(f"{prefix}-day"), format="YYYY-MM-DD",
        help="这一步实际发生的日期",
    )  # fmt: skip
    if papers:
        left, right = st.columns(2)
        number, amount = (before.number, _amount(before)) if before else ("", "")
        left.text_input(
            "文书编号", number, key=box(f"{prefix}-number"), max_chars=MAX_NAME, placeholder="意向书、合同等"
        )
        right.text_input(
            "金额", amount, key=box(f"{prefix}-amount"), max_chars=MAX_NAME, placeholder="如 30万、1.2亿元"
        )
    st.text_area(
        note, before.note if before else "", key=box(f"{prefix}-note"), max_chars=MAX_NOTE, height=NOTE_HEIGHT,
        placeholder=hint,
    )  # fmt: skip


def _amount(step: DealStep) -> str:
    return f"{step.amount.yuan:,.2f}".removesuffix(".00") + "元" if step.amount else ""


def step_written(prefix: str, stage: str) -> Body:
    """The step that stands in the boxes; empty ones are left out."""
    said = {name: text for name in ("number", "amount", "note") if (text := written(f"{prefix}-{name}"))}
    return {"stage": stage, "day": written(f"{prefix}-day"), **said}


def submit(label: str, place: str, send: Send, then: Callable[[Deal], None] = lambda _: None) -> None:
    """Draw the end of a form: who is in charge, the answer to a question where one was asked, and the button."""
    st.text_input("经办人", st.session_state.get(HANDLER, ""), key=box("handler"), max_chars=MAX_NAME)
    told = _told(place)
    if told is not None and told.kind in ASKED_BACK:
        st.checkbox("已经核对，照这样保存", key=box("confirmed"))
    st.form_submit_button(label, type="primary", on_click=_write, args=(place, send, then))


def _write(place: str, send: Send, then: Callable[[Deal], None]) -> None:
    """Send a change and remember what it came to."""
    st.session_state[HANDLER] = written("handler")
    try:
        deal = send({"handler": written("handler"), "confirmed": bool(st.session_state.get(box("confirmed")))})
    except ApiProblem as problem:
        st.session_state[TOLD] = Told(place, str(problem), problem.kind, problem.existing)
    except ClientError as error:
        st.session_state[TOLD] = Told(place, str(error), "unreachable")
    else:
        st.session_state[TOLD] = Told(place_of(deal=deal.id), "已经记下。")
        st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
        then(deal)
    connection.forget()
