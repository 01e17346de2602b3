"""What organisers do by hand: letters released or dropped, submissions that became part of another."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0002."""
    for column in ("released", "dropped"):
        op.add_column("letters", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.add_column("submissions", sa.Column("merged_into", sa.Text(), nullable=True))
