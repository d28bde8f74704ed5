"""Needs of enterprises, with their history."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of needs; what is there stays as it is."""
    _needs()
    _versions()
    _append_only("need_versions")


def _needs() -> None:
    op.create_table(
        "needs",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("revision", NUMBER, nullable=False, unique=True),
        sa.Column("identity", sa.String(32), nullable=False, index=True),
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False, index=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )


def _versions() -> None:
    op.create_table(
        "need_versions",
        sa.Column("revision", NUMBER, primary_key=True, autoincrement=False),
        sa.Column("need_id", NUMBER, sa.ForeignKey("needs.id"), nullable=False, index=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )


def _append_only(table: str) -> None:
    """Let the database itself refuse to rewrite history, whoever asks."""
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
    )
