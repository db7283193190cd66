"""Links with terms, join codes and sessions by the SDK. The tests open each link."""

import pytest
import volcenginesdklivesaas as rooms

from tests.running import Running
from tests.sdk.client import Sdk, calls
from tests.sdk.test_links import opens

pytestmark = pytest.mark.anyio


@calls("CreateLaunchLink", "GetLaunchLink", "ListLaunchLinks", "RevokeLaunchLink", "RestoreLaunchLink")
async def test_link_is_created_revoked_and_restored(sdk: Sdk, server: Running) -> None:
    activity = await sdk.create()
    created_link = await sdk.universal(
        "CreateLaunchLink", ActivityId=activity, Role="guest", UserName="陈一鸣", MaxUses=1, ClientToken="order-1"
    )
    again = await sdk.universal(
        "CreateLaunchLink", ActivityId=activity, Role="guest", UserName="陈一鸣", MaxUses=1, ClientToken="order-1"
    )
    assert again["LinkId"] == created_link["LinkId"]
    await opens(server, created_link["Url"])
    assert (await sdk.universal("RevokeLaunchLink", LinkId=created_link["LinkId"], Mode="everyone"))["Ended"] == 0
    assert (await server.client().get(created_link["Url"])).status_code == 404
    listed = await sdk.universal("ListLaunchLinks", method="GET", ActivityId=activity, Role="guest")
    assert [(link["LinkId"], link["State"]) for link in listed["Links"]] == [(created_link["LinkId"], "revoked")]
    assert (await sdk.universal("RestoreLaunchLink", Url=created_link["Url"]))["State"] == "open"
    await opens(server, created_link["Url"])
    assert (await sdk.universal("GetLaunchLink", LinkId=created_link["LinkId"]))["Url"] == created_link["Url"]


@calls("GetShowDoors")
async def test_doors_of_a_show_are_read(sdk: Sdk, server: Running) -> None:
    activity = await sdk.create()
    doors = await sdk.universal("GetShowDoors", method="GET", ActivityId=activity)
    assert doors["Guest"] == {"LinkId": "", "State": "", "Url": "", "Qr": []}
    made = await sdk.universal("CreateLaunchLink", ActivityId=activity, Role="guest")
    doors = await sdk.universal("GetShowDoors", ActivityId=activity)
    assert (doors["Guest"]["LinkId"], doors["Guest"]["Url"]) == (made["LinkId"], made["Url"])
    await opens(server, *(doors[which]["Url"] for which in ("Host", "Guest", "Watch")))


@calls("RotateLaunchLinks")
async def test_all_host_links_are_rotated(sdk: Sdk, server: Running) -> None:
    activity = await sdk.create()
    old = await sdk.call(rooms.GetDownloadLiveClientAPIRequest(activity_id=activity))
    rotated = await sdk.universal("RotateLaunchLinks", ActivityId=activity, Role="host", Mode="everyone")
    await opens(server, rotated["Url"], rotated["TmpUrl"])
    for url in (old.url, old.tmp_url):
        assert (await server.client().get(url)).status_code == 404


@calls("GetTemporaryLoginTokenAPI")
async def test_join_code_is_the_host_link(sdk: Sdk, server: Running) -> None:
    activity = await sdk.create()
    keys = await sdk.call(rooms.GetTemporaryLoginTokenAPIRequest(activity_id=activity))
    assert keys.activity_id == activity
    for key in (keys.secret_key, keys.tmp_secret_key):
        answer = await server.client().post(
            "/client/OpenKey", json={"Key": key.lower()}, headers={"Origin": server.url}
        )
        await opens(server, answer.json()["Result"]["Url"])


@calls("ListSessions", "EndSession", "UnblockSession")
async def test_session_is_ended_and_unblocked(sdk: Sdk, server: Running) -> None:
    activity = await sdk.create()
    created_link = await sdk.universal("CreateLaunchLink", ActivityId=activity, Role="guest", UserName="陈一鸣")
    token = created_link["Url"].rpartition("/")[2]
    http, headers = server.client(), {"Origin": server.url}
    opened = await http.post("/client/OpenLaunch", json={"Token": token}, headers=headers)
    ticket = opened.json()["Result"]["Ticket"]
    await http.post("/client/RedeemTicket", json={"Ticket": ticket, "Nonce": "n" * 22}, headers=headers)
    [one] = (await sdk.universal("ListSessions", ActivityId=activity))["Sessions"]
    assert (one["UserName"], one["LinkId"]) == ("陈一鸣", created_link["LinkId"])
    assert (await sdk.universal("EndSession", SessionId=one["SessionId"]))["Blocked"] is True
    assert (await server.client().get(created_link["Url"])).status_code == 404
    assert (await sdk.universal("UnblockSession", SessionId=one["SessionId"]))["Blocked"] is False
    await opens(server, created_link["Url"])


@calls("ListAuditEvents")
async def test_audit_events_are_read(sdk: Sdk) -> None:
    activity = await sdk.create()
    created_link = await sdk.universal("CreateLaunchLink", ActivityId=activity, Role="guest", UserName="陈一鸣")
    found = await sdk.universal("ListAuditEvents", ActivityId=activity, Kinds=["issue"])
    assert [(event["Kind"], event["LinkId"]) for event in found["Events"]] == [("issue", created_link["LinkId"])]
