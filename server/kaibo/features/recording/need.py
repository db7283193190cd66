"""The next step of a server about one recording. `decide` is pure."""

from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection

from kaibo.activity import airings, delivery, table as activities
from kaibo.activity.picture import program_size
from kaibo.activity.recorded import is_recorded
from kaibo.activity.status import Status
from kaibo.activity.table import Activity
from kaibo.call import Limits
from kaibo.features.recording import table
from kaibo.features.recording.table import FULL, Recording
from kaibo.session import allowed_rooms, identity


class Program(NamedTuple):
    """The program of a show on air that is to be recorded."""

    room: str
    publisher: str
    width: int
    height: int
    fps: int
    title: str
    keep: bool = True
    """Whether it belongs to the recording. A maker for viewers by HLS alone keeps nothing."""


class Need(NamedTuple):
    """One airing, its recording, and what is wanted of it."""

    activity: int
    account: str
    order_number: int
    start_time: int
    """When the airing began, in unix ms."""
    recording: Recording | None
    program: Program | None
    """None: no maker may write."""
    over: bool
    """The airing is over."""
    crowded: bool = False
    """The account's recordings have all the bytes that they may have."""


class Do(StrEnum):
    """What to do."""

    NOTHING = "nothing"
    START = "start"
    """Take the lease, and start a maker."""
    KEEP = "keep"
    """Tell the maker what is wanted, and renew the lease."""
    STOP = "stop"
    """Let the maker end."""
    RELEASE = "release"
    """Give the lease back. The show goes on without a recording."""
    FINISH = "finish"
    """Make the replay."""
    TAKE_AND_FINISH = "take and finish"
    """The same for the recording of a server that is gone."""
    CROWDED = "crowded"
    """Note that there is no room."""


def decide(need: Need, server: str, owns: bool, alive: bool, now: int) -> Do:
    """Choose what this server does about a recording.

    `owns`: it owns the activity. `alive`: its maker of the newest run runs. `now` is in unix ms.
    """
    held, record = need.recording, need.program is not None
    if held is None or held.holder != server:
        if held and not held.free(now):
            return Do.NOTHING
        if record:
            mine = owns or (held is not None and held.trouble == FULL)
            return Do.NOTHING if not mine else Do.CROWDED if need.crowded else Do.START
        return Do.TAKE_AND_FINISH if need.over and owns else Do.NOTHING
    if record and not need.crowded:
        return Do.KEEP if alive else Do.START
    if alive:
        return Do.STOP
    if record:
        return Do.CROWDED
    return Do.FINISH if need.over else Do.RELEASE


def needs(db: Connection, limits: Limits, now: int) -> list[Need]:
    """Read what is wanted of each airing that goes on, and of each recording that is not ready. `now`: unix ms."""
    waiting = {(each.activity, each.order_number): each for each in table.live(db)}
    found = []
    for show in activities.active(db):
        airing = airings.of(db, show.id)[-1] if show.status == Status.LIVE else None
        if airing is None or airing.end_time is not None:
            continue
        held = waiting.pop((show.id, airing.order_number), None)
        kept = is_recorded(db, show.id, limits)
        wanted = kept or (limits.makers > 0 and delivery.is_wished(db, show.id, now))
        if held or (wanted and not table.of_airing(db, show.id, airing.order_number)):
            program = _program(db, show, limits, now, kept) if wanted else None
            crowded = kept and table.used(db, show.account) >= limits.recordings_bytes
            about = show.id, show.account, airing.order_number, airing.start_time
            found.append(Need(*about, held, program, over=False, crowded=crowded))
    found += [
        Need(each.activity, each.account, each.order_number, each.start_time, each, None, over=True)
        for each in waiting.values()
    ]
    return found


def _program(db: Connection, show: Activity, limits: Limits, now: int, keep: bool) -> Program:
    width, height = program_size(db, show.id, limits)
    room = identity.room(show, identity.PROGRAM)
    return Program(room, allowed_rooms.publisher(db, show, now), width, height, limits.program[2], show.name, keep)
