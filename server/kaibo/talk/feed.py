"""The feed of a conversation: each open page gets what is new, in batches.

Each page has a cursor, the number of the last change that it was sent. A batch is one reading of the store for all
pages of a show. It is written once for all pages with the same cursor. So nothing is lost and nothing comes twice,
whichever server took the message.
"""

import asyncio
import logging
import random
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy import Connection

from kaibo.errors import ApiError, Overloaded
from kaibo.feature import Conversation
from kaibo.gateway.line import Happening, Line
from kaibo.gateway.shared import Shared
from kaibo.gateway.stream import AGAIN
from kaibo.services import Services
from kaibo.talk.reading import AT_ONCE, MISSED, Chunk, Readings

NAME = "talk"
"""The name of the event."""
APART = 0.2
"""Seconds between two batches of a show."""
LOST_SECONDS = 10.0
"""How often a show's conversation is read without news. News of another server may get lost."""
TURN = 200
"""Pages that are written to before other work gets a turn."""
log = logging.getLogger("kaibo.talk")


@dataclass(frozen=True)
class Reader:
    """The person on a page."""

    activity: int
    crew: bool = False
    """The host or an assistant."""
    viewer: str | None = None
    """The viewer's id, "" for a viewer without a pass, or None for the crew."""


@dataclass(eq=False)
class _Page:
    line: Line
    crew: bool
    seq: int | None = None
    """The number of the last change that it was sent. None before the first event."""


@dataclass(eq=False)
class _Room:
    pages: set[_Page] = field(default_factory=set)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    task: "asyncio.Task[None] | None" = None


class Talks:
    """The conversations that pages of this process read."""

    def __init__(self, services: Services, parts: Iterable[Conversation]) -> None:
        self._store = services.store
        self._readings = Readings(parts, services.limits)
        self._rooms: dict[int, _Room] = {}
        self._fresh: Shared[bool, Chunk] = Shared(self._read_fresh)
        services.events.on_talk(self._hear)

    async def attend(self, reader: Reader, after: int | None, line: Line) -> None:
        """Send the conversation on a line until the line is closed. `after` is the cursor of a page that comes back."""
        page = _Page(line, reader.crew)
        room = self._enter(reader.activity, page)
        try:
            seq, data = await self._patiently(reader, after)
            await line.send(Happening(NAME, data))
            page.seq = seq
            room.news.set()
            await line.closed.wait()
        except ApiError as error:
            log.debug("a page gets no conversation now: %s", error)
        finally:
            self._leave(reader.activity, room, page)

    async def _patiently(self, reader: Reader, after: int | None) -> tuple[int, str]:
        """Read the first event. While the store is away the page waits, because an outage closes no stream."""
        while True:
            try:
                return await self._first(reader, after)
            except Overloaded as error:
                log.debug("the conversation waits for the store: %s", error)
            await asyncio.sleep(random.uniform(*AGAIN))

    async def once(self, reader: Reader, after: int | None) -> str:
        """Give the data for a page that asks once."""
        return (await self._first(reader, after))[1]

    def _hear(self, activity_id: int) -> None:
        self._fresh.stale(activity_id)
        if room := self._rooms.get(activity_id):
            room.news.set()

    def _enter(self, activity_id: int, page: _Page) -> _Room:
        room = self._rooms.setdefault(activity_id, _Room())
        room.pages.add(page)
        if room.task is None:
            room.task = asyncio.create_task(self._run(activity_id, room))
        return room

    def _leave(self, activity_id: int, room: _Room, page: _Page) -> None:
        room.pages.discard(page)
        if not room.pages and room.task:
            room.task.cancel()
            room.task = None
            self._rooms.pop(activity_id, None)

    async def _first(self, reader: Reader, after: int | None) -> tuple[int, str]:
        """Read the first event of a page. Return its cursor and its data."""

        def work(db: Connection) -> tuple[Chunk | None, str]:
            chunk = None
            if after is not None:
                chunk = self._readings.since(db, reader.activity, reader.crew, after, MISSED)
            mine = "null"
            if reader.viewer is not None:
                mine = self._readings.mine(db, reader.activity, reader.viewer)
            return chunk, mine

        fresh = await self._fresh.of(reader.activity, reader.crew) if after is None else None
        if fresh and not reader.viewer:
            mine = self._readings.of_nobody if reader.viewer == "" else "null"
            return fresh.seq, fresh.data(mine)
        chunk, mine = await self._store.read(work)
        chunk = chunk or fresh
        assert chunk
        return chunk.seq, chunk.data(mine)

    async def _read_fresh(self, activity_id: int, crew: bool) -> Chunk:
        return await self._store.read(lambda db: self._readings.fresh(db, activity_id, crew))

    async def _run(self, activity_id: int, room: _Room) -> None:
        """Send batches until cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOST_SECONDS):
                    await room.news.wait()
            room.news.clear()
            try:
                await self._send_news(activity_id, room)
            except ApiError as error:
                log.debug("the conversation waits for the store: %s", error)
                room.news.set()
            except Exception:
                log.exception("a batch of the conversation failed")
            await asyncio.sleep(APART)

    async def _send_news(self, activity_id: int, room: _Room) -> None:
        for crew in (False, True):
            pages = [page for page in room.pages if page.crew is crew and page.seq is not None]
            if pages:
                after = min(page.seq or 0 for page in pages)
                read = partial(self._readings.since, activity_id=activity_id, crew=crew, after=after, most=AT_ONCE)
                await _write(await self._store.read(read), pages)


async def _write(chunk: Chunk, pages: list[_Page]) -> None:
    """Write to each page what it has not been sent yet."""
    events: dict[int, Happening] = {}
    for turn, page in enumerate(pages, 1):
        if page.seq is None or page.seq == chunk.seq:
            continue
        if page.seq not in events:
            events[page.seq] = Happening(NAME, (chunk if chunk.fresh else chunk.after(page.seq)).data())
        page.line.write(events[page.seq])
        page.seq = chunk.seq
        if turn % TURN == 0:
            await asyncio.sleep(0)
