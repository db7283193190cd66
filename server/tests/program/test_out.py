"""Out is out: whoever is put out is gone from LiveKit within two seconds and does not come back with anything they ever
held, while the rest of the show goes on."""

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
import websockets
from kaibo.access import table as access
from kaibo.call import Owner
from kaibo.stage.role import Role
from livekit import rtc

from tests.program.test_live import HEIGHT, WIDTH, Air, Raw, air, token, watching  # noqa: F401 (a fixture)
from tests.running import Person, Running, post
from tests.sdk.client import Key, Sdk
from tests.show import TAB, now_ms

pytestmark = pytest.mark.anyio
TRIES, AT_ONCE = 100, 10
OUT_WITHIN = 2.0
WATCHED, LONGEST_GAP = 2.0, 1.0
"""How long the viewer is watched after it, in seconds; and between two pictures of fifteen a second, on a machine where
much else runs: a reconnection takes longer."""
JWT = re.compile(rb"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+")


@contextlib.asynccontextmanager
async def pictures(air: Air) -> AsyncIterator[list[float]]:  # noqa: F811
    """When a viewer got a picture of the program, from before to after."""
    viewer = await watching(air.server, air.show)
    source, came = rtc.VideoSource(WIDTH, HEIGHT), list[float]()
    track = rtc.LocalVideoTrack.create_video_track("moving", source)
    options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_CAMERA)
    subscribed: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
    viewer.room.on(
        "track_subscribed",
        lambda one, *_: None if subscribed.done() or one.name != "moving" else subscribed.set_result(one),
    )
    await air.publisher.room.local_participant.publish_track(track, options)

    moving = asyncio.Event()

    async def paint() -> None:
        shade = 0
        while True:
            shade = (shade + 9) % 255
            source.capture_frame(
                rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.RGBA, bytes([shade]) * (WIDTH * HEIGHT * 4))
            )
            await asyncio.sleep(1 / 15)

    async def look() -> None:
        stream = rtc.VideoStream(await subscribed)
        async for _ in stream:
            came.append(time.monotonic())
            moving.set()

    tasks = [asyncio.create_task(paint()), asyncio.create_task(look())]
    async with asyncio.timeout(10):
        await moving.wait()
    yield came
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await viewer.room.disconnect()


async def backend(server: Running, account: str) -> Sdk:
    """The vendor's SDK with a key of the show's account."""
    key = await server.outside.store.write(lambda db: access.create_key(db, server.vault, Owner(account), now_ms()))
    return Sdk(server.url.removeprefix("http://"), account, Key(*key))


async def knock(server: Running, person: Person, given: str) -> set[str]:
    """Ask to be let in through the public way; the tokens that LiveKit gave then, none when refused."""
    url = f"{server.url.replace('http', 'ws')}{person.path}/rtc?access_token={given}&protocol=16"
    got: set[str] = set()
    try:
        async with websockets.connect(url, additional_headers={"Cookie": person.cookies()}, proxy=None) as socket:
            got.add("in")
            async with asyncio.timeout(1):
                async for message in socket:
                    got |= {one.decode() for one in JWT.findall(message if isinstance(message, bytes) else b"")}
    except (websockets.InvalidStatus, websockets.ConnectionClosed, TimeoutError):
        pass
    return got


async def put_out(air: Air, guest: Person, how: str) -> None:  # noqa: F811
    if how == "RemoveGuest":
        await air.host.call("RemoveGuest", SessionId=guest.id)
        return
    signed = await backend(air.server, air.show.account)
    if how == "EndSession":
        await signed.universal("EndSession", SessionId=guest.id)
        return
    found = await signed.universal("ListSessions", ActivityId=air.show.id)
    [link] = [one["LinkId"] for one in found["Sessions"] if one["SessionId"] == guest.id]
    told = await signed.universal("RevokeLaunchLink", LinkId=link, Mode="everyone")
    assert told["Ended"] == 1


@pytest.mark.parametrize("how", ["RemoveGuest", "EndSession", "RevokeLaunchLink"])
async def test_out_is_out_and_the_show_goes_on(air: Air, how: str) -> None:  # noqa: F811
    server = air.server
    people = [await server.person(air.show, Role.GUEST, name) for name in ("goes", "stays")]
    for person in people:
        await person.call("JoinStage", Tab=TAB)
    goes, stays = people
    held = {await token(goes, "ConnectStage")}
    held |= await knock(server, goes, next(iter(held))) - {"in"}
    assert len(held) > 1, "LiveKit hands every client a fresh token, which lives ten minutes"
    here = await (await Raw().join(server, await token(goes, "ConnectStage"))).publish()
    other = await (await Raw().join(server, await token(stays, "ConnectStage"))).publish()
    async with pictures(air) as came:
        await put_out(air, goes, how)
        began = time.monotonic()
        await here.put_out()
        assert time.monotonic() - began < OUT_WITHIN
        tries = [given for _ in range(TRIES) for given in sorted(held)][:TRIES]
        for start in range(0, TRIES, AT_ONCE):
            got = await asyncio.gather(*(knock(server, goes, given) for given in tries[start : start + AT_ONCE]))
            assert not any(got), "somebody who was put out got in"
        assert (await goes.ask("ConnectStage", Tab=TAB)).status_code == 403
        await asyncio.sleep(WATCHED)
        seen = [at for at in came if at >= began - 0.5]
    gaps = [after - before for before, after in zip(seen, seen[1:], strict=False)]
    assert len(seen) > 15
    assert max(gaps) < LONGEST_GAP
    assert not other.out.done(), "who stays was not put out"
    assert stays.id in {one["SessionId"] for one in (await air.host.call("GetSession"))["Guests"]}
    for room in (here.room, other.room):
        await room.disconnect()


async def test_their_link_lets_nobody_in_either(air: Air) -> None:  # noqa: F811
    guest = await air.server.person(air.show, Role.GUEST, "goes")
    await put_out(air, guest, "EndSession")
    signed = await backend(air.server, air.show.account)
    [link] = [
        one["LinkId"]
        for one in (await signed.universal("ListSessions", ActivityId=air.show.id, OnlyLiving=0))["Sessions"]
        if one["SessionId"] == guest.id
    ]
    url = (await signed.universal("GetLaunchLink", LinkId=link))["Url"]
    refused = await post(air.server.client(), "/client/OpenLaunch", {"Token": url.rpartition("/")[2]})
    assert refused.status_code == 404
