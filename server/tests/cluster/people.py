"""People in a town, and their pages, which follow events as a browser does."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Any

import httpx2
import websockets
from kaibo.host.livekit.config import LOOPBACK
from kaibo.session.call import COOKIE
from kaibo.session.table import public_name
from kaibo.vault import fingerprint

from tests.cluster.jar import Jar
from tests.cluster.media import Media, Refused
from tests.cluster.program import PATIENCE, until
from tests.plain import NO_TLS

AGAIN_SECONDS = 0.2
"""How long a page waits before it connects again."""
View = dict[str, Any]


class Browser:
    """A browser of its own. It reaches the town through the proxy, or one server of it alone.

    `port` is where it connects to, whatever its requests name as their host.
    """

    def __init__(self, url: str) -> None:
        self.url, self.host = url, url.partition("://")[2]
        self.port = int(url.rpartition(":")[2])
        self.http = httpx2.AsyncClient(timeout=PATIENCE, trust_env=False, verify=NO_TLS)
        self._open: list[Page | Media] = []

    async def post(self, path: str, body: View, port: int = 0) -> httpx2.Response:
        """Make a call like a page, through the proxy or at the server with this port."""
        headers = {"Host": self.host, "Origin": self.url}
        return await self.http.post(f"http://{LOOPBACK}:{port or self.port}{path}", json=body, headers=headers)

    async def get(self, path: str, port: int = 0) -> httpx2.Response:
        return await self.http.get(f"http://{LOOPBACK}:{port or self.port}{path}", headers={"Host": self.host})

    def open(self, path: str, port: int) -> "Page":
        """Open a page."""
        page = Page(self, path, port)
        self._open.append(page)
        return page

    async def join(self, media: "Media") -> "Media":
        """Let a client of LiveKit join, and wait until it is in."""
        self._open.append(media)
        await media.start()
        return media

    async def close(self) -> None:
        """Close everything."""
        for each in self._open:
            await each.close()
        await self.http.aclose()

    def headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        return {"Host": self.host, "Origin": self.url, "Cookie": cookies}


class Page:
    """An open page. It connects again as long as it is open, as a browser's does."""

    def __init__(self, browser: Browser, path: str, port: int = 0) -> None:
        self.view: View = {}
        self.opened = 0
        """How often it connected."""
        self.seen: list[View] = []
        """All views."""
        self._browser, self._path, self._port = browser, path, port or browser.port
        self._changed = asyncio.Event()
        self._task = asyncio.create_task(self._follow())

    async def until(self, holds: Callable[[View], object]) -> View:
        """Wait for a view that fits. Raise TimeoutError when none comes."""

        def now() -> bool:
            return bool(self.view) and bool(holds(self.view))

        try:
            await until(now)
        except TimeoutError:
            raise AssertionError(f"the page still shows {self.view}") from None
        return self.view

    async def again(self, before: int) -> None:
        """Wait until the page connected again after it had connected `before` times."""
        await until(lambda: self.opened > before)

    async def close(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _follow(self) -> None:
        while True:
            with contextlib.suppress(OSError, websockets.WebSocketException, TimeoutError):
                await self._once()
            await asyncio.sleep(AGAIN_SECONDS)

    async def _once(self) -> None:
        where: Any = {"host": LOOPBACK, "port": self._port, "proxy": None, "open_timeout": None}
        cookie = {"Cookie": self._browser.headers()["Cookie"]}
        url = f"ws://{self._browser.host}{self._path}/events"
        async with websockets.connect(url, origin=self._browser.url, additional_headers=cookie, **where) as socket:  # type: ignore[arg-type]
            first = True
            async for said in socket:
                event = json.loads(said)
                if event["Event"] == "view":
                    self.view = event["Data"]
                    self.seen.append(self.view)
                    self.opened += first
                    first = False


class Person(Browser):
    """A person with a session."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.id, self.tab = "", "tab-of-a-test"

    async def enter(self, link: str, port: int = 0) -> "Person":
        """Redeem a launch link and enter the page."""
        opened = await self.result("/client/OpenLaunch", {"Token": link.rpartition("/")[2]}, port)
        body = {"Ticket": opened["Ticket"], "Nonce": "n" * 22}
        self.id = (await self.result("/client/RedeemTicket", body, port))["SessionId"]
        await self.call("EnterSession", port, Tab=self.tab)
        return self

    @property
    def path(self) -> str:
        return f"/s/{self.id}"

    @property
    def public(self) -> str:
        return public_name(self.id, fingerprint(self.http.cookies.get(COOKIE, path=self.path) or ""))

    async def call(self, name: str, port: int = 0, **body: Any) -> Any:
        return await self.result(f"{self.path}/call/{name}", {"Tab": self.tab, **body}, port)

    async def result(self, path: str, body: View, port: int = 0) -> Any:
        """Make a call. Return its result. Raise Refused with the answer otherwise."""
        answer = await self.post(path, body, port)
        if answer.status_code != 200:
            raise Refused(f"{path}: {answer.status_code} {answer.text[:500]}")
        return answer.json()["Result"]

    def page(self, port: int = 0) -> Page:
        return self.open(self.path, port)

    async def publish(self) -> Media:
        """Send a picture into the program."""

        async def ask() -> str:
            return str((await self.call("ConnectProgram"))["Token"])

        return await self.join(Media(Jar(self.port, self.headers), self.path, ask, publishes=True))


class Viewer(Browser):
    """A person on a show's watch page."""

    def __init__(self, url: str, path: str) -> None:
        super().__init__(url)
        self.path = path

    async def watch(self) -> Media:
        """Join the program."""

        async def ask() -> str:
            answer = await self.post(f"{self.path}/call/WatchShow", {})
            if answer.status_code != 200:
                raise Refused(answer.text[:500])
            return str(answer.json()["Result"]["Token"])

        return await self.join(Media(Jar(self.port, self.headers), self.path, ask, publishes=False))

    def page(self, port: int = 0) -> Page:
        return self.open(self.path, port)
