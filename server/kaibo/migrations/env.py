"""Alembic's entry."""

from alembic import context
from sqlalchemy import Connection

from kaibo.migrations import CONNECTION
from kaibo.migrations.database import whole
from kaibo.store import METADATA


def run(db: Connection) -> None:
    """Work in the transaction that the connection is in."""
    context.configure(connection=db, target_metadata=METADATA, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


attributes = context.config.attributes
if CONNECTION in attributes:
    run(attributes[CONNECTION])
else:
    with whole(attributes["url"]) as own:
        run(own)
