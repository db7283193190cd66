"""A server with people who open links."""

from typing import Any

import httpx2
import websockets

from tests.running import Person, Running, post
from tests.sdk.client import Sdk
from tests.show import TAB


class Town:
    """A server, an account, one activity, and people who open links."""

    def __init__(self, server: Running, sdk: Sdk, activity: int) -> None:
        self.server, self.sdk, self.activity = server, sdk, activity

    async def ours(self, name: str, **body: Any) -> Any:
        return await self.sdk.universal(name, **body)

    async def link(self, role: str = "guest", name: str = "陈一鸣", **policy: Any) -> str:
        body = {"ActivityId": self.activity, "Role": role, "UserName": name, **policy}
        return str((await self.ours("CreateLaunchLink", **body))["Url"])

    async def vendors(self, **body: Any) -> Any:
        return await self.sdk.universal("GetDownloadLiveClient", version="2023-08-01", ActivityId=self.activity, **body)

    async def open(self, url: str, http: httpx2.AsyncClient | None = None) -> httpx2.Response:
        return await post(http or self.server.client(), "/client/OpenLaunch", {"Token": url.rpartition("/")[2]})

    async def ticket(self, url: str) -> str:
        answer = await self.open(url)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["Result"]["Ticket"])

    async def redeem(self, ticket: str, nonce: str = "n" * 22, app: bool = False) -> httpx2.Response:
        return await post(self.server.client(), "/client/RedeemTicket", {"Ticket": ticket, "Nonce": nonce, "App": app})

    async def enter(self, url: str) -> Person:
        """Redeem a link in a new browser. Return the person with their session."""
        http = self.server.client()
        ticket = (await self.open(url, http)).json()["Result"]["Ticket"]
        answer = await post(http, "/client/RedeemTicket", {"Ticket": ticket, "Nonce": "n" * 22})
        assert answer.status_code == 200, answer.text
        person = Person(answer.json()["Result"]["SessionId"], http)
        await person.call("EnterSession", Tab=TAB)
        return person

    async def restart(self) -> None:
        await self.server.stop()
        await self.server.start()

    async def page(self, url: str, method: str = "GET", agent: str = "") -> httpx2.Response:
        return await self.server.client().request(method, url, headers={"User-Agent": agent} if agent else {})

    async def listed(self, **which: Any) -> Any:
        return (await self.ours("ListSessions", ActivityId=self.activity, **which))["Sessions"]

    async def joins(self, person: Person, token: str) -> bool:
        """Return whether the proxy to LiveKit admits this token."""
        url = f"{self.server.url.replace('http', 'ws')}{person.path}/rtc?access_token={token}&protocol=16"
        try:
            async with websockets.connect(
                url, additional_headers={"Cookie": person.cookies()}, proxy=None, open_timeout=None
            ):
                return True
        except websockets.InvalidStatus:
            return False
