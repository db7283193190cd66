"""The commands `kaibo admin …`, and the link that the first start prints."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from kaibo.account.table import create_account
from kaibo.cli import admin
from kaibo.cli.stopped import Stopped
from kaibo.clock import now_ms
from kaibo.cluster import members, reports
from kaibo.cluster.reports import Report
from kaibo.features.admin import table
from kaibo.features.admin.roles import Role
from kaibo.features.audit.table import audit
from kaibo.settings import Settings
from sqlalchemy import Connection, create_engine, insert, select

from tests.command import kaibo, refused, up


def add(folder: Path, name: str, role: Role, account: str, at: int = 1) -> None:
    engine = create_engine(f"sqlite:///{folder}/data/kaibo.db")
    with engine.begin() as db:
        table.create(db, account, name, role, at)
    engine.dispose()


def events(folder: Path) -> list[tuple[str, str, str]]:
    """Return the audit log's events about admins: who did what to whom, the oldest first."""
    engine = create_engine(f"sqlite:///{folder}/data/kaibo.db")
    with engine.connect() as db:
        told = select(audit.c.actor_name, audit.c.name, audit.c.detail).where(audit.c.kind == "admin")
        rows = [tuple(row) for row in db.execute(told.order_by(audit.c.id))]
    engine.dispose()
    return rows


def test_first_link_makes_the_store_and_an_account(tmp_path: Path) -> None:
    told = kaibo(tmp_path, "admin", "link")
    assert told.stdout.startswith("http://localhost:8780/admin#link=")
    assert told.returncode == 0
    assert kaibo(tmp_path, "admin", "list").stdout == ""


def test_link_is_for_the_only_owner_or_for_the_named_admin(tmp_path: Path) -> None:
    account = json.loads(kaibo(tmp_path, "key", "create").stdout)["Account"]
    add(tmp_path, "Lin", Role.OWNER, account)
    add(tmp_path, "Mia", Role.VIEWER, account, 2)
    assert "#link=" in kaibo(tmp_path, "admin", "link").stdout
    assert "#link=" in kaibo(tmp_path, "admin", "link", "mia").stdout
    assert "#link=" in kaibo(tmp_path, "admin", "link", "--new", "operator").stdout
    assert "#link=" in kaibo(tmp_path, "admin", "link", "Eve", "--new", "operator").stdout
    taken = refused(kaibo(tmp_path, "admin", "link", "MIA", "--new", "operator"))
    assert taken == "kaibo: Another admin has this name. Choose another one."
    unknown = refused(kaibo(tmp_path, "admin", "link", "Eve"))
    assert unknown == "kaibo: there is no admin Eve; kaibo admin list shows them all"
    add(tmp_path, "Wang", Role.OWNER, account, 3)
    assert refused(kaibo(tmp_path, "admin", "link")).endswith("name one of Lin, Wang")
    shown = [json.loads(line) for line in kaibo(tmp_path, "admin", "list").stdout.splitlines()]
    assert [(each["Name"], each["Role"]) for each in shown] == [("Lin", "owner"), ("Mia", "viewer"), ("Wang", "owner")]
    assert json.loads(kaibo(tmp_path, "admin", "delete", "wang").stdout)["Name"] == "Wang"
    assert refused(kaibo(tmp_path, "admin", "delete", "Lin")).startswith("kaibo: This is the last owner.")
    assert events(tmp_path) == [
        ("kaibo admin", "Lin", "sign-in link"),
        ("kaibo admin", "Mia", "sign-in link"),
        ("kaibo admin", "", "new operator"),
        ("kaibo admin", "Eve", "new operator"),
        ("kaibo admin", "Wang", "deleted"),
    ]


def test_link_has_the_address_of_the_server_that_runs(tmp_path: Path) -> None:
    kaibo(tmp_path, "key", "create")
    engine = create_engine(f"sqlite:///{tmp_path}/data/kaibo.db")
    told = [("sv_gone", "https://old.example"), ("sv_here", "https://192.168.1.20:8780")]
    with engine.begin() as db:
        db.execute(insert(members.server).values(id="sv_here", lease_until=now_ms() + members.LEASE_MS, version=1))
        for server, address in told:
            reports.write(db, Report(server, 1, now_ms(), "1", json.dumps({"address": address}), "[]"))
    engine.dispose()
    assert kaibo(tmp_path, "admin", "link").stdout.startswith("https://192.168.1.20:8780/admin#link=")


def test_new_admin_needs_an_account_where_there_are_several(tmp_path: Path) -> None:
    accounts = [json.loads(kaibo(tmp_path, "key", "create").stdout)["Account"] for _ in range(2)]
    assert "name one with --account" in refused(kaibo(tmp_path, "admin", "link"))
    assert "#link=" in kaibo(tmp_path, "admin", "link", "--account", accounts[1]).stdout
    assert refused(kaibo(tmp_path, "admin", "link", "--account", "ac_no")) == "kaibo: there is no account ac_no"


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_two_deletions_at_once_leave_an_owner(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = create_engine(store_url)
    with engine.begin() as db:
        account = create_account(db, "console", 1)
        for name in ("Lin", "Wang"):
            table.create(db, account, name, Role.OWNER, 1)
    both, checked = threading.Barrier(2), table.check_owner_left
    tries: list[str] = []

    def check(db: Connection, without: table.Admin) -> None:
        checked(db, without)
        tries.append(without.name)
        if tries.count(without.name) == 1:
            both.wait()  # now each of the two has seen the other owner

    monkeypatch.setattr(table, "check_owner_left", check)
    settings = Settings(data=tmp_path, database_url=store_url)
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(admin.delete, settings, name) for name in ("Lin", "Wang")]
    ends = [each.exception() for each in running]
    assert sorted(tries) == ["Lin", "Wang"]
    (stopped,) = (end for end in ends if end)
    assert isinstance(stopped, Stopped)
    assert str(stopped).startswith("This is the last owner.")
    with engine.connect() as db:
        assert len(table.of(db, account)) == 1
    engine.dispose()


@pytest.mark.parts
def test_start_prints_a_link_only_while_there_is_no_admin(tmp_path: Path) -> None:
    with up(tmp_path, "--no-media") as (_, shown):
        assert "#link=" in shown["AdminUrl"]
    account = json.loads((tmp_path / "data/demo.json").read_text())["Account"]
    add(tmp_path, "Lin", Role.OWNER, account)
    with up(tmp_path, "--no-media") as (_, shown):
        assert "AdminUrl" not in shown
