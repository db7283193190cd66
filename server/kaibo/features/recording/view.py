"""The recording's part of the snapshots of the studio and of the watch page."""

from typing import Literal, NamedTuple

from sqlalchemy import Connection

from kaibo.activity import airings, delivery, recorded as settings
from kaibo.activity.recorded import is_recorded
from kaibo.activity.status import Status
from kaibo.activity.table import Activity
from kaibo.features.recording import replays, table
from kaibo.features.recording.replays import Replay
from kaibo.features.recording.table import DISK, FULL, SLOW, Recording, State
from kaibo.gateway.action import Wire
from kaibo.session.call import SessionCall
from kaibo.session.role import Role
from kaibo.session.viewer import Reading

Recorded = Literal["on", "off", "full", "disk"]
"""Whether the server records the show, now or when it goes on air. full: no maker is free. disk: there is no room."""
ReplayState = Literal["preparing", "offline", "online", "gone"]
"""The state of the newest replay. gone: it was deleted."""


class WatchReplay(Wire):
    """The replay, for viewers. The paths are "" while it is not online, and when there is no such file."""

    state: ReplayState
    duration: float
    """Seconds."""
    start_time: int
    """When the airing began, in unix seconds."""
    playlist: str = ""
    cover: str = ""
    storyboard: str = ""
    download: str = ""


class Live(Wire):
    """The paths of the playlists of a show on air."""

    hls: str
    dvr: str
    """The one to go back in time. "" where the show is not recorded, or nothing is written yet."""
    since: int
    """When the airing began, in unix seconds."""


class WatchPart(Wire):
    """The recording's part of a viewer's snapshot."""

    live: Live | None
    """None before and after the show, and where nobody can watch by HLS."""
    recording: Recorded
    replay: WatchReplay | None
    """None while the show is on air, and for a show that was never recorded."""


class HostReplay(Wire):
    """The replay, for the host."""

    state: ReplayState
    media_id: str
    """"" while there is none."""
    duration: float
    """Seconds."""
    bytes: int
    start_time: int
    """When the airing began, in unix seconds."""
    online: bool


class Part(Wire):
    """The recording's part of a session's snapshot."""

    recording: Recorded
    recording_overloaded: bool
    """For the host: the server leaves out pictures of the recording, and of those who watch by HLS."""
    replay: HostReplay | None
    """None for everybody but the host, while the show is on air, and for a show that was never recorded."""


class Newest(NamedTuple):
    """The newest replay of a show, or what is known of its last recording."""

    state: ReplayState
    recording: Recording
    replay: Replay | None


def part(call: SessionCall) -> Part:
    """Read what the server records, and the newest replay."""
    db, show, is_host = call.db, call.activity, call.session.role is Role.HOST
    found, trouble = newest(db, show) if is_host else None, _trouble(db, show)
    return Part(
        recording=_recorded(trouble) if is_recorded(db, show.id, call.limits) else "off",
        recording_overloaded=is_host and trouble == SLOW,
        replay=_for_host(found) if found else None,
    )


def watch_part(reading: Reading) -> WatchPart:
    """Read what the server records, and the replay that viewers watch."""
    db, show = reading.db, reading.activity
    found = newest(db, show)
    replay = _for_viewers(show, found, bool(settings.decided(db, show.id, reading.limits).download)) if found else None
    live = _live(reading) if delivery.by_hls(db, show, reading.limits, reading.now) else None
    recording = _recorded(_trouble(db, show)) if is_recorded(db, show.id, reading.limits) else "off"
    return WatchPart(live=live, recording=recording, replay=replay)


def _live(reading: Reading) -> Live:
    db, show = reading.db, reading.activity
    aired = airings.of(db, show.id)[-1]
    held = table.of_airing(db, show.id, aired.order_number)
    may_go_back = held and held.run and is_recorded(db, show.id, reading.limits)
    at = f"/w/{show.view_path}/hls"
    dvr = f"{at}/dvr.m3u8" if may_go_back else ""
    return Live(hls=f"{at}/main.m3u8", dvr=dvr, since=aired.start_time // 1000)


def _recorded(trouble: str) -> Recorded:
    """Tell whether the server records a show that is to be recorded."""
    without: dict[str, Recorded] = {FULL: "full", DISK: "disk"}
    return without.get(trouble, "on")


def _trouble(db: Connection, show: Activity) -> str:
    """Return the trouble of the recording of a show on air; "" for none."""
    if show.status != Status.LIVE:
        return ""
    now = table.newest(db, show.id)
    return now.trouble if now else ""


def newest(db: Connection, show: Activity) -> Newest | None:
    """Find the replay to show: the newest online one, else the last recording. None while the show is on air."""
    if show.status == Status.LIVE:
        return None
    last = table.last(db, show.id)
    if last and last.state is State.LIVE:
        return Newest("preparing", last, None) if last.run else None
    found = replays.of_show(db, show.id)
    chosen = next((each for each in found if each.online), found[0] if found else None)
    if chosen:
        return Newest("online" if chosen.online else "offline", chosen.recording, chosen)
    return Newest("gone", last, None) if last and last.duration_ms else None


def _for_host(found: Newest) -> HostReplay:
    return HostReplay(
        state=found.state,
        media_id=str(found.replay.id) if found.replay else "",
        duration=found.recording.duration_ms / 1000,
        bytes=found.recording.bytes if found.replay else 0,
        start_time=found.recording.start_time // 1000,
        online=found.state == "online",
    )


def _for_viewers(show: Activity, found: Newest, may_download: bool) -> WatchReplay:
    about = WatchReplay(
        state=found.state,
        duration=found.recording.duration_ms / 1000,
        start_time=found.recording.start_time // 1000,
    )
    if found.state != "online":
        return about
    at = f"/w/{show.view_path}/replay"
    return about.model_copy(
        update={
            "playlist": f"{at}/main.m3u8",
            "cover": f"{at}/cover.jpg" if found.recording.cover else "",
            "storyboard": f"{at}/storyboard.vtt" if found.recording.storyboard else "",
            "download": f"{at}/download.mp4" if may_download else "",
        }
    )
