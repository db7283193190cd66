"""A process that ends in the middle of a migration leaves the old store or the new one. The next start continues."""

import json
import os
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from kaibo import migrations
from kaibo.migrations import backup
from kaibo.migrations.database import StoreUnusable
from sqlalchemy import create_engine, text

from tests.cut import cut_at, statements
from tests.test_migrations import KEPT, put, put_host, show

HEAD = ScriptDirectory.from_config(migrations.config("")).get_current_head()


def url(file: Path) -> str:
    return f"sqlite:///{file}"


def as_it_was_once(file: Path, revision: str) -> None:
    """Migrate as versions up to 0011 did: SQLite committed each change of a table at once."""
    made, engine = migrations.config(url(file)), create_engine(url(file))
    with engine.connect() as db:
        made.attributes[migrations.CONNECTION] = db
        command.upgrade(made, revision)
    engine.dispose()


def rows(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Read everything in a store. The id of an installation is new in each."""
    with closing(sqlite3.connect(file)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        held = {name: sorted(db.execute(f'SELECT * FROM "{name}"'), key=repr) for name in tables}
    if "installation" in held:
        held["installation"] = [("an id",) for _ in held["installation"]]
    return held


def check_whole(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]


def _empty(file: Path) -> None:
    pass


def _first_version(file: Path) -> None:
    """Make a store of the first version, with a row in every table that later versions change."""
    command.upgrade(migrations.config(url(file)), "0001")
    engine = create_engine(url(file))
    with engine.begin() as db:
        put(db, "account", id="ac_1", name="", created_at=1)
        put(db, "access_key", id="AKLTold", account="ac_1", sealed_secret=b"sealed", created_at=1)
        for number, extra in ((1, KEPT), (2, "{}"), (3, json.dumps({"LiveMode": 2}))):
            show(db, number, extra)
            put_host(db, f"se_{number}", number)
            put(db, "airing", activity=number, order_number=1, start_time=1)
            put(db, "seat", activity=number, epoch=1, session=f"se_{number}", since=1)
            whose = {"activity": number, "role": 0, "name": "", "epoch": 1}
            put(db, "launch_link", id=f"li_{number}", **whose, expires_at=number % 2, first_opened_at=number)
        db.execute(text("UPDATE activity SET wanted = true WHERE id = 1"))
    engine.dispose()


@pytest.fixture(params=[pytest.param(_empty, marks=pytest.mark.soak), _first_version], ids=["empty", "first version"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Copy a store that needs a migration."""
    file = tmp_path / "old" / "kaibo.db"
    file.parent.mkdir()
    request.param(file)
    return file


@pytest.fixture
def wanted(old: Path, tmp_path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the contents after a migration without a cut."""
    migrations.upgrade(url(_copy(old, tmp_path / "undisturbed")))
    return rows(tmp_path / "undisturbed/kaibo.db")


def _copy(old: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(old.parent, folder)
    return folder / old.name


def every(step: int, old: Path, folder: Path, work: Callable[[Path], None]) -> Iterator[Path]:
    """Yield stores whose migration was cut, before every so many steps from the first to the last."""
    number = 1
    while cut_at(number, lambda: work(_copy(old, folder)), statements):
        yield folder / old.name
        number += step


@pytest.mark.parametrize("step", [61, pytest.param(1, marks=pytest.mark.soak)])
def test_migration_cut_at_any_step_continues(
    old: Path, wanted: dict[str, list[tuple[Any, ...]]], tmp_path: Path, step: int
) -> None:
    for cut in every(step, old, tmp_path / "cut", lambda file: migrations.upgrade(url(file))):
        migrations.upgrade(url(cut))
        assert rows(cut) == wanted
        check_whole(cut)
        assert not list(cut.parent.glob(".*")), "files of the crash are still there"


@pytest.mark.parametrize("step", [61, pytest.param(1, marks=pytest.mark.soak)])
def test_store_half_migrated_by_an_older_version_continues(
    old: Path, wanted: dict[str, list[tuple[Any, ...]]], tmp_path: Path, step: int
) -> None:
    for cut in every(step, old, tmp_path / "cut", lambda file: as_it_was_once(file, "0011")):
        migrations.upgrade(url(cut))
        assert rows(cut) == wanted
        check_whole(cut)


def test_half_migrated_store_with_conflicting_data_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "kaibo.db"
    _first_version(file)
    backup.make(file, "0001")
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE follow_url (account TEXT, read_url TEXT, write_url TEXT)")
        db.execute("INSERT INTO follow_url VALUES ('ac_1', '', '')")
    before, copy = rows(file), (tmp_path / "kaibo.db.0001.bak").read_bytes()
    with pytest.raises(StoreUnusable, match=r"follow_url .* holds data\. Nothing was changed\..*kaibo\.db\.0001\.bak"):
        migrations.upgrade(url(file))
    assert rows(file) == before
    assert (tmp_path / "kaibo.db.0001.bak").read_bytes() == copy, "the good copy stays"


def test_backup_holds_the_old_store_and_the_last_two_stay(tmp_path: Path) -> None:
    file = tmp_path / "kaibo.db"
    _first_version(file)
    before = rows(file)
    for revision in ("0004", "0008"):
        migrations.upgrade(url(file))
        command.downgrade(migrations.config(url(file)), revision)
    migrations.upgrade(url(file))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kaibo.db", "kaibo.db.0004.bak", "kaibo.db.0008.bak"]
    assert rows(tmp_path / "kaibo.db.0004.bak")["airing"] == before["airing"]
    assert {one.stat().st_mode & 0o077 for one in tmp_path.glob("*.bak")} == {0}
    shutil.copy(tmp_path / "kaibo.db.0004.bak", file)
    migrations.upgrade(url(file))
    check_whole(file)


def test_current_store_is_not_touched(tmp_path: Path) -> None:
    file = tmp_path / "kaibo.db"
    migrations.upgrade(url(file))
    before = file.stat().st_mtime_ns
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # a server that writes meanwhile
        migrations.upgrade(url(file))
    assert file.stat().st_mtime_ns == before
    assert [one.name for one in tmp_path.iterdir()] == ["kaibo.db"]


@pytest.mark.parametrize(
    ("room", "why"),
    [
        (
            4096,
            "to kaibo.db.0001.bak before it is changed (disk I/O error). Nothing was changed. Free 1 MB",
        ),
        (0, "kaibo.db could not be migrated, nothing was changed: disk I/O error"),
    ],
    ids=["for no copy", "for no change"],
)
def test_full_disk_changes_nothing(tmp_path: Path, room: int, why: str) -> None:
    file = tmp_path / "kaibo.db"
    _first_version(file)
    before, told = rows(file), tmp_path / "told"

    def work() -> None:
        most = room or file.stat().st_size
        handle = os.open(told, os.O_WRONLY | os.O_CREAT)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))  # no file may grow beyond this size
        try:
            migrations.upgrade(url(file))
        except StoreUnusable as error:
            os.write(handle, str(error).encode())

    assert not cut_at(0, work, statements)
    assert why in told.read_text()
    assert rows(file) == before
    assert {one.name for one in tmp_path.iterdir()} <= {"kaibo.db", "told", "kaibo.db.0001.bak"}
    migrations.upgrade(url(file))
    check_whole(file)
