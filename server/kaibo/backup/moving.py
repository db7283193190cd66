"""Move a store to another database. Files and keys stay where they are."""

from typing import NamedTuple

from sqlalchemy import Connection

from kaibo.backup.errors import BackupFailed, StoreInUse
from kaibo.backup.restoring import require_empty
from kaibo.backup.rows import fill, snapshot
from kaibo.cluster import members
from kaibo.migrations import database


class Moved(NamedTuple):
    """The result of a move."""

    rows: int


def move(source_url: str, url: str) -> Moved:
    """Copy the store at `source_url` into the empty database at `url`. The old store stays as it is.

    Raises BackupUnusable and StoreUnusable.
    """
    require_empty(url)
    with snapshot(source_url) as source:
        if not source.revision:
            raise BackupFailed("there is no store here yet; name it with --data, or with the setting database_url")
        require_no_server(source.db)
        with database.whole(url) as db:
            return Moved(fill(db, url, source))


def require_no_server(db: Connection) -> None:
    """Raise StoreInUse while a server holds a lease in the store. A server that was killed holds it for 15 seconds."""
    if not db.dialect.has_table(db, members.server.name):
        return
    if members.others_live(db, ""):
        seconds = members.LEASE_MS // 1000
        raise StoreInUse(f"a server runs on this store; stop it first (one that was killed counts for {seconds} s)")
