"""Pass the signals of one page to LiveKit, and LiveKit's to the page.

A room may be deleted although its people may stay in it: a LiveKit node is drained, or died. Then the page hears that
it is to connect again, not that the room is gone.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import websockets
from google.protobuf.message import DecodeError
from livekit.protocol.models import DisconnectReason
from livekit.protocol.rtc import LeaveRequest, SignalResponse
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection

from kaibo.cluster.closing import RESTARTS, WHY, Closing
from kaibo.media.pace import Pace, TooFast
from kaibo.media.signals import BadSignal, Signals

UNREAD = 10
"""Seconds in which a page may leave a message unread."""
LEAVE = bytes([SignalResponse.LEAVE_FIELD_NUMBER << 3 | 2])
"""The first byte of LiveKit's word that the page is to leave."""
log = logging.getLogger("kaibo.relay")

Again = Callable[[], Awaitable[bool]]
"""Tells whether the people of a deleted room may come back. Waits until they can."""


class Page(NamedTuple):
    """A page whose signals pass."""

    identity: str
    signals: Signals
    pace: Pace
    again: Again
    closing: Closing


async def both_ways(socket: WebSocket, upstream: ClientConnection, page: Page) -> None:
    """Pass messages until one side ends, or the server closes its sockets. Then end the other side too."""
    ends = _up(socket, upstream, page), _down(socket, upstream, page.again), _until_closing(page.closing)
    tasks = [asyncio.create_task(end) for end in ends]
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


async def _until_closing(closing: Closing) -> End:
    await closing.turn()
    return RESTARTS, WHY


async def _up(socket: WebSocket, upstream: ClientConnection, page: Page) -> End:
    now = asyncio.get_running_loop().time
    try:
        while (message := await socket.receive())["type"] != "websocket.disconnect":
            data = message.get("bytes")
            if data is None:
                raise BadSignal("a signal is text")
            passed = page.signals.check(data)
            await asyncio.sleep(page.pace.wait(len(data), now()))
            await upstream.send(passed)
    except (BadSignal, TooFast) as error:
        log.warning("the signalling of %s was ended: %s", page.identity, error)
        return getattr(error, "code", 1008), str(error)
    except websockets.ConnectionClosed:
        await asyncio.Event().wait()  # the other direction may still have LiveKit's last words
    return None


async def _down(socket: WebSocket, upstream: ClientConnection, again: Again) -> End:
    try:
        async for message in upstream:
            data = await _softened(message, again) if message[:1] == LEAVE else message
            async with asyncio.timeout(UNREAD):
                await (socket.send_bytes(data) if isinstance(data, bytes) else socket.send_text(data))
    except (WebSocketDisconnect, RuntimeError, OSError):
        return None  # the page is gone, or does not read
    except websockets.ConnectionClosedError:
        pass
    return _closed(upstream)


async def _softened(message: bytes | str, again: Again) -> bytes | str:
    """Return LiveKit's word to leave. After the end of a room to which the page may return, let it connect again."""
    try:
        leave = SignalResponse.FromString(bytes(message)).leave  # type: ignore[arg-type]  # it begins with LEAVE
    except DecodeError:
        return message
    if leave.reason != DisconnectReason.ROOM_DELETED or not await again():
        return message
    softened = LeaveRequest(can_reconnect=True, action=LeaveRequest.RECONNECT, reason=DisconnectReason.MIGRATION)
    return SignalResponse(leave=softened).SerializeToString()


def _closed(upstream: ClientConnection) -> End:
    """Choose the page's close code: 1001 when LiveKit closed in order, 1012 when its connection broke."""
    return (1001 if upstream.close_code in (1000, 1001) else 1012), ""
