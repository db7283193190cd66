"""The table of activities, and every query about one of them."""

import secrets
from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    and_,
    bindparam,
    false,
    insert,
    literal_column,
    or_,
    select,
    true,
    update,
)

from kaibo import folded
from kaibo.activity import airings, paths, totals
from kaibo.activity.brand.table import host_account
from kaibo.activity.errors import ViewPathTaken
from kaibo.activity.status import Status
from kaibo.call import Owner
from kaibo.files import table as files
from kaibo.store import METADATA, Prepared

NORMAL, LANDSCAPE = 1, 1
"""The vendor's LiveMode and LiveLayout."""

activity = Table(
    "activity",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("account", String(64), nullable=False),
    Column("sub_account", String(64), nullable=False, server_default=""),
    Column("name", Text, nullable=False),
    Column("live_time", BigInteger, nullable=False),
    Column("end_time", BigInteger, nullable=False),
    Column("status", Integer, nullable=False),
    Column("view_path", String(20), nullable=False, unique=True),
    Column("cover_image", Text, nullable=False),
    Column("extra", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("deleted_at", BigInteger),
    Column("wanted", Boolean, key="live_requested", nullable=False),
    Column("room_epoch", Integer, nullable=False),
    Column("link_epoch", Integer, nullable=False),
    Column("live_mode", Integer, nullable=False, server_default="1"),
    Column("live_layout", Integer, nullable=False, server_default="1"),
    Column("lock_preview", Boolean, nullable=False, server_default=false()),
    Column(
        "host_account", BigInteger, ForeignKey(host_account.c.id, name="fk_activity_host_account", ondelete="SET NULL")
    ),
    Column("guest_link_epoch", Integer, nullable=False, server_default="1"),
    Column("planned", Boolean, nullable=False, server_default=true()),
    Column("room_names", Text, nullable=False, server_default=""),
    Column("rooms_renamed", Boolean, nullable=False, server_default=false()),  # not used
    Column("folded", Text, nullable=False, server_default=""),
    Column("folded_of", Text, nullable=False, server_default=""),
    Column("assistant_link_epoch", Integer, nullable=False, server_default="1"),
)
STALE = ~folded.current(activity)
Index("ix_activity_unfolded", activity.c.id, sqlite_where=STALE, postgresql_where=STALE)
THERE = activity.c.deleted_at.is_(None)
ON_AIR = and_(THERE, or_(activity.c.live_requested, activity.c.status == literal_column(str(int(Status.LIVE)))))
"""The activities that are live, or whose host requests it. They are few, and the server reads them every 2 s."""
Index("ix_activity_on_air", activity.c.id, sqlite_where=ON_AIR, postgresql_where=ON_AIR)
Index("ix_activity_of_account", activity.c.account, activity.c.id, sqlite_where=THERE, postgresql_where=THERE)
Index(
    "ix_activity_of_sub_account",
    activity.c.account,
    activity.c.sub_account,
    activity.c.id,
    sqlite_where=THERE,
    postgresql_where=THERE,
)
OF_HOST_ACCOUNT = and_(THERE, activity.c.host_account.is_not(None))
Index(
    "ix_activity_of_host_account",
    activity.c.host_account,
    activity.c.live_time,
    activity.c.id,
    sqlite_where=OF_HOST_ACCOUNT,
    postgresql_where=OF_HOST_ACCOUNT,
)


class Activity(NamedTuple):
    """One live show. Times are in unix ms."""

    id: int
    account: str
    sub_account: str
    name: str
    live_time: int
    end_time: int
    """0: no end is planned."""
    status: int
    view_path: str
    cover_image: str
    extra: str
    """A JSON object of the fields that the server stores and does not act upon."""
    created_at: int
    deleted_at: int | None
    live_requested: bool
    """The host requests to be live."""
    room_epoch: int
    """A number in the names of both rooms."""
    link_epoch: int
    """Rises when the host's links are rotated."""
    live_mode: int
    live_layout: int
    lock_preview: bool
    """The audience sees the trailer, even when the show is on air."""
    host_account: int | None
    """The id of the show's brand."""
    guest_link_epoch: int
    """Rises when the guests' links are rotated."""
    planned: bool
    """A caller gave the start. Without one, the start is the moment of the call."""
    room_names: str
    """The installation's id in the names of both rooms. "" for the old form, without one."""
    assistant_link_epoch: int = 1
    """Rises when the assistants' links are rotated."""

    @property
    def owner(self) -> Owner:
        return Owner(self.account, self.sub_account)

    @property
    def shown(self) -> bool:
        """Tell whether the audience may watch now."""
        return self.status == Status.LIVE and not self.lock_preview

    @property
    def starting(self) -> bool:
        """Tell whether the host requested to be live, and the show is not live yet.

        Viewers' pages connect then, at the same time as the host.
        """
        return self.live_requested and self.status != Status.LIVE and not self.lock_preview


COLUMNS = [activity.c[name] for name in Activity._fields]
BY_ID = Prepared(select(*COLUMNS).where(activity.c.id == bindparam("id")))
IS_TAKEN = Prepared(select(activity.c.id).where(activity.c.id == bindparam("id")))
BY_PATH = Prepared(select(*COLUMNS).where(activity.c.view_path == bindparam("view_path"), THERE))
ACTIVE = select(*COLUMNS).where(ON_AIR)
INSERT = Prepared(insert(activity))
ID_AT_PATH = Prepared(select(activity.c.id).where(activity.c.view_path == bindparam("view_path")))


def create(
    db: Connection,
    owner: Owner,
    now: int,
    *,
    name: str,
    live_time: int,
    planned: bool = True,
    end_time: int = 0,
    view_path: str = "",
    cover_image: str = "",
    extra: str = "{}",
    live_mode: int = NORMAL,
    live_layout: int = LANDSCAPE,
    room_names: str = "",
) -> Activity:
    """Create an activity in preview. Without a `view_path` it gets a random one.

    Its id is the moment in unix microseconds, or the next free number: 16 digits, safe as a JavaScript number.
    Raises ViewPathTaken. The server compares paths without case.
    """
    path = view_path.lower() or paths.at_random()
    if ID_AT_PATH.first(db, {"view_path": path}):
        raise ViewPathTaken(view_path)
    show = Activity(
        id=_free_id(db, now * 1000),
        account=owner.account,
        sub_account=owner.sub_account,
        name=name,
        live_time=live_time,
        end_time=end_time,
        status=Status.PREVIEW,
        view_path=path,
        cover_image=cover_image,
        extra=extra,
        created_at=now,
        deleted_at=None,
        live_requested=False,
        room_epoch=1,
        link_epoch=1,
        live_mode=live_mode,
        live_layout=live_layout,
        lock_preview=False,
        host_account=None,
        guest_link_epoch=1,
        planned=planned,
        room_names=room_names,
    )
    INSERT.run(db, {**show._asdict(), "rooms_renamed": False, **folded.columns(name)})
    totals.count(db, owner, 1)
    return show


def _free_id(db: Connection, moment: int) -> int:
    """Choose a free id near a moment in unix microseconds.

    The moment ends in three zeros, because the clock gives milliseconds. Random digits spread simultaneous creations.
    """
    free = moment + secrets.randbelow(1000)
    while IS_TAKEN.first(db, {"id": free}):
        free += 1
    return free


def names(db: Connection, ids: Collection[int]) -> dict[int, str]:
    """Return the names of activities by their ids, also of deleted ones."""
    rows = db.execute(select(activity.c.id, activity.c.name).where(activity.c.id.in_(ids)))
    return {row.id: row.name for row in rows}


def find(db: Connection, activity_id: int) -> Activity | None:
    """Find an activity of any account, also a deleted one."""
    row = BY_ID.first(db, {"id": activity_id})
    return None if row is None else Activity._make(row)


def by_view_path(db: Connection, path: str) -> Activity | None:
    """Find the activity with this view path. The case of letters makes no difference."""
    row = BY_PATH.first(db, {"view_path": path.lower()})
    return None if row is None else Activity._make(row)


def remove(db: Connection, show: Activity, now: int) -> None:
    """Mark an activity as deleted. It goes off the air, and the server refuses its links and pages from now on.

    It loses its files. Shows that were made from it keep theirs.
    """
    db.execute(
        update(activity)
        .where(activity.c.id == show.id)
        .values(deleted_at=now, live_requested=False, status=Status.OVER, view_path=f"-{show.id}")
    )
    airings.end(db, show.id, now)
    files.remove_all(db, show.id)
    totals.count(db, show.owner, -1)


def change(db: Connection, activity_id: int, **values: Any) -> None:
    """Set columns of an activity."""
    if "name" in values:
        values |= folded.columns(values["name"])
    db.execute(update(activity).where(activity.c.id == activity_id).values(**values))


def active(db: Connection) -> list[Activity]:
    """Return the activities that are live, or whose host requests it."""
    return [Activity._make(row) for row in db.execute(ACTIVE)]
