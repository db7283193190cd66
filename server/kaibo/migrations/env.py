"""Alembic's entry."""

from alembic import context
from sqlalchemy import create_engine

from kaibo.store import METADATA

engine = create_engine(context.config.attributes["url"])
with engine.connect() as db:
    context.configure(connection=db, target_metadata=METADATA, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
