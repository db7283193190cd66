"""Messages, with every query about them."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    or_,
    select,
    update,
)

from kaibo.store import METADATA
from kaibo.talk import table as talks
from kaibo.talk.state import State


class Mark(IntEnum):
    """The server's word on an author."""

    VIEWER = 0
    HOST = 1
    ASSISTANT = 2


chat = Table(
    "chat",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True, autoincrement=False),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("author", String(32), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("mark", Integer, nullable=False),
    Column("external_user", String(128), nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("state", Integer, nullable=False),
    Column("likes", BigInteger, nullable=False),
    Index("ix_chat_seq", "activity", "seq"),
    Index("ix_chat_author", "activity", "author", "id"),
    Index("ix_chat_state", "activity", "state", "id"),
    Index("ix_chat_moment", "activity", "at"),
)


class Message(NamedTuple):
    """A message of a show."""

    activity: int
    id: int
    """The number that the conversation had when it was written (`talk/table.py`)."""
    seq: int
    """The number of its last change."""
    at: int
    """Unix ms."""
    author: str
    """The viewer or the session; "" for a signed call."""
    number: int
    """The author on the wire."""
    name: str
    mark: int
    external_user: str
    nonce: str
    """By which the author knows it."""
    text: str
    state: int
    likes: int


COLUMNS = [chat.c[name] for name in Message._fields]
SHOWN = chat.c.state == State.SHOWN
THERE = chat.c.state != State.DELETED


def add(db: Connection, message: Message) -> None:
    """Add a message."""
    db.execute(insert(chat).values(**message._asdict()))


def find(db: Connection, activity_id: int, message_id: int) -> Message | None:
    """Return a message that was not deleted."""
    query = select(*COLUMNS).where(chat.c.activity == activity_id, chat.c.id == message_id, THERE)
    row = db.execute(query).first()
    return Message._make(row) if row else None


def by_nonce(db: Connection, activity_id: int, author: str, nonce: str) -> Message | None:
    """Return the message that its author sent with this nonce."""
    mine = (chat.c.activity == activity_id) & (chat.c.author == author) & (chat.c.nonce == nonce)
    return _first(db, mine)


def last_of(db: Connection, activity_id: int, author: str) -> Message | None:
    """Return the last message of an author, also a deleted one."""
    return _first(db, (chat.c.activity == activity_id) & (chat.c.author == author))


def _first(db: Connection, condition: Any) -> Message | None:
    row = db.execute(select(*COLUMNS).where(condition).order_by(chat.c.id.desc()).limit(1)).first()
    return Message._make(row) if row else None


def change(db: Connection, message: Message, **values: object) -> Message:
    """Set columns of a message, as the next change of the conversation."""
    changed = message._replace(seq=talks.next_seq(db, message.activity), **values)  # type: ignore[arg-type]
    mine = (chat.c.activity == message.activity) & (chat.c.id == message.id)
    db.execute(update(chat).where(mine).values(seq=changed.seq, **values))
    return changed


def like(db: Connection, message: Message) -> int:
    """Count one more like. Return how many there are."""
    seq = talks.next_seq(db, message.activity)
    mine = (chat.c.activity == message.activity) & (chat.c.id == message.id)
    counted = update(chat).where(mine).values(seq=seq, likes=chat.c.likes + 1).returning(chat.c.likes)
    return int(db.execute(counted).scalar_one())


def latest(db: Connection, activity_id: int, before: int | None, count: int, hidden: bool) -> list[Message]:
    """List `count` messages before an id, the latest first. `hidden`: also those that only the crew sees."""
    query = select(*COLUMNS).where(chat.c.activity == activity_id, THERE if hidden else SHOWN)
    if before is not None:
        query = query.where(chat.c.id < before)
    return _all(db, query.order_by(chat.c.id.desc()).limit(count))


def until(db: Connection, activity_id: int, moment: int, count: int) -> list[Message]:
    """List the last messages up to a moment (unix ms) that all viewers see, the latest first."""
    query = select(*COLUMNS).where(chat.c.activity == activity_id, SHOWN, chat.c.at <= moment)
    return _all(db, query.order_by(chat.c.at.desc(), chat.c.id.desc()).limit(count))


def later(db: Connection, activity_id: int, message_id: int, count: int) -> list[Message]:
    """List the messages after an id that all viewers see, the earliest first."""
    query = select(*COLUMNS).where(chat.c.activity == activity_id, SHOWN, chat.c.id > message_id)
    return _all(db, query.order_by(chat.c.id).limit(count))


def held(db: Connection, activity_id: int, count: int) -> list[Message]:
    """List the messages that wait for review, the latest first."""
    waiting = (chat.c.activity == activity_id) & (chat.c.state == State.HELD)
    return _all(db, select(*COLUMNS).where(waiting).order_by(chat.c.id.desc()).limit(count))


def unseen_of(db: Connection, activity_id: int, author: str, count: int) -> list[Message]:
    """List the messages of an author that no other viewer sees, the latest first."""
    mine = (chat.c.activity == activity_id) & (chat.c.author == author)
    unseen = chat.c.state.in_([State.HELD, State.HIDDEN])
    return _all(db, select(*COLUMNS).where(mine, unseen).order_by(chat.c.id.desc()).limit(count))


def changed(db: Connection, activity_id: int, after: int, count: int, crew: bool) -> list[Message]:
    """List the messages that changed after a number, the earliest change first.

    For viewers, leave out messages that they never saw.
    """
    query = select(*COLUMNS).where(chat.c.activity == activity_id, chat.c.seq > after)
    if not crew:
        query = query.where(or_(SHOWN, chat.c.seq > chat.c.id), chat.c.state != State.HELD)
    return _all(db, query.order_by(chat.c.seq).limit(count))


def after(db: Connection, activity_id: int, message_id: int, count: int) -> list[Message]:
    """List messages after an id, the earliest first, with deleted ones."""
    query = select(*COLUMNS).where(chat.c.activity == activity_id, chat.c.id > message_id)
    return _all(db, query.order_by(chat.c.id).limit(count))


def before(db: Connection, activity_id: int, message_id: int | None, count: int) -> list[Message]:
    """List messages before an id, or the last ones, the latest first, with deleted ones."""
    query = select(*COLUMNS).where(chat.c.activity == activity_id)
    if message_id is not None:
        query = query.where(chat.c.id < message_id)
    return _all(db, query.order_by(chat.c.id.desc()).limit(count))


def empty(db: Connection, activity_id: int) -> None:
    """Delete all messages of a show."""
    db.execute(delete(chat).where(chat.c.activity == activity_id))


def _all(db: Connection, query: Any) -> list[Message]:
    rows: Sequence[Any] = db.execute(query).all()
    return [Message._make(row) for row in rows]
