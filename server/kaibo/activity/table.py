"""Activities and their airings: every query about them stands here."""

import re
import secrets
import string
from collections.abc import Iterable
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
    delete,
    false,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from kaibo.activity.brand.table import host_account
from kaibo.activity.status import Status
from kaibo.call import Owner
from kaibo.errors import ViewPathTaken
from kaibo.store import METADATA, Prepared

PATH_LETTERS = string.ascii_lowercase + string.digits
PATH_RANDOM = 10
PATH = re.compile(r"[A-Za-z0-9]{1,20}")
NORMAL, LANDSCAPE = 1, 1

OF_BRAND = ForeignKey(host_account.c.id, name="fk_activity_host_account", ondelete="SET NULL")

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
    Column("wanted", Boolean, nullable=False),
    Column("room_epoch", Integer, nullable=False),
    Column("link_epoch", Integer, nullable=False),
    Column("live_mode", Integer, nullable=False, server_default="1"),
    Column("live_layout", Integer, nullable=False, server_default="1"),
    Column("lock_preview", Boolean, nullable=False, server_default=false()),
    Column(
        "host_account", BigInteger, ForeignKey(host_account.c.id, name="fk_activity_host_account", ondelete="SET NULL")
    ),
    Column("guest_link_epoch", Integer, nullable=False, server_default="1"),
)
THERE = activity.c.deleted_at.is_(None)
ON_AIR = and_(THERE, or_(activity.c.wanted, activity.c.status == literal_column(str(int(Status.LIVE)))))
"""On air or wanted there: few of many, and asked for every other second."""
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

activity_count = Table(
    "activity_count",
    METADATA,
    Column("account", String(64), primary_key=True),
    Column("sub_account", String(64), primary_key=True),
    Column("number", BigInteger, nullable=False),
)

activity_tag = Table(
    "activity_tag",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("index", Integer, primary_key=True),
    Column("value", String(200), primary_key=True),
)

airing = Table(
    "airing",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("order_number", Integer, primary_key=True),
    Column("start_time", BigInteger, nullable=False),
    Column("end_time", BigInteger),
)


class Activity(NamedTuple):
    """One live show. Times in unix ms (`end_time` 0: none planned); `extra` is a JSON object of the fields
    that are kept and not acted upon; `wanted` is whether the host wants it on air; while `lock_preview` the
    audience sees the trailer, whatever is on air; `host_account` is the brand it is given under. The two
    link epochs, for the host's links and for the guests', rise when those are made anew."""

    id: int
    account: str
    sub_account: str
    name: str
    live_time: int
    end_time: int
    status: int
    view_path: str
    cover_image: str
    extra: str
    created_at: int
    deleted_at: int | None
    wanted: bool
    room_epoch: int
    link_epoch: int
    live_mode: int
    live_layout: int
    lock_preview: bool
    host_account: int | None
    guest_link_epoch: int

    @property
    def owner(self) -> Owner:
        return Owner(self.account, self.sub_account)

    @property
    def shown(self) -> bool:
        """Whether the audience may watch it now."""
        return self.status == Status.LIVE and not self.lock_preview


class Airing(NamedTuple):
    """One time that the show was on air, numbered from 1; `end_time` is None while it is."""

    order_number: int
    start_time: int
    end_time: int | None


BY_ID = Prepared(select(activity).where(activity.c.id == bindparam("id")))
BY_PATH = Prepared(select(activity).where(activity.c.view_path == bindparam("view_path"), THERE))
ACTIVE = select(activity).where(ON_AIR)
INSERT = Prepared(insert(activity))
ID_AT_PATH = Prepared(select(activity.c.id).where(activity.c.view_path == bindparam("view_path")))
COUNT_ON = Prepared(
    update(activity_count)
    .where(activity_count.c.account == bindparam("of"), activity_count.c.sub_account == bindparam("of_sub"))
    .values(number=activity_count.c.number + bindparam("more"))
)
AIRINGS = (
    select(airing.c.order_number, airing.c.start_time, airing.c.end_time)
    .where(airing.c.activity == bindparam("id"))
    .order_by(airing.c.order_number)
)


def create(
    db: Connection,
    owner: Owner,
    now: int,
    *,
    name: str,
    live_time: int,
    end_time: int = 0,
    view_path: str = "",
    cover_image: str = "",
    extra: str = "{}",
    live_mode: int = NORMAL,
    live_layout: int = LANDSCAPE,
) -> Activity:
    """A new activity in preview. Without a `view_path` it gets a random one.

    Its id is its moment in unix microseconds, moved on while taken: 16 digits, safe as a JavaScript number.
    Raises ViewPathTaken; a path is compared without case.
    """
    path = view_path.lower() or _random_path()
    if ID_AT_PATH.first(db, {"view_path": path}):
        raise ViewPathTaken(view_path)
    made = Activity(
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
        wanted=False,
        room_epoch=1,
        link_epoch=1,
        live_mode=live_mode,
        live_layout=live_layout,
        lock_preview=False,
        host_account=None,
        guest_link_epoch=1,
    )
    INSERT.run(db, made._asdict())
    _count(db, owner, 1)
    return made


def _count(db: Connection, owner: Owner, more: int) -> None:
    """The totals of listings are kept: counting a million rows takes too long."""
    mine = {"of": owner.account, "of_sub": owner.sub_account}
    if not COUNT_ON.run(db, {**mine, "more": more}).rowcount:
        db.execute(insert(activity_count).values(account=owner.account, sub_account=owner.sub_account, number=more))


def _free_id(db: Connection, wanted: int) -> int:
    """`wanted` ends in three zeros (milliseconds); random ones spread simultaneous creations."""
    free = wanted + secrets.randbelow(1000)
    while BY_ID.first(db, {"id": free}):
        free += 1
    return free


def _random_path() -> str:
    return "".join(secrets.choice(PATH_LETTERS) for _ in range(PATH_RANDOM))


def find(db: Connection, activity_id: int) -> Activity | None:
    """Whoever's it is, deleted too."""
    row = BY_ID.first(db, {"id": activity_id})
    return None if row is None else Activity._make(row)


def by_view_path(db: Connection, path: str) -> Activity | None:
    """The activity that is watched at this path, compared without case."""
    row = BY_PATH.first(db, {"view_path": path.lower()})
    return None if row is None else Activity._make(row)


def remove(db: Connection, gone: Activity, now: int) -> None:
    """Soft: it is off the air, its links and pages are refused from now on."""
    db.execute(
        update(activity)
        .where(activity.c.id == gone.id)
        .values(deleted_at=now, wanted=False, status=Status.OVER, view_path=f"-{gone.id}")
    )
    close_airing(db, gone.id, now)
    _count(db, gone.owner, -1)


def change(db: Connection, activity_id: int, **values: Any) -> None:
    """Set columns of it."""
    db.execute(update(activity).where(activity.c.id == activity_id).values(**values))


def set_tags(db: Connection, activity_id: int, tags: Iterable[tuple[int, str]]) -> None:
    """Its tags from now on, as (index, value), by which listings find it."""
    db.execute(delete(activity_tag).where(activity_tag.c.activity == activity_id))
    for index, value in set(tags):
        db.execute(insert(activity_tag).values(activity=activity_id, index=index, value=value))


def active(db: Connection) -> list[Activity]:
    """Those that are on air or wanted there."""
    return [Activity._make(row) for row in db.execute(ACTIVE)]


def airings(db: Connection, activity_id: int) -> list[Airing]:
    """Each time it was on air, the first one first."""
    return [Airing._make(row) for row in db.execute(AIRINGS, {"id": activity_id})]


def open_airing(db: Connection, activity_id: int, now: int) -> None:
    """It goes on air."""
    last = db.scalar(select(func.max(airing.c.order_number)).where(airing.c.activity == activity_id)) or 0
    db.execute(insert(airing).values(activity=activity_id, order_number=last + 1, start_time=now))


def close_airing(db: Connection, activity_id: int, now: int) -> None:
    """It is no longer on air."""
    running = (airing.c.activity == activity_id) & airing.c.end_time.is_(None)
    db.execute(update(airing).where(running).values(end_time=now))
