"""The id of each request. It is in the answer, and on each line of the log about the request."""

import os
import re
import time
from functools import lru_cache
from ipaddress import ip_network

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kaibo.address import parse_ip
from kaibo.logs import REQUEST_ID

HEADER = b"x-request-id"
GIVEN = re.compile(rb"[A-Za-z0-9._:/+=-]{1,64}")
"""The form of an id that a proxy may give: harmless in a log, a header and JSON."""
CHINA = 8 * 3600
"""Seconds that China's clock is ahead of UTC."""


def request_id() -> str:
    """Return the id of the request that this task answers. Outside of one, make an id.

    It has the vendor's shape: YYYYMMDDHHMMSS in UTC+8, then 20 hex digits.
    """
    return REQUEST_ID.get() or _new()


def _new() -> str:
    return _second(int(time.time())) + os.urandom(10).hex().upper()


@lru_cache(maxsize=2)
def _second(now: int) -> str:
    return time.strftime("%Y%m%d%H%M%S", time.gmtime(now + CHINA))


class RequestIds:
    """Gives each request an id, and tells it in the answer's X-Request-Id.

    It takes the X-Request-Id of a trusted proxy, and no other caller's. So it must see the address of the peer itself,
    before any layer reads X-Forwarded-For.
    """

    def __init__(self, app: ASGIApp, trusted_proxies: str = "") -> None:
        """Wrap an application. `trusted_proxies` has addresses and networks, separated by commas."""
        self._app = app
        self._trusted = [ip_network(proxy) for proxy in map(str.strip, trusted_proxies.split(",")) if proxy]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        own = self._given(scope) or _new()
        REQUEST_ID.set(own)  # uvicorn answers each request in a task of its own

        async def send_with(message: Message) -> None:
            if message["type"] in ("http.response.start", "websocket.accept", "websocket.http.response.start"):
                message["headers"] = [*message.get("headers", ()), (HEADER, own.encode())]
            await send(message)

        await self._app(scope, receive, send_with)

    def _given(self, scope: Scope) -> str:
        """Return the id that a trusted proxy gave. "" without one."""
        if not self._trusted:
            return ""
        ip = parse_ip((scope["client"] or ("",))[0])
        if ip is None or not any(ip in network for network in self._trusted):
            return ""
        given = [value for name, value in scope["headers"] if name == HEADER]
        return given[0].decode() if len(given) == 1 and GIVEN.fullmatch(given[0]) else ""
