"""The vendor's signed calls about medias (docs/wire.md, "Replays"). A media is a replay of a show."""

from typing import Annotated

from pydantic import Field
from sqlalchemy import ColumnElement

from kaibo.access import table as access
from kaibo.activity.rights import of_call
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.errors import ApiError
from kaibo.features.recording import address, replays, table
from kaibo.features.recording.calls import OneReplay, replay_of
from kaibo.features.recording.errors import UnknownMedia
from kaibo.features.recording.folder import COVER
from kaibo.features.recording.replays import Replay, replay
from kaibo.features.recording.table import State, recording
from kaibo.folded import fold
from kaibo.gateway.action import Flag, Int, LongText, Seconds, Wire, action

VERSION, RATE = "2020-06-01", "120/minute"
MOST = 100
Vid = Annotated[str, Field(min_length=1, max_length=64)]


class ListMediasAPI(Wire):
    activity_id: Int
    is_need_total_count: bool = False
    page_no: Annotated[Int, Field(ge=1, le=1_000_000)] = 1
    page_item_count: Annotated[Int, Field(ge=1, le=MOST)] = 10
    name: LongText = ""
    """A part of the name."""
    vid: Annotated[str, Field(max_length=64)] = ""
    online_status: Flag | None = None
    start_time: Seconds = 0
    """The airing began at this moment or later."""
    end_time: Seconds = 0
    """The airing ended at this moment or earlier."""


class Media(Wire):
    """A replay. Times are in unix seconds."""

    media_id: str
    vid: str
    name: str
    duration: int
    """Seconds."""
    source_type: int
    """1: a call added it. 2: the server made it of an airing."""
    online_status: int
    cover_image: str
    """"" while the replay is not online. Only people who may watch the show may load it."""
    create_time: int
    start_time: int
    end_time: int


class Medias(Wire):
    """A page of the medias of a show, the newest first."""

    medias: list[Media]
    page_no: int
    page_item_count: int
    total_item_count: int
    """How many the search found. 0 unless IsNeedTotalCount is set."""


class UpdateMediaOnlineStatusAPI(OneReplay):
    online_status: Flag
    force_replay_status: bool = False
    """Let a show in preview become a replay too."""


class MediaOfLibrary(Wire):
    vid: Vid


class UploadReplayAPI(Wire):
    activity_id: Int
    media: MediaOfLibrary


class DeleteMediasAPI(Wire):
    vids: Annotated[list[Vid], Field(min_length=1, max_length=MOST)]


class DeletedMedias(Wire):
    """The result of a deletion."""

    success: bool
    """All of them are deleted."""
    failed_list: list[str]
    """The Vids that the caller has not, or may not delete."""


@action("ListMediasAPI", VERSION, rate=RATE)
def list_medias(call: Call, request: ListMediasAPI) -> Medias:
    """List the replays of a show, the newest first."""
    show = of_call(call, request.activity_id)
    where: list[tuple[object, ColumnElement[bool]]] = [
        (request.vid, recording.c.id == request.vid),
        (request.online_status is not None, replay.c.online.is_(bool(request.online_status))),
        (request.start_time, recording.c.start_time >= request.start_time * 1000),
        (request.end_time, recording.c.end_time < (request.end_time + 1) * 1000),
    ]
    found = replays.of_show(call.db, show.id, *(condition for is_set, condition in where if is_set))
    named = [each for each in found if fold(request.name) in fold(each.name)]
    first = (request.page_no - 1) * request.page_item_count
    return Medias(
        medias=[_media(call, show, each) for each in named[first : first + request.page_item_count]],
        page_no=request.page_no,
        page_item_count=request.page_item_count,
        total_item_count=len(named) if request.is_need_total_count else 0,
    )


@action("UpdateMediaOnlineStatusAPI", VERSION, rate=RATE, writes=True)
def update_media_online_status(call: Call, request: UpdateMediaOnlineStatusAPI) -> None:
    """Put a replay online (1), or take it offline (0). The status of a show that is over follows.

    Raises UnknownMedia.
    """
    found = replay_of(call, request)
    replays.put_online(call.db, found, bool(request.online_status), force=request.force_replay_status)
    call.mark_changed(found.activity)


@action("UploadReplayAPI", VERSION, rate=RATE, writes=True)
def upload_replay(call: Call, request: UploadReplayAPI) -> None:
    """Let a show offer a recording of this server, by its Vid. It is offline first. Raises UnknownMedia."""
    show = of_call(call, request.activity_id)
    vid = request.media.vid
    held = table.find(call.db, vid)
    if held is None or held.account != show.account or held.state is not State.READY:
        raise UnknownMedia(vid)
    try:
        source = of_call(call, held.activity, deleted=True)
    except ApiError:
        raise UnknownMedia(vid) from None
    if not replays.of_show(call.db, show.id, recording.c.id == vid):
        replays.add(call.db, show.id, vid, source.name, replays.UPLOADED, False, call.now)
        call.mark_changed(show.id)


@action("DeleteMediasAPI", VERSION, rate=RATE, writes=True)
def delete_medias(call: Call, request: DeleteMediasAPI) -> DeletedMedias:
    """Delete recordings by their Vids, with their replays in all shows."""
    failed = [vid for vid in dict.fromkeys(request.vids) if not _delete(call, vid)]
    return DeletedMedias(success=not failed, failed_list=failed)


def _delete(call: Call, vid: str) -> bool:
    """Delete one recording. Return False when the caller has it not, or may not change one of its shows."""
    found = replays.of_recording(call.db, call.owner.account, vid)
    try:
        for each in found:
            of_call(call, each.activity)
    except ApiError:
        return False
    for each in found:
        replays.remove(call.db, each)
        call.mark_changed(each.activity)
    return bool(found)


def _media(call: Call, show: Activity, one: Replay) -> Media:
    held = one.recording
    key = address.key_of(call.vault.key(address.PURPOSE), held.id, access.of(call.db, show.id))
    cover = f"{call.limits.view_url(show.view_path)}/replay/{key}/{COVER}"
    return Media(
        media_id=str(one.id),
        vid=held.id,
        name=one.name,
        duration=round(held.duration_ms / 1000),
        source_type=one.source,
        online_status=int(one.online),
        cover_image=cover if one.online and held.cover else "",
        create_time=one.created_at // 1000,
        start_time=held.start_time // 1000,
        end_time=held.end_time // 1000,
    )
