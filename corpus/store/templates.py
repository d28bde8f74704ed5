"""The list of templates: wording that units share, found by checks, with what staff decided about each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Final, Literal, get_args

import sqlalchemy as sa

from corpus.errors import NotFound
from corpus.store.database import Database
from corpus.store.entry import folded_title
from corpus.store.schema import now, templates
from corpus.store.writing import note

TemplateState = Literal["自动", "确认", "不算模板"]
"""Found by the program; a template wherever it stands; none, whoever bears it."""

TEMPLATE_STATES: Final[tuple[TemplateState, ...]] = get_args(TemplateState)


@dataclass(frozen=True, slots=True)
class Template:
    """A passage. `units` is the largest number of other units that one check saw it in; `actor` whoever decided last,
    empty where nobody did."""

    id: int
    text: str
    units: int
    state: TemplateState
    actor: str
    at: datetime


_SHOWN: Final = [templates.c[name] for name in ("id", "text", "units", "state", "actor", "at")]


class Templates:
    """Templates of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def templates(self, states: Sequence[TemplateState] = TEMPLATE_STATES, *, limit: int = 1_000) -> list[Template]:
        """Those in some states, what most units bear first."""
        query = (
            sa.select(*_SHOWN).where(templates.c.state.in_(states)).order_by(templates.c.units.desc(), templates.c.id)
        )
        with self._database.reading() as connection:
            return [Template(*row) for row in connection.execute(query.limit(limit))]

    def keep_templates(self, found: Mapping[str, int]) -> None:
        """Note passages and how many units bear each. What staff decided about one stays."""
        with self._database.writing() as connection:
            for text, units in found.items():
                place = templates.c.digest == _digest(text)
                known = connection.execute(sa.select(templates.c.units).where(place)).scalar()
                if known is None:
                    connection.execute(templates.insert().values(_row(text, units, "自动", "")))
                elif units > known:
                    connection.execute(templates.update().where(place).values(units=units))

    def add_template(self, text: str, actor: str) -> Template:
        """Confirm a passage of one's own, known or not."""
        with self._database.writing() as connection:
            place = templates.c.digest == _digest(text)
            id = connection.execute(sa.select(templates.c.id).where(place)).scalar()
            if id is None:
                row = _row(text, 0, "确认", actor)
                id = connection.execute(templates.insert().values(row).returning(templates.c.id)).scalar_one()
                note(connection, actor, "template.add", {"id": id, "text": text})
                return _template(connection, id)
        return self.rule_template(id, "确认", actor)

    def rule_template(self, id: int, state: TemplateState, actor: str) -> Template:
        """Decide about one. Raises NotFound."""
        with self._database.writing() as connection:
            before = _template(connection, id)
            if before.state != state:
                values = {"state": state, "actor": actor, "at": now()}
                connection.execute(templates.update().where(templates.c.id == id).values(values))
                detail = {"id": id, "text": before.text, "before": before.state, "after": state}
                note(connection, actor, "template.rule", detail)
            return _template(connection, id)


def _template(connection: sa.Connection, id: int) -> Template:
    row = connection.execute(sa.select(*_SHOWN).where(templates.c.id == id)).one_or_none()
    if row is None:
        raise NotFound(f"没有编号为 {id} 的模板。")
    return Template(*row)


def _digest(text: str) -> str:
    """The same for a passage in any width, case and punctuation."""
    return blake2b(folded_title(text).encode(), digest_size=16).hexdigest()


def _row(text: str, units: int, state: TemplateState, actor: str) -> dict[str, object]:
    return {
        "digest": _digest(text),
        "text": text,
        "units": units,
        "state": state,
        "actor": actor,
        "at": now(),
    }
