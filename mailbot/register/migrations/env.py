"""Alembic's entry: runs the scripts on the connection that register.migrate hands over."""

from alembic import context

from mailbot.register.migrate import VERSION_TABLE
from mailbot.register.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite alters tables by copying them
)
with context.begin_transaction():
    context.run_migrations()
