"""Decisions about the people put forward: what was decided, told to them, and answered by them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0003."""
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("choice", sa.String(length=16), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("tell", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("letter", sa.Integer(), nullable=True),
        sa.Column("presence", sa.String(length=16), nullable=False),
        sa.Column("heard", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_decisions_submission"),
        sa.ForeignKeyConstraint(["replaces"], ["decisions.id"], name="fk_decisions_replaces"),
        sa.ForeignKeyConstraint(["letter"], ["letters.id"], name="fk_decisions_letter"),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name="fk_decisions_message"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decisions_submission", "decisions", ["submission"])
    op.create_index("ix_decisions_letter", "decisions", ["letter"])
    op.create_index("ix_decisions_state", "decisions", ["state"])
