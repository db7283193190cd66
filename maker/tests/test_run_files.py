"""The files of a run: what stays, what passes, and what ends a run."""

import errno
import os
from pathlib import Path

import pytest
from kaibo_maker import index
from kaibo_maker.boxes import Facts
from kaibo_maker.files import Ended, RunFiles
from made import order

SEGMENT = 2.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fence").write_text("1")
    return tmp_path


def add(files: RunFiles, number: int, keep: bool = True) -> index.Part:
    """Add segment `number`, of one part."""
    return files.part(b"part", Facts(number * SEGMENT, SEGMENT, key=True), number * 2000, keep)


def segments(folder: Path, run: int = 1) -> list[int]:
    return sorted(int(each.stem) for each in (folder / f"runs/{run}").glob("*.m4s"))


def test_index_tells_where_each_part_is(folder: Path) -> None:
    files = RunFiles(order(folder))
    files.init(b"init")
    first = files.part(b"12345", Facts(0.0, 0.5, key=True), 1000, keep=True)
    second = files.part(b"678", Facts(0.5, 0.5, key=False), 1500, keep=True)
    third = files.part(b"9", Facts(1.0, 0.5, key=True), 2000, keep=True)
    files.end("stopped")
    run = folder / "runs/1"
    assert [(each.segment, each.number, each.offset, each.size) for each in (first, second, third)] == [
        (0, 0, 0, 5),
        (0, 1, 5, 3),
        (1, 0, 0, 1),
    ]
    assert index.parse((run / index.NAME).read_text()) == [first, second, third]
    assert (run / "000000.m4s").read_bytes() == b"12345678"
    assert (run / "init.mp4").read_bytes() == b"init"
    assert (run / index.NAME).read_text().endswith('\n{"end":"stopped"}\n')
    assert {oct(os.stat(each).st_mode & 0o777) for each in run.iterdir()} == {"0o600"}


def test_torn_line_of_the_index_is_left_out(folder: Path) -> None:
    files = RunFiles(order(folder))
    part = add(files, 0)
    text = (folder / "runs/1" / index.NAME).read_text()
    for end in range(len(text), 2 * len(text) - 1):
        assert index.parse((text + text)[:end]) == [part]


def test_newer_run_ends_an_older_one_at_its_next_segment(folder: Path) -> None:
    files = RunFiles(order(folder))
    add(files, 0)
    (folder / "fence").write_text("2")
    files.part(b"part", Facts(0.5, 0.5, key=False), 0, keep=True)
    with pytest.raises(Ended, match="lost"):
        add(files, 1)


def test_run_ends_before_it_takes_the_last_of_the_disk(folder: Path) -> None:
    files = RunFiles(order(folder, reserve_mb=10**9))
    with pytest.raises(Ended, match="disk"):
        add(files, 0)


def test_full_disk_leaves_whole_parts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = RunFiles(order(folder))
    add(files, 0)
    write = os.write

    def half(handle: int, content: bytes) -> int:
        if len(content) < 4:
            raise OSError(errno.ENOSPC, "full")
        return write(handle, content[:2])

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(Ended, match="disk"):
        files.part(b"part", Facts(0.5, 0.5, key=False), 0, keep=True)
    assert (folder / "runs/1/000000.m4s").read_bytes() == b"part"


def test_passing_segments_go_and_kept_ones_stay(folder: Path) -> None:
    files = RunFiles(order(folder, window=5))
    for number in range(20):
        add(files, number, keep=4 <= number < 8)
    assert segments(folder) == [4, 5, 6, 7, 16, 17, 18, 19]
    files.end("stopped")
    kept = index.kept(index.runs(folder))
    assert [part.segment for part in kept[0].parts] == [4, 5, 6, 7]


def test_passing_segments_of_an_earlier_run_go(folder: Path) -> None:
    first = RunFiles(order(folder, window=5))
    add(first, 0, keep=False)
    add(first, 1)
    (folder / "fence").write_text("2")
    second = RunFiles(order(folder, 2, window=5))
    add(second, 0)
    assert segments(folder) == [0, 1]
    add(second, 3)
    assert segments(folder) == [1]


class Disk:
    """Knows what a power cut would leave: the files and names for which a process waited."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._contents: dict[Path, bytes] = {}
        self._names: set[Path] = set()
        monkeypatch.setattr(os, "fdatasync", self._data)
        monkeypatch.setattr(os, "fsync", self._folder)

    def _data(self, handle: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{handle}"))
        self._contents[path.with_name(path.name.removeprefix(".").removesuffix(".new"))] = path.read_bytes()

    def _folder(self, handle: int) -> None:
        self._names |= set(Path(os.readlink(f"/proc/self/fd/{handle}")).iterdir())

    def cut(self, folder: Path, to: Path) -> None:
        """Copy what is left of a recording."""
        for path, content in self._contents.items():
            if {path, *path.parents} - {folder, *folder.parents} <= self._names:
                left = to / path.relative_to(folder)
                left.parent.mkdir(parents=True, exist_ok=True)
                left.write_bytes(content)
        (to / "fence").write_text("1")


def test_power_cut_leaves_each_part_for_which_the_disk_had_time(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    files = RunFiles(order(folder))
    files.init(b"init")
    for number in range(3):
        add(files, number)
        part = files.part(b"more", Facts(number * SEGMENT + 1, 1.0, key=False), 0, keep=True)
        files._synced.result()
    files._syncing.submit(lambda: None).result()
    disk.cut(folder, tmp_path / "left")
    [run] = index.runs(tmp_path / "left")
    [left] = index.kept([run])
    assert (run.folder / "init.mp4").read_bytes() == b"init"
    assert len(left.parts) >= 5, "all but the last one, which came while the disk was busy"
    files.end("stopped")
    disk.cut(folder, tmp_path / "later")
    [whole] = index.kept(index.runs(tmp_path / "later"))
    assert (len(whole.parts), whole.parts[-1], whole.end) == (6, part, "stopped")


def test_later_run_wins_from_its_first_part_on(folder: Path) -> None:
    first, second, third = (RunFiles(order(folder, run)) for run in (1, 2, 3))
    for number in range(4):
        first.part(b"part", Facts(number, 1.0, key=not number), number * 1000, keep=True)
    second.part(b"part", Facts(0, 1.0, key=True), 2500, keep=True)
    third.part(b"part", Facts(0, 1.0, key=True), 100, keep=True)
    (folder / "fence").write_text("2")
    kept = index.kept(index.runs(folder))
    assert [(run.number, [part.at for part in run.parts]) for run in kept] == [(1, [0, 1000, 2000]), (2, [2500])]


def test_part_that_is_not_whole_in_its_file_is_left_out(folder: Path) -> None:
    files = RunFiles(order(folder))
    add(files, 0)
    add(files, 1)
    os.truncate(folder / "runs/1/000001.m4s", 3)
    assert [part.segment for part in index.kept(index.runs(folder))[0].parts] == [0]
