"""A TCP proxy before a PostgreSQL of the tests, which a test can cut."""

import asyncio
from contextlib import suppress
from typing import Literal

from kaibo.host.livekit.config import free_port
from sqlalchemy import make_url

How = Literal["refused", "hangs"]


class Wire:
    """Passes bytes on until it is cut: then it refuses connections, or takes them and is silent."""

    def __init__(self, url: str) -> None:
        """Take the database's address: a folder of sockets, as `scripts/postgres.py` gives."""
        self._folder, self._port = str(make_url(url).query["host"]), free_port()
        self.url = (
            make_url(url).difference_update_query(["host"]).set(host="127.0.0.1", port=self._port)
        ).render_as_string(hide_password=False)
        self._tasks: set[asyncio.Task[None]] = set()
        self._listening: asyncio.Server | None = None
        self._passes = asyncio.Event()

    async def mend(self) -> None:
        """Pass bytes on, again or for the first time. Connections from before stay broken."""
        await self._end()
        self._passes.set()
        self._listening = await asyncio.start_server(self._take, "127.0.0.1", self._port)

    async def cut(self, how: How) -> None:
        self._passes.clear()
        if how == "refused":
            await self._end()

    async def _end(self) -> None:
        if self._listening:
            self._listening.close()
            self._listening = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        await self._end()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._listening is None:  # it came while the wire was cut, too late to be among the tasks that ended
            writer.transport.abort()
            return
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        ends = [writer]
        try:
            await self._passes.wait()
            there, back = await asyncio.open_unix_connection(f"{self._folder}/.s.PGSQL.5432")
            ends.append(back)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pass(reader, back))
                both.create_task(self._pass(there, writer))
        except (asyncio.CancelledError, ConnectionError, ExceptionGroup):
            pass
        finally:
            self._tasks.discard(task)
            for end in ends:
                with suppress(Exception):
                    end.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            await self._passes.wait()
            writer.write(data)
            await writer.drain()
        raise ConnectionError
