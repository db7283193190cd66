"""LiveKit's signalling through our own origin: its port listens on the loopback interface only, and every
connection passes by whoever says if it may. Only `/rtc…` goes through."""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

import httpx2
import websockets
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection

from kaibo.errors import ApiError, MediaDown
from kaibo.gateway.door import check_origin
from kaibo.media.token import Joined, read

RTC = re.compile(r"/rtc(/v1)?(/validate)?")
PATIENCE = 5
log = logging.getLogger("kaibo.relay")

Admit = Callable[[HTTPConnection, Joined], Awaitable[bool]]
"""Whether the bearer of this connection may join that room under that identity, now."""


@dataclass(frozen=True)
class Rtc:
    """Where LiveKit's signalling is (`url` is http), and the key that signs its tokens."""

    url: str
    key: str
    secret: str


class Relay:
    """The way to LiveKit for one kind of page. A connection that may not be is answered 403; LiveKit that
    does not answer is 503, because clients take 401, 403 and 404 for final."""

    def __init__(self, rtc: Rtc | None, origin: str, admit: Admit) -> None:
        self._rtc = rtc
        self._origin = origin
        self._admit = admit

    async def socket(self, socket: WebSocket) -> None:
        """The signalling WebSocket."""
        try:
            rtc, path = await self._checked(socket)
            upstream = await _connect(rtc, path, socket)
        except _Refused as refused:
            await socket.send_denial_response(PlainTextResponse(refused.text, refused.status))
            return
        async with upstream:
            await socket.accept()
            await _both_ways(socket, upstream)

    async def fetch(self, request: Request) -> Response:
        """What a client asks over HTTP when the socket failed: LiveKit's `/rtc/validate`."""
        try:
            rtc, path = await self._checked(request)
            async with httpx2.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
                answer = await client.get(f"{rtc.url}{path}?{request.url.query}")
        except _Refused as refused:
            return PlainTextResponse(refused.text, refused.status)
        except httpx2.HTTPError:
            return PlainTextResponse("the media engine does not answer", 503)
        if answer.status_code >= 500:
            return PlainTextResponse("the media engine is not ready", 503)
        return PlainTextResponse("ok" if answer.is_success else "refused", answer.status_code)

    async def _checked(self, connection: HTTPConnection) -> tuple[Rtc, str]:
        path = "/rtc" + str(connection.path_params["rest"])
        if RTC.fullmatch(path) is None:
            raise _Refused(404, "there is nothing here")
        if self._rtc is None:
            raise _Refused(503, "this server runs without media")
        token = (parse_qs(connection.url.query).get("access_token") or [""])[0]
        joined = read(token, self._rtc.key, self._rtc.secret)
        try:
            check_origin(connection, self._origin, needed=False)
            if joined is None or not await self._admit(connection, joined):
                raise _Refused(403, "you may not join this")
        except MediaDown as error:
            raise _Refused(503, str(error)) from None
        except ApiError as error:
            raise _Refused(403, str(error)) from None
        return self._rtc, path


class _Refused(Exception):
    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


async def _connect(rtc: Rtc, path: str, socket: WebSocket) -> ClientConnection:
    address = socket.client.host if socket.client else ""
    url = f"{rtc.url.replace('http', 'ws', 1)}{path}?{socket.url.query}"
    headers = {"X-Forwarded-For": address, "User-Agent": socket.headers.get("user-agent", "")}
    try:
        return await websockets.connect(
            url,
            additional_headers=headers,
            user_agent_header=None,
            compression=None,
            max_size=None,
            open_timeout=PATIENCE,
            proxy=None,
        )
    except websockets.InvalidStatus as refused:
        status = refused.response.status_code
        raise _Refused(status if status < 500 else 503, "the media engine refused") from None
    except (OSError, TimeoutError, websockets.WebSocketException):
        raise _Refused(503, "the media engine does not answer") from None


async def _both_ways(socket: WebSocket, upstream: ClientConnection) -> None:
    """Until either side ends; then the other one is ended too."""
    tasks = [asyncio.create_task(_up(socket, upstream)), asyncio.create_task(_down(socket, upstream))]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _up(socket: WebSocket, upstream: ClientConnection) -> None:
    while (message := await socket.receive())["type"] != "websocket.disconnect":
        data = message.get("bytes")
        await upstream.send(data if data is not None else message.get("text") or "")


async def _down(socket: WebSocket, upstream: ClientConnection) -> None:
    try:
        async for data in upstream:
            await (socket.send_bytes(data) if isinstance(data, bytes) else socket.send_text(data))
        await socket.close(1001)
    except (WebSocketDisconnect, RuntimeError, OSError):
        return  # the page is gone
    except websockets.ConnectionClosedError:
        await socket.close(1012)
