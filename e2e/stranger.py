"""A stranger at one address who tries everything at once, for a bounded time. Runs as a process of its own:
`python -m e2e.stranger ADDRESS URL WATCH_PATH GUEST_TOKEN SESSION SECONDS`. At its end it prints what it was answered.

ADDRESS is a loopback address that has no other user. GUEST_TOKEN is a true guest link's. SESSION is the id of the
host's session, without its cookie.
"""

import asyncio
import json
import resource
import secrets
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from urllib.parse import urlsplit

import httpx2
import websockets

LARGE = 1 << 20
STREAMS, IDLE = 1500, 1500
PAUSE = 0.1


class Stranger:
    """`seen` counts answers, by what was tried and how it ended."""

    def __init__(self, address: str, url: str, watch: str, token: str, session: str, seconds: float) -> None:
        self.address, self.url, self.watch, self.token, self.session = address, url, watch, token, session
        self.host, self.port = urlsplit(url).hostname or "", urlsplit(url).port or 80
        self.until = time.monotonic() + seconds
        self.seen: Counter[str] = Counter()

    async def run(self) -> None:
        """Try everything at once, until the time is over."""
        ways = (
            self._large_head,
            self._many_headers,
            self._large_agent,
            self._large_body,
            self._slow_head,
            self._renewal_without_cookie,
            self._end_without_cookie,
            self._guess,
            self._sessions,
            self._flood,
            self._large_frame,
        )
        await asyncio.gather(self._hold_streams(), self._hold_connections(), *(self._again(way) for way in ways))

    async def _again(self, way: Callable[[], Awaitable[str]]) -> None:
        while time.monotonic() < self.until:
            try:
                async with asyncio.timeout(30):
                    end = await way()
            except Exception as error:  # a client's library may break in any way when it is cut off
                end = type(error).__name__
            self.seen[f"{way.__name__.strip('_')}: {end}"] += 1
            await asyncio.sleep(PAUSE)

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(self.host, self.port, local_addr=(self.address, 0))

    async def _send(self, head: bytes, rest: bytes = b"") -> str:
        """Send bytes. Return the status of the answer, or "closed"."""
        reader, writer = await self._open()
        try:
            writer.write(head)
            for at in range(0, len(rest), 1 << 16):
                writer.write(rest[at : at + (1 << 16)])
                await writer.drain()
            async with asyncio.timeout(5):
                line = await reader.readline()
            return line.split()[1].decode() if len(line.split()) > 1 else "closed"
        except TimeoutError:
            return "no answer"
        finally:
            writer.close()

    def _head(self, path: str, method: str = "GET", more: str = "") -> bytes:
        return f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n{more}".encode()

    async def _large_head(self) -> str:
        return await self._send(self._head("/health", more="X-Large: "), b"x" * LARGE + b"\r\n\r\n")

    async def _many_headers(self) -> str:
        return await self._send(self._head("/health"), b"X-Many: 1\r\n" * 20_000 + b"\r\n")

    async def _large_agent(self) -> str:
        body = json.dumps({"Token": "x" * 30}).encode()
        more = f"Content-Type: application/json\r\nOrigin: {self.url}\r\nContent-Length: {len(body)}\r\nUser-Agent: "
        return await self._send(
            self._head("/client/OpenLaunch", "POST", more), b"Mozilla/5.0 (" * (LARGE // 13) + b"\r\n\r\n" + body
        )

    async def _large_body(self) -> str:
        more = f"Content-Type: application/json\r\nOrigin: {self.url}\r\nContent-Length: {2 * LARGE}\r\n\r\n"
        return await self._send(self._head("/client/OpenLaunch", "POST", more), b"{" * (2 * LARGE))

    async def _slow_head(self) -> str:
        return await self._send(self._head("/health", more="X-Slow: "))

    async def _post(self, path: str, **body: object) -> httpx2.Response:
        transport = httpx2.AsyncHTTPTransport(local_address=self.address)
        async with httpx2.AsyncClient(transport=transport, base_url=self.url, timeout=20) as client:
            return await client.post(path, json=body, headers={"Origin": self.url})

    async def _renewal_without_cookie(self) -> str:
        return str((await self._post(f"/s/{self.session}/call/RenewLink", Tab="t" * 20)).status_code)

    async def _end_without_cookie(self) -> str:
        return str((await self._post(f"/s/{self.session}/call/EndLive", Tab="t" * 20)).status_code)

    async def _guess(self) -> str:
        return str((await self._post("/client/OpenKey", Key=secrets.token_hex(10))).status_code)

    async def _sessions(self) -> str:
        """Open one more session by the guest link, and join the stage."""
        transport = httpx2.AsyncHTTPTransport(local_address=self.address)
        headers = {"Origin": self.url}
        async with httpx2.AsyncClient(transport=transport, base_url=self.url, timeout=20, headers=headers) as client:
            opened = await client.post("/client/OpenLaunch", json={"Token": self.token})
            if not opened.is_success:
                return f"open {opened.status_code}"
            ticket = {"Ticket": opened.json()["Result"]["Ticket"], "Nonce": secrets.token_urlsafe(24)}
            redeemed = await client.post("/client/RedeemTicket", json=ticket)
            if not redeemed.is_success:
                return f"redeem {redeemed.status_code}"
            path, tab = redeemed.json()["Result"]["Path"], {"Tab": secrets.token_hex(10)}
            await client.post(f"{path}/call/EnterSession", json=tab)
            return f"join {(await client.post(f'{path}/call/JoinStage', json=tab)).status_code}"

    async def _watcher(self) -> websockets.ClientConnection:
        """Connect to LiveKit as a viewer's page does."""
        transport = httpx2.AsyncHTTPTransport(local_address=self.address)
        async with httpx2.AsyncClient(transport=transport, base_url=self.url, timeout=20) as client:
            answer = await client.post(f"{self.watch}/call/WatchShow", json={}, headers={"Origin": self.url})
            answer.raise_for_status()
            cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        token = answer.json()["Result"]["Token"]
        way = f"{self.url.replace('http', 'ws', 1)}{self.watch}/rtc?access_token={token}&protocol=16&auto_subscribe=1"
        return await websockets.connect(
            way, additional_headers={"Cookie": cookie}, proxy=None, local_addr=(self.address, 0), max_size=None
        )

    async def _flood(self) -> str:
        async with await self._watcher() as way:
            with suppress(websockets.ConnectionClosed):
                for _ in range(20_000):
                    await way.send(secrets.token_bytes(8))
                while True:
                    await way.recv()
            return f"closed {way.close_code}"

    async def _large_frame(self) -> str:
        async with await self._watcher() as way:
            with suppress(websockets.ConnectionClosed):
                await way.send(bytes(LARGE))
                while True:
                    await way.recv()
            return f"closed {way.close_code}"

    async def _hold_streams(self) -> None:
        await self._hold("stream", STREAMS, self._head(f"{self.watch}/events", more="\r\n"))

    async def _hold_connections(self) -> None:
        await self._hold("idle", IDLE, b"GET /")

    async def _hold(self, what: str, most: int, first: bytes) -> None:
        """Hold as many connections as possible. Open each again when it is closed."""

        async def one() -> None:
            while time.monotonic() < self.until:
                try:
                    reader, writer = await self._open()
                except OSError as error:
                    self.seen[f"{what}: {type(error).__name__}"] += 1
                    await asyncio.sleep(1)
                    continue
                try:
                    writer.write(first)
                    line = await asyncio.wait_for(reader.readline(), max(0.1, self.until - time.monotonic()))
                    self.seen[f"{what}: {(line.split()[1:2] or [b'closed'])[0].decode()}"] += 1
                    while await asyncio.wait_for(reader.read(4096), max(0.1, self.until - time.monotonic())):
                        pass
                except TimeoutError:
                    return
                except OSError as error:
                    self.seen[f"{what}: {type(error).__name__}"] += 1
                finally:
                    writer.close()
                await asyncio.sleep(1)

        await asyncio.gather(*(one() for _ in range(most)))


if __name__ == "__main__":
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    address, url, watch, token, session, seconds = sys.argv[1:]
    stranger = Stranger(address, url, watch, token, session, float(seconds))
    asyncio.run(stranger.run())
    print(json.dumps(dict(sorted(stranger.seen.items()))))
