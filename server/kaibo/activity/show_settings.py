"""The settings that an activity decides itself: one document, to which each feature adds a block.

The server's settings are the defaults. The document holds only what the activity decided.
"""

import json
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)

from kaibo.call import Limits
from kaibo.feature import Block, BlockSpec
from kaibo.store import METADATA

show_settings = Table(
    "show_settings",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)
OF = select(show_settings.c.revision, show_settings.c.document).where(show_settings.c.activity == bindparam("activity"))


B = TypeVar("B", bound=Block)


class Stored(NamedTuple):
    """The document of an activity."""

    revision: int
    """Rises at every change. 0: no call wrote the document yet."""
    document: dict[str, Any]


def of(db: Connection, activity_id: int) -> Stored:
    """Read the settings that the activity decided."""
    row = db.execute(OF, {"activity": activity_id}).first()
    return Stored(row.revision, json.loads(row.document)) if row else Stored(0, {})


def block(db: Connection, activity_id: int, spec: BlockSpec[B], limits: Limits) -> B:
    """Read one block. The server's defaults fill the fields that the activity does not decide."""
    return filled(of(db, activity_id).document, spec, limits)


def filled(document: dict[str, Any], spec: BlockSpec[B], limits: Limits) -> B:
    """Take one block of a document. The server's defaults fill the missing fields."""
    default = spec.defaults(limits).model_dump(by_alias=True)
    return spec.model.model_validate(default | known(document, spec))


def known(document: dict[str, Any], spec: BlockSpec[B]) -> dict[str, Any]:
    """Take the fields of one block of a document.

    Leave out a field or a value that another version wrote and this version does not know.
    """
    decided: dict[str, Any] = document.get(spec.key, {})
    try:
        spec.model.model_validate(decided)
    except ValidationError as wrong:
        unknown = {error["loc"][0] for error in wrong.errors()}
        return {key: value for key, value in decided.items() if key not in unknown}
    return decided


def put(db: Connection, activity_id: int, document: dict[str, Any], now: int) -> int:
    """Replace the document. Return the new revision. `now` is in unix ms."""
    text, before = json.dumps(document, ensure_ascii=False, sort_keys=True), of(db, activity_id).revision
    values = {"revision": before + 1, "document": text, "changed_at": now}
    if before:
        db.execute(update(show_settings).where(show_settings.c.activity == activity_id).values(**values))
    else:
        db.execute(insert(show_settings).values(activity=activity_id, **values))
    return before + 1
