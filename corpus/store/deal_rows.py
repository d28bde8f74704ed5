"""Deals as rows of the database, and back."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa

from corpus.deals.amounts import fen_of, yuan_of
from corpus.deals.deal import Deal, Parties, Step, rank, steps_now
from corpus.store.entry import folded_title
from corpus.store.schema import LARGEST_ID, deal_stages, deal_steps, deals
from corpus.store.writing import AnyRow, among, rows_in


def read_deals(connection: sa.Connection, ids: Sequence[int]) -> list[Deal]:
    """Deals with their histories, in the order of `ids`; an unknown id is left out."""
    known = [id for id in ids if 0 < id <= LARGEST_ID]
    steps: dict[int, list[Step]] = {}
    query = (
        sa.select(deal_steps).where(among(deal_steps.c.deal_id)).order_by(deal_steps.c.deal_id, deal_steps.c.position)
    )
    for row in rows_in(connection, query, known):
        steps.setdefault(row.deal_id, []).append(_read_step(row))
    rows = {row.id: row for row in rows_in(connection, sa.select(deals).where(among(deals.c.id)), known)}
    return [_read_deal(rows[id], steps[id]) for id in known if id in rows]


def append_steps(connection: sa.Connection, id: int, before: Sequence[Step], steps: Sequence[Step]) -> None:
    """Add to the history, and make anew what holds now."""
    rows = [{"deal_id": id, "position": at, **_step_row(step)} for at, step in enumerate(steps, len(before) + 1)]
    connection.execute(deal_steps.insert(), rows)
    connection.execute(deal_stages.delete().where(deal_stages.c.deal_id == id))
    if held := list(stage_rows(id, steps_now([*before, *steps]))):
        connection.execute(deal_stages.insert(), held)


def columns_of(achievement_id: int, parties: Parties) -> dict[str, Any]:
    """What a row of a deal says of its achievement and its taker."""
    identity = _identity(achievement_id, parties.taker)
    return {"achievement_id": achievement_id, "identity": identity, **parties.model_dump()}


def stage_rows(id: int, steps: Sequence[Step]) -> Iterator[dict[str, Any]]:
    """The rows of the steps that hold now, which must be in their order; none for a deal that is void."""
    if steps[-1].outcome == "void":
        return
    reached = 0
    for step in steps:
        here = rank(step.stage)
        # who gives up in the middle has not come through the stages that lie between
        first = here if step.stage == "closed" else reached + 1
        row = {"deal_id": id, "rank": here, "first": first, "day": step.day, "number": step.number}
        yield row | {"fen": _fen(step), "outcome": step.outcome}
        reached = here


def _step_row(step: Step) -> dict[str, Any]:
    return step.model_dump(exclude={"amount"}) | {"fen": _fen(step)}


def _fen(step: Step) -> int | None:
    return None if step.amount is None else fen_of(step.amount)


def _read_step(row: AnyRow) -> Step:
    fields = dict(row._mapping)
    fen = fields.pop("fen")
    del fields["deal_id"], fields["position"]
    return Step(**fields, amount=None if fen is None else yuan_of(fen))


def _read_deal(row: AnyRow, history: Sequence[Step]) -> Deal:
    parties = Parties(**{name: row._mapping[name] for name in Parties.model_fields})
    kept = ("id", "version", "achievement_id", "created_at", "updated_at", "updated_by")
    return Deal(**{name: row._mapping[name] for name in kept}, parties=parties, history=tuple(history))


def _identity(achievement_id: int, taker: str) -> str:
    """The same for one achievement and one taker in any width, case and punctuation."""
    return blake2b(f"{achievement_id}\x1f{folded_title(taker)}".encode(), digest_size=16).hexdigest()
