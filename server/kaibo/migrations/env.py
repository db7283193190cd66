"""The script that Alembic runs."""

from alembic import context
from sqlalchemy import Connection

from kaibo.migrations import CONNECTION
from kaibo.migrations.database import whole
from kaibo.store import METADATA


def run(db: Connection) -> None:
    """Run the migrations in the connection's transaction."""
    context.configure(connection=db, target_metadata=METADATA, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


attributes = context.config.attributes
if CONNECTION in attributes:
    run(attributes[CONNECTION])
else:
    with whole(attributes["url"]) as own:
        run(own)
