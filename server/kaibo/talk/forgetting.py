"""Delete old rows of conversations, a few at a time, and all of deleted shows."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, false, or_, select, tuple_

from kaibo.activity.table import activity
from kaibo.clock import now_ms
from kaibo.store import Store

FORGET_SECONDS = 600.0
AT_ONCE = 1_000
"""The most rows of one transaction. With more, other writes would wait too long."""


async def forget(store: Store, tables: Iterable[tuple[Table, Column[Any] | None]], kept_ms: int) -> None:
    """Delete what is older than `kept_ms`, and what is of deleted shows.

    Each table comes with the time of its rows. None: its rows stay as long as their show.
    """
    before = now_ms() - kept_ms
    for table, at in tables:
        while rows := await store.scan(partial(_old, table=table, at=at, before=before)):
            await store.write(partial(_delete, table=table, rows=rows))


def _old(db: Connection, table: Table, at: Column[Any] | None, before: int) -> list[Any]:
    gone = select(activity.c.id).where(activity.c.deleted_at.is_not(None))
    old = false() if at is None else at < before
    query = select(*table.primary_key.columns).where(or_(old, table.c.activity.in_(gone)))
    return [tuple(row) for row in db.execute(query.limit(AT_ONCE))]


def _delete(db: Connection, table: Table, rows: list[Any]) -> None:
    db.execute(delete(table).where(tuple_(*table.primary_key.columns).in_(rows)))
