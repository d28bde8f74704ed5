"""The tables of the record store.

An achievement is its newest version: `achievements` holds what a record is known by, `versions` what it said at each
revision, so nothing is kept twice and the history is there by construction. The tables are made by the migrations
beside this module; a test holds the two together.
"""

from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

SCHEMA_REVISION: Final = "0006"
"""The migration that brings a database to the tables below."""

VERSION_TABLE: Final = "innokb_schema"
"""Where a database remembers its migration; a name of our own, so that another program's is not taken for it."""


class Moment(sa.TypeDecorator[datetime]):
    """A point in time, kept in UTC on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: sa.Dialect) -> datetime | None:
        """SQLite drops the zone, so it must be UTC before."""
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _: sa.Dialect) -> datetime | None:
        """Give SQLite's answer its zone back."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


LARGEST_ID: Final = 2**63 - 1
"""The largest id that a database can compare with; no record has a larger one."""


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


metadata = sa.MetaData()

Number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""64 bits on both: SQLite's INTEGER, which alone may be the key of its rows, already is."""

counters = sa.Table(
    "counters",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("value", Number, nullable=False),
)
"""The last `revision` and the last achievement `id` given out. They only rise, so neither is ever used again."""

achievements = sa.Table(
    "achievements",
    metadata,
    sa.Column("id", Number, primary_key=True, autoincrement=False),
    sa.Column("revision", Number, nullable=False, unique=True),
    sa.Column("identity", sa.String(32), nullable=False, index=True),
    sa.Column("digest", sa.String(32), nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("deleted", sa.Boolean, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
)
"""One row a record. `identity` and `digest` are those of `corpus.store.entry`."""

imports = sa.Table(
    "imports",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("status", sa.String(16), nullable=False, index=True),
    sa.Column("files", sa.JSON, nullable=False),
    sa.Column("options", sa.JSON, nullable=False),
    sa.Column("dry_run", sa.Boolean, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("progress", sa.Integer, nullable=False),
    sa.Column("report", sa.JSON, nullable=False),
    sa.Column("rejected", sa.JSON, nullable=False),
    sa.Column("detail", sa.Text),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("finished_at", Moment),
    sqlite_autoincrement=True,
)
"""Imports as jobs. `rejected` holds the rows that each file of `report` lacks, and may be large: lists leave it out."""

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("revision", Number, primary_key=True, autoincrement=False),
    sa.Column("achievement_id", sa.ForeignKey(achievements.c.id), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.String(16), nullable=False),
    sa.Column("import_id", sa.ForeignKey(imports.c.id)),
    sa.Column("record", sa.Text, nullable=False),
)
"""Every write of every record, append-only: who, when, how, and the whole record as JSON."""

synonyms = sa.Table(
    "synonyms",
    metadata,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("words", sa.JSON, nullable=False),
)
"""The groups of words that staff treat as one, in their order."""

checks = sa.Table(
    "checks",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("status", sa.String(16), nullable=False, index=True),
    sa.Column("run_id", sa.String(32), nullable=False),
    sa.Column("files", sa.JSON, nullable=False),
    sa.Column("options", sa.JSON, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("total", sa.Integer),
    sa.Column("index_revision", Number),
    sa.Column("rejected", sa.JSON, nullable=False),
    sa.Column("notices", sa.JSON, nullable=False),
    sa.Column("detail", sa.Text),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("finished_at", Moment),
    sqlite_autoincrement=True,
)
"""Checks of submissions as jobs; nothing that is checked goes into the base."""

check_results = sa.Table(
    "check_results",
    metadata,
    sa.Column("check_id", sa.ForeignKey(checks.c.id), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("year", sa.Integer),
    sa.Column("level", sa.String(16), nullable=False),
    sa.Column("type", sa.String(32)),
    sa.Column("probability", sa.Float, nullable=False),
    sa.Column("best", sa.Text, nullable=False),
    sa.Column("family", sa.String(64)),
    sa.Column("submission", sa.Text, nullable=False),
    sa.Column("report", sa.Text, nullable=False),
    sa.Index("check_results_in_short", "check_id", "probability", "level", "type", "family"),
)
"""One row a submission that was answered: it in short, it as JSON, and what is said of it as JSON."""

templates = sa.Table(
    "templates",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("digest", sa.String(32), nullable=False, unique=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("units", sa.Integer, nullable=False),
    sa.Column("state", sa.String(16), nullable=False, index=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
"""Wording that units share and that proves no repeat, and what staff decided about it."""

needs = sa.Table(
    "needs",
    metadata,
    sa.Column("id", Number, primary_key=True),
    sa.Column("revision", Number, nullable=False, unique=True),
    sa.Column("identity", sa.String(32), nullable=False, index=True),
    sa.Column("digest", sa.String(32), nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("status", sa.String(16), nullable=False, index=True),
    sa.Column("created_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
"""One row a need. `digest` is that of what was last said of it, `status` what staff made of it since."""

need_versions = sa.Table(
    "need_versions",
    metadata,
    sa.Column("revision", Number, primary_key=True, autoincrement=False),
    sa.Column("need_id", sa.ForeignKey(needs.c.id), nullable=False, index=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.String(16), nullable=False),
    sa.Column("record", sa.Text, nullable=False),
)
"""Every write of every need, append-only; revisions of their own, since the index does not hold needs."""

deals = sa.Table(
    "deals",
    metadata,
    sa.Column("id", Number, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("achievement_id", sa.ForeignKey(achievements.c.id), nullable=False, index=True),
    sa.Column("need_id", sa.ForeignKey(needs.c.id), index=True),
    sa.Column("identity", sa.String(32), nullable=False, index=True),
    sa.Column("taker", sa.Text, nullable=False),
    sa.Column("region", sa.Text, nullable=False),
    sa.Column("industry", sa.Text, nullable=False),
    sa.Column("stage", sa.String(16), nullable=False, index=True),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("updated_at", Moment, nullable=False),
    sa.Column("updated_by", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)
"""One row a deal. `version` counts its changes; equal `identity`, equal achievement and taker."""

deal_steps = sa.Table(
    "deal_steps",
    metadata,
    sa.Column("deal_id", sa.ForeignKey(deals.c.id), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("stage", sa.String(16), nullable=False),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("fen", Number),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("outcome", sa.String(16)),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("handler", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)
"""Every step of every deal as it was written, append-only; corrections and withdrawals are steps too. Whole fen."""

deal_stages = sa.Table(
    "deal_stages",
    metadata,
    sa.Column("deal_id", sa.ForeignKey(deals.c.id), primary_key=True),
    sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("day", sa.Date, nullable=False, index=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("fen", Number),
    sa.Column("outcome", sa.String(16)),
)
"""The steps that hold now, one a stage, made from the history for counting. A step brings its deal to the stages from
`first` to `rank`: those that were skipped count as reached with it."""

screening_profiles = sa.Table(
    "screening_profiles",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("weights", sa.JSON, nullable=False),
    sa.Column("minimum", sa.Float, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
)
"""Weights by which staff rank candidates for transfer, by name. What they were before is in the audit."""

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.String(64), nullable=False),
    sa.Column("detail", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)
"""What people did, append-only: one row an action, with what it touched."""

APPEND_ONLY: Final = ("versions", "need_versions", "deal_steps", "audit")
"""Tables whose rows the database itself refuses to change or delete."""
