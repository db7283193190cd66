"""Delete old rows, a few at a time: sessions, takeovers, openings, link requests, links of deleted shows."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, delete, exists, func, or_, select, update

from kaibo.activity.table import activity
from kaibo.clock import now_ms
from kaibo.features.link.assistant.table import assistant_account
from kaibo.features.link.launches import launch
from kaibo.features.link.request import link_request
from kaibo.features.link.table import launch_link
from kaibo.session.admission import removed
from kaibo.session.seat import seat
from kaibo.session.table import session
from kaibo.session.takeover import takeover
from kaibo.store import Store

FORGET_SECONDS = 600.0
AT_ONCE = 1_000
"""The most rows of one transaction. With more, other writes would wait too long."""
REFERRED = or_(
    session.c.id.in_(select(seat.c.session)),
    session.c.id.in_(select(removed.c.session)),
    session.c.id.in_(select(takeover.c.session)),
)
"""Sessions to keep: they hold a seat, block their link, or asked for a seat lately."""


async def forget(store: Store, kept_ms: int) -> None:
    """Delete old rows, a few at a time. The search for them does not delay writes.

    `kept_ms`: how long a session stays after its end, and an opening of a link after its ticket expired. Takeovers and
    link requests stay as long after their start, links and assistant accounts after their show was deleted.
    """
    before = now_ms() - kept_ms
    over: list[tuple[Table, ColumnElement[bool]]] = [
        (takeover, takeover.c.asked_at < before),
        (link_request, link_request.c.asked_at < before),
        (launch, launch.c.expires_at < before),
        (session, _over(before)),
        (assistant_account, assistant_account.c.activity.in_(_deleted(before))),
        (launch_link, _of_deleted(before)),
    ]
    for table, old in over:
        await _forget(store, table, old)


async def _forget(store: Store, table: Table, old: ColumnElement[bool]) -> None:
    while ids := await store.scan(lambda db: list(db.scalars(select(table.c.id).where(old).limit(AT_ONCE)))):
        await store.write(partial(_delete, table=table, ids=ids))


def _over(before: int) -> ColumnElement[bool]:
    return and_(or_(session.c.ended_at < before, session.c.expires_at < before), ~REFERRED)


def _deleted(before: int) -> Select[tuple[int]]:
    return select(activity.c.id).where(activity.c.deleted_at < before)


def _of_deleted(before: int) -> ColumnElement[bool]:
    """Select the links of shows that were deleted before then. No opening of such a link may be left."""
    return and_(launch_link.c.activity.in_(_deleted(before)), ~exists().where(launch.c.link == launch_link.c.id))


def _delete(db: Connection, table: Table, ids: Sequence[str | int]) -> None:
    """Delete these rows. Keep the number of a link's people, or a link that is used up would open again."""
    gone: ColumnElement[bool] = table.c.id.in_(ids)
    if table is session:
        gone = and_(gone, ~REFERRED)
        people = select(session.c.link, func.count()).where(gone, session.c.handed_off_from == "")
        for link, number in db.execute(people.group_by(session.c.link)).all():
            more = launch_link.c.forgotten + number
            db.execute(update(launch_link).where(launch_link.c.id == link).values(forgotten=more))
    db.execute(delete(table).where(gone))
