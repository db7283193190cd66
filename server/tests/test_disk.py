"""After a crash files are whole and private, and no temporary file is left."""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from kaibo import disk
from kaibo.cli import demo
from kaibo.host.data_folder import DataFolder
from kaibo.host.lan import authority
from kaibo.host.livekit import config

from tests.cut import c_calls, cut_at


def test_crash_leaves_the_old_text_or_the_new(tmp_path: Path) -> None:
    file, seen, step = tmp_path / "file", set(), 1
    file.write_text("old")
    while cut_at(step, lambda: disk.write_private(file, "new"), c_calls):
        seen.add(file.read_text())
        file.write_text("old")
        step += 1
    assert seen == {"old", "new"}
    disk.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == [file]


def test_text_reaches_the_disk_before_its_name(tmp_path: Path) -> None:
    calls: list[str] = []

    def note(_: object, what: str, called: object) -> None:
        if what == "c_call" and called in (os.fsync, os.replace):
            calls.append(getattr(called, "__name__", ""))

    sys.setprofile(note)
    try:
        disk.write_private(tmp_path / "file", "text")
    finally:
        sys.setprofile(None)
    assert calls == ["fsync", "replace", "fsync"]


def test_file_that_others_could_read_becomes_private(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch(0o644)
    disk.write_private(file, "text")
    assert file.stat().st_mode & 0o777 == 0o600


def test_failed_write_leaves_only_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        disk.write_private(file, "\ud800")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def kept_demo(folder: Path) -> object:
    if not demo.kept(folder / demo.FILE):
        disk.write_private(folder / demo.FILE, json.dumps(dict.fromkeys(demo.NAMES, "1")))
    return demo.kept(folder / demo.FILE)


@pytest.mark.parametrize(
    "kept",
    [
        lambda folder: DataFolder(folder).master_keys(),
        config.kept,
        lambda folder: authority.kept(folder, ["studio"]).pem,
        kept_demo,
    ],
    ids=["master.key", "livekit.json", "ca.pem", "demo.json"],
)
def test_next_start_works_after_a_first_start_cut_at_any_step(kept: Callable[[Path], object], tmp_path: Path) -> None:
    for number in range(1, 10_000, 7):
        folder = tmp_path / str(number)
        folder.mkdir()
        if not cut_at(number, partial(kept, folder), c_calls):
            break
        assert kept(folder) == kept(folder)
    assert number > 1
