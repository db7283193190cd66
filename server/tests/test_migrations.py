"""A store with data goes from version to version, on both databases."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from kaibo import migrations
from kaibo.account import table as access
from kaibo.activity import airings, listing, table as activities
from kaibo.activity.listing import Filters
from kaibo.backup import restoring
from kaibo.call import Owner
from kaibo.cli import opening
from kaibo.clock import now_ms
from kaibo.cluster import installation, members
from kaibo.host.data_folder import DataFolder
from kaibo.settings import Settings
from sqlalchemy import Connection, create_engine, text

from tests.conftest import POSTGRES
from tests.copies import without_tables
from tests.cut import cut_at, statements

KEPT = json.dumps({"LiveMode": 2, "LiveLayout": 2, "IsAutoEndEnable": 1})


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Make an empty database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/kaibo.db"
        return
    with without_tables(os.environ[POSTGRES]) as made:
        yield made


def put(db: Connection, table: str, **values: Any) -> None:
    names = ", ".join(values)
    db.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(':' + name for name in values)})"), values)


def show(db: Connection, number: int, extra: str, deleted_at: int | None = None) -> None:
    fixed = {"name": "show", "live_time": 1, "end_time": 0, "status": 2, "cover_image": "", "created_at": 1}
    epochs = {"wanted": False, "room_epoch": 1, "link_epoch": 1}
    own = {"id": number, "account": "ac_1", "view_path": f"p{number}", "extra": extra, "deleted_at": deleted_at}
    put(db, "activity", **fixed, **epochs, **own)


def put_host(db: Connection, session: str, number: int) -> None:
    whose = {"account": "ac_1", "link": "", "role": 0, "name": "", "secret_hash": "", "browser": "", "system": ""}
    now = {"created_at": 1, "expires_at": 2, "end_reason": "", "tab": "", "connected": False, "on_air": False}
    put(db, "session", id=session, activity=number, **whose, **now)


def test_show_on_air_survives_a_migration(url: str) -> None:
    command.upgrade(migrations.config(url), "0008")
    engine = create_engine(url)
    with engine.begin() as db:
        put(db, "account", id="ac_1", name="", created_at=1)
        for number, wanted in ((1, True), (2, False)):
            show(db, number, "{}")
            db.execute(text("UPDATE activity SET wanted = :wanted WHERE id = :id"), {"wanted": wanted, "id": number})
            put_host(db, f"se_{number}", number)
            put(db, "seat", activity=number, epoch=1, session=f"se_{number}", since=1)
    migrations.upgrade(url)
    with engine.begin() as db:
        aired = db.execute(text("SELECT activity, aired FROM seat ORDER BY activity")).all()
        seated = db.execute(text("SELECT seated_at FROM session ORDER BY id")).scalars().all()
    engine.dispose()
    assert [(number, bool(what)) for number, what in aired] == [(1, True), (2, False)]
    assert seated == [1, 1], "the holder of a seat held it at least since then"


def test_store_of_the_first_version_keeps_all_its_data(url: str) -> None:
    config = migrations.config(url)
    command.upgrade(config, "0001")
    engine = create_engine(url)
    with engine.begin() as db:
        put(db, "account", id="ac_1", name="", created_at=1)
        put(db, "access_key", id="AKLTold", account="ac_1", sealed_secret=b"sealed", created_at=1)
        show(db, 1, KEPT)
        show(db, 2, "{}")
        show(db, 3, "{}", deleted_at=5)
        put(db, "airing", activity=1, order_number=1, start_time=1)
    migrations.upgrade(url)
    with engine.begin() as db:
        key = access.key(db, "AKLTold")
        assert key
        assert (key.owner, key.actions, key.expires_at, key.sealed_secret) == (Owner("ac_1"), [], 0, b"sealed")
        first, second = (activities.find(db, number) for number in (1, 2))
        assert first
        assert second
        assert (first.live_mode, first.live_layout, first.extra, first.lock_preview) == (2, 2, KEPT, False)
        assert (second.live_mode, second.live_layout, second.host_account) == (1, 1, None)
        assert len(airings.of(db, 1)) == 1
        rows, total = listing.page(db, Owner("ac_1"), Filters(), "createtime", True, 0, 10)
        assert ([row["id"] for row in rows], total) == ([2, 1], 2)
        activities.create(db, Owner("ac_1"), 1_790_000_000_000, name="new", live_time=1)
        assert listing.page(db, Owner("ac_1"), Filters(), "createtime", True, 0, 1)[1] == 3
    command.downgrade(config, "0001")
    with engine.begin() as db:
        assert db.execute(text("SELECT count(*) FROM activity")).scalar_one() == 4
    engine.dispose()


def test_installation_and_rooms_of_before_after_the_migration(url: str) -> None:
    command.upgrade(migrations.config(url), "0019")
    engine = create_engine(url)
    with engine.begin() as db:
        show(db, 1, "{}")
        put(db, "server", id="old", lease_until=now_ms() + 3_600_000)
    migrations.upgrade(url)
    with engine.begin() as db:
        before, own = activities.find(db, 1), installation.find(db)
        assert before
        assert before.room_names == ""
        assert re.fullmatch("[a-z2-7]{8}", own)
        assert members.room_names(db) == "", "a server of the release before lives"
        db.execute(text("DELETE FROM server"))
        assert members.room_names(db) == own
    engine.dispose()


def test_two_migrations_at_once_agree(url: str) -> None:
    one = [sys.executable, "-c", "import sys; from kaibo import migrations; migrations.upgrade(sys.argv[1])", url]
    both = [subprocess.Popen(one, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate(timeout=60)[1] for process in both] == ["", ""]
    migrations.check(url)
    engine = create_engine(url)
    with engine.begin() as db:
        assert installation.find(db), "there is one row"
    engine.dispose()


def test_store_of_a_newer_version_is_refused(url: str) -> None:
    migrations.upgrade(url)
    engine = create_engine(url)
    with engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    for work in (migrations.upgrade, migrations.check):
        with pytest.raises(migrations.StoreUnusable, match=r"newer version of Kaibo \(9999\).*Run that version"):
            work(url)


def test_store_that_is_not_migrated_is_refused(url: str) -> None:
    with pytest.raises(migrations.StoreUnusable, match="Run kaibo migrate"):
        migrations.check(url)
    command.upgrade(migrations.config(url), "0008")
    with pytest.raises(migrations.StoreUnusable, match="Run kaibo migrate"):
        migrations.check(url)


@pytest.mark.parametrize("step", [30, 60, 90])
def test_cut_migration_continues_on_both_databases(url: str, step: int) -> None:
    assert cut_at(step, lambda: migrations.upgrade(url), statements)
    with pytest.raises(migrations.StoreUnusable, match="Run kaibo migrate"):
        migrations.check(url)
    migrations.upgrade(url)
    migrations.check(url)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_postgres_is_backed_up_before_an_upgrade_if_a_folder_is_named(url: str, tmp_path: Path) -> None:
    there, folder = tmp_path / "backups", DataFolder(tmp_path / "data")
    settings = Settings(data=folder.path, database_url=url, upgrade_backups=str(there), upgrade_copies=2)
    opening.migrate(settings, folder)
    assert not there.exists(), "an empty database has nothing to keep"
    head = migrations.behind(url)
    assert head is None
    opening.migrate(settings, folder)
    assert not there.exists(), "no upgrade, no backup"
    with without_tables(url) as older:
        command.upgrade(migrations.config(older), "0026")
        there.mkdir()
        for name, age in (("before-upgrade-0001.kaibo", 2), ("before-upgrade-0002.kaibo", 1), ("mine.kaibo", 3)):
            (there / name).write_text("x")
            os.utime(there / name, (1000 - age, 1000 - age))
        opening.migrate(settings.model_copy(update={"database_url": older}), folder)
        migrations.check(older)
    names = {each.name for each in there.iterdir()}
    assert names == {"before-upgrade-0026.kaibo", "before-upgrade-0002.kaibo", "mine.kaibo"}
    folder.master_keys()
    with without_tables(url) as empty:
        came = restoring.restore(there / "before-upgrade-0026.kaibo", empty, folder, tmp_path / "files", str, print)
        assert not came.keys


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_postgres_whose_backup_fails_is_not_changed(url: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    folder = DataFolder(tmp_path / "data")
    settings = Settings(data=folder.path, database_url=url, upgrade_backups=str(tmp_path / "file"))
    command.upgrade(migrations.config(url), "0026")
    with pytest.raises(migrations.StoreUnusable, match="was not changed, because its backup failed"):
        opening.migrate(settings, folder)
    assert migrations.behind(url) == "0026"


def test_as_many_copies_of_sqlite_stay_as_are_wanted(tmp_path: Path) -> None:
    for kept, names in ((1, {"0026"}), (3, {"0024", "0025", "0026"})):
        file = tmp_path / str(kept) / "kaibo.db"
        file.parent.mkdir()
        for revision in ("0023", "0024", "0025", "0026"):
            file.unlink(missing_ok=True)
            command.upgrade(migrations.config(f"sqlite:///{file}"), revision)
            migrations.upgrade(f"sqlite:///{file}", kept)
        assert {each.name.split(".")[2] for each in file.parent.glob("*.bak")} == names
