"""Deals: achievements on their way to takers, with every step."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of deals; what is there stays as it is."""
    _deals()
    _steps()
    _stages()
    _append_only("deal_steps")


def _deals() -> None:
    op.create_table(
        "deals",
        sa.Column("id", NUMBER, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("achievement_id", NUMBER, sa.ForeignKey("achievements.id"), nullable=False, index=True),
        sa.Column("need_id", NUMBER, sa.ForeignKey("needs.id"), index=True),
        sa.Column("identity", sa.String(32), nullable=False, index=True),
        sa.Column("taker", sa.Text, nullable=False),
        sa.Column("region", sa.Text, nullable=False),
        sa.Column("industry", sa.Text, nullable=False),
        sa.Column("stage", sa.String(16), nullable=False, index=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("updated_by", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )


def _steps() -> None:
    op.create_table(
        "deal_steps",
        sa.Column("deal_id", NUMBER, sa.ForeignKey("deals.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("fen", NUMBER),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("handler", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )


def _stages() -> None:
    op.create_table(
        "deal_stages",
        sa.Column("deal_id", NUMBER, sa.ForeignKey("deals.id"), primary_key=True),
        sa.Column("rank", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False, index=True),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("fen", NUMBER),
        sa.Column("outcome", sa.String(16)),
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
