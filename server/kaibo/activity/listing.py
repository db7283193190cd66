"""A page of an account's activities, and how many there are."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, select

from kaibo.activity.brand.table import host_account
from kaibo.activity.table import THERE, activity, activity_count, activity_tag, airing
from kaibo.call import Owner

ORDERS = {"createtime": activity.c.id, "livetime": activity.c.live_time, "name": activity.c.name}


class Tag(NamedTuple):
    """One of the values at this index."""

    at: int
    values: tuple[str, ...]


class Wish(NamedTuple):
    """What a listing asks for; an empty string, 0 or None asks nothing."""

    name: str = ""
    status: int = 0
    live_from: int = 0
    id: int = 0
    view_path: str = ""
    lock_preview: bool | None = None
    live_mode: int = 0
    live_layout: int = 0
    host_account: int = 0
    host_account_name: str = ""
    sub_account: str | None = None
    tags: tuple[Tag, ...] = ()
    nothing: bool = False
    """It asks for what no activity is."""

    within: tuple[ColumnElement[bool], ...] = ()
    """Conditions that no wish may pass over."""


def page(
    db: Connection, owner: Owner, wish: Wish, order: str, descending: bool, offset: int, limit: int
) -> tuple[list[RowMapping], int]:
    """The rows, each with `stream_start` (ms, or None) and `brand` (a name, or None), and how many there are in all.
    `order` is a key of ORDERS."""
    asked = _asked(wish, db.dialect.name)
    wanted = and_(_mine(owner), THERE, *asked)
    by = ORDERS[order]
    ids = select(activity.c.id).where(wanted).order_by(by.desc() if descending else by, activity.c.id.desc())
    some = ids.offset(offset).limit(limit).subquery()
    started = select(func.max(airing.c.start_time)).where(airing.c.activity == activity.c.id).scalar_subquery()
    listing = (
        select(activity, started.label("stream_start"), host_account.c.name.label("brand"))
        .join(some, some.c.id == activity.c.id)
        .outerjoin(host_account, host_account.c.id == activity.c.host_account)
        .order_by(by.desc() if descending else by, activity.c.id.desc())
    )
    rows = list(db.execute(listing).mappings())
    if len(rows) < limit and (rows or not offset):  # the last page: nothing is left to be counted
        return rows, offset + len(rows)
    return rows, db.scalar(_total(owner, wanted) if asked else _counted(owner)) or 0


def _mine(owner: Owner) -> ColumnElement[bool]:
    mine = activity.c.account == owner.account
    return and_(mine, activity.c.sub_account == owner.sub_account) if owner.sub_account else mine


def _total(owner: Owner, wanted: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(activity).where(wanted)


def _counted(owner: Owner) -> Select[int]:
    mine = select(func.sum(activity_count.c.number)).where(activity_count.c.account == owner.account)
    return mine.where(activity_count.c.sub_account == owner.sub_account) if owner.sub_account else mine


def _asked(wish: Wish, dialect: str) -> list[ColumnElement[bool]]:
    name = activity.c.name  # SQLite's LIKE passes over case by itself, at half the price of lower()
    contains = name.contains if dialect == "sqlite" else name.icontains
    asked: list[tuple[object, ColumnElement[bool]]] = [
        (wish.name, contains(wish.name, autoescape=True)),
        (wish.status, activity.c.status == wish.status),
        (wish.live_from, activity.c.live_time >= wish.live_from),
        (wish.id, activity.c.id == wish.id),
        (wish.view_path, activity.c.view_path == wish.view_path.lower()),
        (wish.lock_preview is not None, activity.c.lock_preview == bool(wish.lock_preview)),
        (wish.live_mode, activity.c.live_mode == wish.live_mode),
        (wish.live_layout, activity.c.live_layout == wish.live_layout),
        (wish.host_account, activity.c.host_account == wish.host_account),
        (wish.host_account_name, activity.c.host_account.in_(_brands(wish.host_account_name))),
        (wish.sub_account is not None, activity.c.sub_account == (wish.sub_account or "")),
        (wish.nothing, activity.c.id < 0),
    ]
    asked += [(True, activity.c.id.in_(_tagged(tag))) for tag in wish.tags]
    return [*wish.within, *(condition for given, condition in asked if given)]


def _brands(name: str) -> Select[int]:
    return select(host_account.c.id).where(host_account.c.name.icontains(name, autoescape=True))


def _tagged(tag: Tag) -> Select[int]:
    return select(activity_tag.c.activity).where(activity_tag.c.index == tag.at, activity_tag.c.value.in_(tag.values))
