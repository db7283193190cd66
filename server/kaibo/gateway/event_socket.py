"""Events over a WebSocket. A browser gives one host six connections, and WebSockets do not count among them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress

from starlette.websockets import WebSocket, WebSocketDisconnect

from kaibo.clock import now_ms
from kaibo.cluster.closing import RESTARTS, WHY, Closing
from kaibo.gateway.line import Attend, Line

HERE = '{"Event":"here"}'
UNREAD = 30.0
"""Seconds in which a page may leave a message unread, as with an event stream."""
POLICY = 1008
"""The close code for a page that sends something (RFC 6455 §7.4.1)."""


def message(name: str, state: str, talk: str = "") -> str:
    """Return an event as JSON, with the server's time in unix ms. `state` is JSON already, and `talk` too."""
    also = f',"Talk":{talk}' if talk else ""
    return f'{{"Event":"{name}","At":{now_ms()},"Data":{state}{also}}}'


async def send_states(
    socket: WebSocket, name: str, states: AsyncIterator[str | None], closing: Closing, attend: Attend | None = None
) -> None:
    """Accept the socket and send each state, until the states end, the page goes, or the server closes its sockets.

    `attend` may send further events between the states. A page sends nothing.
    """
    await socket.accept()
    ends = [_send(socket, name, states), _gone(socket), closing.turn()]
    if attend:
        ends.append(attend(Line(socket.send, socket=True)))
    tasks = [asyncio.create_task(end) for end in ends]
    with suppress(asyncio.CancelledError):  # the server stops: end in the normal way
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def close(socket: WebSocket, closing: Closing) -> None:
    """Close the socket, if its page has not gone. Say whether the server stops."""
    with suppress(WebSocketDisconnect, RuntimeError, OSError):
        await (socket.close(RESTARTS, WHY) if closing.begun else socket.close())


async def _send(socket: WebSocket, name: str, states: AsyncIterator[str | None]) -> None:
    with suppress(WebSocketDisconnect, RuntimeError, OSError):  # TimeoutError is an OSError
        async with aclosing(states) as each:  # type: ignore[type-var]
            async for state in each:
                async with asyncio.timeout(UNREAD):
                    await socket.send_text(HERE if state is None else message(name, state))


async def _gone(socket: WebSocket) -> None:
    if (await socket.receive())["type"] == "websocket.receive":
        with suppress(WebSocketDisconnect, RuntimeError, OSError):
            await socket.close(POLICY, "a page sends nothing here")
