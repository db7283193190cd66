"""One activity by the SDKs: create, read, lock, restore, delete."""

import time

import pytest
import volcenginesdklivesaas as rooms
from volcenginesdkcore.rest import ApiException

from tests.running import Running
from tests.sdk.client import Refusal, Sdk, calls, told, unread

pytestmark = pytest.mark.anyio
PREVIEW = 2
HOUR = 3600


@calls("CreateActivityAPIV2", "GetActivityAPI")
async def test_activity_reads_back_as_created(sdk: Sdk, server: Running) -> None:
    live = int(time.time()) + HOUR
    ask = rooms.CreateActivityAPIV2Request(
        name=" 发布会 🎉 ",
        live_time=live,
        end_time=live + HOUR,
        view_url_path="Launch2026",
        cover_image="https://example.com/cover.png",
        vertical_cover_image="https://example.com/tall.png",
        is_auto_end_enable=1,
        live_mode=2,
        live_layout=2,
        site_tags=[rooms.SiteTagForCreateActivityAPIV2Input(index=1, value="北京")],
        loop_videos=[rooms.LoopVideoForCreateActivityAPIV2Input(index=1, video_name="片头")],
        copy_stream=True,
    )
    made = await sdk.call(ask)
    assert (made.activity_id_str, made.status) == (str(made.activity_id), PREVIEW)
    assert made.view_url == f"{server.url}/w/launch2026"
    read = await sdk.call(rooms.GetActivityAPIRequest(activity_id=made.activity_id))
    assert unread(read) == set()
    assert read.to_dict() == {
        "id": made.activity_id,
        "name": "发布会 🎉",
        "live_time": live,
        "end_time": live + HOUR,
        "is_auto_end_enable": 1,
        "status": PREVIEW,
        "view_url": made.view_url,
        "cover_image": "https://example.com/cover.png",
        "vertical_cover_image": "https://example.com/tall.png",
        "is_lock_preview": 0,
        "is_page_view_enable": 1,
        "live_mode": 2,
        "live_layout": 2,
        "live_review_status": 0,
        "owner_sub_account": "admin@bytedance.com",
    }
    assert (await server.client().get(made.view_url)).status_code == 200
    assert await sdk.refused(ask) == Refusal(409, "ResourceConflict.ViewUrlPath")


@calls("CreateActivityAPIV2", "GetActivityAPI")
async def test_copy_takes_over_every_field_that_is_not_sent(sdk: Sdk) -> None:
    live = int(time.time()) + HOUR
    old = await sdk.create(live_time=live, cover_image="https://example.com/a.png", live_layout=2)
    copy = await sdk.create("又一场", old_id=old, live_mode=3)
    read = await sdk.call(rooms.GetActivityAPIRequest(activity_id=copy))
    assert told(read, ("name", "cover_image", "live_mode", "live_layout")) == {
        "name": "又一场",
        "cover_image": "https://example.com/a.png",
        "live_mode": 3,
        "live_layout": 2,
    }
    assert read.live_time < live


@calls("CreateActivityAPI")
async def test_older_name_creates_too(sdk: Sdk) -> None:
    made = await sdk.universal("CreateActivityAPI", "2020-06-01", Name="一", LiveMode=2)
    other = await sdk.old().json("CreateActivityAPI", "2020-06-01", Name="二", ViewUrlPath="er2")
    assert (made["Status"], made["ActivityIdStr"]) == (PREVIEW, str(made["ActivityId"]))
    assert other["ViewUrl"].endswith("/w/er2")
    for result, name in ((made, "一"), (other, "二")):
        read = await sdk.call(rooms.GetActivityAPIRequest(activity_id=result["ActivityId"]))
        assert (read.name, read.view_url) == (name, result["ViewUrl"])


@calls("UpdateActivityStatusAPI")
async def test_preview_is_locked_unlocked_and_restored(sdk: Sdk) -> None:
    activity_id = await sdk.create()
    for wish, locked in ((4, 1), (4, 1), (5, 0), (3, 0)):
        ask = rooms.UpdateActivityStatusAPIRequest(activity_id=activity_id, is_stream_view_enable=wish)
        answer = await sdk.call(ask)
        assert (answer.activity_id, answer.activity_id_str, answer.status) == (0, "", 0)
        read = await sdk.call(rooms.GetActivityAPIRequest(activity_id=activity_id))
        assert (read.status, read.is_lock_preview) == (PREVIEW, locked)
    for wish in (0, 1, 2, 6):
        ask = rooms.UpdateActivityStatusAPIRequest(activity_id=activity_id, is_stream_view_enable=wish)
        assert await sdk.refused(ask) == Refusal(400, "InvalidParameter.IsStreamViewEnable")


@calls("DeleteActivityAPI", "ListAnActivityStartAndEndTimeAPI")
async def test_deleted_activity_is_unknown_and_its_path_is_free(sdk: Sdk) -> None:
    activity_id = await sdk.create(view_url_path="once")
    airings = rooms.ListAnActivityStartAndEndTimeAPIRequest(activity_id=activity_id)
    assert (await sdk.call(airings)).start_and_end_time == []
    gone = await sdk.call(rooms.DeleteActivityAPIRequest(activity_id=activity_id))
    assert (gone.activity_id, gone.activity_id_str, gone.status) == (activity_id, str(activity_id), PREVIEW)
    for ask in (
        rooms.GetActivityAPIRequest(activity_id=activity_id),
        rooms.DeleteActivityAPIRequest(activity_id=activity_id),
        airings,
    ):
        assert await sdk.refused(ask) == Refusal(404, "ResourceNotFound.Activity")
    assert await sdk.create(view_url_path="once") != activity_id


async def test_other_accounts_activity_is_unknown(sdk: Sdk, server: Running) -> None:
    made, other = await sdk.create(), await Sdk.of(server)
    for ask in (rooms.GetActivityAPIRequest(activity_id=made), rooms.DeleteActivityAPIRequest(activity_id=made)):
        assert await other.refused(ask) == Refusal(404, "ResourceNotFound.Activity")
    listed = await other.call(rooms.ListActivityAPIRequest())
    assert (listed.activities, listed.total_item_count) == ([], 0)


async def test_refusal_raises_the_sdks_exception(sdk: Sdk) -> None:
    with pytest.raises(ApiException) as refused:
        await sdk.call(rooms.CreateActivityAPIV2Request(name="x" * 151))
    assert refused.value.status == 400
    assert "InvalidParameter.Name" in refused.value.body
    assert refused.value.headers["X-Tt-Logid"] in refused.value.body
