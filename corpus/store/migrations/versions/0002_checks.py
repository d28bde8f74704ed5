"""Checks of submissions against what was handed in before, and their results."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of checks; what is there stays as it is."""
    _checks()
    _results()


def _checks() -> None:
    op.create_table(
        "checks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("status", sa.String(16), nullable=False, index=True),
        sa.Column("run_id", sa.String(32), nullable=False),
        sa.Column("files", sa.JSON, nullable=False),
        sa.Column("options", sa.JSON, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("total", sa.Integer),
        sa.Column("index_revision", NUMBER),
        sa.Column("rejected", sa.JSON, nullable=False),
        sa.Column("notices", sa.JSON, nullable=False),
        sa.Column("detail", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT),
        sqlite_autoincrement=True,
    )


def _results() -> None:
    op.create_table(
        "check_results",
        sa.Column("check_id", sa.Integer, sa.ForeignKey("checks.id"), primary_key=True),
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
    )
    counted = ["check_id", "probability", "level", "type", "family"]
    op.create_index("check_results_in_short", "check_results", counted)
