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
    made = await sdk.universal(
        "CreateLaunchLink", ActivityId=activity, Role="guest", UserName="陈一鸣", MaxUses=1, ClientToken="order-1"
    )
    again = await sdk.universal(
        "CreateLaunchLink", ActivityId=activity, Role="guest", UserName="陈一鸣", MaxUses=1, ClientToken="order-1"
    )
    assert again["LinkId"] == made["LinkId"]
    await opens(server, made["Url"])
    assert (await sdk.universal("RevokeLaunchLink", LinkId=made["LinkId"], Mode="everyone"))["Ended"] == 0
    assert (await server.client().get(made["Url"])).status_code == 404
    listed = await sdk.universal("ListLaunchLinks", method="GET", ActivityId=activity, Role="guest")
    assert [(one["LinkId"], one["State"]) for one in listed["Links"]] == [(made["LinkId"], "revoked")]
    assert (await sdk.universal("RestoreLaunchLink", Url=made["Url"]))["State"] == "open"
    await opens(server, made["Url"])
    assert (await sdk.universal("GetLaunchLink", LinkId=made["LinkId"]))["Url"] == made["Url"]


@calls("RotateLaunchLinks")
async def test_all_host_links_are_rotated(sdk: Sdk, server: Running) -> None:
    activity = await sdk.create()
    old = await sdk.call(rooms.GetDownloadLiveClientAPIRequest(activity_id=activity))
    made = await sdk.universal("RotateLaunchLinks", ActivityId=activity, Role="host", Mode="everyone")
    await opens(server, made["Url"], made["TmpUrl"])
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
    made = await sdk.universal("CreateLaunchLink", ActivityId=activity, Role="guest", UserName="陈一鸣")
    token = made["Url"].rpartition("/")[2]
    http, headers = server.client(), {"Origin": server.url}
    opened = await http.post("/client/OpenLaunch", json={"Token": token}, headers=headers)
    ticket = opened.json()["Result"]["Ticket"]
    await http.post("/client/RedeemTicket", json={"Ticket": ticket, "Nonce": "n" * 22}, headers=headers)
    [one] = (await sdk.universal("ListSessions", ActivityId=activity))["Sessions"]
    assert (one["UserName"], one["LinkId"]) == ("陈一鸣", made["LinkId"])
    assert (await sdk.universal("EndSession", SessionId=one["SessionId"]))["Blocked"] is True
    assert (await server.client().get(made["Url"])).status_code == 404
    assert (await sdk.universal("UnblockSession", SessionId=one["SessionId"]))["Blocked"] is False
    await opens(server, made["Url"])


@calls("ListAuditEvents")
async def test_audit_events_are_read(sdk: Sdk) -> None:
    activity = await sdk.create()
    made = await sdk.universal("CreateLaunchLink", ActivityId=activity, Role="guest", UserName="陈一鸣")
    found = await sdk.universal("ListAuditEvents", ActivityId=activity, Kinds=["issue"])
    assert [(event["Kind"], event["LinkId"]) for event in found["Events"]] == [("issue", made["LinkId"])]
