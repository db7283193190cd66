"""The one way from a signed call to an activity: the caller owns it, and may do this call on it."""

from sqlalchemy import ColumnElement, String, and_, cast, not_, or_, true

from kaibo.activity import table
from kaibo.activity.table import Activity
from kaibo.call import Call, Reach
from kaibo.errors import UnknownActivity

GROUP = 100
"""Conditions that one OR joins: SQLite takes no expression that is a thousand deep."""


def of_call(call: Call, activity_id: int, *, deleted: bool = False) -> Activity:
    """Give an activity of the caller's own; with `deleted` also one that was deleted.

    Raises UnknownActivity, the same for one that is not there and for another's; AccessDenied for one on which the
    caller's key or session token does not allow this call.
    """
    found, sub_account = table.find(call.db, activity_id), call.owner.sub_account
    if found is None or found.account != call.owner.account or sub_account not in ("", found.sub_account):
        raise UnknownActivity(activity_id)
    if found.deleted_at is not None and not deleted:
        raise UnknownActivity(activity_id)
    call.check(activity_id)
    return found


def within(reach: Reach, column: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """Give the conditions that leave of the activities whose ids stand in `column` those within reach: none when all
    of them are. Patterns hold digits and stars alone."""
    allowed = [] if _all(reach.allowed) else [_fits(reach.allowed, column)]
    denied = [not_(_fits(reach.denied, column))] if reach.denied else []
    return allowed + denied


def _all(patterns: frozenset[str]) -> bool:
    return any(not pattern.strip("*") for pattern in patterns)


def _fits(patterns: frozenset[str], column: ColumnElement[int]) -> ColumnElement[bool]:
    text = cast(column, String)
    exact = [int(one) for one in patterns if one.isdecimal() and one == str(int(one)) and int(one) < 2**63]
    like = [text.like(one.replace("*", "%")) for one in sorted(patterns) if "*" in one]
    conditions = [*([column.in_(exact)] if exact else []), *like]
    groups = [conditions[start : start + GROUP] for start in range(0, len(conditions), GROUP)]
    return not_(and_(true(), *(not_(or_(*group)) for group in groups)))
