"""The vendor's calls about the chat, by both of its SDKs, with an audience that reads."""

from typing import Any

import pytest
import volcenginesdklivesaas as rooms
import volcenginesdklivesaas20230801 as people

from tests.features.chat.audience import Room, room_of
from tests.running import Running
from tests.sdk.client import Refusal, Sdk, calls, unread
from tests.show import Show

pytestmark = pytest.mark.anyio
VERSION = "2020-06-01"
UNKNOWN = Refusal(404, "ResourceNotFound.Message")


async def room_in(sdk: Sdk, server: Running) -> Room:
    """Create a show by the SDK, and let its host come."""
    return await room_of(server, Show(server.dependencies.store, await sdk.create(), sdk.account))


@calls(
    "PresenterChatAPIV2",
    "PresenterChatAPI",
    "PollingChatAPI",
    "TopChatAPI",
    "LikeChatAPI",
    "DeleteChatAPI",
    "EmptyChatAPI",
    "UpdatePresenterNameAPI",
)
async def test_backend_writes_reads_pins_likes_and_deletes(sdk: Sdk, server: Running) -> None:
    room = await room_in(sdk, server)
    show, reader = room.show.id, await room.viewer("Ana")
    named = await sdk.call(rooms.UpdatePresenterNameAPIRequest(activity_id=show, presenter_name="主播团队"))
    assert named.status is True
    async with reader.reads() as seen:
        await sdk.call(rooms.PresenterChatAPIV2Request(activity_id=show, comment="Welcome", top_status_v2=1))
        await sdk.call(rooms.PresenterChatAPIRequest(activity_id=show, comment="Second"))
        mine = await reader.say("hi")
        await seen.until(lambda now: now.texts == ["Welcome", "Second", "hi"])
        first, second, third = sorted(seen.messages)
        assert (seen.messages[first]["UserName"], seen.messages[first]["Mark"]) == ("主播团队", "host")
        polled = await sdk.call(rooms.PollingChatAPIRequest(activity_id=show, chat_id=0))
        assert [one.chat_id for one in polled.data] == [first, second, third]
        assert unread(polled) == set()
        last = polled.data[-1]
        assert (last.text_content, last.is_presenter, last.is_delete, last.review_status) == ("hi", False, False, 1)
        assert (last.user.nickname, last.user.user_id) == ("Ana", mine["UserId"])
        after = await sdk.call(rooms.PollingChatAPIRequest(activity_id=show, chat_id=first, count=1))
        before = await sdk.call(rooms.PollingChatAPIRequest(activity_id=show, chat_id=third, polling_type=1))
        assert [[one.chat_id for one in found.data] for found in (after, before)] == [[second], [second, first]]
        liked = await sdk.call(rooms.LikeChatAPIRequest(activity_id=show, chat_id=third))
        assert liked.like_count == 1
        await seen.until(lambda now: now.messages[third]["Likes"] == 1)
        assert (await room.host.call("GetSession"))["Chat"]["Pinned"]["Id"] == first
        await sdk.call(rooms.TopChatAPIRequest(activity_id=show, chat_id=third, top_status=1))
        assert (await room.host.call("GetSession"))["Chat"]["Pinned"]["Id"] == third
        await sdk.call(rooms.TopChatAPIRequest(activity_id=show, chat_id=third, top_status=0))
        assert (await room.host.call("GetSession"))["Chat"]["Pinned"] is None
        await sdk.call(rooms.DeleteChatAPIRequest(activity_id=show, chat_id=second))
        await seen.until(lambda now: now.texts == ["Welcome", "hi"])
        gone = await sdk.call(rooms.PollingChatAPIRequest(activity_id=show, chat_id=first, count=1))
        assert (gone.data[0].is_delete, gone.data[0].text_content) == (True, "")
        assert await sdk.refused(rooms.DeleteChatAPIRequest(activity_id=show, chat_id=second)) == UNKNOWN
        assert (await sdk.call(rooms.EmptyChatAPIRequest(activity_id=show))).status is True
        await seen.until(lambda now: not now.messages)


@calls(
    "UpdateChatReviewStatusAPI", "ConfirmReviewChatAPI", "SilenceUserAPI", "GetSilenceUserListAPI", "ListActivityUsers"
)
async def test_backend_reviews_and_silences(sdk: Sdk, server: Running) -> None:
    room = await room_in(sdk, server)
    show, author, reader = room.show.id, await room.viewer("Ana"), await room.viewer()
    await sdk.call(rooms.UpdateChatReviewStatusAPIRequest(activity_id=show, status=1))
    async with reader.reads() as seen:
        held = await author.say("please")
        polled = await sdk.call(rooms.PollingChatAPIRequest(activity_id=show, chat_id=0))
        assert [one.review_status for one in polled.data] == [0]
        await sdk.call(rooms.ConfirmReviewChatAPIRequest(activity_id=show, chat_id=held["Id"]))
        await seen.until(lambda now: now.texts == ["please"])
        await sdk.call(rooms.UpdateChatReviewStatusAPIRequest(activity_id=show, status=0))
        person = {"activity_id": show, "user_id": held["UserId"]}
        await sdk.call(rooms.SilenceUserAPIRequest(status=True, **person))
        await author.say("unheard")
        silenced = await sdk.call(rooms.GetSilenceUserListAPIRequest(activity_id=show))
        assert [(one.user_id, one.nickname) for one in silenced.user_list] == [(held["UserId"], "Ana")]
        listed = await sdk.call(people.ListActivityUsersRequest(activity_id=show, search_status=2))
        assert [one.user_name for one in listed.user_msgs if not one.is_presenter] == ["Ana"]
        await sdk.call(rooms.SilenceUserAPIRequest(status=False, **person))
        await author.say("heard")
        await seen.until(lambda now: now.texts == ["please", "heard"])
        assert not (await sdk.call(rooms.GetSilenceUserListAPIRequest(activity_id=show))).user_list


@calls("GetAccountRealTimeOnlineNumber")
async def test_account_counts_its_viewers(sdk: Sdk) -> None:
    await sdk.create()
    assert (await sdk.call(people.GetAccountRealTimeOnlineNumberRequest())).uv == 0


async def test_older_sdk_drives_the_chat(sdk: Sdk, server: Running) -> None:
    room = await room_in(sdk, server)
    old, show = sdk.old(), {"ActivityId": room.show.id}

    async def post(name: str, **body: Any) -> Any:
        return await old.json(name, VERSION, **show, **body)

    async def get(name: str, **params: Any) -> Any:
        return await old.get(name, VERSION, **show, **params)

    author = await room.viewer("Ana")
    message = await author.say("hello")
    chat, person = {"ChatId": message["Id"]}, {"UserId": message["UserId"]}
    assert await post("PresenterChatAPI", Comment="one") == {"status": True}
    await post("PresenterChatAPIV2", Comment="two", AudienceGroupId=-2, TopStatus=1)
    await post("UpdatePresenterNameAPI", PresenterName="主播")
    await post("UpdateChatReviewStatusAPI", Status=1)
    assert await post("LikeChatAPI", **chat) == {"LikeCount": 1}
    await post("ConfirmReviewChatAPI", **chat)
    await post("TopChatAPI", **chat, TopStatus=1)
    await post("SilenceUserAPI", **person, Status=True)
    assert (await get("GetSilenceUserListAPI"))["UserList"] == [{**person, "Nickname": "Ana"}]
    assert len((await get("PollingChatAPI", ChatId=0, Count=200, PollingType=0))["Data"]) == 3
    await post("DeleteChatAPI", **chat)
    assert await get("EmptyChatAPI") == {"Status": True}
    assert (await get("PollingChatAPI", ChatId=0))["Data"] == []
    assert (await old.get("GetAccountRealTimeOnlineNumber", "2023-08-01"))["UV"] == 0
    assert await old.refused("DeleteChatAPI", VERSION, **show, **chat) == "MethodNotAllowed"
