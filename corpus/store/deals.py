"""The deals of a database: begun, moved on, corrected, taken back, and each time written down for good."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa

from corpus.deals.deal import STAGE_NAMES, Deal, Parties, Said, Stage, Step, rank, steps_now
from corpus.deals.rules import BEIJING, check_advance, check_correction, check_first, check_withdrawal, doubts, today
from corpus.errors import DealChanged, DealTwice, DoubtfulDeal, InvalidDeal, NotFound
from corpus.store.deal_lists import DealLists
from corpus.store.deal_needs import check_need, settle_needs
from corpus.store.deal_rows import append_steps, columns_of, read_deals
from corpus.store.schema import LARGEST_ID, achievements, deals, now
from corpus.store.writing import note

BATCH: Final = 1_000
"""Deals read at a time."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the account, and whom it names as the one in charge (经办人), if anybody."""

    actor: str
    handler: str = ""

    @property
    def name(self) -> str:
        """Whoever is to be asked about it."""
        return self.handler or self.actor


class Deals(DealLists):
    """The deals of a database. What was written stays; `version` keeps two people from overwriting each other."""

    def deal(self, id: int) -> Deal:
        """One deal. Raises NotFound."""
        with self._database.reading() as connection:
            return _deal(connection, id)

    def deals_by_id(self, ids: Sequence[int]) -> list[Deal]:
        """Deals in the order of `ids`; an unknown id is left out."""
        with self._database.reading() as connection:
            return read_deals(connection, ids)

    def all_deals(self, batch: int = BATCH) -> Iterator[list[Deal]]:
        """All deals by id, in batches."""
        after = 0
        while ids := self._ids_after(after, batch):
            yield self.deals_by_id(ids)
            after = ids[-1]

    def create_deal(
        self, achievement_id: int, parties: Parties, steps: Sequence[Said], writer: Writer, *, confirmed: bool = False
    ) -> Deal:
        """Begin a deal with its steps so far, at least one; the need that it answers is then no longer open.

        Raises InvalidDeal, NotFound for an achievement or need that is not there, and, unless it is `confirmed`,
        DealTwice where this achievement is on its way to this taker already, or DoubtfulDeal.
        """
        with self._database.writing() as connection:
            history, asked = _begun(steps, writer)
            _check_achievement(connection, achievement_id)
            check_need(connection, parties.need_id)
            columns, at = columns_of(achievement_id, parties), now()
            if not confirmed:
                _ask_about_twin(connection, columns, asked)
                _ask_back(asked)
            row = columns | {"version": 1, "stage": history[-1].stage, "created_at": at}
            row |= {"updated_at": at, "updated_by": writer.name}
            id: int = connection.execute(deals.insert().values(row).returning(deals.c.id)).scalar_one()
            append_steps(connection, id, (), history)
            note(connection, writer.actor, "deals.create", {"id": id, "confirmed": confirmed} | _told(history))
            return _settled(connection, None, id, writer)

    def advance_deal(self, id: int, version: int, said: Said, writer: Writer, *, confirmed: bool = False) -> Deal:
        """Move a deal forward. Raises InvalidDeal, DoubtfulDeal unless `confirmed`, DealChanged, NotFound."""
        with self._database.writing() as connection:
            deal = _seen(connection, id, version)
            check_advance(deal.steps, said)
            if not confirmed:
                _ask_back(doubts(deal.steps, said))
            step = _step(said, writer)
            return _changed(connection, deal, step, "deals.advance", writer, confirmed=confirmed)

    def correct_deal(
        self, id: int, version: int, said: Said, reason: str, writer: Writer, *, confirmed: bool = False
    ) -> Deal:
        """Say a step that was taken anew; the old words stay in the history. Raises as `advance_deal` does."""
        with self._database.writing() as connection:
            deal = _seen(connection, id, version)
            check_correction(deal.steps, said, reason)
            if not confirmed:
                # the amount that is replaced stands for the one before
                _ask_back(doubts([step for step in deal.steps if rank(step.stage) <= rank(said.stage)], said))
            step = _step(said, writer, kind="correct", reason=reason)
            return _changed(connection, deal, step, "deals.correct", writer, confirmed=confirmed)

    def withdraw_deal(
        self, id: int, version: int, stage: Stage, reason: str, writer: Writer, *, confirmed: bool = False
    ) -> Deal:
        """Take a deal back to a stage that it had reached. Raises InvalidDeal, DealChanged, NotFound and, for one that
        had ended, DealTwice unless `confirmed`."""
        with self._database.writing() as connection:
            deal = _seen(connection, id, version)
            check_withdrawal(deal.steps, stage, reason)
            if not confirmed and deal.stage == "closed":
                _ask_about_twin(connection, columns_of(deal.achievement_id, deal.parties), [])
            step = _step(Said(stage=stage, day=today()), writer, kind="withdraw", reason=reason)
            return _changed(connection, deal, step, "deals.withdraw", writer, confirmed=confirmed)

    def edit_deal(self, id: int, version: int, parties: Parties, writer: Writer, *, confirmed: bool = False) -> Deal:
        """Say anew who takes it. Raises DealTwice unless `confirmed`, DealChanged, NotFound."""
        with self._database.writing() as connection:
            deal = _seen(connection, id, version)
            before, columns = (columns_of(deal.achievement_id, each) for each in (deal.parties, parties))
            check_need(connection, parties.need_id)
            if not confirmed and before["identity"] != columns["identity"] and deal.stage != "closed":
                _ask_about_twin(connection, columns, [])
            _write(connection, deal, writer, columns)
            told = {"before": deal.parties.model_dump(), "after": parties.model_dump()}
            note(connection, writer.actor, "deals.edit", {"id": id, "handler": writer.handler, **told})
            return _settled(connection, deal, id, writer)

    def _ids_after(self, after: int, size: int) -> list[int]:
        query = sa.select(deals.c.id).where(deals.c.id > after).order_by(deals.c.id).limit(size)
        with self._database.reading() as connection:
            return list(connection.execute(query).scalars())


def _deal(connection: sa.Connection, id: int) -> Deal:
    found = read_deals(connection, [id])
    if not found:
        raise NotFound(f"没有编号为 {id} 的转化。请在“转化跟踪”里查找。")
    return found[0]


def _seen(connection: sa.Connection, id: int, version: int) -> Deal:
    """The deal, if it still is as the writer saw it. Raises DealChanged."""
    deal = _deal(connection, id)
    if deal.version != version:
        raise DealChanged(
            f"这笔转化已被 {deal.updated_by} 在 {_clock(deal.updated_at)} 改过，现在到“{STAGE_NAMES[deal.stage]}”。"
            "您的改动没有保存；请先看新的内容，再决定怎样改。"
        )
    return deal


def _clock(at: datetime) -> str:
    return at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def _begun(steps: Sequence[Said], writer: Writer) -> tuple[list[Step], list[str]]:
    """The history of a new deal, and what is unusual about it."""
    if not steps:
        raise InvalidDeal("请至少写明一步：到了哪个阶段、哪一天。")
    history: list[Step] = []
    asked: list[str] = []
    for said in steps:
        if history:
            check_advance(history, said)
        else:
            check_first(said)
        asked += doubts(history, said)
        history.append(_step(said, writer))
    return history, asked


def _ask_back(asked: Sequence[str]) -> None:
    """Have what is unusual confirmed. Raises DoubtfulDeal."""
    if asked:
        raise DoubtfulDeal(f"{''.join(asked)}没有错的话，请确认后再保存。")


def _ask_about_twin(connection: sa.Connection, columns: dict[str, Any], asked: Sequence[str]) -> None:
    """Have the same deal that is there and open confirmed, with all else that is unusual. Raises DealTwice."""
    same = deals.c.identity == columns["identity"], deals.c.stage != "closed"
    query = sa.select(deals.c.id, deals.c.stage, achievements.c.title).join(achievements).where(*same)
    twin = connection.execute(query.order_by(deals.c.id.desc()).limit(1)).one_or_none()
    if twin is None:
        return
    taker, stage = columns["taker"], STAGE_NAMES[twin.stage]
    said = f"“{twin.title}”转给“{taker}”的转化已经有一笔（第 {twin.id} 号，现在到“{stage}”），还没有结束。"
    mend = "是同一笔请打开它接着记；确实是另一笔，请确认后再保存。"
    raise DealTwice(said + mend + "".join(asked), twin.id)


def _changed(
    connection: sa.Connection, deal: Deal, step: Step, action: str, writer: Writer, *, confirmed: bool
) -> Deal:
    """Write a step, and what it makes of the deal."""
    append_steps(connection, deal.id, deal.history, [step])
    _write(connection, deal, writer, {"stage": steps_now([*deal.history, step])[-1].stage})
    note(connection, writer.actor, action, {"id": deal.id, "confirmed": confirmed} | _told([step]))
    return _settled(connection, deal, deal.id, writer)


def _settled(connection: sa.Connection, before: Deal | None, id: int, writer: Writer) -> Deal:
    """A deal as it was written, its need with it."""
    deal = _deal(connection, id)
    settle_needs(connection, before, deal, writer.actor)
    return deal


def _write(connection: sa.Connection, deal: Deal, writer: Writer, columns: dict[str, Any]) -> None:
    row = columns | {"version": deal.version + 1, "updated_at": now(), "updated_by": writer.name}
    connection.execute(deals.update().where(deals.c.id == deal.id).values(row))


def _check_achievement(connection: sa.Connection, id: int) -> None:
    live = achievements.c.id == id, achievements.c.deleted.is_(False)
    if id > LARGEST_ID or connection.execute(sa.select(achievements.c.id).where(*live)).scalar() is None:
        raise NotFound(f"没有编号为 {id} 的成果，或已删除。请从成果详情页发起转化。")


def _step(said: Said, writer: Writer, **more: Any) -> Step:
    spoken = said.model_dump(exclude={"amount"})
    return Step(**spoken, amount=said.amount, actor=writer.actor, handler=writer.handler, at=now(), **more)


def _told(history: Sequence[Step]) -> dict[str, Any]:
    """What the audit says of steps: their stages, days and amounts."""
    told = [step.model_dump(mode="json", include={"kind", "stage", "day", "amount", "reason"}) for step in history]
    return {"handler": history[-1].handler, "steps": told}
