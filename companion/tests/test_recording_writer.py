"""A recording's file, which grows during the show, and what ends it."""

import os
import shutil
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from kaibo_companion.recording import writer
from kaibo_companion.recording.writer import NoRoom, RecordingFile

NOW = datetime(2026, 11, 25, 19, 2, 3, tzinfo=UTC)
FILE = "All hands 2026-11-25 19.02.03.webm"


def nothing(failed: RecordingFile) -> None:
    raise AssertionError(failed.error)


def test_written_bytes_are_in_the_file_in_order(tmp_path: Path) -> None:
    made = RecordingFile(tmp_path / "films", "All hands", NOW, nothing)
    pieces = [bytes([number]) * 100_000 for number in range(50)]
    for piece in pieces:
        made.write(piece)
    file = made.close().result()
    assert file == tmp_path / "films" / FILE
    assert file.read_bytes() == b"".join(pieces)
    assert file.stat().st_mode & 0o777 == 0o600


def test_recordings_of_one_second_get_different_names(tmp_path: Path) -> None:
    made = [RecordingFile(tmp_path, "All hands", NOW, nothing) for _ in range(3)]
    for number, one in enumerate(made):
        one.write(bytes([number]))
    assert [one.close().result().name for one in made] == [FILE, FILE[:-5] + " (2).webm", FILE[:-5] + " (3).webm"]
    assert (tmp_path / FILE).read_bytes() == b"\0"


def test_recording_is_synced_often_and_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda out: synced.append(os.fstat(out).st_size))
    made = RecordingFile(tmp_path, "All hands", NOW, nothing)
    made.write(b"x")
    made.close().result()
    assert synced == [1], "what came last"
    synced.clear()
    monkeypatch.setattr(writer, "SYNC_SECONDS", 0)
    made = RecordingFile(tmp_path, "All hands", NOW, nothing)
    made.write(b"x")
    made.write(b"y")
    made.close().result()
    assert synced == [1, 2, 2], "however little it is"


def test_empty_recording_leaves_no_file(tmp_path: Path) -> None:
    assert not RecordingFile(tmp_path, "All hands", NOW, nothing).close().result().exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "etc passwd"),
        ('a<b>:"c"|?*', "a b c"),
        ("秋日新豆品鉴会", "秋日新豆品鉴会"),
        ("..", "Kaibo"),
        ("", "Kaibo"),
        ("x" * 300, "x" * writer.LONGEST),
        ("会" * 150, "会" * (writer.LONGEST_BYTES // 3)),
        ("🎉" * 150, "🎉" * (writer.LONGEST_BYTES // 4)),
    ],
)
def test_show_name_becomes_a_safe_file_name(tmp_path: Path, name: str, kept: str) -> None:
    made = RecordingFile(tmp_path, name, NOW, nothing)
    made.write(b"x")
    file = made.close().result()
    assert file.parent == tmp_path
    assert file.name == f"{kept} 2026-11-25 19.02.03.webm"


def test_full_disk_starts_no_recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "ENOUGH", shutil.disk_usage(tmp_path).free * 2)
    with pytest.raises(NoRoom):
        RecordingFile(tmp_path, "All hands", NOW, nothing)
    assert list(tmp_path.iterdir()) == []


def test_full_disk_ends_recording_and_keeps_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told, failures = threading.Event(), list[RecordingFile]()

    def failed(recording: RecordingFile) -> None:
        failures.append(recording)
        told.set()

    made = RecordingFile(tmp_path, "All hands", NOW, failed)
    made.write(b"first")
    end = time.monotonic() + 10
    while made.file.stat().st_size < len(b"first") and time.monotonic() < end:
        pass
    monkeypatch.setattr(writer, "LEAST", shutil.disk_usage(tmp_path).free * 2)
    made.write(b"second")
    assert told.wait(10)
    made.write(b"third")
    assert made.close().result().read_bytes() == b"first"
    assert failures == [made]
    assert isinstance(made.error, NoRoom)


def test_slow_disk_ends_recording_and_keeps_what_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "BEHIND", 10)
    goes_on, write = threading.Event(), os.write

    def slow(out: int, data: bytes) -> int:
        assert goes_on.wait(10)
        return write(out, data)

    monkeypatch.setattr(os, "write", slow)
    failures = list[RecordingFile]()
    made = RecordingFile(tmp_path, "All hands", NOW, failures.append)
    for piece in (b"first", b"again", b"over", b"no"):
        made.write(piece)
    closed = made.close()
    assert failures == [made]
    assert str(made.error) == "the disk is too slow"
    assert not closed.done(), "nobody waits for the disk"
    goes_on.set()
    assert closed.result(10).read_bytes() == b"firstagain"
