"""A page's WebSocket for events, as the tests of the carriers use it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import websockets
from websockets.asyncio.client import ClientConnection

from tests.running import PATIENCE, Running


@asynccontextmanager
async def socket(
    server: Running, http: httpx2.AsyncClient, path: str, **headers: str
) -> AsyncIterator[ClientConnection]:
    """Open the WebSocket of a page. Raise InvalidStatus when the server refuses it."""
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in http.cookies.jar if path.startswith(cookie.path))
    sent = {"Origin": server.url, **({"Cookie": cookies} if cookies else {}), **headers}
    url = f"{server.url.replace('http', 'ws', 1)}{path}/events"
    given = {name: value for name, value in sent.items() if value}
    async with websockets.connect(url, additional_headers=given, proxy=None, compression=None) as opened:
        yield opened


async def until(opened: ClientConnection, holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Return the next view that fits. Raise TimeoutError when none comes."""
    async with asyncio.timeout(PATIENCE):
        while True:
            event = json.loads(await opened.recv())
            if event["Event"] == "view" and holds(event["Data"]):
                view: dict[str, Any] = event["Data"]
                return view


async def knock(server: Running, http: httpx2.AsyncClient, path: str, **headers: str) -> tuple[int, str]:
    """Return the status that answers a WebSocket, and the code of a refusal."""
    try:
        async with socket(server, http, path, **headers):
            return 101, ""
    except websockets.InvalidStatus as refused:
        error = json.loads(refused.response.body)["ResponseMetadata"]["Error"]
        return refused.response.status_code, str(error["Code"])
