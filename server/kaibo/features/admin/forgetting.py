"""Delete what no sign-in needs any more: old sessions, links, wrong passwords and answered challenges."""

from sqlalchemy import Connection, delete

from kaibo.clock import now_ms
from kaibo.features.admin.password import WINDOW_MS
from kaibo.features.admin.table import admin_challenge, admin_link, admin_session, admin_try
from kaibo.store import Store

SECONDS = 60.0


async def forget(store: Store) -> None:
    """Delete old rows. There are few: a wrong password takes time, and all other rows need a proof."""
    await store.write(_forget)


def _forget(db: Connection) -> None:
    now = now_ms()
    db.execute(delete(admin_try).where(admin_try.c.at < now - WINDOW_MS))
    for table in (admin_session, admin_link, admin_challenge):
        db.execute(delete(table).where(table.c.expires_at < now))
