"""The audience's door, over real HTTP and with a real LiveKit."""

import asyncio
from typing import Any

import httpx2
import jwt
import pytest
import websockets
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.clock import now_ms
from kaibo.media.token import Grant, mint
from kaibo.pages.watch import newcomer
from kaibo.session import identity
from kaibo.session.role import Role
from kaibo.session.viewer import make_pass

from tests.proxied import STRANGER, coming
from tests.running import Running, first, post, views
from tests.show import TAB, Show

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(server: Running) -> Show:
    return await server.show()


@pytest.fixture
async def path(server: Running, show: Show) -> str:
    return await server.watch_path(show)


async def live(show: Show, status: Status = Status.LIVE) -> None:
    """Put a show on air by its row. It stays for the grace time, though nothing is published."""

    def work(db: Any) -> None:
        activities.change(db, show.id, live_requested=status is Status.LIVE)
        activities.change(db, show.id, status=int(status))

    await show.store.write(work)


async def ask(http: httpx2.AsyncClient, path: str) -> httpx2.Response:
    return await post(http, f"{path}/call/WatchShow", {})


def claims(answer: httpx2.Response) -> dict[str, Any]:
    """Return what the join token in an answer grants."""
    token = answer.json()["Result"]["Token"]
    return dict(jwt.decode(token, options={"verify_signature": False}))


async def knock(server: Running, http: httpx2.AsyncClient, path: str, token: str) -> int:
    """Return the status that answers a signalling connection."""
    url = f"{server.url.replace('http', 'ws', 1)}{path}/rtc?access_token={token}&protocol=16"
    cookies = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
    try:
        async with websockets.connect(url, additional_headers={"Cookie": cookies}, proxy=None, compression=None) as it:
            assert await asyncio.wait_for(it.recv(), 5)
            return 101
    except websockets.InvalidStatus as refused:
        return refused.response.status_code


async def test_viewer_gets_in_only_during_the_show(server: Running, show: Show, path: str) -> None:
    for status in (Status.PREVIEW, Status.OVER):
        await live(show, status)
        answer = await ask(server.client(), path)
        assert (answer.status_code, answer.json()["Result"]) == (
            200,
            {"Mode": "none", "Token": "", "Publisher": "", "Watermark": ""},
        )
        assert not answer.cookies


async def test_viewer_gets_in_once_the_host_went_live(server: Running, show: Show, path: str) -> None:
    http, host = server.client(), await server.person(show, Role.HOST)
    async with views(http, path) as seen:
        assert (await first(seen, lambda view: not view["Starting"]))["Waiting"] == 1
        await host.call("GoLive", Tab=TAB)
        assert (await first(seen, lambda view: view["Starting"]))["Status"] == Status.PREVIEW
        token = (await ask(http, path)).json()["Result"]["Token"]
        assert await knock(server, http, path, token) == 101
        await host.call("EndLive", Tab=TAB)
        await first(seen, lambda view: not view["Starting"])
    assert (await ask(http, path)).json()["Result"] == {"Mode": "none", "Token": "", "Publisher": "", "Watermark": ""}
    assert await knock(server, http, path, token) == 403


async def test_locked_preview_does_not_start_for_viewers(server: Running, show: Show, path: str) -> None:
    await show.store.write(lambda db: activities.change(db, show.id, live_requested=True, lock_preview=True))
    http = server.client()
    assert (await ask(http, path)).json()["Result"] == {"Mode": "none", "Token": "", "Publisher": "", "Watermark": ""}
    async with views(http, path) as seen:
        assert not (await first(seen, lambda _: True))["Starting"]


async def test_locked_preview_stays_a_preview(server: Running, show: Show, path: str) -> None:
    await live(show)
    http = server.client()
    token = (await ask(http, path)).json()["Result"]["Token"]
    async with views(http, path) as seen:
        assert (await first(seen, lambda view: view["Status"] == Status.LIVE))["Publisher"] == ""
        await show.store.write(lambda db: activities.change(db, show.id, lock_preview=True))
        await first(seen, lambda view: view["Status"] == Status.PREVIEW and not view["Away"])
    assert (await ask(http, path)).json()["Result"] == {"Mode": "none", "Token": "", "Publisher": "", "Watermark": ""}
    assert await knock(server, http, path, token) == 403
    await show.store.write(lambda db: activities.change(db, show.id, lock_preview=False))
    assert (await ask(http, path)).json()["Result"]["Token"]


async def test_viewer_is_hidden_and_may_only_listen(server: Running, show: Show, path: str) -> None:
    await live(show)
    http = server.client()
    granted = claims(await ask(http, path))
    video = granted["video"]
    assert video["room"] == show.program
    assert (video["hidden"], video["canSubscribe"]) == (True, True)
    assert (video["canPublish"], video["canPublishData"], video["canUpdateOwnMetadata"]) == (False, False, False)
    assert granted["exp"] - now_ms() / 1000 <= 61
    (cookie,) = [one for one in http.cookies.jar if one.name == "kaibo_pass"]
    assert cookie.path == path
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "strict"


async def test_pass_is_kept_and_each_tab_has_its_own_connection(server: Running, show: Show, path: str) -> None:
    await live(show)
    http = server.client()
    answers = [await ask(http, path) for _ in range(2)]
    assert [bool(answer.cookies) for answer in answers] == [True, False]
    names = [claims(answer)["sub"] for answer in answers]
    assert len(set(names)) == 2
    assert len({name.rpartition("-")[0] for name in names}) == 1
    for answer in answers:
        assert await knock(server, http, path, answer.json()["Result"]["Token"]) == 101


async def test_proxy_wants_the_pass_and_the_present_program(server: Running, show: Show, path: str) -> None:
    await live(show)
    http, other, rtc = server.client(), server.client(), server.ports.rtc
    answer = await ask(http, path)
    await ask(other, path)
    given, viewer = answer.json()["Result"]["Token"], str(claims(answer)["sub"])
    assert await knock(server, server.client(), path, given) == 403
    assert await knock(server, other, path, given) == 403
    for room, name in (
        (show.stage, viewer),
        (show.room("program", 2), viewer),
        (show.program, "program-se_x-1"),
    ):
        forged = mint(Grant(room, name, "", None, True, True), rtc.key, rtc.secret, now_ms())
        assert await knock(server, http, path, forged) == 403, (room, name)
    await live(show, Status.OVER)
    assert await knock(server, http, path, given) == 403


async def test_forged_pass_is_refused(server: Running, show: Show, path: str) -> None:
    await live(show)
    key = server.vault.key("pass")
    for given in (
        "x",
        make_pass(b"x" * 32, show.id, "ab", now_ms()),
        make_pass(key, show.id + 1, "ab", now_ms()),
        make_pass(key, show.id, "ab", now_ms() - 13 * 3_600_000),
    ):
        http = server.client()
        http.cookies.set("kaibo_pass", given, path=path)
        assert "viewer-ab-" not in claims(await ask(http, path))["sub"]


async def test_new_passes_are_limited_per_address_and_old_ones_continue(
    server: Running, show: Show, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 20
    # no machine is so slow that the next hour begins
    monkeypatch.setattr("kaibo.pages.watch.routes.NEW_PASSES", f"{most}/hour")
    await live(show)
    kept, fresh, told = server.client(), server.client(), list[int]()
    await ask(kept, path)
    for _ in range(most):
        fresh.cookies.clear()
        told.append((await ask(fresh, path)).status_code)
    assert told == [200] * (most - 1) + [429]
    assert (await ask(kept, path)).status_code == 200


async def test_unknown_watch_path_is_404(server: Running) -> None:
    http = server.client()
    assert (await ask(http, "/w/nothing")).status_code == 404
    assert (await http.get("/w/nothing/events")).status_code == 404


async def test_view_holds_only_public_data(server: Running, show: Show, path: str) -> None:
    async with views(server.client(), path) as seen:
        view = await first(seen, lambda _: True)
    assert view == {
        "Name": "A show",
        "Status": 2,
        "Starting": False,
        "Away": False,
        "LiveTime": view["LiveTime"],
        "Planned": True,
        "EndTime": 0,
        "CoverImage": "",
        "Publisher": "",
        "Viewers": 0,
        "Waiting": 1,
        "Live": None,
        "Recording": "off",
        "Replay": None,
        "Chat": {
            "On": True,
            "Questions": True,
            "Reactions": True,
            "Review": False,
            "SlowSeconds": 0,
            "Links": False,
            "AnonymousQuestions": True,
            "Pinned": None,
            "Announcement": "",
        },
    }


async def test_typed_name_begins_no_line_of_the_stream(server: Running, show: Show, path: str) -> None:
    typed = "a\r\n\r\nevent: view\ndata: {}\x1b\u202e"
    await show.store.write(lambda db: activities.change(db, show.id, name=typed))
    async with views(server.client(), path) as seen:
        assert (await first(seen, lambda _: True))["Name"] == typed


async def test_viewer_of_a_deleted_show_is_told_that_it_is_over(server: Running, show: Show, path: str) -> None:
    await live(show)
    async with views(server.client(), path) as seen:
        await first(seen, lambda view: view["Status"] == 1)
        await server.delete(show)
        view = await first(seen, lambda view: view["Status"] == 4)
    assert view["Publisher"] == ""
    assert (await ask(server.client(), path)).status_code == 404


async def test_newcomers_beyond_a_limit_share_viewers_and_are_let_in(
    server: Running, show: Show, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first viewers of an address are counted apart. A pass that a browser keeps is always the same viewer."""
    monkeypatch.setattr(newcomer, "PEOPLE", ("3/day",))
    monkeypatch.setattr(newcomer, "SHARED", 2)
    await live(show)

    async def viewer(http: httpx2.AsyncClient) -> str:
        return str(identity.read_viewer(claims(await ask(http, path))["sub"]))

    kept = server.client()
    first_viewer = await viewer(kept)
    early = {first_viewer, *[await viewer(server.client()) for _ in range(2)]}
    late = {await viewer(server.client()) for _ in range(12)}
    assert len(early) == 3
    assert len(late) <= 2
    assert not early & late
    assert await viewer(kept) == first_viewer
    async with coming(STRANGER, Origin=server.url) as elsewhere:
        other = await elsewhere.post(f"{server.url}{path}/call/WatchShow", json={})
        assert identity.read_viewer(claims(other)["sub"]) not in early | late
