"""Read, write and copy a show's design. The signed door and the studio's door share these functions."""

import json
from functools import lru_cache
from importlib import resources
from typing import Any, NamedTuple

from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.features.design import table
from kaibo.features.design.check import VERSION, checked, compact, version_of
from kaibo.features.design.errors import DesignChanged, DesignTooNew
from kaibo.features.design.table import Row
from kaibo.files import table as files

KIND = "design"
"""The kind of the audit log's lines."""
NOTE_MS = 3_600_000
"""How long the audit log has one line for all changes of one session. The studio writes with every drag."""
PUT, COPIED = "put", "copied from %s"
FRESH: dict[str, Any] = {"pages": {}, "ends": {}}
"""The parts of `air` that a copy begins with. The scene on air and the overlays that are up stay."""


class Present(NamedTuple):
    """A show's design now."""

    document: dict[str, Any]
    revision: int
    """0: no call wrote a design yet."""


@lru_cache(maxsize=1)
def first() -> str:
    """Return the design of a new show, as the store keeps a design."""
    return checked(json.loads(resources.files(__package__).joinpath("first.json").read_text()))


def read(call: Call, show: Activity) -> Present:
    """Read a design. A show without one has the first. Raises DesignTooNew."""
    row = table.of(call.db, show.id)
    document = json.loads(row.document if row else first())
    revision = row.revision if row else 0
    version = version_of(document)
    if version != VERSION:
        raise DesignTooNew(revision, version, VERSION)
    return Present(document, revision)


def put(call: Call, show: Activity, text: str, revision: int, *, each: bool, **about: Any) -> int:
    """Write a design over the one with this revision. Return the new revision.

    The same design again changes nothing, so that a caller may repeat a call whose answer got lost. The
    audit log has a line for each change (`each`), or for the first of a session within NOTE_MS. `about` are fields of
    that line. Raises DesignChanged for another revision.
    """
    row = table.of(call.db, show.id)
    present = row.revision if row else 0
    if row and row.document == text:
        return present
    if revision != present:
        raise DesignChanged(present)
    noted = each or row is None or row.changed_by != call.actor or call.now - row.noted_at >= NOTE_MS
    return _write(call, show, row, text, PUT if noted else "", about)


def copy(call: Call, source: Activity, show: Activity, **about: Any) -> int:
    """Give a show the design and the files of another one. Return the new revision.

    The copy stands before its show: no countdown runs, slides are at their first page, and there is no draft.
    """
    files.copy(call.db, source.id, show.id, show.account, call.now)
    return _copy(call, source, show, about)


def copy_to_new(call: Call, source: Activity, show: Activity) -> None:
    """Give a new show the design of an earlier one, if that has one (OldId). The files are copied by themselves."""
    if table.revision(call.db, source.id):
        _copy(call, source, show, {})


def fresh(text: str) -> str:
    """Return a design as its copy begins. One of a newer release stays as it is."""
    document = json.loads(text)
    if version_of(document) != VERSION:
        return text
    air = {key: value for key, value in document["air"].items() if key != "shown"}
    return compact({**document, "air": {**air, **FRESH}})


def _copy(call: Call, source: Activity, show: Activity, about: dict[str, Any]) -> int:
    theirs, row = table.of(call.db, source.id), table.of(call.db, show.id)
    return _write(call, show, row, fresh(theirs.document if theirs else first()), COPIED % source.id, about)


def _write(call: Call, show: Activity, row: Row | None, text: str, detail: str, about: dict[str, Any]) -> int:
    """Write a design. With a `detail` the audit log gets a line."""
    values: dict[str, Any] = {"document": text, "changed_at": call.now, "changed_by": call.actor}
    if detail:
        values["noted_at"] = call.now
        call.note(KIND, show.account, show.id, **about, detail=detail)
    call.mark_changed_for_hosts(show.id)
    return table.put(call.db, show.id, row.revision if row else 0, values)
