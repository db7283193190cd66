"""Pages report the picture that people see. The reports come by the public doors, and the metrics have them."""

from typing import Any

import httpx2
import pytest
from kaibo.activity import table as activities
from kaibo.features.quality import calls
from kaibo.session.role import Role

from tests.running import Running, post
from tests.show import Show

pytestmark = pytest.mark.anyio
SECONDS, STALLS = "kaibo_first_picture_seconds", "kaibo_stalls_total"


class Counted:
    """Reads the metrics of one role."""

    def __init__(self, server: Running, role: str) -> None:
        self._registry, self._labels = server.dependencies.metrics.registry, {"role": role}

    @property
    def now(self) -> tuple[float, float, float]:
        """Return the number of first pictures, their seconds in all, and the stalls."""
        names = (f"{SECONDS}_count", f"{SECONDS}_sum", STALLS)
        count, seconds, stalls = (self._registry.get_sample_value(name, self._labels) or 0.0 for name in names)
        return count, seconds, stalls


@pytest.fixture
async def show(server: Running) -> Show:
    return await server.show()


@pytest.fixture
async def watcher(server: Running, show: Show) -> httpx2.AsyncClient:
    """Give the browser of a viewer whom the server let in. Its base is the watch page."""
    await show.store.write(lambda db: activities.change(db, show.id, live_requested=True))
    browser = server.client()
    assert (await post(browser, f"{await server.watch_path(show)}/call/WatchShow", {})).json()["Result"]["Token"]
    return browser


async def report(server: Running, show: Show, browser: httpx2.AsyncClient, **body: Any) -> httpx2.Response:
    return await post(browser, f"{await server.watch_path(show)}/call/ReportPicture", body)


async def test_viewers_reports_are_counted(server: Running, show: Show, watcher: httpx2.AsyncClient) -> None:
    counted = Counted(server, "viewer")
    answer = await report(server, show, watcher, FirstPictureMs=730)
    assert (answer.status_code, answer.json()["Result"]) == (200, {"Status": True})
    assert counted.now == (1, 0.73, 0)
    await report(server, show, watcher, Stalls=2)
    assert counted.now == (1, 0.73, 2)
    await report(server, show, watcher)
    assert counted.now == (1, 0.73, 2)


@pytest.mark.parametrize(("role", "name"), [(Role.HOST, "host"), (Role.GUEST, "guest")])
async def test_hosts_and_guests_reports_are_counted_by_role(server: Running, show: Show, role: Role, name: str) -> None:
    person = await server.person(show, role)
    await person.call("ReportPicture", FirstPictureMs=1500, Stalls=1)
    assert Counted(server, name).now == (1, 1.5, 1)
    assert Counted(server, "viewer").now == (0, 0, 0)


async def test_viewer_who_lies_is_cut_to_the_most(server: Running, show: Show, watcher: httpx2.AsyncClient) -> None:
    assert (await report(server, show, watcher, FirstPictureMs=2**62, Stalls=2**62)).status_code == 200
    assert Counted(server, "viewer").now == (1, calls.MOST_MS / 1000, calls.MOST_STALLS)


@pytest.mark.parametrize(
    "body", [{"FirstPictureMs": -1}, {"Stalls": -1}, {"Stalls": 2**63}, {"Stalls": "x"}, {"FirstPictureMs": 0.5}]
)
async def test_number_that_cannot_be_is_refused(
    server: Running, show: Show, watcher: httpx2.AsyncClient, body: dict[str, Any]
) -> None:
    answer = await report(server, show, watcher, **body)
    assert answer.status_code == 400
    assert answer.json()["ResponseMetadata"]["Error"]["Code"].startswith("InvalidParameter")
    assert Counted(server, "viewer").now == (0, 0, 0)


async def test_stranger_without_a_pass_is_not_counted(server: Running, show: Show) -> None:
    answer = await report(server, show, server.client(), FirstPictureMs=1, Stalls=1)
    assert answer.status_code == 200
    assert Counted(server, "viewer").now == (0, 0, 0)


async def test_page_of_another_origin_is_refused(server: Running, show: Show, watcher: httpx2.AsyncClient) -> None:
    path = f"{await server.watch_path(show)}/call/ReportPicture"
    for headers in ({"Origin": "https://elsewhere.example"}, {}):
        assert (await watcher.post(path, json={"Stalls": 1}, headers=headers)).status_code == 403
    assert (await watcher.get(path)).status_code == 405
    assert Counted(server, "viewer").now == (0, 0, 0)


async def test_reports_of_one_address_are_limited(
    server: Running, show: Show, watcher: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(calls.report_picture.__dict__, "rate", "3/hour")  # no machine is so slow
    told = [(await report(server, show, watcher, Stalls=1)).status_code for _ in range(4)]
    assert told == [200, 200, 200, 429]
    assert Counted(server, "viewer").now == (0, 0, 3)
