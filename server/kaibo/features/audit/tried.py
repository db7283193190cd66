"""The refused tries that the audit log has lately. All servers share them, so that none logs the same try again."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, String, Table, bindparam, delete

from kaibo.call import Event
from kaibo.store import METADATA, upserts

AGAIN_MS = 60_000
"""How long an identical try is left out."""

tried = Table(
    "tried",
    METADATA,
    Column("session", String(32), primary_key=True),
    Column("detail", String(128), primary_key=True),
    Column("at", BigInteger, nullable=False),
)


def _note(insert: Any) -> Any:
    """Make the statement that notes a try. It returns no row for one that came within AGAIN_MS."""
    old = (tried.c.at <= insert.excluded.at - AGAIN_MS) | (tried.c.at > insert.excluded.at + AGAIN_MS)
    noted = insert.on_conflict_do_update(
        index_elements=[tried.c.session, tried.c.detail], set_={"at": insert.excluded.at}, where=old
    )
    return noted.values([{column.name: bindparam(column.name) for column in tried.c}]).returning(tried.c.at)


NOTE = upserts(tried, _note)


def new(db: Connection, tries: Sequence[Event]) -> list[int]:
    """Note tries of sessions. Return the places of those that no server noted within AGAIN_MS."""
    note = NOTE[db.dialect.name]
    return [
        place
        for place, each in enumerate(tries)
        if db.execute(note, {"session": each.session, "detail": each.detail, "at": each.at}).first()
    ]


def forget(db: Connection, now: int) -> None:
    """Delete the tries that do not matter any more. `now` is unix ms."""
    db.execute(delete(tried).where(tried.c.at <= now - AGAIN_MS))
