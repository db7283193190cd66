"""Kaibo's own calls about replays. A backend and the console sign them. The host's page makes them at its own door."""

from typing import Literal

from kaibo.call import Call
from kaibo.features.recording import address, replays, table
from kaibo.features.recording.errors import UnknownMedia
from kaibo.features.recording.replays import Replay
from kaibo.features.recording.table import State
from kaibo.gateway.action import Done, Int, Wire, action
from kaibo.session.of_activity import show_of
from kaibo.session.role import HOST

RATE = "120/minute"


class OfShow(Wire):
    """Names a show."""

    activity_id: Int
    """A session's page may name the session's show alone."""


class OneReplay(OfShow):
    """Names a replay."""

    media_id: Int


class SetReplayOnline(OneReplay):
    """Whether viewers may watch a replay."""

    online: bool


class ListedReplay(Wire):
    """A replay. Times are in unix seconds; 0 means none."""

    media_id: str
    """"" while the recording goes on."""
    vid: str
    """The recording. Several shows may offer it."""
    name: str
    duration: float
    """Seconds."""
    bytes: int
    online: bool
    state: Literal["preparing", "ready"]
    create_time: int
    start_time: int
    """When the airing began."""
    end_time: int
    order_number: int
    """Of the airing."""
    source_type: int
    """1: a call added it. 2: the server made it of an airing."""


class ListedReplays(Wire):
    """The replays of a show, the newest first."""

    replays: list[ListedReplay]


class ReplayDownload(Wire):
    """Where to get the MP4 of a replay."""

    url: str
    """Good for an hour, without a signature."""


def replay_of(call: Call, request: OneReplay) -> Replay:
    """Return the replay that a call is about. Raises UnknownMedia."""
    found = replays.find(call.db, show_of(call, request.activity_id).id, request.media_id)
    if found is None:
        raise UnknownMedia(request.media_id)
    return found


@action("ListReplays", rate=RATE, by=HOST)
def list_replays(call: Call, request: OfShow) -> ListedReplays:
    """List the replays of a show. A recording that is not ready is the first one."""
    show = show_of(call, request.activity_id)
    last = table.last(call.db, show.id)
    writing = [_preparing(last, show.name)] if last and last.state is State.LIVE and last.run else []
    return ListedReplays(replays=writing + [_listed(each) for each in replays.of_show(call.db, show.id)])


@action("SetReplayOnline", rate=RATE, writes=True, by=HOST, seat=True)
def set_replay_online(call: Call, request: SetReplayOnline) -> Done:
    """Put a replay online, or take it offline. The status of a show that is over follows. Raises UnknownMedia."""
    found = replay_of(call, request)
    replays.put_online(call.db, found, request.online)
    call.mark_changed(found.activity)
    return Done()


@action("GetReplayDownload", rate=RATE, by=HOST)
def get_replay_download(call: Call, request: OneReplay) -> ReplayDownload:
    """Give the address of a replay's MP4. The server makes the file at the first download. Raises UnknownMedia."""
    found = replay_of(call, request)
    token = address.download_token(call.vault.key(address.DOWNLOAD), found.id, call.now)
    return ReplayDownload(url=f"{call.limits.public_url}/replay/{token}/download.mp4")


@action("DeleteReplay", rate=RATE, writes=True, by=HOST, seat=True)
def delete_replay(call: Call, request: OneReplay) -> Done:
    """Delete a replay of a show. Its recording goes too when no other show offers it. Raises UnknownMedia."""
    found = replay_of(call, request)
    replays.remove(call.db, found)
    call.mark_changed(found.activity)
    return Done()


def _listed(one: Replay) -> ListedReplay:
    return ListedReplay(
        media_id=str(one.id),
        vid=one.recording.id,
        name=one.name,
        duration=one.recording.duration_ms / 1000,
        bytes=one.recording.bytes,
        online=one.online,
        state="ready",
        create_time=one.created_at // 1000,
        start_time=one.recording.start_time // 1000,
        end_time=one.recording.end_time // 1000,
        order_number=one.recording.order_number,
        source_type=one.source,
    )


def _preparing(one: table.Recording, name: str) -> ListedReplay:
    return ListedReplay(
        media_id="",
        vid=one.id,
        name=name,
        duration=one.duration_ms / 1000,
        bytes=one.bytes,
        online=False,
        state="preparing",
        create_time=one.start_time // 1000,
        start_time=one.start_time // 1000,
        end_time=0,
        order_number=one.order_number,
        source_type=replays.MADE,
    )
