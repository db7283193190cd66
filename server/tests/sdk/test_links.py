"""Launch links by the SDK. The tests open each one."""

import time

import pytest
import volcenginesdklivesaas as rooms
import volcenginesdklivesaas20230801 as links

from tests.running import Running
from tests.sdk.client import Refusal, Sdk, calls, unread

pytestmark = pytest.mark.anyio
DAY = 24 * 3600


async def opens(server: Running, *urls: str) -> None:
    """Check that each link opens a page of this server."""
    for url in urls:
        assert url.startswith(f"{server.url}/"), url
        answer = await server.client().get(url)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, "text/html"), url


def lasts_a_day(expire_time: int) -> bool:
    return abs(expire_time - time.time() - DAY) < 60


@calls("GetDownloadLiveClient")
async def test_host_and_guest_open_their_links(sdk: Sdk, server: Running) -> None:
    activity_id = await sdk.create()
    for login in ({}, {"login_type": 0}, {"login_type": 0, "user_name": "ignored"}):
        host = await sdk.call(links.GetDownloadLiveClientRequest(activity_id=activity_id, **login))
        assert lasts_a_day(host.expire_time)
        assert host.url != host.tmp_url
    again = await sdk.call(links.GetDownloadLiveClientRequest(activity_id=activity_id))
    assert again.url == host.url
    ask = links.GetDownloadLiveClientRequest(activity_id=activity_id, login_type=1, user_name="陈一鸣")
    guest = await sdk.call(ask)
    assert (guest.tmp_url, guest.expire_time) == ("", 0)
    assert guest.url not in (host.url, host.tmp_url)
    assert (await sdk.call(ask)).url == guest.url
    await opens(server, host.url, host.tmp_url, again.tmp_url, guest.url)


async def test_wrong_link_parameter_is_refused(sdk: Sdk) -> None:
    activity_id = await sdk.create()
    for login, status, code in (
        ({"login_type": 2}, 400, "InvalidParameter.LoginType"),
        ({"login_type": 1}, 400, "MissingParameter"),
        ({"login_type": 1, "user_name": "一" * 16}, 400, "InvalidParameter.UserName"),
        ({"login_type": 1, "user_name": "a\nb"}, 400, "InvalidParameter.UserName"),
    ):
        ask = links.GetDownloadLiveClientRequest(activity_id=activity_id, **login)
        assert await sdk.refused(ask) == Refusal(status, code)
    for unknown in (
        links.GetDownloadLiveClientRequest(activity_id=404),
        links.GetActivityLinksRequest(activity_id=404),
        rooms.GetDownloadLiveClientAPIRequest(activity_id=404),
        rooms.GetWebPushLiveClientAPIRequest(activity_id=404),
    ):
        assert await sdk.refused(unknown) == Refusal(404, "ResourceNotFound.Activity")


@calls("GetDownloadLiveClientAPI", "GetWebPushLiveClientAPI")
async def test_older_calls_return_the_host_links(sdk: Sdk, server: Running) -> None:
    activity_id = await sdk.create()
    newer = await sdk.call(links.GetDownloadLiveClientRequest(activity_id=activity_id))
    app = await sdk.call(rooms.GetDownloadLiveClientAPIRequest(activity_id=activity_id))
    browser = await sdk.call(rooms.GetWebPushLiveClientAPIRequest(activity_id=activity_id))
    assert app.url == newer.url
    assert browser.url != app.url
    for one in (app, browser):
        assert lasts_a_day(one.expire_time)
        await opens(server, one.url, one.tmp_url)


@calls("GetActivityLinks")
async def test_every_link_of_an_activity_opens(sdk: Sdk, server: Running) -> None:
    activity_id = await sdk.create()
    all_of_it = await sdk.call(links.GetActivityLinksRequest(activity_id=activity_id))
    assert unread(all_of_it) == set()
    browser, app = all_of_it.web_push_host_link, all_of_it.live_client_link
    assert browser.url == (await sdk.call(rooms.GetWebPushLiveClientAPIRequest(activity_id=activity_id))).url
    assert app.url == (await sdk.call(rooms.GetDownloadLiveClientAPIRequest(activity_id=activity_id))).url
    assert lasts_a_day(browser.expire_time)
    assert lasts_a_day(int(app.expire_time)), "the SDK types this field as a text"
    guest, audience = all_of_it.web_push_guest_login_link, all_of_it.audience_link
    assert (guest.link_key, guest.enable_key) == ("", 0)
    read = await sdk.call(rooms.GetActivityAPIRequest(activity_id=activity_id))
    assert audience.landscape_mode_url == audience.portrait_moede_url == read.view_url
    assert all_of_it.teach_assistant_login_links == []
    await opens(server, browser.url, browser.tmp_url, app.url, app.tmp_url, guest.login_url, read.view_url)


async def test_links_of_a_deleted_activity_open_nothing(sdk: Sdk, server: Running) -> None:
    activity_id = await sdk.create()
    host = await sdk.call(links.GetDownloadLiveClientRequest(activity_id=activity_id))
    await sdk.call(rooms.DeleteActivityAPIRequest(activity_id=activity_id))
    ask = links.GetDownloadLiveClientRequest(activity_id=activity_id)
    assert await sdk.refused(ask) == Refusal(404, "ResourceNotFound.Activity")
    token = host.url.rpartition("/")[2]
    headers = {"Origin": server.url}
    opened = await server.client().post("/client/OpenLaunch", json={"Token": token}, headers=headers)
    assert opened.status_code in (403, 404, 410), opened.text
