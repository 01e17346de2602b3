"""What is to become of a document: published, published without who submitted it, or not; and who wished so."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From 0005. What was submitted before is published: nobody had asked for anything else."""
    op.add_column("submissions", sa.Column("publication", sa.String(length=16), nullable=False, server_default="yes"))
    op.add_column("submissions", sa.Column("publication_said", sa.Text(), nullable=False, server_default=""))
