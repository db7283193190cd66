"""Opens the store that a URL names."""

from sqlalchemy import make_url

from kaibo.store import Store
from kaibo.stores.postgres import PostgresStore
from kaibo.stores.sqlite import SqliteStore


def open_store(url: str) -> Store:
    """Open the store at this URL. Raises ValueError for an in-memory SQLite: each thread would see another database."""
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite":
        return PostgresStore(url)
    if parts.database in {None, "", ":memory:"}:
        raise ValueError("name a file for SQLite")
    return SqliteStore(url)
