"""The signed calls about one activity (docs/wire.md, "Activities")."""

import json
from typing import Annotated

from pydantic import Field, field_validator

from kaibo.activity import airings, table, tags
from kaibo.activity.errors import ShowIsLive
from kaibo.activity.fields import (
    LONGEST_NAME,
    ActivityId,
    AutoStartConfig,
    Name,
    SiteTag,
    check_times,
    sub_account_name,
    tag_pairs,
)
from kaibo.activity.paths import PATH
from kaibo.activity.rights import of_call
from kaibo.activity.status import Status
from kaibo.activity.table import LANDSCAPE, NORMAL, Activity
from kaibo.call import Call
from kaibo.gateway.action import Flag, Int, LongText, Seconds, Wire, action
from kaibo.names import checked

RESTORE, LOCK, UNLOCK = 3, 4, 5


class LoopVideo(Wire):
    index: Int | None = None
    offset: Int | None = None
    video_name: LongText | None = None
    video_vid: LongText | None = None


class StoredExtras(Wire):
    """Fields that the server stores in one JSON column, and returns where the vendor returns them."""

    activity_type: Int | None = None
    auto_start_config: AutoStartConfig | None = None
    copy_stream: bool | None = None
    creator_name: LongText | None = None
    is_answer_repetition_enable: Flag | None = None
    is_auto_end_enable: Flag | None = None
    is_auto_start_enable: Flag | None = None
    is_link_mic_enable: Flag | None = None
    is_replay_auto_online_enable: Flag | None = None
    is_watermark: Flag | None = None
    loop_videos: list[LoopVideo] | None = None
    protect_mode_code: LongText | None = None
    site_tags: list[SiteTag] | None = None
    template_id: Int | None = None
    text_site_tags: list[SiteTag] | None = None
    vertical_cover_image: LongText | None = None
    vid: LongText | None = None


class CreateActivityAPIV2(StoredExtras):
    name: Name
    live_time: Seconds = 0
    end_time: Seconds = 0
    view_url_path: str = ""
    cover_image: LongText | None = None
    live_mode: Annotated[Int, Field(ge=1, le=99)] | None = None
    live_layout: Annotated[Int, Field(ge=1, le=99)] | None = None
    old_id: Int = 0

    @field_validator("view_url_path")
    @classmethod
    def letters_and_digits(cls, path: str) -> str:
        if path and PATH.fullmatch(path) is None:
            raise ValueError("it has 1 to 20 letters and digits")
        return path


class CreatedActivity(Wire):
    activity_id: int
    activity_id_str: str
    status: int
    view_url: str


@action("CreateActivityAPIV2", "2020-06-01", rate="120/minute", writes=True)
def create_activity(call: Call, request: CreateActivityAPIV2) -> CreatedActivity:
    """Create an activity, in preview. Times are in unix seconds. EndTime is at most 72 h after LiveTime.

    OldId names an activity whose settings the new one takes over, where the request gives none. It also gets its files,
    and a copy of its design (GetShowDesign).
    """
    live_time = request.live_time or call.now // 1000
    check_times(live_time, request.end_time, request.is_auto_end_enable, call.now // 1000)
    old = of_call(call, request.old_id) if request.old_id else None
    extras = json.loads(old.extra) if old else {}
    extras |= request.model_dump(by_alias=True, exclude_none=True, include=set(StoredExtras.model_fields))
    extras["IsAutoEndEnable"] = request.is_auto_end_enable or 0  # not the old one's: it belongs to this EndTime
    cover = request.cover_image if request.cover_image is not None else old.cover_image if old else ""
    show = table.create(
        call.db,
        call.owner,
        call.now,
        name=checked("Name", request.name, LONGEST_NAME),
        live_time=live_time * 1000,
        planned=bool(request.live_time),
        end_time=request.end_time * 1000,
        view_path=request.view_url_path,
        cover_image=cover,
        extra=json.dumps(extras, ensure_ascii=False),
        live_mode=request.live_mode or (old.live_mode if old else NORMAL),
        live_layout=request.live_layout or (old.live_layout if old else LANDSCAPE),
        room_names=call.room_names,
    )
    if old and old.host_account:
        table.change(call.db, show.id, host_account=old.host_account)
    if old:
        for copy in call.copies:
            copy(call, old, show)
    if pairs := tag_pairs(SiteTag.model_validate(tag) for tag in extras.get("SiteTags", ())):
        tags.put(call.db, show.id, pairs)
    return CreatedActivity(
        activity_id=show.id,
        activity_id_str=str(show.id),
        status=show.status,
        view_url=call.limits.view_url(show.view_path),
    )


@action("CreateActivityAPI", "2020-06-01", rate="120/minute", writes=True)
def create_activity_old(call: Call, request: CreateActivityAPIV2) -> CreatedActivity:
    """Create an activity, as CreateActivityAPIV2 does, under the older name."""
    return create_activity(call, request)


class ActivityDetails(Wire):
    id: int
    name: str
    live_time: int
    end_time: int
    is_auto_end_enable: int
    status: int
    view_url: str
    cover_image: str
    vertical_cover_image: str
    is_lock_preview: int
    is_page_view_enable: int = 1
    live_mode: int
    live_layout: int
    live_review_status: int = 0
    owner_sub_account: str


@action("GetActivityAPI", "2020-06-01", rate="120/minute")
def get_activity(call: Call, request: ActivityId) -> ActivityDetails:
    """Get one activity. Times are in unix seconds."""
    return details(call, of_call(call, request.activity_id))


def details(call: Call, show: Activity) -> ActivityDetails:
    """Show an activity to a caller."""
    extras = json.loads(show.extra)
    return ActivityDetails(
        id=show.id,
        name=show.name,
        live_time=show.live_time // 1000,
        end_time=show.end_time // 1000,
        is_auto_end_enable=extras.get("IsAutoEndEnable", 0),
        status=show.status,
        view_url=call.limits.view_url(show.view_path),
        cover_image=show.cover_image,
        vertical_cover_image=extras.get("VerticalCoverImage", ""),
        is_lock_preview=int(show.lock_preview),
        live_mode=show.live_mode,
        live_layout=show.live_layout,
        owner_sub_account=sub_account_name(show.sub_account),
    )


class UpdateActivityStatusAPI(Wire):
    activity_id: Int
    is_stream_view_enable: Annotated[Int, Field(ge=RESTORE, le=UNLOCK)]


class ActivityStatus(Wire):
    """An empty answer: the vendor no longer fills these fields."""

    activity_id: int = 0
    activity_id_str: str = ""
    status: int = 0


@action("UpdateActivityStatusAPI", "2020-06-01", rate="120/minute", writes=True)
def update_status(call: Call, request: UpdateActivityStatusAPI) -> ActivityStatus:
    """Restore an activity to preview after its end (3), or lock (4) or unlock (5) its preview.

    While the preview is locked, the audience sees the trailer, even when the show is on air. Raises ShowIsLive for 3
    while the show is on air.
    """
    show = of_call(call, request.activity_id)
    change = request.is_stream_view_enable
    if change != RESTORE:
        table.change(call.db, show.id, lock_preview=change == LOCK)
    elif show.status == Status.LIVE or show.live_requested:
        raise ShowIsLive
    else:
        table.change(call.db, show.id, status=int(Status.PREVIEW))
    call.mark_changed(show.id)
    return ActivityStatus()


class DeletedActivity(Wire):
    activity_id: int
    activity_id_str: str
    status: int


@action("DeleteActivityAPI", "2020-06-01", rate="120/minute", writes=True)
def delete_activity(call: Call, request: ActivityId) -> DeletedActivity:
    """Delete an activity: end the show, remove all people, and refuse its links. Status is the one before."""
    show = of_call(call, request.activity_id)
    table.remove(call.db, show, call.now)
    call.mark_changed(show.id)
    return DeletedActivity(activity_id=show.id, activity_id_str=str(show.id), status=show.status)


class StartAndEndTime(Wire):
    order_number: int
    start_time: int
    end_time: int


class Airings(Wire):
    start_and_end_time: list[StartAndEndTime]


@action("ListAnActivityStartAndEndTimeAPI", "2020-06-01", rate="120/minute")
def list_airings(call: Call, request: ActivityId) -> Airings:
    """List each time that the activity was on air, in unix seconds. EndTime is 0 while the show is on air."""
    show = of_call(call, request.activity_id)
    return Airings(
        start_and_end_time=[
            StartAndEndTime(
                order_number=a.order_number,
                start_time=a.start_time // 1000,
                end_time=(a.end_time or 0) // 1000,
            )
            for a in airings.of(call.db, show.id)
        ]
    )
