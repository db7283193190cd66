"""Write the status of a show, and the people who are missing."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from kaibo.activity import airings, table as activities
from kaibo.activity.status import Status, Step
from kaibo.features.program.plan import Allowed
from kaibo.session import absence, allowed_rooms, table as sessions
from kaibo.session.table import Session


def _is_same(before: Session, after: Session) -> bool:
    """Tell whether a guest neither joined again nor opened or closed the page meanwhile."""
    return (before.joined_at, before.connected, before.left_at) == (after.joined_at, after.connected, after.left_at)


def settle(
    db: Connection, may: Allowed, after: Step, gone: Collection[Session], since: Mapping[str, int], now: int
) -> bool:
    """Write the status `after` and the absent people, and free the places of the guests in `gone`.

    Return whether pages show a change. Write nothing when the store changed since `may` was read. That change causes
    another look. `since` has the moment since which each person is absent. All times are unix ms.
    """
    show = activities.find(db, may.show.id)
    if show != may.show or allowed_rooms.publisher(db, show, now) != may.publisher:
        return False
    absence.write(db, show.id, since)
    if after.status != show.status:
        activities.change(db, show.id, status=int(after.status))
        if after.status is Status.LIVE:
            airings.begin(db, show.id, now)
        elif show.status == Status.LIVE:
            airings.end(db, show.id, now)
    if after.live_requested != show.live_requested:
        activities.change(db, show.id, live_requested=after.live_requested)
    left = [now_is for guest in gone if (now_is := sessions.find(db, guest.id)) and _is_same(guest, now_is)]
    for guest in left:
        sessions.leave_stage(db, guest.id)
        sessions.change(db, guest.id, place_lost=guest.connected)
    return bool(left) or after != (show.status, show.live_requested)
