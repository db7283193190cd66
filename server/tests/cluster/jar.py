"""A cookie jar for LiveKit's own client, which has none. It is a small proxy in front of the town's.

LiveKit's client for Python sends its token in a header. A browser cannot, and sends it in the query.
"""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from typing import Any

from kaibo.host.livekit.config import LOOPBACK


class Jar:
    """Passes each connection on, and puts a browser's headers into its first request."""

    def __init__(self, port: int, headers: Callable[[], dict[str, str]]) -> None:
        """Take the port to pass on to, and what gives the headers."""
        self._to, self._headers = port, headers
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    @property
    def port(self) -> int:
        assert self._server
        return int(self._server.sockets[0].getsockname()[1])

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._accept, LOOPBACK, 0)

    async def stop(self) -> None:
        if self._server:
            self._server.close()
            self._server = None
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self._server:  # the client came while this stopped
            writer.close()
            return
        task = asyncio.create_task(self._pass(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)
        # Not in the task: a task that is cancelled before its first step runs none of its code.
        task.add_done_callback(lambda _: writer.close())

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            there, out = await asyncio.open_connection(LOOPBACK, self._to)
            with contextlib.closing(out):
                out.write(self._as_browser(head).encode())
                await _first(_pump(reader, out), _pump(there, writer))

    def _as_browser(self, head: str) -> str:
        first, *lines = head.removesuffix("\r\n\r\n").split("\r\n")
        theirs = {name.title(): value for name, _, value in (line.partition(": ") for line in lines)}
        method, path, version = first.split(" ")
        if token := theirs.pop("Authorization", "").removeprefix("Bearer "):
            path += f"{'&' if '?' in path else '?'}access_token={token}"
        ours = self._headers() | ({} if "Upgrade" in theirs else {"Connection": "close"})
        fields = [f"{name}: {value}" for name, value in {**theirs, **ours}.items()]
        return "\r\n".join([f"{method} {path} {version}", *fields, "", ""])


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await source.read(1 << 16):
            target.write(data)
            await target.drain()


async def _first(*work: Coroutine[Any, Any, None]) -> None:
    """Run until one ends."""
    tasks = [asyncio.create_task(each) for each in work]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
