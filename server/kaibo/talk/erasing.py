"""Erase what a person wrote, in every show."""

from collections.abc import Mapping

from sqlalchemy import Table, select, update

from kaibo.call import Call
from kaibo.person import Mine
from kaibo.talk import table as talks
from kaibo.talk.state import State

EMPTY = {"state": State.DELETED, "author": "", "number": 0, "name": "", "nonce": "", "text": ""}
"""The columns of a message or a question that tell of its author."""


def erase(call: Call, table: Table, mine: Mine, more: Mapping[str, object]) -> dict[int, int]:
    """Delete these messages or questions. Return how many, by show.

    `more` are further columns to set. The rows stay as deleted ones, with one new number of each show. So a page that
    comes back learns that they are gone.
    """
    shows = call.db.scalars(select(table.c.activity).where(mine).distinct().order_by(table.c.activity)).all()
    changed = {}
    for show in shows:
        values = {**EMPTY, **more, "seq": talks.next_seq(call.db, show)}
        theirs = update(table).where(table.c.activity == show, mine)
        changed[show] = call.db.execute(theirs.values(**values)).rowcount
        call.mark_talked(show)
    return changed
