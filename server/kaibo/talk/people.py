"""The people of a conversation: the names that viewers told, and who is silenced."""

from collections.abc import Collection
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Index, String, Table, Text, delete, insert, select

from kaibo.access.number import number as user_number
from kaibo.names import clean
from kaibo.session import table as sessions
from kaibo.session.role import Role
from kaibo.store import METADATA, upserts
from kaibo.talk import table
from kaibo.talk.errors import ChatNameTaken
from kaibo.talk.lookalike import forms

CREW_AT_MOST = 200
"""The most sessions whose names a viewer's name is compared with."""
ROLES = {"host", "assistant", "moderator", "admin", "主播", "主持人", "助手", "助理", "场控", "管理员", "官方"}
"""Words that would make a viewer look like the crew."""
SUGGESTED_MAX = 60
"""The most code points of a name that an integrator tells. A viewer types at most 15."""
LISTED = 2000
"""The most silenced people that a call lists."""

talker = Table(
    "talker",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True, autoincrement=False),
    Column("id", String(32), primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("named_at", BigInteger, nullable=False, index=True),
    Index("ix_talker_number", "activity", "number"),
)
silence = Table(
    "silence",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
)


class Silenced(NamedTuple):
    """A silenced person."""

    number: int
    name: str


def _named(new: Any) -> Any:
    again = {"name": new.excluded.name, "named_at": new.excluded.named_at}
    return new.on_conflict_do_update(index_elements=[talker.c.activity, talker.c.id], set_=again)


NAMED = upserts(talker, _named)


def name_of(db: Connection, activity_id: int, viewer: str) -> str:
    """Return the name that a viewer told; "" for none."""
    mine = (talker.c.activity == activity_id) & (talker.c.id == viewer)
    return db.scalar(select(talker.c.name).where(mine)) or ""


def names(db: Connection, activity_id: int, numbers: Collection[int]) -> dict[int, str]:
    """Return the names of viewers by their numbers."""
    query = select(talker.c.number, talker.c.name).where(
        talker.c.activity == activity_id, talker.c.number.in_(list(numbers))
    )
    return {row.number: row.name for row in db.execute(query)}


def set_name(db: Connection, activity_id: int, viewer: str, name: str, now: int) -> None:
    """Keep the name of a viewer. `now` is unix ms.

    Raises ChatNameTaken for a name that looks like one of the crew's, and for the word of a role.
    """
    if not forms(name).isdisjoint(_forms_of_roles() | _forms_of_crew(db, activity_id, now)):
        raise ChatNameTaken
    row = {"activity": activity_id, "id": viewer, "number": user_number(viewer), "name": name, "named_at": now}
    db.execute(NAMED[db.dialect.name], row)


@cache
def _forms_of_roles() -> frozenset[str]:
    return frozenset().union(*map(forms, ROLES))


def suggest_name(db: Connection, activity_id: int, viewer: str, name: str, before: str, now: int) -> None:
    """Give a viewer the name that an integrator tells, unless the viewer chose another one in the chat.

    `before` is the name that the integrator told the last time; "" for none. A name that the chat would refuse changes
    nothing: the chat asks the viewer. `now` is unix ms.
    """
    if name_of(db, activity_id, viewer) not in ("", before):
        return
    with suppress(ValueError, ChatNameTaken):
        set_name(db, activity_id, viewer, clean(name, SUGGESTED_MAX), now)


def _forms_of_crew(db: Connection, activity_id: int, now: int) -> frozenset[str]:
    crew = sessions.living(db, activity_id, [Role.HOST, Role.ASSISTANT], now, CREW_AT_MOST)
    names = table.of(db, activity_id).presenter, *(one.name for one in crew)
    return frozenset().union(*map(forms, filter(None, names)))


def silenced(db: Connection, activity_id: int, numbers: Collection[int]) -> set[int]:
    """Return those of the numbers whose people are silenced."""
    query = select(silence.c.number).where(silence.c.activity == activity_id, silence.c.number.in_(list(numbers)))
    return set(db.scalars(query))


def set_silenced(db: Connection, activity_id: int, number: int, name: str, on: bool, now: int) -> None:
    """Silence a person, or end that. `now` is unix ms."""
    db.execute(delete(silence).where(silence.c.activity == activity_id, silence.c.number == number))
    if on:
        db.execute(insert(silence).values(activity=activity_id, number=number, name=name, at=now))


def list_silenced(db: Connection, activity_id: int) -> list[Silenced]:
    """List the silenced people of a show, the latest first."""
    query = select(silence.c.number, silence.c.name).where(silence.c.activity == activity_id)
    return [Silenced._make(row) for row in db.execute(query.order_by(silence.c.at.desc()).limit(LISTED))]
