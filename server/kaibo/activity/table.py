"""Activities and their airings: every query about them stands here."""

import re
import secrets
import string
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    RowMapping,
    String,
    Table,
    Text,
    and_,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from kaibo.activity.status import Status
from kaibo.errors import UnknownActivity, ViewPathTaken
from kaibo.store import METADATA

PATH_LETTERS = string.ascii_lowercase + string.digits
PATH_RANDOM = 10
PATH = re.compile(r"[A-Za-z0-9]{1,20}")

activity = Table(
    "activity",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("account", String(64), nullable=False, index=True),
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
    that are kept and not acted upon; `wanted` is whether the host wants it on air."""

    id: int
    account: str
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


class Airing(NamedTuple):
    """One time that the show was on air, numbered from 1; `end_time` is None while it is."""

    order_number: int
    start_time: int
    end_time: int | None


class Wish(NamedTuple):
    """What a listing asks for; an empty string or 0 asks nothing."""

    name: str = ""
    status: int = 0
    live_from: int = 0
    id: int = 0
    view_path: str = ""


BY_ID = select(activity).where(activity.c.id == bindparam("id"))
MINE = BY_ID.where(activity.c.account == bindparam("account"), activity.c.deleted_at.is_(None))
BY_PATH = select(activity).where(activity.c.view_path == bindparam("view_path"), activity.c.deleted_at.is_(None))
ACTIVE = select(activity).where(
    activity.c.deleted_at.is_(None), or_(activity.c.wanted, activity.c.status == Status.LIVE)
)
AIRINGS = (
    select(airing.c.order_number, airing.c.start_time, airing.c.end_time)
    .where(airing.c.activity == bindparam("id"))
    .order_by(airing.c.order_number)
)


def create(
    db: Connection,
    account: str,
    now: int,
    *,
    name: str,
    live_time: int,
    end_time: int = 0,
    view_path: str = "",
    cover_image: str = "",
    extra: str = "{}",
) -> Activity:
    """A new activity in preview. Without a `view_path` it gets a random one.

    Its id is its moment in unix microseconds, moved on while taken: 16 digits, safe as a JavaScript number.
    Raises ViewPathTaken; a path is compared without case.
    """
    path = view_path.lower() or _random_path()
    if db.execute(select(activity.c.id).where(activity.c.view_path == path)).first():
        raise ViewPathTaken(view_path)
    made = Activity(
        id=_free_id(db, now * 1000),
        account=account,
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
    )
    db.execute(insert(activity).values(**made._asdict()))
    return made


def _free_id(db: Connection, wanted: int) -> int:
    """`wanted` ends in three zeros (milliseconds); random ones spread simultaneous creations."""
    free = wanted + secrets.randbelow(1000)
    while db.execute(BY_ID, {"id": free}).first():
        free += 1
    return free


def _random_path() -> str:
    return "".join(secrets.choice(PATH_LETTERS) for _ in range(PATH_RANDOM))


def get(db: Connection, account: str, activity_id: int) -> Activity:
    """Raises UnknownActivity, the same for one that is not there, is deleted or is another account's."""
    row = db.execute(MINE, {"id": activity_id, "account": account}).first()
    if row is None:
        raise UnknownActivity(activity_id)
    return Activity._make(row)


def find(db: Connection, activity_id: int) -> Activity | None:
    """Whoever's it is, deleted too."""
    row = db.execute(BY_ID, {"id": activity_id}).first()
    return None if row is None else Activity._make(row)


def by_view_path(db: Connection, path: str) -> Activity | None:
    """The activity that is watched at this path, compared without case."""
    row = db.execute(BY_PATH, {"view_path": path.lower()}).first()
    return None if row is None else Activity._make(row)


def page(db: Connection, account: str, wish: Wish, offset: int, limit: int) -> tuple[list[RowMapping], int]:
    """The newest first, each with `stream_start` (ms, or None), and how many there are in all."""
    wanted = [activity.c.account == account, activity.c.deleted_at.is_(None)]
    if wish.name:
        wanted.append(activity.c.name.icontains(wish.name, autoescape=True))
    if wish.status:
        wanted.append(activity.c.status == wish.status)
    if wish.live_from:
        wanted.append(activity.c.live_time >= wish.live_from)
    if wish.id:
        wanted.append(activity.c.id == wish.id)
    if wish.view_path:
        wanted.append(activity.c.view_path == wish.view_path.lower())
    started = select(func.max(airing.c.start_time)).where(airing.c.activity == activity.c.id).scalar_subquery()
    listing = select(activity, started.label("stream_start")).where(and_(*wanted))
    rows = db.execute(listing.order_by(activity.c.id.desc()).offset(offset).limit(limit)).mappings().all()
    total = db.scalar(select(func.count()).select_from(activity).where(and_(*wanted))) or 0
    return list(rows), total


def remove(db: Connection, account: str, activity_id: int, now: int) -> Activity:
    """Soft: it is off the air, its links and pages are refused from now on. Raises UnknownActivity."""
    gone = get(db, account, activity_id)
    db.execute(
        update(activity)
        .where(activity.c.id == gone.id)
        .values(deleted_at=now, wanted=False, status=Status.OVER, view_path=f"-{gone.id}")
    )
    close_airing(db, gone.id, now)
    return gone


def set_wanted(db: Connection, activity_id: int, wanted: bool) -> None:
    db.execute(update(activity).where(activity.c.id == activity_id).values(wanted=wanted))


def set_status(db: Connection, activity_id: int, status: int) -> None:
    db.execute(update(activity).where(activity.c.id == activity_id).values(status=int(status)))


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
