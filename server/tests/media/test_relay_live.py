"""The signalling proxy in front of a real LiveKit."""

import asyncio
from contextlib import suppress

import httpx2
import pytest
import websockets
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.media.livekit import LiveKitEngine
from kaibo.session.role import Role
from livekit.protocol.rtc import SignalRequest, SignalResponse
from websockets.asyncio.client import ClientConnection

from tests.media.proxied import PING, ended
from tests.media.test_signals import sdp
from tests.running import Person, Running, post
from tests.show import TAB, Show

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(server: Running) -> Show:
    """Run a show that is on air."""
    made = await server.show()
    await made.store.write(lambda db: activities.change(db, made.id, live_requested=True))
    await made.store.write(lambda db: activities.change(db, made.id, status=int(Status.LIVE)))
    return made


def signalling(server: Running, http: httpx2.AsyncClient, path: str, token: str, **query: str) -> websockets.connect:
    """Open a page's connection to LiveKit."""
    url = f"{server.url}{path}/rtc?{httpx2.QueryParams({'access_token': token, 'protocol': '16', **query})}"
    cookies = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
    # Without a bound on waiting messages. Otherwise a page that only sends would never see its end.
    return websockets.connect(
        url.replace("http", "ws", 1),
        proxy=None,
        open_timeout=None,
        additional_headers={"Cookie": cookies},
        max_queue=None,
    )


async def viewer(server: Running, path: str) -> websockets.connect:
    http = server.client()
    token = (await post(http, f"{path}/call/WatchShow", {})).json()["Result"]["Token"]
    return signalling(server, http, path, token)


async def on_stage(server: Running, person: Person, **query: str) -> websockets.connect:
    token = (await person.call("ConnectStage", Tab=TAB))["Token"]
    return signalling(server, person.http, person.path, token, **query)


async def answered(page: ClientConnection, kind: str) -> SignalResponse:
    """Return the next message of LiveKit of this kind."""
    while True:
        said = await page.recv()
        assert isinstance(said, bytes)
        signal = SignalResponse.FromString(said)
        if signal.WhichOneof("message") == kind:
            return signal


async def test_flooding_viewer_is_ended_and_another_is_heard(server: Running, show: Show) -> None:
    path = await server.watch_path(show)
    async with await viewer(server, path) as flood, await viewer(server, path) as other:
        await answered(other, "join")
        with suppress(websockets.ConnectionClosed):
            for _ in range(20_000):
                await flood.send(PING)
        assert await ended(flood) == 1008
        await other.send(PING)
        assert await answered(other, "pong")


@pytest.mark.parametrize("name", ["publish", "x"])
async def test_page_cannot_join_twice(server: Running, show: Show, name: str) -> None:
    host, rtc = await server.person(show, Role.HOST), server.ports.rtc
    async with await on_stage(server, host, **{name: "x"}) as page:
        joined = (await answered(page, "join")).join
        engine = LiveKitEngine(rtc.url, rtc.key, rtc.secret)
        inside = [participant.identity for participant in await engine.participants(joined.room.name)]
        await engine.close()
        assert inside == [joined.participant.identity]


async def test_guest_brings_one_camera_and_one_screen(server: Running, show: Show) -> None:
    guest = await server.person(show, Role.GUEST, "g")
    await guest.call("JoinStage", Tab=TAB)
    async with await on_stage(server, guest) as page:
        await answered(page, "join")
        for cid in ("one", "two", "three"):
            track = SignalRequest(add_track={"cid": cid, "type": "VIDEO", "source": "CAMERA"})
            await page.send(track.SerializeToString())
            assert (await answered(page, "track_published")).track_published.cid == cid
        await page.send(SignalRequest(offer={"sdp": sdp(*["video sendonly"] * 3)}).SerializeToString())
        assert await ended(page) == 1008


async def test_muted_guest_cannot_be_heard_by_any_client(server: Running, show: Show) -> None:
    """LiveKit itself refuses the sound, and no earlier token brings the right back."""
    host, guest = await server.person(show, Role.HOST), await server.person(show, Role.GUEST, "g")
    await guest.call("JoinStage", Tab=TAB)
    early = (await guest.call("ConnectStage", Tab=TAB))["Token"]
    async with await on_stage(server, guest) as page:
        room = (await answered(page, "join")).join.room.name
        await host.call("SetGuestMicrophone", Tab=TAB, SessionId=guest.id, Allowed=False)
        await permitted(server, room, {"camera", "screen_share"})
        await page.send(sound("one"))
        with pytest.raises(websockets.InvalidStatus) as refused:
            await signalling(server, guest.http, guest.path, early)
        assert refused.value.response.status_code == 403
        await host.call("AskGuestToUnmute", Tab=TAB, SessionId=guest.id)
        await permitted(server, room, {"camera", "microphone", "screen_share", "screen_share_audio"})
        await page.send(sound("two"))
        assert (await answered(page, "track_published")).track_published.cid == "two", "the first one was refused"


async def test_only_the_host_on_the_stage_chooses_who_hears_them(server: Running, show: Show) -> None:
    """LiveKit obeys the choice, so the relay asks for the right: of the role, and in that room."""
    path = await server.watch_path(show)
    host, guest, assistant = [await server.person(show, role, role.name.lower()) for role in Role]
    await guest.call("JoinStage", Tab=TAB)
    token = (await host.call("ConnectProgram", Tab=TAB))["Token"]
    refused = {
        "guest": await on_stage(server, guest),
        "assistant": await on_stage(server, assistant),
        "viewer": await viewer(server, path),
        "program": signalling(server, host.http, host.path, token),
    }
    for who, way in refused.items():
        async with way as page:
            await answered(page, "join")
            await page.send(CHOICE)
            assert await ended(page) == 1008, who
    async with await on_stage(server, host) as page:
        await answered(page, "join")
        await page.send(CHOICE)
        await page.send(PING)
        assert await answered(page, "pong")


CHOICE = SignalRequest(subscription_permission={"all_participants": False}).SerializeToString()


def sound(cid: str) -> bytes:
    """Make the signal by which a client begins to send its microphone."""
    return SignalRequest(add_track={"cid": cid, "type": "AUDIO", "source": "MICROPHONE"}).SerializeToString()


async def permitted(server: Running, room: str, sources: set[str]) -> None:
    """Wait until LiveKit lets the one person in a room publish these sources alone."""
    engine = LiveKitEngine(server.ports.rtc.url, server.ports.rtc.key, server.ports.rtc.secret)
    try:
        async with asyncio.timeout(20):
            while [each.permitted for each in await engine.participants(room)] != [frozenset(sources)]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    finally:
        await engine.close()
