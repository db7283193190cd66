"""The connections of a session's page, over real HTTP and with a real LiveKit."""

import asyncio
import base64
import hashlib
import logging
import os
import signal
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
import websockets
from kaibo.clock import now_ms
from kaibo.media.token import Grant, mint
from kaibo.session.role import Role
from kaibo.stores import sqlite

from tests.running import Person, Running, first, post, take_over, views
from tests.show import TAB, Show

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(server: Running) -> Show:
    return await server.show()


@pytest.fixture
async def host(server: Running, show: Show) -> AsyncIterator[Person]:
    """Let a host enter with an open page."""
    made = await server.person(show, Role.HOST)
    async with views(made.http, made.path) as seen:
        await first(seen, lambda view: bool(view["Seat"]["Connected"]))
        yield made


async def knock(server: Running, person: Person | None, path: str, token: str, **headers: str) -> int:
    """Return the status that answers a signalling connection."""
    url = f"{server.url.replace('http', 'ws', 1)}{path}?access_token={token}&auto_subscribe=1&protocol=16"
    sent = {"Cookie": person.cookies()} if person else {}
    try:
        async with websockets.connect(url, additional_headers=sent | headers, proxy=None, compression=None) as socket:
            assert await asyncio.wait_for(socket.recv(), 5)  # LiveKit's first message
            return 101
    except websockets.InvalidStatus as refused:
        return refused.response.status_code


async def token(person: Person, name: str) -> str:
    return str((await person.call(name, Tab=TAB))["Token"])


async def test_view_comes_at_once_and_at_every_change(server: Running, show: Show, host: Person) -> None:
    guest = await server.person(show, Role.GUEST, "小红")
    async with views(host.http, host.path) as seen:
        view = await first(seen, lambda _: True)
        assert (view["Session"]["SessionId"], view["Activity"]["Status"], view["Guests"]) == (host.id, 2, [])
        await guest.call("JoinStage", Tab=TAB)
        view = await first(seen, lambda view: bool(view["Guests"]))
        assert view["Guests"][0]["UserName"] == "小红"


async def test_all_tabs_of_a_session_see_each_change(server: Running, show: Show, host: Person) -> None:
    """The tabs share one reading."""
    guest = await server.person(show, Role.GUEST, "小红")
    async with views(host.http, host.path) as one, views(host.http, host.path) as other:
        for name, places in (("JoinStage", 1), ("LeaveStage", 0), ("JoinStage", 1)):
            await guest.call(name, Tab=TAB)
            for seen in (one, other):
                await first(seen, lambda view, places=places: len(view["Guests"]) == places)  # type: ignore[misc]


async def test_session_with_too_many_new_streams_is_refused_alone(
    server: Running, show: Show, host: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaibo.pages.studio.events.OPENED", "5/hour")
    guest = await server.person(show, Role.GUEST, "小红")
    for _ in range(5):
        async with views(guest.http, guest.path) as seen:
            await first(seen, lambda _: True)
    refused = await guest.http.get(f"{guest.path}/events")
    assert (refused.status_code, int(refused.headers["Retry-After"]) > 0) == (429, True)
    unproved = await server.client().get(f"{guest.path}/events")
    assert unproved.status_code == 401
    async with views(host.http, host.path) as seen:
        await first(seen, lambda _: True)


async def test_host_without_the_seat_changes_no_guest(server: Running, show: Show, host: Person) -> None:
    """A host who lost the seat or never had it cannot reach viewers by means of the guests."""
    guest, other = await server.person(show, Role.GUEST, "g"), await server.person(show, Role.HOST)
    await guest.call("JoinStage", Tab=TAB)
    never = await server.person(show, Role.HOST)
    await take_over(other, host)
    for studio in (host, never):
        for name, more in (("SetGuestOnAir", {"OnAir": True}), ("RemoveGuest", {}), ("RestoreGuest", {})):
            refused = await studio.ask(name, Tab=TAB, SessionId=guest.id, **more)
            assert (refused.status_code, refused.json()["ResponseMetadata"]["Error"]["Code"]) == (403, "SeatTaken")
    view = await other.call("GetSession")
    assert ([one["OnAir"] for one in view["Guests"]], view["Removed"]) == ([False], [])
    await other.call("RemoveGuest", Tab=TAB, SessionId=guest.id)


async def test_stream_that_the_full_store_cannot_record_is_refused(
    server: Running, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, other = await server.person(show, Role.HOST), await server.person(show, Role.HOST)
    with monkeypatch.context() as full:
        full.setattr(sqlite, "QUEUE", 0)
        refused = await person.http.get(f"{person.path}/events")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert refused.json()["ResponseMetadata"]["Error"]["Code"] == "ServiceUnavailableTemp"
    async with views(other.http, other.path) as seen:
        async with views(person.http, person.path):
            await first(seen, lambda view: bool(view["Seat"]["Connected"]))
        await first(seen, lambda view: not view["Seat"]["Connected"])


async def test_page_counts_as_open_while_one_of_its_streams_is(server: Running, show: Show) -> None:
    person = await server.person(show, Role.HOST)
    async with views(person.http, person.path) as mine:
        await first(mine, lambda view: bool(view["Seat"]["Connected"]))
        other = await server.person(show, Role.HOST)
        async with views(person.http, person.path):
            assert not (await other.call("GetSession"))["Seat"]["Free"]
        assert not (await other.call("GetSession"))["Seat"]["Free"]
        watching = views(other.http, other.path)
        seen = await watching.__aenter__()
    await first(seen, lambda view: not view["Seat"]["Connected"])
    await watching.__aexit__(None, None, None)


async def test_request_without_the_cookie_learns_nothing(server: Running, host: Person) -> None:
    stranger = server.client()
    assert (await stranger.get(f"{host.path}/events")).status_code == 401
    assert (await post(stranger, f"{host.path}/call/GetSession", {})).status_code == 401
    assert (await post(stranger, "/s/se_nobody/call/GetSession", {})).status_code == 401


async def test_cookie_of_another_session_is_refused(server: Running, show: Show, host: Person) -> None:
    guest = await server.person(show, Role.GUEST, "g")
    cookie = guest.cookies()
    answer = await server.client().get(f"{host.path}/events", headers={"Cookie": cookie})
    assert answer.status_code == 401


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://localhost"])
async def test_call_from_another_origin_changes_nothing(host: Person, show: Show, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    answer = await host.http.post(f"{host.path}/call/GoLive", json={"Tab": TAB}, headers=headers)
    assert answer.status_code == 403
    assert not (await show.activity()).live_requested


async def test_proxy_admits_members_of_the_show(server: Running, host: Person) -> None:
    await host.call("GoLive", Tab=TAB)
    for name in ("ConnectStage", "ConnectProgram"):
        given = await token(host, name)
        assert await knock(server, host, f"{host.path}/rtc", given) == 101
        asked = await host.http.get(f"{host.path}/rtc/validate", params={"access_token": given})
        assert asked.status_code == 200, asked.text
        asked = await host.http.get(f"{host.path}/rtc/v1/validate", params={"access_token": given})
        assert asked.status_code == 400, "LiveKit itself refuses the incomplete query"


async def test_proxy_wants_cookie_and_origin_beside_the_token(server: Running, show: Show, host: Person) -> None:
    given = await token(host, "ConnectStage")
    guest = await server.person(show, Role.GUEST, "g")
    assert await knock(server, None, f"{host.path}/rtc", given) == 403
    assert await knock(server, guest, f"{host.path}/rtc", given) == 403
    assert await knock(server, guest, f"{guest.path}/rtc", given) == 403
    assert await knock(server, host, f"{host.path}/rtc", given, Origin="https://evil.example") == 403
    assert await knock(server, host, f"{host.path}/rtc", given, Origin=server.url) == 101


async def test_proxy_refuses_tokens_that_are_not_the_sessions_present_one(
    server: Running, show: Show, host: Person
) -> None:
    await host.call("GoLive", Tab=TAB)
    old = await token(host, "ConnectProgram")
    rtc = server.ports.rtc
    room = show.program
    forged = {
        "another key": mint(Grant(room, f"program-{host.public}-1", "", None, True), rtc.key, "x" * 32, now_ms()),
        "another room": mint(
            Grant(show.room("program", 2), f"program-{host.public}-1", "", None, True),
            rtc.key,
            rtc.secret,
            now_ms(),
        ),
        "another epoch": mint(Grant(room, f"program-{host.public}-2", "", None, True), rtc.key, rtc.secret, now_ms()),
        "a viewer": mint(Grant(room, "viewer-a-b", "", None, True, True), rtc.key, rtc.secret, now_ms()),
        "none": "",
    }
    for what, given in forged.items():
        assert await knock(server, host, f"{host.path}/rtc", given) == 403, what
    other = await server.person(show, Role.HOST)
    await take_over(other, host)
    assert await knock(server, host, f"{host.path}/rtc", old) == 403
    assert (await host.ask("ConnectProgram", Tab=TAB)).json()["ResponseMetadata"]["Error"]["Code"] == "SeatTaken"


async def test_proxy_refuses_removed_and_departed_guests(server: Running, show: Show, host: Person) -> None:
    guest = await server.person(show, Role.GUEST, "g")
    await guest.call("JoinStage", Tab=TAB)
    given = await token(guest, "ConnectStage")
    assert await knock(server, guest, f"{guest.path}/rtc", given) == 101
    await guest.call("LeaveStage", Tab=TAB)
    assert await knock(server, guest, f"{guest.path}/rtc", given) == 403
    await guest.call("JoinStage", Tab=TAB)
    assert await knock(server, guest, f"{guest.path}/rtc", given) == 101
    await host.call("RemoveGuest", Tab=TAB, SessionId=guest.id)
    assert await knock(server, guest, f"{guest.path}/rtc", given) == 403


@pytest.mark.parametrize("rest", ["/../twirp/livekit.RoomService/ListRooms", "x", "/v2", "/v1/validate/x", "/%2e%2e/"])
async def test_proxy_passes_only_signalling(server: Running, host: Person, rest: str) -> None:
    given = await token(host, "ConnectStage")
    answer = await host.http.get(f"{host.path}/rtc{rest}", params={"access_token": given})
    assert answer.status_code == 404
    assert await knock(server, host, f"{host.path}/rtc{rest}", given) in (403, 404)


async def test_expired_token_of_a_member_is_refused_by_livekit(server: Running, show: Show, host: Person) -> None:
    rtc = server.ports.rtc
    grant = Grant(show.stage, f"host-{host.public}-1", "", None, True)
    assert await knock(server, host, f"{host.path}/rtc", mint(grant, rtc.key, rtc.secret, now_ms() - 120_000)) == 401


async def test_stopped_livekit_is_answered_as_503(server: Running, host: Person) -> None:
    given = await token(host, "ConnectStage")
    await server.livekit.stop()
    assert await knock(server, host, f"{host.path}/rtc", given) == 503
    asked = await host.http.get(f"{host.path}/rtc/validate", params={"access_token": given})
    assert (asked.status_code, asked.headers["Retry-After"]) == (503, "1")


async def test_frozen_livekit_is_answered_as_503(
    server: Running, host: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaibo.media.relay.JOIN_PATIENCE", 0.2)
    given = await token(host, "ConnectStage")
    pid = server.livekit._pid
    os.kill(pid, signal.SIGSTOP)
    try:
        assert await knock(server, host, f"{host.path}/rtc", given) == 503
    finally:
        os.kill(pid, signal.SIGCONT)


async def test_log_holds_no_token(server: Running, host: Person, caplog: pytest.LogCaptureFixture) -> None:
    """uvicorn logs each request at INFO. So the command silences it below WARNING."""
    with caplog.at_level(logging.INFO):
        given = await token(host, "ConnectStage")
        await knock(server, host, f"{host.path}/rtc", given)
        await knock(server, host, f"{host.path}/rtc", given + "x")
        await host.http.get(f"{host.path}/rtc/validate", params={"access_token": given})
        await server.livekit.stop()
        await knock(server, host, f"{host.path}/rtc", given)
    said = [r.getMessage() for r in caplog.records if r.name.startswith("kaibo") or r.levelno >= logging.WARNING]
    assert [line for line in said if "/rtc" in line]
    assert not [line for line in said if "eyJ" in line or given[:20] in line]


async def test_restarted_server_knows_no_open_page(server: Running, show: Show) -> None:
    person = await server.person(show, Role.HOST)
    async with views(person.http, person.path) as seen:
        await first(seen, lambda view: bool(view["Seat"]["Connected"]))
        await server.stop()
    await server.start()
    assert not (await person.call("GetSession"))["Seat"]["Connected"]
    async with views(person.http, person.path) as seen:
        view = await first(seen, lambda view: bool(view["Seat"]["Connected"]))
        assert (view["Seat"]["Epoch"], view["Seat"]["Mine"]) == (1, True)


async def test_two_sessions_in_one_browser_stay_apart(server: Running, show: Show) -> None:
    host = await server.person(show, Role.HOST)
    guest = await server.person(show, Role.GUEST, "g")
    browser: httpx2.AsyncClient = server.client()
    for person in (host, guest):
        for cookie in person.http.cookies.jar:
            browser.cookies.jar.set_cookie(cookie)
    for person in (host, guest):
        seen: Any = (await post(browser, f"{person.path}/call/GetSession", {})).json()
        assert seen["Result"]["Session"]["SessionId"] == person.id


async def test_people_behind_one_router_are_limited_apart(server: Running, show: Show) -> None:
    """The server refuses a session that calls too often, and no other session at the same address."""
    restless, calm = [await server.person(show, Role.GUEST, name) for name in ("a", "b")]
    answers = await asyncio.gather(*(restless.ask("GetSession") for _ in range(100)))
    assert {answer.status_code for answer in answers} == {200, 429}
    await calm.call("JoinStage", Tab=TAB)


async def test_other_hosts_page_hears_of_each_file(server: Running, show: Show, host: Person) -> None:
    """It hears when a file is announced, whole, and deleted. A guest's page hears nothing."""
    other, guest = await server.person(show, Role.HOST), await server.person(show, Role.GUEST, "a")
    data, revisions = b"%PDF-1.7\n", list[str]()
    of_show = {"ActivityId": show.id, "Sha256": hashlib.sha256(data).hexdigest()}
    named = {"Name": "a.pdf", "Type": "application/pdf", "Size": len(data)}
    whole = {"Part": 0, "Data": base64.b64encode(data).decode()}
    async with views(other.http, other.path) as seen, views(guest.http, guest.path) as seen_by_guest:
        for name, more in (("CreateShowFile", named), ("PutShowFilePart", whole), ("DeleteShowFile", {})):
            view = await first(seen, lambda view: view["Files"]["Revision"] not in revisions)
            revisions.append(view["Files"]["Revision"])
            await host.call(name, **of_show, **more)
        await first(seen, lambda view: view["Files"]["Revision"] == revisions[0])
        await first(seen_by_guest, lambda view: view["Files"] is None)
    assert len(set(revisions)) == 3


async def test_other_hosts_page_hears_of_each_new_design(server: Running, show: Show, host: Person) -> None:
    """The seat holder's writes and a company's reach it, and it reads the design that its view names."""
    other = await server.person(show, Role.HOST)
    async with views(other.http, other.path) as seen:
        await first(seen, lambda view: view["Design"] == {"Revision": 0})
        design = (await other.call("GetShowDesign"))["Design"]
        for revision in range(2):
            design["scenes"][0]["name"] = f"take {revision}"
            put = await host.call("PutShowDesign", Tab=TAB, Design=design, Revision=revision)
            assert put == {"Revision": revision + 1}
            await first(seen, lambda view, put=put: view["Design"] == put)  # type: ignore[misc]
    assert await other.call("GetShowDesign") == {"Design": design, "Revision": 2}
