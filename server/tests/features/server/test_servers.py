"""The reports of servers, by the signed door."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kaibo import __version__
from kaibo.account import last_backup
from kaibo.cluster import reports
from kaibo.cluster.reports import server_report
from kaibo.readiness import reporting
from sqlalchemy import create_engine, update

from tests.gateway.door import HOST, Caller, answering

OURS = "2026-12-01"
PATIENCE = 30.0


@pytest.fixture
def caller(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Caller]:
    monkeypatch.setattr(reporting, "FIRST_SECONDS", 0.0)
    secrets = {"livekit_secret": "very secret", "redis_url": "redis://kaibo:opensesame@127.0.0.1:1/0"}
    with answering(store_url, data=tmp_path, **secrets) as made:
        yield made()


def listed(caller: Caller, holds: Callable[[Any], bool] = lambda found: bool(found["Servers"])) -> Any:
    """Return the list of servers when it holds this."""
    began = time.monotonic()
    while not holds(found := caller.call("ListServers", OURS)):
        assert time.monotonic() - began < PATIENCE, found
        time.sleep(0.1)
    return found


def test_server_tells_its_parts_its_disks_and_the_database(caller: Caller, store_url: str) -> None:
    found = listed(caller)
    [server] = found["Servers"]
    assert (server["Living"], server["Version"], server["LiveShows"]) == (True, __version__, 0)
    assert server["LeaseEndTime"] >= time.time() - 1
    assert {"store", "schema", "media", "disk", "serving"} <= {part["Name"] for part in server["Parts"]}
    assert all(0 < disk["Free"] <= disk["Total"] for disk in server["Disks"])
    assert found["Database"]["Kind"] in store_url
    assert found["Database"]["Size"] > 10_000
    assert found["Database"]["BackupTime"] == 0, "there is no backup yet"
    engine = create_engine(store_url)
    with engine.begin() as db:
        assert HOST in reports.address(db, [server["ServerId"]]), "kaibo admin link prints this address"
    for at in (1_700_000_000_000, 1_800_000_000_000):
        with engine.begin() as db:
            last_backup.note(db, at)
    engine.dispose()
    assert listed(caller)["Database"]["BackupTime"] == 1_800_000_000


def test_server_that_is_silent_is_not_well(caller: Caller, store_url: str) -> None:
    listed(caller)
    engine = create_engine(store_url)
    with engine.begin() as db:
        db.execute(update(server_report).values(written_at=1_700_000_000_000))
    found = listed(caller)
    assert (found["Well"], found["Servers"][0]["Living"]) == (False, False)
    with engine.begin() as db:
        [old] = reports.listed(db)
        reports.write(db, old._replace(server="sv_other", written_at=old.written_at + reports.KEPT_MS + 1))
        assert [each.server for each in reports.listed(db)] == ["sv_other"], "an old report is deleted"
    engine.dispose()


def test_settings_are_shown_without_secrets_and_with_their_source(caller: Caller) -> None:
    listed(caller)
    [server] = caller.call("GetServerSettings", OURS)["Servers"]
    shown = {each["Name"]: (each["Value"], each["Source"]) for each in server["Settings"]}
    assert shown["grace_seconds"] == ("90", "default")
    assert shown["livekit_secret"] == ("•••", "command line")
    assert shown["redis_url"] == ("redis://•••@127.0.0.1:1/0", "command line")
    assert "very secret" not in str(server)
    assert "opensesame" not in str(server)


def test_limited_callers_see_no_servers_and_no_settings(caller: Caller) -> None:
    made = caller.call("CreateAccessKey", OURS, SubAccountName="team")
    team = Caller(caller.http, made["AccessKeyId"], made["SecretAccessKey"])
    for name in ("ListServers", "GetServerSettings"):
        assert team.refused(name, OURS) == (403, "AccessDenied")
    made = caller.call("CreateAccessKey", OURS, Actions=["*"])
    narrow = Caller(caller.http, made["AccessKeyId"], made["SecretAccessKey"])
    assert narrow.refused("GetServerSettings", OURS) == (403, "AccessDenied")
