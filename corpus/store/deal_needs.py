"""What deals make of the needs that they answer."""

import sqlalchemy as sa

from corpus.deals.deal import Deal
from corpus.errors import NotFound
from corpus.need import NeedStatus
from corpus.store.needs import NeedWriting
from corpus.store.schema import LARGEST_ID, deal_stages, deals, needs


def check_need(connection: sa.Connection, id: int | None) -> None:
    """Refuse a need that is not there. Raises NotFound."""
    if id is not None and (id > LARGEST_ID or _status(connection, id) is None):
        raise NotFound(f"没有编号为 {id} 的需求。请在“企业找成果”里查找，或空着。")


def settle_needs(connection: sa.Connection, before: Deal | None, after: Deal, actor: str) -> None:
    """Mark the need that a deal answers from now on as matched; open the one that no deal answers any longer.

    One that is closed stays so.
    """
    left, taken = _answered(before), _answered(after)
    if left == taken:
        return
    if taken is not None:
        _move(connection, taken, "open", "matched", actor)
    if left is not None and not _is_answered(connection, left):
        _move(connection, left, "matched", "open", actor)


def _answered(deal: Deal | None) -> int | None:
    """The need that a deal answers; one that is void answers none."""
    return None if deal is None or deal.outcome == "void" else deal.parties.need_id


def _is_answered(connection: sa.Connection, need_id: int) -> bool:
    # a deal that is void has no stages
    query = sa.select(deals.c.id).join(deal_stages, deal_stages.c.deal_id == deals.c.id)
    return connection.execute(query.where(deals.c.need_id == need_id).limit(1)).scalar() is not None


def _move(connection: sa.Connection, id: int, now: NeedStatus, then: NeedStatus, actor: str) -> None:
    if _status(connection, id) == now:
        NeedWriting(connection, actor).set_status(id, then)


def _status(connection: sa.Connection, id: int) -> str | None:
    return connection.execute(sa.select(needs.c.status).where(needs.c.id == id)).scalar()
