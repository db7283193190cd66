"""The folder of files: the first start marks it, and a server that does not see it refuses to start."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from kaibo.cluster import installation
from kaibo.cluster.members import server
from kaibo.files import folder
from kaibo.files.folder import MARK, FilesUnusable
from kaibo.host.livekit.config import free_port
from sqlalchemy import Connection, create_engine, insert, text, update

from tests.command import kaibo
from tests.databases import SQLITE

FAR = 2**50
Claim = Callable[[str, str], None]
"""Starts a server with this folder and this id."""


@pytest.fixture
def claim(store_url: str, tmp_path: Path) -> Claim:
    def start(name: str, own: str) -> None:
        engine = create_engine(store_url)
        try:
            with engine.begin() as db:
                folder.claim(db, tmp_path / name, own)
        finally:
            engine.dispose()

    return start


Change = Callable[[Callable[[Connection], object]], None]


@pytest.fixture
def change(store_url: str) -> Change:
    def run(work: Callable[[Connection], object]) -> None:
        engine = create_engine(store_url)
        with engine.begin() as db:
            work(db)
        engine.dispose()

    return run


def lives(db: Connection) -> None:
    db.execute(insert(server).values(id="sv_a", lease_until=FAR, version=1))


def has_file(db: Connection) -> None:
    db.execute(
        text(
            "INSERT INTO activity (id, account, name, live_time, end_time, status, view_path, cover_image, extra,"
            " created_at, wanted, room_epoch, link_epoch)"
            " VALUES (1, 'ac_1', 'A show', 1, 0, 2, 'p', '', '{}', 1, false, 1, 1)"
        )
    )
    db.execute(
        text(
            "INSERT INTO show_file (activity, sha256, account, name, type, size, created_at, changed_at)"
            " VALUES (1, 'aa', 'ac_1', 'a.png', 'image/png', 1, 1, 1)"
        )
    )


def test_first_start_marks_the_folder_and_every_later_one_finds_it(
    claim: Claim, change: Change, tmp_path: Path
) -> None:
    claim("files", "sv_a")
    mark = (tmp_path / "files" / MARK).read_text()
    change(lives)
    change(has_file)
    for own in ("sv_a", "sv_b"):
        claim("files", own)
    assert (tmp_path / "files" / MARK).read_text() == mark


def test_second_server_with_a_folder_of_its_own_does_not_start(claim: Claim, change: Change) -> None:
    claim("files", "sv_a")
    change(lives)
    with pytest.raises(FilesUnusable, match="mount the one that all servers share"):
        claim("other", "sv_b")
    claim("files", "sv_b")


@SQLITE
def test_first_server_with_files_starts_beside_a_release_without(claim: Claim, change: Change) -> None:
    change(lives)
    claim("files", "sv_b")


@SQLITE
def test_lone_server_without_files_may_move_its_folder(claim: Claim, change: Change, tmp_path: Path) -> None:
    claim("files", "sv_a")
    change(lives)
    claim("elsewhere", "sv_a")
    change(lambda db: db.execute(update(server).values(id="sv_dead", lease_until=1)))
    shutil.rmtree(tmp_path / "elsewhere")
    claim("elsewhere", "sv_a")


@SQLITE
def test_server_with_files_needs_them_back(claim: Claim, change: Change, tmp_path: Path) -> None:
    claim("files", "sv_a")
    change(has_file)
    shutil.copytree(tmp_path / "files", tmp_path / "backup")
    shutil.rmtree(tmp_path / "files")
    with pytest.raises(FilesUnusable, match="restore it from your backup"):
        claim("files", "sv_a")
    claim("backup", "sv_a")


@SQLITE
def test_store_from_a_backup_before_the_files_finds_the_folder(claim: Claim, change: Change, tmp_path: Path) -> None:
    claim("files", "sv_a")
    mark = (tmp_path / "files" / MARK).read_text()
    change(lambda db: db.execute(text("DELETE FROM meta")))
    claim("files", "sv_a")
    assert (tmp_path / "files" / MARK).read_text() == mark


@SQLITE
def test_folder_of_another_installation_is_refused(claim: Claim, change: Change) -> None:
    claim("files", "sv_a")
    change(lambda db: db.execute(update(installation.installation).values(id="another2")))
    with pytest.raises(FilesUnusable, match="another installation"):
        claim("files", "sv_a")


@SQLITE
def test_broken_mark_counts_as_none(claim: Claim, tmp_path: Path) -> None:
    claim("files", "sv_a")
    (tmp_path / "files" / MARK).write_bytes(b"\0" * 40)
    claim("files", "sv_a")
    (tmp_path / "files" / MARK).write_bytes(b"\xff\xfe")
    claim("files", "sv_a")


@SQLITE
def test_command_says_in_one_line_that_the_folder_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store_url: str
) -> None:
    monkeypatch.setenv("KAIBO_DATABASE_URL", store_url)
    monkeypatch.setenv("KAIBO_FILES", str(tmp_path / "away" / "files"))
    (tmp_path / "away").write_text("no folder")
    told = kaibo(tmp_path, "up", "--no-media", "--port", str(free_port()))
    lines = [line for line in told.stderr.splitlines() if line.startswith("kaibo: ")]
    assert (told.returncode, "Traceback" in told.stderr) == (1, False)
    where = tmp_path / "away" / "files"
    assert lines == [f"kaibo: the folder of files (setting files): {where}: Not a directory"]
