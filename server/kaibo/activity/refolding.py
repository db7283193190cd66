"""Fold the names that an older server wrote, a few at a time."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Connection, Table, bindparam, select, update

from kaibo import folded
from kaibo.activity.brand.table import host_account
from kaibo.activity.table import activity
from kaibo.store import Store

SECONDS = 600.0
"""How often the server looks for such names. An index finds them."""
AT_ONCE = 500
"""The most rows of one transaction. With more, other writes would wait too long."""


async def refold(store: Store) -> None:
    """Fold every name whose folded form belongs to another name."""
    for table in (activity, host_account):
        while ids := await store.scan(partial(_stale, table=table)):
            await store.write(partial(_fold, table=table, ids=ids))


def _stale(db: Connection, table: Table) -> list[int]:
    return list(db.scalars(select(table.c.id).where(~folded.current(table)).limit(AT_ONCE)))


def _fold(db: Connection, table: Table, ids: Sequence[int]) -> None:
    rows = db.execute(select(table.c.id, table.c.name).where(table.c.id.in_(ids))).all()
    changes = [{"of": row.id, **folded.columns(row.name)} for row in rows]
    if changes:
        change = update(table).where(table.c.id == bindparam("of"))
        db.execute(change.values(folded=bindparam("folded"), folded_of=bindparam("folded_of")), changes)
