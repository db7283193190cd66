"""Alembic's entry."""

from alembic import context
from sqlalchemy import create_engine

import kaibo.access.table
import kaibo.activity.table
import kaibo.audience.table
import kaibo.audit.table
import kaibo.gateway.invocation
import kaibo.launch.table
import kaibo.stage.admission
import kaibo.stage.ask
import kaibo.stage.seat
import kaibo.stage.session  # noqa: F401  (each import adds its tables to METADATA)
from kaibo.store import METADATA

engine = create_engine(context.config.attributes["url"])
with engine.connect() as db:
    context.configure(connection=db, target_metadata=METADATA, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
