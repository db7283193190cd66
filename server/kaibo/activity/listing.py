"""The query for one page of an account's activities, and for their number."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, select

from kaibo import folded
from kaibo.activity.airings import airing
from kaibo.activity.brand.table import host_account
from kaibo.activity.table import COLUMNS, THERE, activity
from kaibo.activity.tags import activity_tag
from kaibo.activity.totals import activity_count
from kaibo.call import Owner
from kaibo.folded import code_points

ORDERS = {"createtime": activity.c.id, "livetime": activity.c.live_time, "name": activity.c.folded}


class Tag(NamedTuple):
    """A filter by tag: an activity has one of the values at this index."""

    at: int
    values: tuple[str, ...]


class Filters(NamedTuple):
    """The filters of a list. An empty string, 0 or None filters nothing."""

    name: str = ""
    """A part of the name."""
    status: int = 0
    live_from: int = 0
    """The earliest LiveTime, in unix ms."""
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
    """No activity fits."""

    within: tuple[ColumnElement[bool], ...] = ()
    """Conditions of the caller's rights. They always hold."""


def page(
    db: Connection, owner: Owner, filters: Filters, order: str, descending: bool, offset: int, limit: int
) -> tuple[list[RowMapping], int]:
    """Return one page of rows, and the number of all. `order` is a key of ORDERS.

    Each row also has `stream_start` (unix ms, or None) and `brand` (a name, or None).
    """
    filtered = _conditions(filters)
    condition = and_(mine(owner), THERE, *filtered)
    by = code_points(db, ORDERS[order]) if order == "name" else ORDERS[order]
    ids = select(activity.c.id).where(condition).order_by(by.desc() if descending else by, activity.c.id.desc())
    some = ids.offset(offset).limit(limit).subquery()
    started = select(func.max(airing.c.start_time)).where(airing.c.activity == activity.c.id).scalar_subquery()
    listing = (
        select(*COLUMNS, started.label("stream_start"), host_account.c.name.label("brand"))
        .join(some, some.c.id == activity.c.id)
        .outerjoin(host_account, host_account.c.id == activity.c.host_account)
        .order_by(by.desc() if descending else by, activity.c.id.desc())
    )
    rows = list(db.execute(listing).mappings())
    if len(rows) < limit and (rows or not offset):  # the last page shows the total
        return rows, offset + len(rows)
    return rows, db.scalar(_total(condition) if filtered else _stored_total(owner)) or 0


def mine(owner: Owner) -> ColumnElement[bool]:
    """Return the condition that an activity is of this owner."""
    of_account = activity.c.account == owner.account
    return and_(of_account, activity.c.sub_account == owner.sub_account) if owner.sub_account else of_account


def _total(condition: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(activity).where(condition)


def _stored_total(owner: Owner) -> Select[int]:
    mine = select(func.sum(activity_count.c.number)).where(activity_count.c.account == owner.account)
    return mine.where(activity_count.c.sub_account == owner.sub_account) if owner.sub_account else mine


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    optional: list[tuple[object, ColumnElement[bool]]] = [
        (filters.name, folded.contains(activity, filters.name)),
        (filters.status, activity.c.status == filters.status),
        (filters.live_from, activity.c.live_time >= filters.live_from),
        (filters.id, activity.c.id == filters.id),
        (filters.view_path, activity.c.view_path == filters.view_path.lower()),
        (filters.lock_preview is not None, activity.c.lock_preview == bool(filters.lock_preview)),
        (filters.live_mode, activity.c.live_mode == filters.live_mode),
        (filters.live_layout, activity.c.live_layout == filters.live_layout),
        (filters.host_account, activity.c.host_account == filters.host_account),
        (filters.host_account_name, activity.c.host_account.in_(_brands(filters.host_account_name))),
        (filters.sub_account is not None, activity.c.sub_account == (filters.sub_account or "")),
        (filters.nothing, activity.c.id < 0),
    ]
    optional += [(True, activity.c.id.in_(_tagged(tag))) for tag in filters.tags]
    return [*filters.within, *(condition for is_set, condition in optional if is_set)]


def _brands(name: str) -> Select[int]:
    return select(host_account.c.id).where(folded.contains(host_account, name))


def _tagged(tag: Tag) -> Select[int]:
    return select(activity_tag.c.activity).where(activity_tag.c.index == tag.at, activity_tag.c.value.in_(tag.values))
