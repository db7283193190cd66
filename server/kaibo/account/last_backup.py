"""The time of the last backup, in the store. The console says how old it is."""

from sqlalchemy import Connection, delete, insert, select

from kaibo.account.table import meta

NAME = "last backup"
"""The name of the row."""


def note(db: Connection, at: int) -> None:
    """Note that a backup of the store is whole. `at` is the moment that it shows, in unix ms."""
    db.execute(delete(meta).where(meta.c.name == NAME))
    db.execute(insert(meta).values(name=NAME, value=str(at).encode()))


def known(db: Connection) -> int:
    """Return the moment that the last backup shows, in unix ms; 0 for none."""
    value = db.scalar(select(meta.c.value).where(meta.c.name == NAME))
    return int(bytes(value)) if value else 0
