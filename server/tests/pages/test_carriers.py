"""A page gets its events by WebSocket, or one at a time. The tests of its event stream are beside the page's others."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import httpx2
import pytest
import websockets
from kaibo.clock import now_ms
from kaibo.gateway.most import Most
from kaibo.session import polls, table as sessions
from kaibo.session.role import Role
from kaibo.stores.opening import open_store
from sqlalchemy import delete

from tests.pages.carriers import knock, socket, until
from tests.running import PATIENCE, Person, Running, first, post, views
from tests.show import TAB, Show

pytestmark = pytest.mark.anyio
FOREIGN = ("https://evil.example", "null", "http://localhost", "")


@pytest.fixture
async def show(server: Running) -> Show:
    return await server.show()


@pytest.fixture
async def host(server: Running, show: Show) -> Person:
    return await server.person(show, Role.HOST)


@pytest.fixture
async def guest(server: Running, show: Show) -> Person:
    return await server.person(show, Role.GUEST, "小红")


async def poll(person: Person, tab: str = TAB) -> httpx2.Response:
    return await post(person.http, f"{person.path}/events", {"Tab": tab})


def refusal(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, str(answer.json()["ResponseMetadata"]["Error"]["Code"])


async def test_socket_brings_the_same_view_as_the_stream(server: Running, host: Person, guest: Person) -> None:
    async with socket(server, host.http, host.path) as one, views(host.http, host.path) as other:
        for name, places in (("JoinStage", 1), ("LeaveStage", 0)):
            await guest.call(name, Tab=TAB)

            def fits(view: dict[str, Any], places: int = places) -> bool:
                return len(view["Guests"]) == places

            assert (await until(one, fits))["Guests"] == (await first(other, fits))["Guests"]


async def test_socket_of_a_viewer_brings_the_public_view(server: Running, show: Show) -> None:
    path = await server.watch_path(show)
    async with socket(server, server.client(), path) as opened, views(server.client(), path) as stream:
        assert await until(opened, lambda _: True) == await first(stream, lambda _: True)


async def test_socket_needs_the_cookie_of_its_session(server: Running, host: Person, guest: Person) -> None:
    assert await knock(server, server.client(), host.path) == (401, "NoSession")
    assert await knock(server, server.client(), host.path, Cookie=guest.cookies()) == (401, "NoSession")
    assert await knock(server, server.client(), "/s/se_nobody") == (401, "NoSession")
    assert await knock(server, host.http, host.path) == (101, "")


async def test_socket_is_for_our_own_pages_only(server: Running, show: Show, host: Person) -> None:
    for origin in FOREIGN:
        assert await knock(server, host.http, host.path, Origin=origin) == (403, "WrongOrigin"), origin
        assert await knock(server, server.client(), await server.watch_path(show), Origin=origin) == (
            403,
            "WrongOrigin",
        ), origin


async def test_socket_of_an_unknown_show_is_404(server: Running) -> None:
    assert (await knock(server, server.client(), "/w/nothing"))[0] == 404


async def test_session_is_connected_while_its_socket_is_open(server: Running, host: Person, guest: Person) -> None:
    async with socket(server, guest.http, guest.path) as seen:
        async with socket(server, host.http, host.path):
            await until(seen, lambda view: bool(view["Seat"]["Connected"]))
        await until(seen, lambda view: not view["Seat"]["Connected"])


async def test_socket_counts_among_the_streams_of_its_session(server: Running, show: Show) -> None:
    await server.stop()
    server.most = Most(40, 40, 20, 20, 20, 20, 20, 20, streams_of_one=2)
    await server.start()
    one, other = await server.person(show, Role.GUEST, "a"), await server.person(show, Role.GUEST, "b")
    async with AsyncExitStack() as opened:
        await opened.enter_async_context(socket(server, one.http, one.path))
        assert (await poll(one)).status_code == 200
        assert await knock(server, one.http, one.path) == (429, "FlowLimitExceeded.Open")
        assert refusal(await poll(one, "another-tab")) == (429, "FlowLimitExceeded.Open")
        assert (await poll(one)).status_code == 200, "a tab that is counted may ask again"
        assert await knock(server, other.http, other.path) == (101, "")


async def test_removed_guest_learns_it_by_socket(server: Running, host: Person, guest: Person) -> None:
    async with socket(server, host.http, host.path), socket(server, guest.http, guest.path) as opened:
        await host.call("RemoveGuest", Tab=TAB, SessionId=guest.id)
        await until(opened, lambda view: view["Session"]["EndReason"] == "removed")


async def test_socket_ends_with_the_row_of_its_session(server: Running, host: Person, guest: Person) -> None:
    async with socket(server, guest.http, guest.path) as opened:
        await until(opened, lambda _: True)
        gone = delete(sessions.session).where(sessions.session.c.id == guest.id)
        await server.dependencies.store.write(lambda db: db.execute(gone) and None)
        await host.call("EnterSession", Tab="another-tab")  # it wakes the pages
        with pytest.raises(websockets.ConnectionClosedOK):
            await until(opened, lambda _: False)


async def test_stopping_server_closes_the_sockets(server: Running, show: Show, host: Person) -> None:
    async with (
        socket(server, host.http, host.path) as one,
        socket(server, server.client(), await server.watch_path(show)) as other,
    ):
        for opened in (one, other):
            await until(opened, lambda _: True)
        await server.stop()
        for opened in (one, other):
            with pytest.raises(websockets.ConnectionClosed):
                await until(opened, lambda _: False)
            assert opened.close_code == 1012
    await server.start()
    async with socket(server, host.http, host.path) as opened:
        await until(opened, lambda _: True)


async def test_page_that_sends_something_is_closed(server: Running, host: Person) -> None:
    async with socket(server, host.http, host.path) as opened:
        await opened.send("{}")
        with pytest.raises(websockets.ConnectionClosedError):
            await until(opened, lambda _: False)
        assert opened.close_code == 1008


async def test_tab_that_asks_counts_as_open_for_a_while(
    server: Running, host: Person, guest: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with socket(server, guest.http, guest.path) as seen:
        for _ in range(2):
            with monkeypatch.context() as patched:
                assert (await poll(host)).json()["Data"]["Session"]["SessionId"] == host.id
                await until(seen, lambda view: bool(view["Seat"]["Connected"]))
                patched.setattr(polls, "LEASE_SECONDS", 0.01)
                assert (await poll(host)).status_code == 200
                await until(seen, lambda view: not view["Seat"]["Connected"])


async def test_stopping_server_leaves_no_tab_that_asks_as_connected(server: Running, host: Person) -> None:
    assert (await poll(host)).status_code == 200
    await server.stop()
    store = open_store(server.store_url)
    store.start()
    try:
        left = await store.read(lambda db: sessions.find(db, host.id))
    finally:
        store.close()
    assert left
    assert not left.connected
    await server.start()


async def test_asking_needs_cookie_origin_and_tab(server: Running, show: Show, host: Person) -> None:
    stranger = server.client()
    assert refusal(await post(stranger, f"{host.path}/events", {"Tab": TAB})) == (401, "NoSession")
    for origin in FOREIGN:
        headers = {"Origin": origin} if origin else {}
        for http, path in ((host.http, host.path), (stranger, await server.watch_path(show))):
            answer = await http.post(f"{path}/events", json={"Tab": TAB}, headers=headers)
            assert refusal(answer) == (403, "WrongOrigin"), origin
    assert refusal(await post(host.http, f"{host.path}/events", {})) == (400, "MissingParameter")
    assert refusal(await poll(host, "x")) == (400, "InvalidParameter.Tab")


async def test_viewer_asks_for_the_public_view(server: Running, show: Show) -> None:
    path, viewer = await server.watch_path(show), server.client()
    async with views(viewer, path) as stream:
        answer = (await post(viewer, f"{path}/events", {})).json()
        assert abs(answer.pop("At") - now_ms()) < 60_000
        assert answer.pop("Talk")["Fresh"]
        assert answer == {"Event": "view", "Data": await first(stream, lambda _: True)}
    assert (await post(viewer, "/w/nothing/events", {})).status_code == 404


async def test_session_that_asks_too_often_is_refused_alone(
    server: Running, host: Person, guest: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaibo.pages.studio.events.POLLED", "3/hour")
    answers = [await poll(guest) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert (await poll(host)).status_code == 200


async def test_two_first_questions_of_a_tab_open_one_stream(server: Running, show: Show) -> None:
    await server.stop()
    server.most = Most(40, 40, 20, 20, 20, 20, 20, 20, streams_of_one=1)
    await server.start()
    person = await server.person(show, Role.GUEST, "a")
    async with asyncio.timeout(PATIENCE):
        answers = await asyncio.gather(*(poll(person) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.parametrize("carrier", ["socket", "stream", "poll"])
async def test_ten_seconds_of_a_holder_begin_when_their_page_has_the_news(
    server: Running, show: Show, host: Person, carrier: str
) -> None:
    other = await server.person(show, Role.HOST)
    async with views(other.http, other.path) as seen, AsyncExitStack() as after:
        if carrier == "socket":
            await until(await after.enter_async_context(socket(server, host.http, host.path)), bool)
        elif carrier == "stream":
            stream = await after.enter_async_context(views(host.http, host.path))  # dropped, it would close
            await first(stream, bool)
        else:
            await poll(host)
        asked = (await other.call("TakeOver", Tab=TAB))["Seat"]["Asked"]
        if carrier == "poll":
            assert not asked["Told"]
            await poll(host)
        told = await first(seen, lambda view: bool(view["Seat"]["Asked"] and view["Seat"]["Asked"]["Told"]))
        assert 0 < told["Seat"]["Asked"]["SecondsLeft"] <= 10
