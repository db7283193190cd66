"""Write the status of a show, and the people who are missing."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from kaibo.activity import airings, table as activities
from kaibo.activity.status import Status, Step
from kaibo.features.program import absence
from kaibo.features.program.plan import Allowed
from kaibo.session import allowed_rooms, table as sessions


def settle(
    db: Connection, may: Allowed, after: Step, gone: Collection[str], since: Mapping[str, int], now: int
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
    left = [guest_id for guest_id in gone if (guest := sessions.find(db, guest_id)) and not guest.connected]
    for guest_id in left:
        sessions.leave_stage(db, guest_id)
    return bool(left) or after != (show.status, show.live_requested)
