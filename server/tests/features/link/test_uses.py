"""The uses of a link: time, app, device and network, and whether the person is still in."""

import time
from typing import Any

import pytest

from tests.proxied import PROXY, coming
from tests.running import Running, views
from tests.sdk.client import Sdk

pytestmark = pytest.mark.anyio
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"
COMPUTER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


async def came_by(server: Running, url: str, agent: str, address: str, app: bool) -> tuple[Any, str]:
    """Redeem the link. Return the session's id."""
    made = coming(PROXY, **{"Origin": server.url, "User-Agent": agent, "X-Forwarded-For": address})
    async with made as http:
        opened = await http.post(f"{server.url}/client/OpenLaunch", json={"Token": url.rpartition("/")[2]})
        ticket = {"Ticket": opened.json()["Result"]["Ticket"], "Nonce": "n" * 22, "App": app}
        redeemed = await http.post(f"{server.url}/client/RedeemTicket", json=ticket)
        return http.cookies, str(redeemed.json()["Result"]["SessionId"])


async def test_link_lists_its_uses_and_present_people(behind: Running) -> None:
    sdk = await Sdk.of(behind)
    created_link = await sdk.universal(
        "CreateLaunchLink", ActivityId=await sdk.create(), Role="guest", UserName="陈一鸣"
    )

    async def uses() -> Any:
        return (await sdk.universal("GetLaunchLink", LinkId=created_link["LinkId"]))["Uses"]

    assert await uses() == []
    began = int(time.time())
    cookies, phone = await came_by(behind, created_link["Url"], PHONE, "203.0.113.77", app=False)
    _, computer = await came_by(behind, created_link["Url"], COMPUTER, "2001:db8:5:6::7", app=True)
    late, early = await uses()
    assert began <= early["UseTime"] <= late["UseTime"] <= time.time()
    by_phone = {
        "SessionId": phone,
        "UseTime": early["UseTime"],
        "Via": "browser",
        "Browser": "Mobile Safari",
        "System": "iOS",
        "AddressPrefix": "203.0.113.0/24",
        "IsIn": True,
        "Connected": False,
        "EndTime": 0,
        "EndReason": "",
    }
    by_computer = {
        **by_phone,
        "SessionId": computer,
        "UseTime": late["UseTime"],
        "Via": "app",
        "Browser": "Firefox",
        "System": "Windows",
        "AddressPrefix": "2001:db8:5::/48",
    }
    assert [late, early] == [by_computer, by_phone]

    http = behind.client()
    http.cookies.update(cookies)
    async with views(http, f"/s/{phone}") as seen:
        await anext(seen)
        assert await uses() == [by_computer, {**by_phone, "Connected": True}]
    await sdk.universal("EndSession", SessionId=computer)
    ended = (await uses())[0]
    assert began <= ended["EndTime"] <= time.time()
    assert ended == {**by_computer, "IsIn": False, "EndTime": ended["EndTime"], "EndReason": "removed"}
