"""The counts of reactions."""

from collections.abc import Mapping
from typing import Any, Literal

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, String, Table, select

from kaibo.feature import Asked, Conversation, Entry
from kaibo.gateway.action import Wire
from kaibo.store import METADATA, upserts
from kaibo.talk import table as talks

Kind = Literal["thumb", "heart", "clap", "laugh", "wow", "fire"]

reaction = Table(
    "reaction",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True, autoincrement=False),
    Column("kind", String(8), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("count", BigInteger, nullable=False),
)


def _added(new: Any) -> Any:
    again = {"count": reaction.c.count + new.excluded.count, "seq": new.excluded.seq}
    return new.on_conflict_do_update(index_elements=[reaction.c.activity, reaction.c.kind], set_=again)


ADD = upserts(reaction, _added)


class Reactions(Wire):
    """How often the audience reacted so, since the beginning."""

    kind: Kind
    count: int


def add(db: Connection, counts: Mapping[tuple[int, str], int]) -> None:
    """Add counts by (activity, kind)."""
    for activity_id in sorted({activity for activity, _ in counts}):
        seq = talks.next_seq(db, activity_id)
        for (activity, kind), count in counts.items():
            if activity == activity_id:
                _add(db, activity_id, kind, count, seq)


def _add(db: Connection, activity_id: int, kind: str, count: int, seq: int) -> None:
    db.execute(ADD[db.dialect.name], {"activity": activity_id, "kind": kind, "count": count, "seq": seq})


def read(db: Connection, asked: Asked) -> list[Entry]:
    """Read the reactions' part of a conversation."""
    query = select(reaction.c.seq, reaction.c.kind, reaction.c.count).where(reaction.c.activity == asked.activity)
    rows = db.execute(query.where(reaction.c.seq > (asked.after or 0)).order_by(reaction.c.seq, reaction.c.kind))
    return [Entry(seq, Reactions(kind=kind, count=count).model_dump_json(by_alias=True)) for seq, kind, count in rows]


PART = Conversation("Reactions", Reactions, read)
