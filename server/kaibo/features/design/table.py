"""The table of show designs, and every query about them."""

from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    and_,
    bindparam,
    insert,
    select,
    update,
)

from kaibo import folded
from kaibo.activity.table import THERE, Activity, activity
from kaibo.store import METADATA

show_design = Table(
    "show_design",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("changed_by", String(64), nullable=False, server_default=""),
    Column("noted_at", BigInteger, nullable=False, server_default="0"),
)


class Row(NamedTuple):
    """The design of one activity. Times are in unix ms."""

    revision: int
    """Rises at every change, from 1."""
    document: str
    """As JSON."""
    changed_by: str
    """The session or the access key that wrote it."""
    noted_at: int
    """When the audit log last had a line about a change."""


class Earlier(NamedTuple):
    """Another show that has a design."""

    id: int
    name: str
    live_time: int
    """In unix ms."""
    document: str
    """Its design, as JSON."""


OF = select(*(show_design.c[name] for name in Row._fields)).where(show_design.c.activity == bindparam("activity"))
REVISION = select(show_design.c.revision).where(show_design.c.activity == bindparam("activity"))


def of(db: Connection, activity_id: int) -> Row | None:
    """Read the design of an activity; None when no call wrote one."""
    row = db.execute(OF, {"activity": activity_id}).first()
    return Row._make(row) if row else None


def revision(db: Connection, activity_id: int) -> int:
    """Read the revision of an activity's design; 0 when no call wrote one."""
    return db.scalar(REVISION, {"activity": activity_id}) or 0


def put(db: Connection, activity_id: int, before: int, values: dict[str, Any]) -> int:
    """Write a design over the one with the revision `before`; 0 for none. Return the new revision."""
    values = {"revision": before + 1, **values}
    if before:
        db.execute(update(show_design).where(show_design.c.activity == activity_id).values(**values))
    else:
        db.execute(insert(show_design).values(activity=activity_id, **values))
    return before + 1


def earlier(db: Connection, show: Activity, most: int, *, search: str = "", only: int | None = None) -> list[Earlier]:
    """List the other shows with a design that belong to the same host account, those with the latest start first.

    They also belong to the same account and sub-account. A show without a host account has none. `search` is a part of
    their names. `only` asks for one show.
    """
    if show.host_account is None:
        return []
    theirs = and_(
        activity.c.host_account == show.host_account,
        activity.c.account == show.account,
        activity.c.sub_account == show.sub_account,
        activity.c.id != show.id,
        THERE,
    )
    if search:
        theirs = and_(theirs, folded.contains(activity, search))
    if only is not None:
        theirs = and_(theirs, activity.c.id == only)
    query = (
        select(activity.c.id, activity.c.name, activity.c.live_time, show_design.c.document)
        .join(show_design, show_design.c.activity == activity.c.id)
        .where(theirs)
        .order_by(activity.c.live_time.desc(), activity.c.id.desc())
    )
    return [Earlier._make(row) for row in db.execute(query.limit(most))]
