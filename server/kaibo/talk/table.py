"""The conversation of each show: its cursor, and what stands above the chat.

Each change of a message, a question or a reaction takes the next number of the show. Its row keeps the number. So
"what changed since N" is one question to the store. A transaction that takes a number holds the row of the show until
its commit. So the numbers are committed in their order, and a reader who has seen N never misses a smaller one.
"""

from typing import NamedTuple

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Table, Text, bindparam, select, update

from kaibo.store import METADATA, Prepared, upserts

talk = Table(
    "talk",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("emptied", BigInteger, nullable=False, server_default="0"),
    Column("moderated", BigInteger, nullable=False, server_default="0"),
    Column("pinned", BigInteger, nullable=False, server_default="0"),
    Column("announcement", Text, nullable=False, server_default=""),
    Column("presenter", Text, nullable=False, server_default=""),
)


class Talk(NamedTuple):
    """The conversation of a show."""

    seq: int = 0
    """The number of its last change."""
    emptied: int = 0
    """Messages up to this id were deleted together."""
    moderated: int = 0
    """The number of the last silence or ban, or of the end of one."""
    pinned: int = 0
    """The id of the pinned message; 0 for none."""
    announcement: str = ""
    presenter: str = ""
    """The name of the host in the chat; "" for the name of the host's session."""


COLUMNS = [talk.c[name] for name in Talk._fields]
OF = Prepared(select(*COLUMNS).where(talk.c.activity == bindparam("activity")))
FIRST = {"activity": bindparam("activity"), "seq": 1}
NEXT = upserts(
    talk,
    lambda new: (
        new.values(FIRST)
        .on_conflict_do_update(index_elements=[talk.c.activity], set_={"seq": talk.c.seq + 1})
        .returning(talk.c.seq)
    ),
)


def of(db: Connection, activity_id: int) -> Talk:
    """Return the conversation of a show. One that nobody began is empty."""
    row = OF.first(db, {"activity": activity_id})
    return Talk._make(row) if row else Talk()


def next_seq(db: Connection, activity_id: int) -> int:
    """Take the next number of a show's conversation. Other calls of the show wait until this transaction ends."""
    return int(db.execute(NEXT[db.dialect.name], {"activity": activity_id}).scalar_one())


def change(db: Connection, activity_id: int, **values: object) -> None:
    """Set columns of a conversation, as its next change."""
    next_seq(db, activity_id)
    db.execute(update(talk).where(talk.c.activity == activity_id).values(**values))
