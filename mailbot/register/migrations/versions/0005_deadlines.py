"""What the clock of the call brings: announcements, the closings that were gone by, and who was reminded of what."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0004."""
    op.create_table(
        "announcements",
        sa.Column("message", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("coming", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["message"], ["messages.id"], name="fk_announcements_message"),
        sa.PrimaryKeyConstraint("message", "kind", name="pk_announcements"),
    )
    op.create_table(
        "closings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("closes", sa.DateTime(timezone=True), nullable=False),
        sa.Column("grace", sa.BigInteger(), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_closings"),
        sa.UniqueConstraint("kind", name="uq_closings_kind"),
    )
    op.create_table(
        "reminders",
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("closes", sa.DateTime(timezone=True), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("letter", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["letters.id"], name="fk_reminders_letter"),
        sa.PrimaryKeyConstraint("subject", "kind", "closes", "days", name="pk_reminders"),
    )
    op.create_index("ix_reminders_letter", "reminders", ["letter"])
