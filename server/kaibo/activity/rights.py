"""The only way from a signed call to an activity. The caller must own it, and must have the right to this call."""

from sqlalchemy import ColumnElement, String, and_, cast, not_, or_, true

from kaibo.activity import table
from kaibo.activity.errors import UnknownActivity
from kaibo.activity.table import Activity
from kaibo.call import Call, Reach

GROUP = 100
"""Conditions that one OR joins. SQLite takes no expression that is a thousand deep."""


def of_call(call: Call, activity_id: int, *, deleted: bool = False) -> Activity:
    """Find an activity of the caller. With `deleted`, also find a deleted one.

    Raises UnknownActivity when there is none, or when it is another account's. Raises AccessDenied when the caller's
    key or session token does not allow this call on it.
    """
    show, sub_account = table.find(call.db, activity_id), call.owner.sub_account
    if show is None or show.account != call.owner.account or sub_account not in ("", show.sub_account):
        raise UnknownActivity(activity_id)
    if show.deleted_at is not None and not deleted:
        raise UnknownActivity(activity_id)
    call.check(activity_id)
    return show


def within(reach: Reach, column: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """Make the conditions that keep only activities within reach. `column` holds their ids.

    There are no conditions when all activities are within reach. Patterns hold only digits and stars.
    """
    allowed = [] if _all(reach.allowed) else [_fits(reach.allowed, column)]
    denied = [not_(_fits(reach.denied, column))] if reach.denied else []
    return allowed + denied


def _all(patterns: frozenset[str]) -> bool:
    return any(not pattern.strip("*") for pattern in patterns)


def _fits(patterns: frozenset[str], column: ColumnElement[int]) -> ColumnElement[bool]:
    text = cast(column, String)
    exact = [int(pattern) for pattern in patterns if pattern.isdecimal() and pattern == str(int(pattern))]
    exact = [number for number in exact if number < 2**63]
    like = [text.like(pattern.replace("*", "%")) for pattern in sorted(patterns) if "*" in pattern]
    conditions = [*([column.in_(exact)] if exact else []), *like]
    groups = [conditions[start : start + GROUP] for start in range(0, len(conditions), GROUP)]
    return not_(and_(true(), *(not_(or_(*group)) for group in groups)))
