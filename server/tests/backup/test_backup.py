"""A backup made here and restored there is the same installation. A bad one is refused in one line."""

import json
import os
import re
import resource
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from kaibo import clock, migrations
from kaibo.account import last_backup, seal
from kaibo.backup.rows import snapshot
from kaibo.cluster.members import Members
from kaibo.features.audit.table import audit
from kaibo.files import parts
from kaibo.vault import Vault
from sqlalchemy import create_engine, delete, func, insert, select

from tests.backup.place import PASSPHRASE, SHA256, Place, event
from tests.command import refused
from tests.databases import SQLITE
from tests.show import make_show


@pytest.fixture
def file(place: Place, tmp_path: Path) -> Path:
    """Make a backup of the place."""
    place.told("backup", str(tmp_path / "a.kaibo"))
    return tmp_path / "a.kaibo"


def tables(place: Place) -> frozenset[str]:
    return migrations.tables(place.url)


@pytest.mark.anyio
async def test_restored_installation_is_the_same_on_the_other_database(place: Place, other: Place, file: Path) -> None:
    told = other.told("restore", str(file))
    assert (told["Files"], told["Keys"]) == (1, True)
    assert other.rows() == place.rows()
    with snapshot(place.url) as source:
        assert 0 <= clock.now_ms() - last_backup.known(source.db) < 600_000
    assert other.picture() == place.picture()
    assert (other.data / "master.key").read_text() == (place.data / "master.key").read_text()
    with other.opened() as store:  # PostgreSQL numbers new rows after those that came
        highest = await store.read(lambda db: db.scalar(select(func.max(audit.c.id))))
        show = await make_show(store)
        await store.write(lambda db: db.execute(insert(audit), event(show)))
        assert await store.read(lambda db: db.scalar(select(func.max(audit.c.id)))) == highest + 1


@SQLITE
def test_backup_holds_no_key_in_plain_text(place: Place, file: Path) -> None:
    secret = (place.data / "master.key").read_text().strip()
    with zipfile.ZipFile(file) as parts_of_it:
        everything = b"".join(parts_of_it.read(name) for name in parts_of_it.namelist())
    assert secret.encode() not in everything
    assert bytes.fromhex(secret) not in everything
    assert file.stat().st_mode & 0o077 == 0


@SQLITE
def test_wrong_passphrase_restores_nothing(place: Place, second: Place, file: Path) -> None:
    line = refused(second.run("restore", str(file), passphrase="another one"))
    assert line == "kaibo: WrongPassphrase: the passphrase does not open the keys of this backup"
    assert not tables(second)
    assert "WrongPassphrase" in refused(place.run("backup", str(file), passphrase="short"))


@SQLITE
def test_passphrase_comes_from_a_file_and_is_asked_for_without_one(place: Place, tmp_path: Path) -> None:
    (tmp_path / "words").write_text(f"{PASSPHRASE}\n")
    place.told("backup", str(tmp_path / "b.kaibo"), "--passphrase-file", str(tmp_path / "words"))
    line = refused(place.run("backup", str(tmp_path / "c.kaibo"), passphrase=""))
    assert "KAIBO_BACKUP_PASSPHRASE or --passphrase-file" in line
    assert "--no-keys" in line
    assert not (tmp_path / "c.kaibo").exists()


@SQLITE
def test_backup_without_keys_needs_the_master_key_there(place: Place, second: Place, file: Path) -> None:
    place.told("backup", str(file), "--no-keys")
    assert "master.key is missing" in refused(second.run("restore", str(file)))
    (second.data / "master.key").write_text("ab" * 32)
    assert "is not the key of this backup" in refused(second.run("restore", str(file)))
    assert not tables(second)
    (second.data / "master.key").write_text((place.data / "master.key").read_text())
    assert second.told("restore", str(file))["Keys"] is False
    assert second.rows() == place.rows()


@SQLITE
def test_place_that_is_not_empty_stays_as_it_is(place: Place, second: Place, file: Path) -> None:
    second.told("key", "create")
    before = second.rows()
    assert refused(second.run("restore", str(file))).startswith("kaibo: PlaceNotEmpty: the database already has tables")
    assert second.rows() == before
    Path(second.url.removeprefix("sqlite:///")).unlink()
    assert re.match("kaibo: PlaceNotEmpty: .*master.key is the key of", refused(second.run("restore", str(file))))
    (second.data / "master.key").unlink()
    (second.data / "files").mkdir()
    (second.data / "files/mine").touch()
    assert "is not empty" in refused(second.run("restore", str(file)))
    assert not tables(second)
    (second.data / "files/mine").unlink()
    second.told("restore", str(file))
    assert second.rows() == place.rows()


@SQLITE
def test_damaged_backup_restores_nothing(place: Place, second: Place, file: Path) -> None:
    whole, damaged = file.read_bytes(), file.with_name("damaged")
    with zipfile.ZipFile(file) as opened:
        keys = opened.getinfo("keys.sealed").header_offset + 60
        rows = opened.getinfo("rows/session.jsonl").header_offset + 100
        picture = opened.getinfo(f"files/{SHA256}").header_offset + 200_000
        manifest = opened.getinfo("manifest.json").header_offset + 60
    for at in (0, keys, rows, picture, manifest, len(whole) - 8):  # the last is the list of parts
        damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        line = refused(second.run("restore", str(damaged)))
        assert line.startswith("kaibo: BackupDamaged: "), (at, line)
        assert not tables(second), at
    for size in (0, 1000, len(whole) - 1):
        damaged.write_bytes(whole[:size])
        assert "BackupDamaged" in refused(second.run("restore", str(damaged)))
    assert "BackupDamaged" in refused(second.run("restore", str(file.with_name("none"))))
    assert not (second.data / "master.key").exists()


def changed(file: Path, **values: object) -> Path:
    """Write a copy of a backup with other values in its manifest."""
    copy = file.with_name("changed")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "manifest.json":
                data = json.dumps(json.loads(data) | values).encode()
            target.writestr(name, data)
    return copy


@SQLITE
@pytest.mark.parametrize("values", [{"format": 2}, {"revision": "9999"}])
def test_backup_of_a_newer_version_is_refused(second: Place, file: Path, values: dict[str, object]) -> None:
    line = refused(second.run("restore", str(changed(file, **values))))
    assert line.startswith("kaibo: BackupTooNew: ")
    assert not tables(second)


def test_backup_of_an_older_form_is_migrated_forward(place: Place, other: Place, tmp_path: Path) -> None:
    engine = create_engine(place.url)
    with engine.begin() as db:
        db.execute(delete(audit).where(audit.c.actor_name != ""))  # the older form does not know who acted
    engine.dispose()
    newest = place.rows()
    command.downgrade(migrations.config(place.url), "0025")
    place.told("backup", str(tmp_path / "old.kaibo"))
    other.told("restore", str(tmp_path / "old.kaibo"))
    changed = {"show_file", "meta"}  # the form of the one, and in the other the time of the backup
    without = {name: rows for name, rows in newest.items() if name not in changed}
    assert {name: rows for name, rows in other.rows().items() if name not in changed} == without
    migrations.check(other.url)


@pytest.fixture
def small_disk() -> Iterator[None]:
    """Let this process write no file of more than 100 KB. A full disk gives the same kind of error."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@SQLITE
def test_full_disk_leaves_the_older_backup(place: Place, file: Path, request: pytest.FixtureRequest) -> None:
    before, names = file.read_bytes(), set(os.listdir(file.parent))
    request.getfixturevalue("small_disk")
    line = refused(place.run("backup", str(file)))
    assert line.startswith(f"kaibo: BackupFailed: {file} cannot be written (File too large)")
    assert file.read_bytes() == before
    assert set(os.listdir(file.parent)) == names


@SQLITE
def test_damaged_file_of_a_show_is_told_and_left_out(place: Place, second: Place, file: Path) -> None:
    parts.content(place.data / "files", SHA256).write_bytes(b"other bytes")
    done = place.run("backup", str(file))
    assert "1 files of shows are damaged or missing on the server" in done.stderr
    assert json.loads(done.stdout)["Files"] == 0
    second.told("restore", str(file))
    assert second.rows()["show_file"] == []
    assert second.rows()["session"] == place.rows()["session"]


@SQLITE
def test_backup_says_that_recordings_are_not_in_it(place: Place, file: Path) -> None:
    assert "recordings" not in place.run("backup", str(file)).stderr
    (place.data / "files/recordings/re_1").mkdir(parents=True)
    done = place.run("backup", str(file))
    assert done.stderr == "kaibo: the recordings are not in the backup; copy data/files/recordings\n"
    assert json.loads(done.stdout)["Files"] == 1


@SQLITE
def test_folder_of_files_that_is_not_mounted_stops_the_backup(place: Place, file: Path) -> None:
    (place.data / "files").rename(place.data / "elsewhere")
    file.unlink()
    assert "is not the folder of this store's files" in refused(place.run("backup", str(file)))
    assert not file.exists()


@SQLITE
def test_backup_with_another_master_key_is_refused(place: Place, file: Path) -> None:
    (place.data / "master.key").write_text("ab" * 32)
    assert refused(place.run("backup", str(file))).startswith("kaibo: the master key: master.key")


def test_moved_store_is_the_same_and_the_old_one_stays(place: Place, other: Place) -> None:
    before = place.rows()
    done = place.run("move", other.url)
    assert (done.returncode, json.loads(done.stdout)["Rows"]) == (0, sum(map(len, before.values())))
    assert "database_url = " in done.stderr
    assert other.rows() == before == place.rows()
    engine = create_engine(other.url)
    with engine.connect() as db:
        assert seal.fits(db, Vault(bytes.fromhex((place.data / "master.key").read_text())))
    engine.dispose()
    assert "PlaceNotEmpty" in refused(place.run("move", other.url))


@pytest.mark.anyio
async def test_store_with_a_living_server_is_not_moved(place: Place, other: Place) -> None:
    with place.opened() as store:
        members = Members(store, "sv_a")
        await members.renew()
        assert refused(place.run("move", other.url)).startswith("kaibo: StoreInUse: a server runs on this store")
        assert not tables(other)
        await members.leave()
    place.told("move", other.url)
