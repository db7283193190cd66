"""Make a replay of a recording that is over."""

from sqlalchemy import Connection

from kaibo.activity import airings, recorded as settings, table as activities
from kaibo.call import Limits
from kaibo.features.recording import replays, table
from kaibo.features.recording.folder import Recorded
from kaibo.features.recording.table import DISK, Recording, State

MS = 1000


def finish(db: Connection, held: Recording, found: Recorded, limits: Limits, now: int) -> bool:
    """Make the recording ready, and let its show offer it. Return False when it has nothing to see, or is not held.

    `found` is what is on the disk, `now` is in unix ms. A deleted show offers nothing.
    """
    show, now_is = activities.find(db, held.activity), table.find(db, held.id)
    if now_is is None or now_is.state is not State.LIVE or (now_is.run, now_is.holder) != (held.run, held.holder):
        return False
    if not found.runs or show is None or show.deleted_at is not None:
        table.change(db, held.id, **_end(found), state=State.GONE.value, end_time=now)
        replays.follow(db, held.activity)  # an earlier replay may be online
        return False
    ends = [each.end_time for each in airings.of(db, show.id) if each.order_number == held.order_number]
    ended = (ends[0] if ends else 0) or now
    table.change(db, held.id, **_end(found), state=State.READY.value, end_time=ended)
    replays.add(db, show.id, held.id, show.name, replays.MADE, bool(settings.auto_online(db, show, limits)), now)
    replays.follow(db, show.id)
    return True


def note(db: Connection, recording_id: str, found: Recorded) -> None:
    """Write what a recording that goes on has by now, for the quota and the list of replays."""
    table.change(db, recording_id, **_facts(found))


def _facts(found: Recorded) -> dict[str, object]:
    return {
        "duration_ms": round(found.seconds * MS),
        "bytes": found.size,
        "cover": found.cover,
        "storyboard": bool(found.tiles),
    }


def _end(found: Recorded) -> dict[str, object]:
    return _facts(found) | {"trouble": DISK if found.full else "", "holder": ""}
