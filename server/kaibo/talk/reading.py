"""Read a conversation: the present content for a page that begins, and what changed for one that goes on."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from kaibo.call import Limits
from kaibo.feature import Asked, Conversation, Entry, Me
from kaibo.talk import people, table
from kaibo.talk.settings import rules

MISSED = 200
"""The most changes that a page gets one by one when it comes back. Beyond, it begins again."""
AT_ONCE = 1000
"""The most changes of one batch. A show that has more in a quarter of a second begins again."""
FRESH = 200
"""The most entries of one kind that a page begins with."""


class Chunk(NamedTuple):
    """A part of a conversation."""

    seq: int
    """The number of its last change."""
    fresh: bool
    """The reader forgets all that it has."""
    emptied: int
    """The reader forgets messages up to this id; 0 for none."""
    parts: dict[str, Sequence[Entry]]

    def after(self, seq: int) -> "Chunk":
        """Leave out what a reader has seen who has seen the changes up to `seq`."""
        parts: dict[str, Sequence[Entry]] = {
            name: [entry for entry in entries if entry.seq > seq] for name, entries in self.parts.items()
        }
        return self._replace(parts=parts, emptied=self.emptied if self.emptied > seq else 0)

    def data(self, mine: str = "null") -> str:
        """Write the data of the event. `mine` is JSON."""
        listed = "".join(f',"{name}":[{",".join(each.data for each in part)}]' for name, part in self.parts.items())
        fresh = "true" if self.fresh else "false"
        return f'{{"Seq":{self.seq},"Fresh":{fresh},"Emptied":{self.emptied}{listed},"Mine":{mine}}}'


class Readings:
    """Reads the conversations of shows, as the sum of the features' parts."""

    def __init__(self, parts: Iterable[Conversation], limits: Limits) -> None:
        self._parts, self._limits = tuple(parts), limits
        self._own = tuple(own for part in self._parts for own in part.mine)
        self.of_nobody = json.dumps({"UserName": "", **{own.name: [] for own in self._own}})
        """The own part of a viewer without a pass, as JSON."""

    def fresh(self, db: Connection, activity_id: int, crew: bool) -> Chunk:
        """Read the present content."""
        seq = table.of(db, activity_id).seq
        asked = Asked(activity_id, crew, None, FRESH)
        return Chunk(seq, True, 0, {part.name: _until(part.read(db, asked), seq) for part in self._parts})

    def since(self, db: Connection, activity_id: int, crew: bool, after: int, most: int) -> Chunk:
        """Read what changed after the number `after`. When that is more than `most`, read the present content."""
        now = table.of(db, activity_id)
        if after > now.seq:
            return self.fresh(db, activity_id, crew)
        parts: dict[str, Sequence[Entry]] = {part.name: [] for part in self._parts}
        if after < now.seq:
            asked = Asked(activity_id, crew, after, most + 1)
            parts = {part.name: _until(part.read(db, asked), now.seq) for part in self._parts}
        if sum(map(len, parts.values())) > most:
            return self.fresh(db, activity_id, crew)
        if crew and after < now.moderated:
            for part in self._parts:
                marked = part.marked(db, activity_id) if part.marked else []
                parts[part.name] = [*(Entry(now.moderated, one) for one in marked), *parts[part.name]]
        return Chunk(now.seq, False, now.emptied if now.emptied > after else 0, parts)

    def mine(self, db: Connection, activity_id: int, viewer: str) -> str:
        """Return what a viewer alone sees, as JSON."""
        if not viewer:
            return self.of_nobody
        me = Me(activity_id, viewer, rules(db, activity_id, self._limits).review)
        named = {"UserName": people.name_of(db, activity_id, viewer)}
        return json.dumps(named | {own.name: own.read(db, me) for own in self._own}, ensure_ascii=False)


def _until(entries: Sequence[Entry], seq: int) -> Sequence[Entry]:
    """Leave out changes that came during the reading. The next reading has them, with those before them."""
    return [entry for entry in entries if entry.seq <= seq]
