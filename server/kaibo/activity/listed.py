"""The signed calls that list activities (docs/wire.md, "Activities", "Lists")."""

import json
from typing import Annotated, Any

from pydantic import Field

from kaibo.activity import listing
from kaibo.activity.fields import MAIN_ACCOUNT, SiteTag, sub_account_name
from kaibo.activity.listing import ORDERS, Filters, Tag
from kaibo.activity.rights import within
from kaibo.activity.table import activity
from kaibo.call import Call
from kaibo.errors import InvalidParameter
from kaibo.gateway.action import Int, LongText, Seconds, Wire, action

DEEPEST = 10_000
"""The most of PageNo times PageItemCount."""


class SiteTagNew(Wire):
    """A tag to look for: any of the values at its index. The server ignores the name, which is the console's."""

    index: Int = 0
    name: LongText = ""
    value: Annotated[list[LongText], Field(max_length=100)] = []


class ListActivityByCacheAPI(Wire):
    page_no: Annotated[Int, Field(ge=1)] = 1
    page_item_count: Annotated[Int, Field(ge=1)] = 10
    name: LongText = ""
    status: Annotated[Int, Field(ge=0, le=4)] = 0
    live_time: Seconds = 0
    is_lock_preview: Annotated[Int, Field(ge=0, le=1)] | None = None
    site_tag_news: Annotated[list[SiteTagNew], Field(max_length=20)] = []
    host_account_id: Int = 0
    host_account_name: LongText = ""
    live_mode: Int = 0
    live_layout: Int = 0
    live_review_status: Int = 0
    follower_user_name: LongText = ""
    sort_by: str = ""
    sort_order: str = ""


class ListActivityAPI(ListActivityByCacheAPI):
    search_activity_id: str = ""
    view_page_url: LongText = ""


class ListedActivity(Wire):
    id: int
    name: str
    live_time: int
    create_time: int
    stream_start_time: int
    status: int
    online_status: int = 1
    view_url: str
    cover_image: str
    vertical_cover_image: str
    is_lock_preview: int
    live_mode: int
    live_layout: int
    live_review_status: int = 0
    host_account_id: int
    host_account_name: str
    sub_account_name: str
    site_tags: list[SiteTag]
    text_site_tags: list[SiteTag]


class ListedActivities(Wire):
    activities: list[ListedActivity]
    page_no: int
    page_item_count: int
    total_item_count: int


@action("ListActivityAPI", "2020-06-01", rate="120/minute", slow=True)
def list_activities(call: Call, request: ListActivityAPI) -> ListedActivities:
    """List one page of the account's activities, the newest first. Times are in unix seconds.

    The list and its count leave out activities that the caller may not list.
    """
    filters = _filters(request)._replace(id=_id_of(request), view_path=_path_of(request.view_page_url))
    return _page(call, request, filters)


@action("ListActivityByCacheAPI", "2020-06-01", rate="120/minute", slow=True)
def list_activities_by_cache(call: Call, request: ListActivityByCacheAPI) -> ListedActivities:
    """List activities, as ListActivityAPI does. There is no cache: the answer is as new as the call."""
    return _page(call, request, _filters(request))


def _page(call: Call, request: ListActivityByCacheAPI, filters: Filters) -> ListedActivities:
    if request.page_no * request.page_item_count > DEEPEST:
        raise InvalidParameter("PageNo", f"PageNo times PageItemCount is over {DEEPEST}")
    order = request.sort_by.replace("_", "").lower() or "createtime"
    if order not in ORDERS:
        raise InvalidParameter("SortBy", "it is CreateTime, LiveTime or Name")
    direction = request.sort_order.lower() or "desc"
    if direction not in ("asc", "desc"):
        raise InvalidParameter("SortOrder", "it is Asc or Desc")
    offset = (request.page_no - 1) * request.page_item_count
    filters = filters._replace(within=tuple(within(call.reach(), activity.c.id)))
    limit = request.page_item_count
    rows, total = listing.page(call.db, call.owner, filters, order, direction == "desc", offset, limit)
    return ListedActivities(
        activities=[_listed(call, row) for row in rows],
        page_no=request.page_no,
        page_item_count=request.page_item_count,
        total_item_count=total,
    )


def _filters(request: ListActivityByCacheAPI) -> Filters:
    whose = request.follower_user_name.strip()
    return Filters(
        name=request.name,
        status=request.status,
        live_from=request.live_time * 1000,
        lock_preview=None if request.is_lock_preview is None else bool(request.is_lock_preview),
        live_mode=request.live_mode,
        live_layout=request.live_layout,
        host_account=request.host_account_id,
        host_account_name=request.host_account_name.strip(),
        sub_account=("" if whose == MAIN_ACCOUNT else whose) if whose else None,
        tags=tuple(Tag(tag.index, tuple(tag.value)) for tag in request.site_tag_news if tag.value),
        nothing=bool(request.live_review_status),  # no activity has a review
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
    extras = json.loads(row["extra"])
    return ListedActivity(
        id=row["id"],
        name=row["name"],
        live_time=row["live_time"] // 1000,
        create_time=row["created_at"] // 1000,
        stream_start_time=(row["stream_start"] or 0) // 1000,
        status=row["status"],
        view_url=call.limits.view_url(row["view_path"]),
        cover_image=row["cover_image"],
        vertical_cover_image=extras.get("VerticalCoverImage", ""),
        is_lock_preview=int(row["lock_preview"]),
        live_mode=row["live_mode"],
        live_layout=row["live_layout"],
        host_account_id=row["host_account"] or 0,
        host_account_name=row["brand"] or "",
        sub_account_name=sub_account_name(row["sub_account"]),
        site_tags=extras.get("SiteTags", []),
        text_site_tags=extras.get("TextSiteTags", []),
    )
