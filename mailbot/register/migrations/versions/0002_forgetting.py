"""Forgetting: rows that were erased, marks of what must not come back, and one lawful change to the event log."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

REFUSAL = "events are append-only"
# An entry may lose its words, and nothing else: who did what to which row, and when, stays as it was written.
SAME = ("id", "at", "actor", "action", "subject_table", "subject_id")
REDACTED = '{"forgotten":true}'
SQLITE = (
    "DROP TRIGGER events_no_update",
    "CREATE TRIGGER events_no_update BEFORE UPDATE ON events WHEN NOT ("
    + " AND ".join(f"NEW.{name} IS OLD.{name}" for name in SAME)
    + f" AND NEW.reason = '' AND NEW.detail = '{REDACTED}') BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)
POSTGRESQL = (
    "DROP TRIGGER events_append_only ON events",
    "CREATE TRIGGER events_append_only BEFORE DELETE OR TRUNCATE ON events "
    "FOR EACH STATEMENT EXECUTE FUNCTION events_refuse()",
    "CREATE TRIGGER events_only_redacted BEFORE UPDATE ON events FOR EACH ROW WHEN (NOT ("
    + " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in SAME)
    + f" AND NEW.reason = '' AND NEW.detail = '{REDACTED}')) EXECUTE FUNCTION events_refuse()",
)


def upgrade() -> None:
    """From 0001."""
    for table in ("messages", "submissions", "letters"):
        op.add_column(table, sa.Column("forgotten", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
    )
    op.create_index("ix_erasures_mark", "erasures", ["mark"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.execute(sa.text(statement.replace(":", r"\:")))
