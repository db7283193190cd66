"""Pass the signals of one page to LiveKit, and LiveKit's to the page."""

import asyncio
import contextlib
import logging

import websockets
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection

from kaibo.media.pace import Pace, TooFast
from kaibo.media.signals import BadSignal, Signals

UNREAD = 10
"""Seconds in which a page may leave a message unread."""
log = logging.getLogger("kaibo.relay")


async def both_ways(socket: WebSocket, upstream: ClientConnection, signals: Signals, pace: Pace, identity: str) -> None:
    """Pass messages until one side ends. Then end the other side too."""
    tasks = [
        asyncio.create_task(_up(socket, upstream, signals, pace, identity)),
        asyncio.create_task(_down(socket, upstream)),
    ]
    done, rest = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    last = [end for task in done if (end := task.result())]
    with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError):
        async with asyncio.timeout(UNREAD):
            for code, why in last[:1]:
                await socket.close(code, why)


End = tuple[int, str] | None
"""The code and the reason that close the page's WebSocket. None: it is gone."""


async def _up(socket: WebSocket, upstream: ClientConnection, signals: Signals, pace: Pace, identity: str) -> End:
    now = asyncio.get_running_loop().time
    try:
        while (message := await socket.receive())["type"] != "websocket.disconnect":
            data = message.get("bytes")
            if data is None:
                raise BadSignal("a signal is text")
            passed = signals.check(data)
            await asyncio.sleep(pace.wait(len(data), now()))
            await upstream.send(passed)
    except (BadSignal, TooFast) as error:
        log.warning("the signalling of %s was ended: %s", identity, error)
        return getattr(error, "code", 1008), str(error)
    except websockets.ConnectionClosed:
        return _closed(upstream)
    return None


async def _down(socket: WebSocket, upstream: ClientConnection) -> End:
    try:
        async for data in upstream:
            async with asyncio.timeout(UNREAD):
                await (socket.send_bytes(data) if isinstance(data, bytes) else socket.send_text(data))
    except (WebSocketDisconnect, RuntimeError, OSError):
        return None  # the page is gone, or does not read
    except websockets.ConnectionClosedError:
        pass
    return _closed(upstream)


def _closed(upstream: ClientConnection) -> End:
    """Choose the page's close code: 1001 when LiveKit closed in order, 1012 when its connection broke."""
    return (1001 if upstream.close_code in (1000, 1001) else 1012), ""
