"""Replays, by both SDKs and by Kaibo's own calls."""

from typing import Any

import pytest
import volcenginesdklivesaas as rooms
from kaibo.activity import airings, table as activities
from kaibo.activity.status import Status
from kaibo.call import Limits
from kaibo.clock import now_ms
from kaibo.features.recording import finish, table
from kaibo.features.recording.folder import Recorded, Run, Segment
from sqlalchemy import Connection

from tests.running import Running
from tests.sdk.client import Refusal, Sdk, calls

pytestmark = pytest.mark.anyio
UNKNOWN = Refusal(404, "ResourceNotFound.Media")


async def record(server: Running, show: int, seconds: float = 90.4) -> str:
    """Give a show a recording that is over, without bytes. Return its Vid."""

    def work(db: Connection) -> str:
        found = activities.find(db, show)
        assert found
        now = now_ms()
        airings.begin(db, show, now - 100_000)
        airing = airings.of(db, show)[-1]
        airings.end(db, show, now)
        activities.change(db, show, status=int(Status.OVER))
        held = table.take(db, table.create(db, found.account, show, airing.order_number, now - 100_000), "sv", now)
        assert held
        runs = (Run(1, (Segment(0, 4000, seconds, now),)),)
        assert finish.finish(db, held, Recorded(runs, 4000, cover=True), Limits(), now)
        return held.id

    return await server.dependencies.store.write(work)


async def status(sdk: Sdk, show: int) -> int:
    found = await sdk.call(rooms.GetActivityAPIRequest(activity_id=show))
    return int(found.status)


async def listed(sdk: Sdk, show: int, **filters: Any) -> list[str]:
    """List the Vids of a show's medias."""
    found = await sdk.call(rooms.ListMediasAPIRequest(activity_id=show, **filters))
    return [one.vid for one in found.medias or []]


@calls("ListMediasAPI", "UpdateMediaOnlineStatusAPI", "GetActivityAPI")
async def test_backend_lists_replays_and_takes_one_off_the_shelf(sdk: Sdk, server: Running) -> None:
    show = await sdk.create("发布会")
    first, second = await record(server, show), await record(server, show)
    found = await sdk.call(rooms.ListMediasAPIRequest(activity_id=show, is_need_total_count=True, page_item_count=1))
    [media] = found.medias
    assert (found.total_item_count, found.page_no, found.page_item_count) == (2, 1, 1)
    assert (media.vid, media.name, media.duration, media.source_type, media.online_status) == (
        second,
        "发布会",
        90,
        2,
        1,
    )
    assert isinstance(media.media_id, str)
    assert media.cover_image.startswith(f"{server.url}/w/")
    assert 0 < media.start_time < media.end_time <= media.create_time
    assert await status(sdk, show) == Status.REPLAY

    for online in (0, 1):
        change = rooms.UpdateMediaOnlineStatusAPIRequest(
            activity_id=show, media_id=int(media.media_id), online_status=online
        )
        await sdk.call(change)
        assert await listed(sdk, show, online_status=online) == ([second] if online == 0 else [second, first])
    assert await listed(sdk, show, vid=first) == [first]
    assert await listed(sdk, show, name="布会") == [second, first]
    assert await listed(sdk, show, name="other") == []
    assert await listed(sdk, show, page_no=2, page_item_count=1) == [first]
    assert await listed(sdk, show, start_time=media.end_time + 1) == []
    assert await listed(sdk, show, end_time=media.end_time) == [second, first]
    old = await sdk.old().get("ListMediasAPI", "2020-06-01", ActivityId=show, IsNeedTotalCount="true", OnlineStatus=1)
    assert [one["Vid"] for one in old["Medias"]] == [second, first]
    wrong = rooms.UpdateMediaOnlineStatusAPIRequest(activity_id=show, media_id=1, online_status=1)
    assert await sdk.refused(wrong) == UNKNOWN


async def test_status_follows_the_shelf(sdk: Sdk, server: Running) -> None:
    show = await sdk.create()
    await record(server, show)
    [media] = (await sdk.call(rooms.ListMediasAPIRequest(activity_id=show))).medias

    async def put(online: int, force: bool = False) -> int:
        about = {"activity_id": show, "media_id": int(media.media_id), "online_status": online}
        await sdk.call(rooms.UpdateMediaOnlineStatusAPIRequest(**about, force_replay_status=force))
        return await status(sdk, show)

    assert await put(0) == Status.OVER
    assert await put(1) == Status.REPLAY
    await sdk.call(rooms.UpdateActivityStatusAPIRequest(activity_id=show, is_stream_view_enable=3))
    assert await put(1) == Status.PREVIEW
    assert await put(1, force=True) == Status.REPLAY


async def test_replay_that_is_taken_offline_forces_no_status(sdk: Sdk, server: Running) -> None:
    show = await sdk.create()
    for _ in range(2):
        await record(server, show)
    [media, _] = (await sdk.call(rooms.ListMediasAPIRequest(activity_id=show))).medias
    await sdk.call(rooms.UpdateActivityStatusAPIRequest(activity_id=show, is_stream_view_enable=3))
    about = {"activity_id": show, "media_id": int(media.media_id), "online_status": 0}
    await sdk.call(rooms.UpdateMediaOnlineStatusAPIRequest(**about, force_replay_status=True))
    assert await status(sdk, show) == Status.PREVIEW, "the other replay stays online"


async def test_replay_cannot_leave_its_show_and_stay(sdk: Sdk, server: Running) -> None:
    show = await sdk.create()
    vid = await record(server, show)
    [media] = (await sdk.call(rooms.ListMediasAPIRequest(activity_id=show))).medias
    about = {"activity_id": show, "media_id": int(media.media_id), "online_status": 2}
    unbind = rooms.UpdateMediaOnlineStatusAPIRequest(**about)
    assert await sdk.refused(unbind) == (400, "InvalidParameter.OnlineStatus")
    assert await listed(sdk, show, online_status=1) == [vid]


@calls("UploadReplayAPI", "DeleteMediasAPI")
async def test_second_show_offers_a_recording_until_it_is_deleted(sdk: Sdk, server: Running) -> None:
    show, other = await sdk.create("one"), await sdk.create("two")
    vid = await record(server, show)

    def upload(which: str) -> Any:
        return rooms.UploadReplayAPIRequest(activity_id=other, media=rooms.MediaForUploadReplayAPIInput(vid=which))

    for _ in range(2):
        await sdk.call(upload(vid))
    [media] = (await sdk.call(rooms.ListMediasAPIRequest(activity_id=other))).medias
    assert (media.vid, media.name, media.source_type, media.online_status, media.cover_image) == (vid, "one", 1, 0, "")
    assert await sdk.refused(upload("rc_none")) == UNKNOWN
    stranger = await Sdk.of(server)
    foreign = await stranger.create()
    theirs = rooms.UploadReplayAPIRequest(activity_id=foreign, media=rooms.MediaForUploadReplayAPIInput(vid=vid))
    assert await stranger.refused(theirs) == UNKNOWN
    assert (await stranger.call(rooms.DeleteMediasAPIRequest(vids=[vid]))).failed_list == [vid]

    gone = await sdk.call(rooms.DeleteMediasAPIRequest(vids=[vid, "rc_none", vid]))
    assert (gone.success, gone.failed_list) == (False, ["rc_none"])
    assert (await listed(sdk, show), await listed(sdk, other)) == ([], [])
    assert await status(sdk, show) == Status.OVER
    again = await record(server, show)
    assert (await sdk.call(rooms.DeleteMediasAPIRequest(vids=[again]))).success


@calls("ListReplays", "SetReplayOnline", "GetReplayDownload", "DeleteReplay")
async def test_own_calls_say_the_same(sdk: Sdk, server: Running) -> None:
    show = await sdk.create()
    vid = await record(server, show)
    [replay] = (await sdk.universal("ListReplays", ActivityId=show))["Replays"]
    assert (replay["Vid"], replay["Duration"], replay["Bytes"], replay["Online"]) == (vid, 90.4, 4000, True)
    one = {"ActivityId": show, "MediaId": replay["MediaId"]}
    await sdk.universal("SetReplayOnline", **one, Online=False)
    assert await status(sdk, show) == Status.OVER
    url = (await sdk.universal("GetReplayDownload", **one))["Url"]
    assert url.startswith(f"{server.url}/replay/")
    await sdk.universal("DeleteReplay", **one)
    assert (await sdk.universal("ListReplays", method="GET", ActivityId=show))["Replays"] == []
    assert (await server.client().get(url)).status_code == 404
