"""Server-sent events that show one thing as it is: at once, and again whenever it has changed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager, aclosing, suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kaibo.cluster.events import Events

HEARTBEAT = 10.0
RETRY_MS = 1000


class EventStream(Response):
    """Sends chunks until they end or the client goes, which it hears of at once and not at the next chunk.

    `held` is closed at the end: what the stream counts as. A client that reads nothing is closed by `http.Patient`.
    """

    media_type = "text/event-stream"

    def __init__(
        self,
        chunks: AsyncIterator[str],
        held: AbstractContextManager[object],
        on_close: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        super().__init__(headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self._chunks = chunks
        self._held = held
        self._on_close = on_close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._held:
            await self._send_until_gone(receive, send)
        if self._on_close:
            await self._on_close()
        with suppress(OSError):
            await send({"type": "http.response.body", "body": b""})

    async def _send_until_gone(self, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        tasks = [asyncio.create_task(self._pump(send)), asyncio.create_task(_gone(receive))]
        with suppress(asyncio.CancelledError):  # the server stops: a stream ends like any other then
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


async def snapshots(
    events: Events, activity_id: int, name: str, look: Callable[[], Awaitable[str | None]]
) -> AsyncIterator[str]:
    """`look` gives the thing as JSON, or None when there will be nothing more; it runs at each nudge."""
    with events.listen(activity_id) as nudged:
        yield f"retry: {RETRY_MS}\n\n"
        last = ""
        while (now := await look()) is not None:
            if now != last:
                yield f"event: {name}\ndata: {now}\n\n"
                last = now
            try:
                async with asyncio.timeout(HEARTBEAT):  # wait_for (3.11) swallows a cancel that meets a nudge
                    await nudged.wait()
            except TimeoutError:
                yield ": here\n\n"
            nudged.clear()
