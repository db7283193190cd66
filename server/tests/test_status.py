"""`kaibo status` tells who is live, and its exit code says whether a restart would disturb a show."""

import json
from pathlib import Path
from typing import Any

import pytest
from kaibo.activity import airings, table as activities
from kaibo.activity.status import Status
from kaibo.cluster.members import Members
from kaibo.features.audience import table as viewers
from kaibo.features.audience.table import Change
from kaibo.store import Store
from sqlalchemy import Connection

from tests.command import kaibo
from tests.show import TAB, Show, make_show

pytestmark = pytest.mark.anyio
SINCE = 1_700_000_000_000


def ask(folder: Path) -> tuple[int, Any]:
    told = kaibo(folder, "status", "--json")
    return told.returncode, json.loads(told.stdout)


@pytest.fixture
def here(tmp_path: Path, store_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name the store to the command. Return the folder to run it in."""
    monkeypatch.setenv("KAIBO_DATABASE_URL", store_url)
    return tmp_path


async def go_live(show: Show) -> None:
    """Put the show on air, as the reconciler does when it sees the publisher."""

    def work(db: Connection) -> None:
        activities.change(db, show.id, status=int(Status.LIVE), live_requested=True)
        airings.begin(db, show.id, SINCE)

    await show.store.write(work)


async def test_idle_installation_exits_with_0(here: Path, store: Store) -> None:
    await make_show(store)
    code, told = ask(here)
    assert (code, told) == (0, {"Shows": [], "People": 0, "Servers": [], "Nodes": []})
    assert kaibo(here, "status").stdout == "no show is live\n0 live shows, 0 open studio pages, servers 0\n"


async def test_live_show_is_told_with_its_people_and_exits_with_3(here: Path, store: Store) -> None:
    show = await make_show(store)
    await Members(store, "sv_a").renew()
    await show.host()
    assert ask(here)[0] == 0
    for connected in (True, False):
        guest = await show.guest()
        await show.call(guest, "JoinStage", tab=TAB)
        await show.connect(guest, connected)
    await go_live(show)
    came = [Change(show.id, f"v{number}", online=True) for number in range(3)]
    await store.write(lambda db: viewers.write(db, came, SINCE))
    code, told = ask(here)
    assert code == 3
    assert (told["People"], told["Servers"]) == (2, ["sv_a"])
    assert told["Shows"] == [
        {
            "ActivityId": show.id,
            "Account": show.account,
            "Name": "A show",
            "LiveSince": SINCE // 1000,
            "Host": "",
            "HostConnected": True,
            "Guests": 1,
            "Viewers": 3,
        }
    ]
    said = kaibo(here, "status")
    assert said.returncode == 3
    assert f"{show.id}  A show: live since 20" in said.stdout
    assert "host without a name (here), 1 guest, 3 viewers" in said.stdout
    assert "1 live show, 2 open studio pages, servers 1" in said.stdout


async def test_name_of_a_show_stays_on_its_line(here: Path, store: Store) -> None:
    show = await make_show(store)
    await store.write(lambda db: activities.change(db, show.id, name="a\nb\x1b[2J", live_requested=True))
    lines = kaibo(here, "status").stdout.splitlines()
    assert len(lines) == 2
    assert "a\\nb\\x1b[2J: going live, host without a name (away)" in lines[0]
