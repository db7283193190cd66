"""A show on air, on a real LiveKit, as the SDK's typed answers describe it."""

import asyncio
import time
from contextlib import AsyncExitStack
from functools import partial
from typing import Any

import pytest
import volcenginesdklivesaas as rooms
import volcenginesdklivesaas20230801 as people
from kaibo.session.role import Role

from tests.features.program.air import Raw, page, token, watching
from tests.running import Running, post
from tests.sdk.client import Refusal, Sdk, calls, unread
from tests.show import TAB, Show
from tests.waiting import eventually

pytestmark = pytest.mark.anyio
LIVE, PREVIEW, OVER = 1, 2, 4


until = partial(eventually, look=0.2)
"""The SDK raises an error over the rate of a call, which is by the minute."""


@calls(
    "ListAnActivityStartAndEndTimeAPI",
    "GetRealTimeOnlineNumberAPI",
    "GetLinkUserAmount",
    "ListActivityUsers",
    "UpdateActivityStatusAPI",
)
async def test_show_is_followed_from_start_to_restoration(sdk: Sdk, server: Running) -> None:
    activity_id = await sdk.create()
    show = Show(server.dependencies.store, activity_id, sdk.account)
    host, guest = await server.person(show, Role.HOST), await server.person(show, Role.GUEST, "陈一鸣")

    async def status() -> int:
        return int((await sdk.call(rooms.GetActivityAPIRequest(activity_id=activity_id))).status)

    async def online() -> int:
        ask = rooms.GetRealTimeOnlineNumberAPIRequest(activity_id=activity_id)
        return int((await sdk.call(ask)).real_popularity)

    async def airings() -> list[tuple[int, int, int]]:
        told = await sdk.call(rooms.ListAnActivityStartAndEndTimeAPIRequest(activity_id=activity_id))
        return [(one.order_number, one.start_time, one.end_time) for one in told.start_and_end_time]

    async def is_now(wanted: int) -> bool:
        return await status() == wanted

    async with AsyncExitStack() as stack:
        await stack.enter_async_context(page(host))
        await stack.enter_async_context(page(guest))
        await guest.call("JoinStage", Tab=TAB)
        await host.call("GoLive", Tab=TAB)
        publisher = await (await Raw().join(server, await token(host, "ConnectProgram"))).publish()
        stack.push_async_callback(publisher.room.disconnect)
        await until(lambda: is_now(LIVE))
        viewer = await watching(server, show)

        async def one_watches() -> bool:
            return await online() == 1

        await until(one_watches)
        amount = await sdk.call(people.GetLinkUserAmountRequest(activity_id=activity_id))
        assert amount.link_user_amount == 2
        everybody = await sdk.call(people.ListActivityUsersRequest(activity_id=activity_id, search_status=1))
        assert unread(everybody) == set()
        assert (everybody.page_number, everybody.page_size, everybody.total_count) == (1, 50, 3)
        assert (everybody.online_user_count, everybody.total_user_count) == (1, 1)
        told = [
            (user_msg.user_name, user_msg.is_presenter, user_msg.online_status, user_msg.ip)
            for user_msg in everybody.user_msgs
        ]
        assert told == [("", 1, 1, ""), ("陈一鸣", 0, 1, ""), ("", 0, 1, "")], "a client past the proxy has no address"
        ((number, start, end),) = await airings()
        assert (number, end) == (1, 0)
        assert abs(start - time.time()) < 60
        listed = (await sdk.call(rooms.ListActivityAPIRequest(status=LIVE))).activities
        assert [(one.id, one.stream_start_time) for one in listed] == [(activity_id, start)]
        restore = rooms.UpdateActivityStatusAPIRequest(activity_id=activity_id, is_stream_view_enable=3)
        assert await sdk.refused(restore) == Refusal(409, "ResourceConflict.Live")
        await asyncio.sleep(1)
        later = rooms.UpdateActivityBasicConfigAPIRequest(activity_id=activity_id, name="晚", live_time=start + 3600)
        assert await sdk.refused(later) == Refusal(400, "InvalidParameter.LiveTime")
        await viewer.room.disconnect()
        await host.call("EndLive", Tab=TAB)
        await until(lambda: is_now(OVER))
    ((number, began, end),) = await airings()
    assert (number, began) == (1, start)
    assert start < end <= time.time() + 1
    assert (await sdk.call(rooms.ListActivityByCacheAPIRequest(status=LIVE))).activities == []
    assert (await sdk.call(rooms.ListActivityByCacheAPIRequest(status=OVER))).total_item_count == 1
    answer = await sdk.call(restore)
    assert (answer.activity_id, answer.activity_id_str, answer.status) == (0, "", 0)
    assert await status() == PREVIEW


@calls("EndShow", "GetShowState")
async def test_company_ends_a_show_that_is_on_air(sdk: Sdk, server: Running) -> None:
    activity_id = await sdk.create()
    show = Show(server.dependencies.store, activity_id, sdk.account)
    host = await server.person(show, Role.HOST)
    async with page(host):
        await host.call("GoLive", Tab=TAB)
        publisher = await (await Raw().join(server, await token(host, "ConnectProgram"))).publish()

        async def is_live() -> bool:
            return int((await sdk.call(rooms.GetActivityAPIRequest(activity_id=activity_id))).status) == LIVE

        await until(is_live)
        state = await sdk.universal("GetShowState", method="GET", ActivityId=activity_id)
        assert (state["Status"], state["Findings"]) == (LIVE, [])
        ended = await sdk.universal("EndShow", ActivityId=activity_id)
        assert (ended["Status"], ended["OrderNumber"]) == (OVER, 1)
        await publisher.put_out()
    assert (await host.call("GetSession"))["Session"]["EndReason"] == "show-ended"
    assert (await host.ask("GoLive", Tab=TAB)).status_code == 403
    assert await sdk.universal("EndShow", ActivityId=activity_id) == ended


@calls("ListActivityUsers", "GetLinkUserAmount")
async def test_people_are_searched_and_paged(sdk: Sdk, server: Running) -> None:
    activity_id = await sdk.create()
    show = Show(server.dependencies.store, activity_id, sdk.account)
    host = await server.person(show, Role.HOST)
    names = ["陈一鸣", "Bob"]
    guests = [await server.person(show, Role.GUEST, name) for name in names]
    for guest in guests:
        await guest.call("JoinStage", Tab=TAB)

    async def found(status: int, **asked: int | str) -> list[str]:
        ask = people.ListActivityUsersRequest(activity_id=activity_id, search_status=status, **asked)
        told = await sdk.call(ask)
        assert (told.online_user_count, told.total_user_count) == (0, 0)
        return ["host" if user_msg.is_presenter else user_msg.user_name for user_msg in told.user_msgs]

    async with page(host):
        amount = await sdk.call(people.GetLinkUserAmountRequest(activity_id=activity_id))
        assert amount.link_user_amount == 3
        assert await found(1) == ["host", *names]
        assert await found(1, search_name="bo") == ["Bob"]
        assert await found(1, search_audience_group_id=-2) == ["host", *names]
        assert await found(1, search_audience_group_id=7) == ["host"]
        assert await found(1, page_number=2, page_size=1) == names[:1]
        assert await found(1, page_number=2, page_size=2) == names[1:]
        await host.call("RemoveGuest", Tab=TAB, SessionId=guests[0].id)
        assert await found(3) == names[:1]
        assert await found(1) == ["host", *names[1:]]
        for nobody in (2, 4, 5):
            assert await found(nobody) == []
    for wrong, code in (
        ({"search_status": 6}, "InvalidParameter.SearchStatus"),
        ({"search_status": 1, "page_size": 101}, "InvalidParameter.PageSize"),
        ({"search_status": 1, "page_number": 0}, "InvalidParameter.PageNumber"),
    ):
        ask = people.ListActivityUsersRequest(activity_id=activity_id, **wrong)
        assert await sdk.refused(ask) == Refusal(400, code)
    gone = people.ListActivityUsersRequest(activity_id=404, search_status=1)
    assert await sdk.refused(gone) == Refusal(404, "ResourceNotFound.Activity")


@calls("ListPeople")
async def test_people_of_the_account_are_listed(sdk: Sdk, server: Running) -> None:
    activity_id = await sdk.create()
    show = Show(server.dependencies.store, activity_id, sdk.account)
    guest = await server.person(show, Role.GUEST, "陈一鸣")
    for method in ("POST", "GET"):
        told = await sdk.universal("ListPeople", method=method, Role="guest", PageSize=20)
        [person] = told["People"]
        found = (person["SessionId"], person["UserName"], person["ActivityId"], person["Role"])
        assert found == (guest.id, "陈一鸣", activity_id, "guest")
        assert abs(person["CreateTime"] - time.time()) < 60


@calls("ExportPerson", "ErasePerson")
async def test_all_of_a_person_is_exported_and_erased(sdk: Sdk, server: Running) -> None:
    activity_id = await sdk.create()
    viewer = server.client()
    path = await server.watch_path(Show(server.dependencies.store, activity_id, sdk.account))
    asked: dict[str, Any] = {"ActivityId": activity_id, "Mode": 2, "Nickname": "安", "UserIdStr": "crm-1"}
    token = (await sdk.universal("GetSDKTokenAPI", version="2020-06-01", **asked))["Token"]
    await post(viewer, f"{path}/call/SignInToWatch", {"Token": token})
    for method in ("POST", "GET"):
        told = await sdk.universal("ExportPerson", method=method, ExternalUserId="crm-1", PageSize=1)
        assert [(one["Kind"], one["Data"]["UserName"]) for one in told["Items"]] == [("chat-name", "安")]
        more = {"ExternalUserId": "crm-1", "PageToken": told["NextPageToken"]}
        told = await sdk.universal("ExportPerson", method=method, **more)
        assert [(one["Kind"], one["Data"]["NickName"]) for one in told["Items"]] == [("sign-in", "安")]
        assert told["NextPageToken"] == ""
    erased = await sdk.universal("ErasePerson", ExternalUserId="crm-1")
    assert erased["Erased"] == [{"Kind": kind, "Count": 1} for kind in ("chat-name", "sign-in")]
    assert (await sdk.universal("ExportPerson", ExternalUserId="crm-1"))["Items"] == []


@calls("ListServers", "GetServerSettings")
async def test_servers_tell_that_all_is_well(sdk: Sdk) -> None:
    async def well() -> bool:
        return bool((await sdk.universal("ListServers", method="GET"))["Well"])

    await until(well)
    [server] = (await sdk.universal("GetServerSettings"))["Servers"]
    assert {"port", "database_url"} <= {each["Name"] for each in server["Settings"]}
