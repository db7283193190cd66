"""Commands on a store that they cannot use: each says why in one line, and changes nothing."""

import fcntl
import json
import secrets
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from kaibo import migrations
from kaibo.host.livekit.config import free_port
from kaibo.migrations.database import LOCK
from sqlalchemy import Connection, create_engine, make_url, text

from tests.command import COMMAND, kaibo, refused

OLDER = "0018"
START = [("up", "--no-media", "--port", "9"), ("serve",)]
READING = [("key", "list"), ("key", "change", "AKLTnone", "--off"), ("key", "delete", "AKLTnone")]
ASK_FOR_MIGRATE = [("serve",), ("key", "create"), *READING]
"""Commands that need the store."""
LEAVE_ALONE = [("companion", "list"), ("companion", "policy", "for/all"), ("call", "ListActivityAPI", "--port", "9")]
"""Commands that do without it."""


@pytest.fixture
def told(store_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Name a store of the test's own to each command, and a LiveKit that `kaibo serve` accepts. Return its URL."""
    monkeypatch.setenv("KAIBO_DATABASE_URL", store_url)
    for name in ("KEY", "SECRET"):
        monkeypatch.setenv(f"KAIBO_LIVEKIT_{name}", "x" * 32)
    monkeypatch.setenv("KAIBO_LIVEKIT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("KAIBO_AK", "AKLTnone")
    return store_url


@contextmanager
def inside(url: str) -> Iterator[Connection]:
    engine = create_engine(url)
    with engine.begin() as db:
        yield db
    engine.dispose()


def form(url: str) -> list[str]:
    """Return the version of a store's form."""
    with inside(url) as db:
        return list(db.scalars(text("SELECT version_num FROM alembic_version")))


def ask(folder: Path, *given: str) -> "subprocess.CompletedProcess[str]":
    port = str(free_port())
    return kaibo(folder, *(port if one == "9" else one for one in given))


def test_older_store_is_left_as_it_is(tmp_path: Path, told: str) -> None:
    command.downgrade(migrations.config(told), OLDER)
    for given in ASK_FOR_MIGRATE:
        line = refused(ask(tmp_path, *given))
        assert line.startswith("kaibo: the store: "), given
        assert line.endswith("is not of this version's form yet. Run kaibo migrate."), given
        assert form(told) == [OLDER], given
    for given in LEAVE_ALONE:
        said = ask(tmp_path, *given)
        assert "Traceback" not in said.stderr, given
        assert "kaibo migrate" not in said.stderr, given
        assert form(told) == [OLDER], given


@pytest.mark.parametrize("given", ASK_FOR_MIGRATE[2:] + [("serve",)])
def test_missing_store_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...]) -> None:
    for name in ("URL", "KEY", "SECRET"):
        monkeypatch.setenv(f"KAIBO_LIVEKIT_{name}", "http://127.0.0.1:9")
    line = refused(kaibo(tmp_path, *given))
    assert line == "kaibo: the store: data/kaibo.db is not of this version's form yet. Run kaibo migrate."
    assert not (tmp_path / "data/kaibo.db").exists()


@pytest.mark.parametrize("given", [*START, ("key", "list"), ("migrate",)])
def test_newer_store_is_refused(tmp_path: Path, told: str, given: tuple[str, ...]) -> None:
    with inside(told) as db:
        db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    line = refused(ask(tmp_path, *given))
    assert line.startswith("kaibo: the store: ")
    assert " is of a newer version of Kaibo (9999)" in line
    assert form(told) == ["9999"]


def test_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/kaibo.db").write_text("nothing of the kind " * 100)
    assert "data/kaibo.db: file is not a database" in refused(kaibo(tmp_path, "migrate"))


@pytest.mark.parametrize("given", [*START, ("key", "list")])
def test_second_server_with_another_master_key_is_refused(tmp_path: Path, told: str, given: tuple[str, ...]) -> None:
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
    assert kaibo(tmp_path / "ours", "key", "create").returncode == 0
    (tmp_path / "theirs/data").mkdir()
    (tmp_path / "theirs/data/master.key").write_text("7" * 64)
    line = refused(ask(tmp_path / "theirs", *given))
    assert line.startswith("kaibo: the master key: master.key in the data folder is not the key that this store was")


def test_server_with_another_master_key_does_not_migrate(tmp_path: Path, told: str) -> None:
    assert kaibo(tmp_path, "key", "create").returncode == 0
    command.downgrade(migrations.config(told), OLDER)
    (tmp_path / "data/master.key").write_text("7" * 64)
    assert " is not the key " in refused(ask(tmp_path, *START[0]))
    assert form(told) == [OLDER]


def test_of_two_first_commands_with_different_keys_one_is_refused(tmp_path: Path, told: str) -> None:
    for name, digit in (("ours", "6"), ("theirs", "7")):
        (tmp_path / name / "data").mkdir(parents=True)
        (tmp_path / name / "data/master.key").write_text(digit * 64)
    made = [
        subprocess.Popen([str(COMMAND), "key", "create"], cwd=tmp_path / name, stdout=-1, stderr=-1, text=True)
        for name in ("ours", "theirs")
    ]
    said = [one.communicate(timeout=60)[1] for one in made]
    assert sorted(one.returncode for one in made) == [0, 1], said
    assert [" is not the key " in text for text in sorted(said)] == [False, True]


def test_older_store_is_bound_to_the_key_that_opens_it(tmp_path: Path) -> None:
    made = json.loads(kaibo(tmp_path, "key", "create").stdout)
    store, key = f"sqlite:///{tmp_path}/data/kaibo.db", tmp_path / "data/master.key"
    right = key.read_text()
    for wrong in (True, False):
        command.downgrade(migrations.config(store), "0011")
        key.write_text("7" * 64 if wrong else right)
        assert kaibo(tmp_path, "migrate").returncode == 0
        result = kaibo(tmp_path, "key", "list")
        assert (result.returncode, "is not the key" in result.stderr) == (int(wrong), wrong)
        assert (made["AccessKeyId"] in result.stdout) is not wrong
    key.write_text("7" * 64)
    assert "is not the key" in refused(kaibo(tmp_path, "key", "list"))


def migrating(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen([str(COMMAND), "migrate"], cwd=folder, stdout=-1, stderr=-1, text=True)


ONE_FOLDER, TWO_FOLDERS = ("one", "one"), ("one", "two")


@pytest.mark.parametrize("folders", [ONE_FOLDER, pytest.param(TWO_FOLDERS, marks=pytest.mark.soak)])
def test_second_migration_waits_and_finds_it_done(tmp_path: Path, told: str, folders: tuple[str, str]) -> None:
    """Both commands wait for a transaction of the test. So both began before one of them migrated."""
    command.downgrade(migrations.config(told), OLDER)
    for name in set(folders):
        (tmp_path / name / "data").mkdir(parents=True)
    engine = create_engine(told)
    with engine.connect() as db:
        if sqlite := engine.dialect.name == "sqlite":
            raw = db.connection.dbapi_connection
            assert raw
            raw.cursor().execute("BEGIN IMMEDIATE")
        else:
            db.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        both = [migrating(tmp_path / name) for name in folders]
        waiting = 1 if folders == ("one", "one") else 2
        while sqlite and not all(is_migrating(tmp_path / name) for name in folders):
            time.sleep(0.01)  # polls the file system: no event tells of a lock
        while not sqlite and db.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")) != waiting:
            time.sleep(0.01)  # polls: no event tells of a lock
        assert form(told) == [OLDER]
        db.rollback()
    engine.dispose()
    said = [process.communicate(timeout=60)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(text.count(f"the store goes from version {OLDER} to ") for text in said) == [0, 1]
    migrations.check(told)


def is_migrating(folder: Path) -> bool:
    """Tell whether a command holds the folder's lock for a change of the store's form."""
    file = folder / "data/migrating"
    if not file.exists():
        return False
    with file.open() as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
def test_user_who_may_not_change_tables_is_told(tmp_path: Path, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    command.downgrade(migrations.config(told), OLDER)
    role = f"reader_{secrets.token_hex(6)}"
    with inside(told) as db:
        db.execute(text(f"CREATE ROLE {role} LOGIN"))
        db.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"))
    monkeypatch.setenv("KAIBO_DATABASE_URL", str(make_url(told).set(username=role)))
    line = refused(kaibo(tmp_path, "migrate"))
    assert line == (
        "kaibo: the store: the store (database_url) could not be migrated, nothing was changed: "
        "permission denied for schema public"
    )
    with inside(told) as db:
        db.execute(text(f"DROP OWNED BY {role}"))
        db.execute(text(f"DROP ROLE {role}"))
    assert form(told) == [OLDER]
