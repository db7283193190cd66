"""Server-sent events that bring a page the state of one thing: at once, and again at every change."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, aclosing, suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kaibo.clock import now_ms
from kaibo.cluster.closing import Closing
from kaibo.cluster.events import Events
from kaibo.errors import StoreAway
from kaibo.gateway.line import Attend, Line

HEARTBEAT = 10.0
"""Seconds of silence after which the server sends a comment."""
RETRY_MS = 1000
"""How long a browser waits before it connects again."""
AGAIN = 1.0, 3.0
"""Seconds until the server looks again after the store was away, for each stream by chance between the two."""


class EventStream(Response):
    """Sends chunks until they end or the client goes. It notices at once that the client went.

    The web server closes a client that reads nothing (`host/web_server.py`).
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        chunks: AsyncIterator[str],
        held: AbstractAsyncContextManager[object],
        closing: Closing,
        attend: Attend | None = None,
    ) -> None:
        """Take the chunks. The stream holds `held`, such as its count, until it ends, at `closing` too.

        `attend` may write further events between the chunks.
        """
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._chunks = chunks
        self._held = held
        self._closing = closing
        self._attend = attend

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._held:
            await self._send_until_gone(receive, send)
        with suppress(OSError):
            await send({"type": "http.response.body", "body": b""})

    async def _send_until_gone(self, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        ends = [self._pump(send), _gone(receive), self._closing.turn()]
        if self._attend:
            ends.append(self._attend(Line(send, socket=False)))  # type: ignore[arg-type]  # uvicorn gives coroutines
        tasks = [asyncio.create_task(end) for end in ends]
        with suppress(asyncio.CancelledError):  # the server stops: end the stream in the normal way
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _pump(self, send: Send) -> None:
        with suppress(OSError):
            async with aclosing(self._chunks) as chunks:  # type: ignore[type-var]
                async for chunk in chunks:
                    await send({"type": "http.response.body", "body": chunk.encode(), "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def nothing() -> None:
    """Do nothing: the default after a state was sent."""


async def changes(
    events: Events,
    activity_id: int,
    look: Callable[[], Awaitable[str | None]],
    sent: Callable[[], Awaitable[None]] = nothing,
    *,
    as_host: bool = False,
) -> AsyncIterator[str | None]:
    """Yield the state as JSON, at once and whenever it changed. Run `look` at each nudge, for a host's
    page also at those for hosts alone.

    Yield None after HEARTBEAT seconds without a new state. `look` gives the state, or None when the stream is to end.
    `sent` runs after each state, when the caller has sent it and asks for the next one.
    While the store is away, the last state stays. So an outage closes no stream, and no host counts as gone.
    """
    clock = asyncio.get_running_loop().time
    with events.listen(activity_id, as_host=as_host) as nudged:
        last = ""
        until = clock() + HEARTBEAT
        while True:
            wake = until
            try:
                if (now := await look()) is None:
                    return
            except StoreAway:
                if not last:
                    raise
                now, wake = last, min(until, clock() + random.uniform(*AGAIN))
            if now != last:
                yield now
                with contextlib.suppress(StoreAway):
                    await sent()
                last, until = now, clock() + HEARTBEAT
                wake = until
            try:
                async with asyncio.timeout_at(wake):  # wait_for (3.11) swallows a cancel that meets a nudge
                    await nudged.wait()
            except TimeoutError:
                if clock() >= until:
                    yield None
                    until = clock() + HEARTBEAT
            nudged.clear()


async def snapshots(
    events: Events,
    activity_id: int,
    name: str,
    look: Callable[[], Awaitable[str | None]],
    sent: Callable[[], Awaitable[None]] = nothing,
    *,
    as_host: bool = False,
) -> AsyncIterator[str]:
    """Yield the chunks of an event stream: an event for each new state, and a comment when there is none.

    An event's id is the server's time in unix ms, because a page's own clock may be wrong.
    """
    yield f"retry: {RETRY_MS}\n\n"
    async with aclosing(changes(events, activity_id, look, sent, as_host=as_host)) as states:  # type: ignore[type-var]
        async for state in states:
            yield ": here\n\n" if state is None else f"id: {now_ms()}\nevent: {name}\ndata: {state}\n\n"
