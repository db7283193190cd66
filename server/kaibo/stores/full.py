"""A store without room to write: its disk is full, or another limit of its size is reached."""

import logging
import sqlite3

from sqlalchemy.exc import DBAPIError

from kaibo.trouble import Trouble

NO_ROOM = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
"""Where SQLite found no room (https://www.sqlite.org/rescode.html). Over a quota, a write fails with an IOERR."""
STEADY_SECONDS = 10.0
"""A store has room again when no write failed for so long. Small writes may find room where others find none."""


def trouble(log: logging.Logger) -> Trouble:
    """Make the trouble of a store without room."""
    return Trouble(
        log,
        "the store has no room to write, so calls that write get 507 until it has",
        "the store has room again",
        STEADY_SECONDS,
    )


def of_sqlite(error: BaseException) -> bool:
    """Tell whether SQLite found no room to write."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(cause, sqlite3.Error) and getattr(cause, "sqlite_errorcode", 0) in NO_ROOM
