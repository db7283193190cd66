"""The signed calls about activities (spec: actions §3)."""

import json
from typing import Annotated, Any

from pydantic import Field, field_validator, model_validator

from kaibo.activity import table
from kaibo.activity.table import PATH, Wish
from kaibo.call import Call
from kaibo.errors import InvalidParameter
from kaibo.gateway.action import Int, Wire, action

LONGEST = 72 * 3600
DEEPEST_PAGE = 10_000
MAIN_ACCOUNT = "admin@bytedance.com"
Flag = Annotated[Int, Field(ge=0, le=1)]
Text = Annotated[str, Field(max_length=2000)]


class AutoStartConfig(Wire):
    recurrence_rule: Text | None = None
    repeat_type: Int | None = None
    repeat_deadline: Int | None = None


class LoopVideo(Wire):
    index: Int | None = None
    offset: Int | None = None
    video_name: Text | None = None
    video_vid: Text | None = None


class SiteTag(Wire):
    index: Int | None = None
    value: Text | None = None


class Kept(Wire):
    """What is stored and given back, and not acted upon: one JSON column."""

    activity_type: Int | None = None
    auto_start_config: AutoStartConfig | None = None
    copy_stream: bool | None = None
    creator_name: Text | None = None
    is_answer_repetition_enable: Flag | None = None
    is_auto_end_enable: Flag | None = None
    is_auto_start_enable: Flag | None = None
    is_link_mic_enable: Flag | None = None
    is_replay_auto_online_enable: Flag | None = None
    live_layout: Int | None = None
    live_mode: Int | None = None
    loop_videos: list[LoopVideo] | None = None
    old_id: Int | None = None
    site_tags: list[SiteTag] | None = None
    template_id: Int | None = None
    text_site_tags: list[SiteTag] | None = None
    vertical_cover_image: Text | None = None
    vid: Text | None = None


class CreateActivityAPIV2(Kept):
    name: Annotated[str, Field(min_length=1, max_length=150)]
    live_time: Annotated[Int, Field(ge=0, le=2**33)] = 0
    end_time: Annotated[Int, Field(ge=0, le=2**33)] = 0
    view_url_path: str = ""
    cover_image: Text = ""

    @field_validator("view_url_path")
    @classmethod
    def letters_and_digits(cls, path: str) -> str:
        if path and PATH.fullmatch(path) is None:
            raise ValueError("it has 1 to 20 letters and digits")
        return path

    @model_validator(mode="after")
    def name_says_something(self) -> "CreateActivityAPIV2":
        if not self.name.strip():
            raise InvalidParameter("Name", "it is blank")
        return self


class CreatedActivity(Wire):
    activity_id: int
    activity_id_str: str
    status: int
    view_url: str


@action("CreateActivityAPIV2", "2020-06-01", rate="120/minute", writes=True)
def create_activity(call: Call, request: CreateActivityAPIV2) -> CreatedActivity:
    """Create an activity, in preview. Times in unix seconds; EndTime at most 72 h after LiveTime."""
    live_time = request.live_time or call.now // 1000
    _check_times(live_time, request, call.now // 1000)
    kept = request.model_dump(by_alias=True, exclude_none=True, include=set(Kept.model_fields))
    made = table.create(
        call.db,
        call.account,
        call.now,
        name=request.name.strip(),
        live_time=live_time * 1000,
        end_time=request.end_time * 1000,
        view_path=request.view_url_path,
        cover_image=request.cover_image,
        extra=json.dumps(kept, ensure_ascii=False),
    )
    return CreatedActivity(
        activity_id=made.id,
        activity_id_str=str(made.id),
        status=made.status,
        view_url=call.policy.view_url(made.view_path),
    )


def _check_times(live_time: int, request: CreateActivityAPIV2, now: int) -> None:
    if request.is_auto_end_enable and not request.end_time:
        raise InvalidParameter("EndTime", "it is needed when IsAutoEndEnable is 1")
    if not request.end_time:
        return
    if request.end_time <= now or request.end_time <= live_time:
        raise InvalidParameter("EndTime", "it is not after LiveTime and after now")
    if request.end_time - live_time > LONGEST:
        raise InvalidParameter("EndTime", "it is more than 72 hours after LiveTime")


class ActivityId(Wire):
    activity_id: Int


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
    is_lock_preview: int = 0
    is_page_view_enable: int = 1
    live_mode: int
    live_layout: int
    live_review_status: int = 0
    owner_sub_account: str = MAIN_ACCOUNT


@action("GetActivityAPI", "2020-06-01", rate="120/minute")
def get_activity(call: Call, request: ActivityId) -> ActivityDetails:
    """One activity. Times in unix seconds."""
    row = table.get(call.db, call.account, request.activity_id)
    kept = json.loads(row.extra)
    return ActivityDetails(
        id=row.id,
        name=row.name,
        live_time=row.live_time // 1000,
        end_time=row.end_time // 1000,
        is_auto_end_enable=kept.get("IsAutoEndEnable", 0),
        status=row.status,
        view_url=call.policy.view_url(row.view_path),
        cover_image=row.cover_image,
        vertical_cover_image=kept.get("VerticalCoverImage", ""),
        live_mode=kept.get("LiveMode", 1),
        live_layout=kept.get("LiveLayout", 1),
    )


class ListActivityAPI(Wire):
    page_no: Annotated[Int, Field(ge=1)] = 1
    page_item_count: Annotated[Int, Field(ge=1)] = 10
    name: Text = ""
    status: Annotated[Int, Field(ge=0, le=4)] = 0
    live_time: Annotated[Int, Field(ge=0, le=2**33)] = 0
    search_activity_id: str = ""
    view_page_url: Text = ""


class ListedActivity(Wire):
    id: int
    name: str
    live_time: int
    create_time: int
    stream_start_time: int
    status: int
    online_status: int
    view_url: str
    cover_image: str
    vertical_cover_image: str
    is_lock_preview: int = 0
    live_mode: int
    live_layout: int
    live_review_status: int = 0
    host_account_id: int = 0
    host_account_name: str = ""
    sub_account_name: str = MAIN_ACCOUNT
    site_tags: list[SiteTag]
    text_site_tags: list[SiteTag]


class ListedActivities(Wire):
    activities: list[ListedActivity]
    page_no: int
    page_item_count: int
    total_item_count: int


@action("ListActivityAPI", "2020-06-01", rate="120/minute")
def list_activities(call: Call, request: ListActivityAPI) -> ListedActivities:
    """A page of the account's activities, the newest first."""
    if request.page_no * request.page_item_count > DEEPEST_PAGE:
        raise InvalidParameter("PageNo", "PageNo times PageItemCount is over 10000")
    wish = Wish(
        request.name,
        request.status,
        request.live_time * 1000,
        _id_of(request),
        _path_of(request.view_page_url),
    )
    offset = (request.page_no - 1) * request.page_item_count
    rows, total = table.page(call.db, call.account, wish, offset, request.page_item_count)
    return ListedActivities(
        activities=[_listed(call, row) for row in rows],
        page_no=request.page_no,
        page_item_count=request.page_item_count,
        total_item_count=total,
    )


def _id_of(request: ListActivityAPI) -> int:
    text = request.search_activity_id.strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise InvalidParameter("SearchActivityId", "it is not an activity's id")
    return int(text) or -1


def _path_of(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _listed(call: Call, row: Any) -> ListedActivity:
    kept = json.loads(row["extra"])
    return ListedActivity(
        id=row["id"],
        name=row["name"],
        live_time=row["live_time"] // 1000,
        create_time=row["created_at"] // 1000,
        stream_start_time=(row["stream_start"] or 0) // 1000,
        status=row["status"],
        online_status=1,
        view_url=call.policy.view_url(row["view_path"]),
        cover_image=row["cover_image"],
        vertical_cover_image=kept.get("VerticalCoverImage", ""),
        live_mode=kept.get("LiveMode", 1),
        live_layout=kept.get("LiveLayout", 1),
        site_tags=kept.get("SiteTags", []),
        text_site_tags=kept.get("TextSiteTags", []),
    )


class DeletedActivity(Wire):
    activity_id: int
    activity_id_str: str
    status: int


@action("DeleteActivityAPI", "2020-06-01", rate="120/minute", writes=True)
def delete_activity(call: Call, request: ActivityId) -> DeletedActivity:
    """End the show, put everybody out and refuse its links. The status is the one it had."""
    gone = table.remove(call.db, call.account, request.activity_id, call.now)
    call.touch(gone.id)
    return DeletedActivity(activity_id=gone.id, activity_id_str=str(gone.id), status=gone.status)


class StartAndEndTime(Wire):
    order_number: int
    start_time: int
    end_time: int


class Airings(Wire):
    start_and_end_time: list[StartAndEndTime]


@action("ListAnActivityStartAndEndTimeAPI", "2020-06-01", rate="120/minute")
def list_airings(call: Call, request: ActivityId) -> Airings:
    """Each time that the activity was on air, in unix seconds; EndTime 0 while it is."""
    row = table.get(call.db, call.account, request.activity_id)
    return Airings(
        start_and_end_time=[
            StartAndEndTime(
                order_number=a.order_number,
                start_time=a.start_time // 1000,
                end_time=(a.end_time or 0) // 1000,
            )
            for a in table.airings(call.db, row.id)
        ]
    )
