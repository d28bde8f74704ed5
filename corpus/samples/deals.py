"""Sample deals (样例转化) over the sample achievements; takers, people and amounts are made up."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import TypeAdapter

from corpus.deals import Parties, Said
from corpus.samples import sample_path
from corpus.store import DealsWanted, Store, Writer

_STEPS = TypeAdapter(tuple[Said, ...])


@dataclass(frozen=True, slots=True)
class SampleDeal:
    """One deal; `achievement` is a code, and `need` that of the need it answers, if any."""

    achievement: str
    need: str
    taker: Parties
    handler: str
    steps: tuple[Said, ...]


def deals() -> Iterator[SampleDeal]:
    """Every sample deal."""
    for line in sample_path("deals.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        parties = Parties(**{name: told[name] for name in ("taker", "region", "industry")})
        yield SampleDeal(
            told["achievement"], told.get("need", ""), parties, told["handler"], _STEPS.validate_python(told["steps"])
        )


def load_deals(store: Store, actor: str) -> int:
    """Write the sample deals into a store that holds the sample achievements and, for those that answer one, the
    sample needs; deals that are there already are left as they are. Returns how many were added."""
    needs = {stored.need.code: stored.id for stored in store.needs()}
    ids = {record.achievement.code: record.id for batch in store.all() for record in batch}
    wanted = [deal for deal in deals() if not _is_there(store, ids[deal.achievement], deal.taker.taker)]
    for deal in wanted:
        parties = deal.taker.model_copy(update={"need_id": needs.get(deal.need)})
        store.create_deal(ids[deal.achievement], parties, deal.steps, Writer(actor, deal.handler), confirmed=True)
    return len(wanted)


def _is_there(store: Store, achievement_id: int, taker: str) -> bool:
    _, found = store.list_deals(DealsWanted(achievement_id=achievement_id))
    return any(deal.parties.taker == taker for deal in found)
