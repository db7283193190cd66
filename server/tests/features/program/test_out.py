"""A removed person is out of LiveKit within two seconds and no token lets them return. The show continues."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator

import pytest
import websockets
from kaibo.account import table as access
from kaibo.activity.status import Status
from kaibo.call import Owner
from kaibo.clock import now_ms
from kaibo.session.role import Role
from livekit import rtc

from tests.features.program.air import (
    HEIGHT,
    WIDTH,
    Air,
    Raw,
    replay,
    token,
    watching,
)
from tests.running import Person, Running, post
from tests.sdk.client import Key, Sdk
from tests.show import TAB

pytestmark = pytest.mark.anyio
TRIES, AT_ONCE = 100, 10
WATCHED = 30
"""Frames that the publisher sends afterwards, so that late frames count also."""
STILL, PATIENCE = 0.5, 20.0
"""Seconds without a change before frames are counted, and the limit for that."""
JWT = re.compile(rb"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+")


class Program:
    """A moving picture that the host publishes and a viewer gets.

    Frames are counted while the picture stands still, so that none is on its way. Then each sent frame has arrived or
    is lost, however slow the machine is."""

    def __init__(self, sent: rtc.Track, got: rtc.Track, moves: asyncio.Event) -> None:
        self._sent, self._got, self._moves = sent, got, moves

    async def moved(self, frames: int) -> None:
        """Wait until the publisher has sent so many more frames."""
        sent, _ = await self._counted()
        wanted = sent + frames
        async with asyncio.timeout(PATIENCE):
            while sent < wanted:
                await asyncio.sleep(0.05)
                sent, _ = await self._counted()

    @contextlib.asynccontextmanager
    async def arrives_whole(self) -> AsyncIterator[None]:
        """Check that the viewer gets every frame that is sent meanwhile."""
        sent, got = await self._at_rest()
        self._moves.set()
        yield
        await self.moved(WATCHED)
        sent_by_then, got_by_then = await self._at_rest()
        assert sent_by_then - sent > WATCHED
        assert got_by_then - got == sent_by_then - sent

    async def _at_rest(self) -> tuple[int, int]:
        self._moves.clear()
        async with asyncio.timeout(PATIENCE):
            before, now = (-1, -1), await self._counted()
            while before != now:
                await asyncio.sleep(STILL)
                before, now = now, await self._counted()
        return now

    async def _counted(self) -> tuple[int, int]:
        """Return the frames sent and the frames that arrived whole."""
        sent = sum(report.outbound_rtp.outbound.frames_sent for report in await self._sent.get_stats())
        got = sum(report.inbound_rtp.inbound.frames_received for report in await self._got.get_stats())
        return sent, got


@contextlib.asynccontextmanager
async def pictures(air: Air) -> AsyncIterator[Program]:
    """Publish a moving program that a viewer gets."""
    viewer = await watching(air.server, air.show)
    source = rtc.VideoSource(WIDTH, HEIGHT)
    track = rtc.LocalVideoTrack.create_video_track("moving", source)
    options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_CAMERA, simulcast=False)
    subscribed: asyncio.Future[rtc.Track] = asyncio.get_running_loop().create_future()
    viewer.room.on(
        "track_subscribed",
        lambda one, *_: None if subscribed.done() or one.name != "moving" else subscribed.set_result(one),
    )
    await air.publisher.room.local_participant.publish_track(track, options)
    moves, came = asyncio.Event(), asyncio.Event()

    async def paint() -> None:
        shade = 0
        while True:
            await moves.wait()
            shade = (shade + 9) % 255
            source.capture_frame(
                rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.RGBA, bytes([shade]) * (WIDTH * HEIGHT * 4))
            )
            await asyncio.sleep(1 / 15)

    async def look() -> None:
        async for _ in rtc.VideoStream(await subscribed):
            came.set()

    moves.set()
    tasks = [asyncio.create_task(paint()), asyncio.create_task(look())]
    async with asyncio.timeout(PATIENCE):
        await came.wait()
    yield Program(track, await subscribed, moves)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await viewer.room.disconnect()


async def backend(server: Running, account: str) -> Sdk:
    """Make the vendor's SDK with a key of the show's account."""
    key = await server.dependencies.store.write(
        lambda db: access.create_key(db, server.vault, Owner(account), now_ms())
    )
    return Sdk(server.url.removeprefix("http://"), account, Key(*key))


async def knock(server: Running, person: Person, given: str) -> set[str]:
    """Ask the public proxy to admit a token. Return the tokens that LiveKit gave then, none when refused."""
    url = f"{server.url.replace('http', 'ws')}{person.path}/rtc?access_token={given}&protocol=16"
    got: set[str] = set()
    try:
        async with websockets.connect(
            url, additional_headers={"Cookie": person.cookies()}, proxy=None, open_timeout=None
        ) as socket:
            got.add("in")
            async with asyncio.timeout(1):
                async for message in socket:
                    got |= {one.decode() for one in JWT.findall(message if isinstance(message, bytes) else b"")}
    except (websockets.InvalidStatus, websockets.ConnectionClosed, TimeoutError):
        pass
    return got


async def put_out(air: Air, one: Person, how: str) -> None:
    if how == "RemoveGuest":
        await air.host.call("RemoveGuest", Tab=TAB, SessionId=one.id)
        return
    signed = await backend(air.server, air.show.account)
    if how == "EndSession":
        await signed.universal("EndSession", SessionId=one.id)
        return
    found = await signed.universal("ListSessions", ActivityId=air.show.id)
    [link] = [session["LinkId"] for session in found["Sessions"] if session["SessionId"] == one.id]
    told = await signed.universal("RevokeLaunchLink", LinkId=link, Mode="everyone")
    assert told["Ended"] == 1


async def all_tokens(server: Running, person: Person, name: str) -> tuple[set[str], str]:
    """Collect every token that they can get, from our call and from LiveKit, and the one that is valid now."""
    held = {await token(person, name)}
    held |= await knock(server, person, next(iter(held))) - {"in"}
    assert len(held) > 1, "LiveKit gives every client a fresh token, which lives ten minutes"
    last = await token(person, name)
    return held | {last}, last


async def stays_out(server: Running, person: Person, held: set[str], name: str) -> None:
    """Check that none of their tokens admits them."""
    for given in sorted(held):
        for _ in range(TRIES // AT_ONCE):
            got = await asyncio.gather(*(knock(server, person, given) for _ in range(AT_ONCE)))
            assert not any(got), "a removed person got in"
    assert (await person.ask(name, Tab=TAB)).status_code == 403
    for given in sorted(held):
        await replay(server, given)  # past our door, at LiveKit's own port


@pytest.mark.parametrize("how", ["RemoveGuest", "EndSession", "RevokeLaunchLink"])
async def test_removed_guest_is_out_and_the_show_continues(air: Air, how: str) -> None:
    server = air.server
    people = [await server.person(air.show, Role.GUEST, name) for name in ("goes", "stays")]
    for person in people:
        await person.call("JoinStage", Tab=TAB)
    goes, stays = people
    held, last = await all_tokens(server, goes, "ConnectStage")
    here = await (await Raw().join(server, last)).publish()
    other = await (await Raw().join(server, await token(stays, "ConnectStage"))).publish()
    async with pictures(air) as program, program.arrives_whole():
        await put_out(air, goes, how)
        await here.put_out()
        await stays_out(server, goes, held, "ConnectStage")
    assert not other.out.done(), "the person who stays was not removed"
    assert [guest["SessionId"] for guest in (await air.host.call("GetSession"))["Guests"]] == [stays.id]
    for room in (here.room, other.room):
        await room.disconnect()


@pytest.mark.parametrize("how", ["EndSession", "RevokeLaunchLink"])
async def test_host_removed_on_air_is_out(air: Air, how: str) -> None:
    server, host = air.server, air.host
    guest = await server.person(air.show, Role.GUEST, "stays")
    await guest.call("JoinStage", Tab=TAB)
    other = await (await Raw().join(server, await token(guest, "ConnectStage"))).publish()
    viewer = await watching(server, air.show)
    held, last = await all_tokens(server, host, "ConnectProgram")
    publisher = await (await Raw().join(server, last)).publish()
    await air.until(Status=Status.LIVE, Away=False, Publisher=f"program-{host.public}-1")
    await put_out(air, host, how)
    await publisher.put_out()
    viewer.published.clear()
    await stays_out(server, host, held | {air.token}, "ConnectProgram")
    assert viewer.published == set(), "the audience must see nothing of theirs again"
    assert not other.out.done(), "the person who stays was not removed"
    for room in (publisher.room, other.room, viewer.room):
        await room.disconnect()


async def test_link_of_a_removed_person_admits_nobody(air: Air) -> None:
    guest = await air.server.person(air.show, Role.GUEST, "goes")
    await put_out(air, guest, "EndSession")
    signed = await backend(air.server, air.show.account)
    [link] = [
        session["LinkId"]
        for session in (await signed.universal("ListSessions", ActivityId=air.show.id, OnlyLiving=0))["Sessions"]
        if session["SessionId"] == guest.id
    ]
    url = (await signed.universal("GetLaunchLink", LinkId=link))["Url"]
    refused = await post(air.server.client(), "/client/OpenLaunch", {"Token": url.rpartition("/")[2]})
    assert refused.status_code == 404
