"""The previous release works on the form of this one, and beside it. So an operator replaces servers one by one."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from kaibo import migrations
from kaibo.activity.status import Status

from tests.command import kaibo
from tests.conftest import POSTGRES
from tests.copies import without_tables
from tests.releases import Host, Server, previous, server

EMPTY = pytest.mark.parametrize("empty", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the previous release's code."""
    return previous(tmp_path_factory.mktemp("previous"))


@pytest.fixture
def empty(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Name an empty database to all servers of the test. Yield its URL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/one/kaibo.db"
        return
    with without_tables(os.environ[POSTGRES]) as url:
        monkeypatch.setenv("KAIBO_DATABASE_URL", url)
        yield url


def on_air(host: Host, at: Server) -> dict[str, Any]:
    """Check that the host still has the seat and wants the show. Return the view."""
    view: dict[str, Any] = host.call(at, "GetSession")
    assert (view["Seat"]["Mine"], view["Seat"]["Epoch"], view["Activity"]["Wanted"]) == (True, 1, True)
    return view


def run_show(at: Server, keys: dict[str, Any]) -> tuple[int, Host]:
    """Create a show, enter it, go live. Return the show and its host."""
    activity = at.signed(keys, "CreateActivityAPIV2", "2020-06-01", Name="A show", LiveTime=1)["ActivityId"]
    host = at.enter(keys, activity)
    host.call(at, "GoLive")
    on_air(host, at)
    return activity, host


def end_show(at: Server, keys: dict[str, Any], activity: int, host: Host) -> None:
    host.call(at, "EndLive")
    assert not host.call(at, "GetSession")["Activity"]["Wanted"]
    assert at.signed(keys, "GetActivityAPI", "2020-06-01", ActivityId=activity)["Status"] != Status.LIVE


@EMPTY
def test_previous_release_goes_on_after_a_migration(tmp_path: Path, old: Path, empty: str) -> None:
    folder = tmp_path / "one"
    with server(folder, old) as before:
        keys = before.said
        first = run_show(before, keys)
        assert kaibo(tmp_path, "migrate", "--data", "one").returncode == 0
        migrations.check(empty)
        on_air(first[1], before)
        second = run_show(before, keys)
        end_show(before, keys, *second)
        before.stop()
    with server(folder) as after:
        assert after.said["HostUrl"] == keys["HostUrl"]
        on_air(first[1], after)
        end_show(after, keys, *first)
        end_show(after, keys, *run_show(after, keys))
        after.stop()


@pytest.mark.parametrize("empty", ["postgresql"], indirect=True)
def test_servers_are_replaced_one_by_one(tmp_path: Path, old: Path, empty: str) -> None:
    """The host's page is at server one. Server two is replaced first, then one."""
    one, two = tmp_path / "one", tmp_path / "two"
    with server(one, old) as old_one:
        two.mkdir()
        (two / "master.key").write_text((one / "master.key").read_text())
        keys = old_one.said
        with server(two, old) as old_two:
            activity, host = run_show(old_one, keys)
            on_air(host, old_two)
            with host.listening(old_one) as views:
                assert next(views)["Seat"]["Mine"]
                old_two.stop()
                with server(two) as new_two:
                    on_air(host, new_two)
                    rival = new_two.enter(keys, activity)
                    assert not rival.call(new_two, "GetSession")["Seat"]["Free"]
                    end_show(new_two, keys, activity, host)
                    assert next(view for view in views if not view["Activity"]["Wanted"])["Seat"]["Mine"]
                    host.call(new_two, "GoLive")
                    on_air(host, old_one)
                    replace_first(old_one, one, new_two, host, keys, activity)


def replace_first(old_one: Server, folder: Path, two: Server, host: Host, keys: dict[str, Any], activity: int) -> None:
    old_one.stop()
    with host.listening(two) as views:
        assert next(views)["Seat"]["Mine"]
        with server(folder) as new_one:
            assert new_one.said["HostUrl"] == keys["HostUrl"]
            on_air(host, new_one)
            on_air(host, two)
            end_show(new_one, keys, activity, host)
            assert next(view for view in views if not view["Activity"]["Wanted"])["Seat"]["Mine"]
            new_one.stop()
    two.stop()


def test_forms_of_the_previous_release_are_known(old: Path) -> None:
    """A migration that was released stays as it is, because a store of the release knows it by its name."""
    now = ScriptDirectory.from_config(migrations.config("")).walk_revisions()
    names = {Path(each.path).name: Path(each.path).read_text() for each in now}
    released = {file.name: file.read_text() for file in (old / "kaibo/migrations/versions").glob("*.py")}
    assert released.items() <= names.items()
