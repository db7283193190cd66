"""Two servers share a store. A reader at one gets what was written at the other, once, also after a break."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from kaibo.host.livekit import config
from kaibo.settings import Settings
from kaibo.talk import feed

from tests.copies import Copies
from tests.features.chat.audience import Room, Viewer, room_of
from tests.running import Media, Running

pytestmark = [pytest.mark.anyio, pytest.mark.parts]


@dataclass
class Sharing(Running):
    """A server that shares its store with another one."""

    redis_url: str = ""

    @property
    def settings(self) -> Settings:
        alone = super().settings
        return alone.model_copy(update={"database_url": self.store_url, "redis_url": self.redis_url})


@pytest.fixture(params=["redis", "postgresql"])
async def rooms(
    request: pytest.FixtureRequest, tmp_path: Path, media: Media, copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Room, str]]:
    """Yield a show at server A, and the address of server B. News come over the bus alone."""
    monkeypatch.setattr(feed, "LOST_SECONDS", 600.0)
    redis = f"redis://127.0.0.1:{request.getfixturevalue('redis')[0]}" if request.param == "redis" else ""
    async with AsyncExitStack() as stack:
        url = stack.enter_context(copies.empty())
        livekit = await stack.enter_async_context(media.running())
        servers = []
        for name in "ab":
            folder = tmp_path / name
            folder.mkdir()
            at = f"http://{config.LOOPBACK}:{config.free_port()}"
            server = Sharing(at, folder, url, media.ports, livekit, redis_url=redis)
            await server.start()
            stack.push_async_callback(server.stop)
            servers.append(server)
        yield await room_of(servers[0]), servers[1].url
        for server in servers:
            for client in server.clients:
                await client.aclose()


@pytest.mark.soak
async def test_page_that_was_away_for_half_a_minute_misses_and_repeats_nothing(rooms: tuple[Room, str]) -> None:
    """A page without a network comes back to the other server, with its cursor."""
    room, other = rooms
    here, [before] = await room.viewer("Ana"), await room.fill("before")
    there = Viewer(room.server.client(), room.path)
    there.http.base_url = other
    async with there.reads() as seen:
        assert seen.came == [before]
    sent = []
    for number in range(60):
        sent += await room.fill(f"m{number}", f"n{number}")
        await asyncio.sleep(0.5)
    async with there.reads(after=seen.seq) as again:
        assert again.came == sent
        sent.append((await here.say("now"))["Id"])
        await again.until(lambda now: now.texts[-1] == "now")
        assert again.came == sent


async def test_reader_at_the_other_server_misses_nothing(rooms: tuple[Room, str]) -> None:
    room, other = rooms
    authors = [await room.viewer(f"viewer {number}") for number in range(4)]
    here = await room.viewer()
    there = Viewer(room.server.client(), room.path)
    there.http.base_url = other
    async with there.reads() as seen:
        sent = await asyncio.gather(*(author.say(text) for author in authors for text in "ab"))
        await seen.until(lambda now: len(now.messages) == 8)
        assert sorted(seen.came) == sorted(one["Id"] for one in sent)
    gone = await authors[0].say("gone")
    await room.host.call("DeleteMessage", Id=gone["Id"])
    late = await asyncio.gather(*(author.say("late") for author in authors[1:]))
    for reader in (there, here):
        async with reader.reads(after=seen.seq) as again:
            assert sorted(again.came) == sorted([gone["Id"], *(one["Id"] for one in late)])
            assert again.texts == ["late"] * 3
    async with there.reads(after=again.seq) as last:
        assert last.came == []
        await room.host.call("EmptyChat")
        [new] = await room.fill("new")
        await here.call("React", Kind="fire")
        await last.until(lambda now: now.reactions == {"fire": 1} and list(now.messages) == [new])
