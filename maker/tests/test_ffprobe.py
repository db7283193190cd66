"""Another program reads each kind of file that a recording has: FFmpeg's own, of Debian, and not PyAV's."""

from pathlib import Path

import pytest
from ffprobe import probed
from kaibo_maker.join import join
from made import FPS, order, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "r"


def stretch(folder: Path, run: int, segments: range) -> Path:
    """Put segments of a run behind its init, as a player does."""
    place = folder / f"runs/{run}"
    whole = place.with_name(f"{run}-{segments.start}.mp4")
    names = ["init.mp4", *(f"{number:06d}.m4s" for number in segments)]
    whole.write_bytes(b"".join((place / name).read_bytes() for name in names))
    return whole


def is_whole(file: Path, seconds: int) -> bool:
    """Tell whether a file has all pictures of these seconds, and sound as long."""
    pictures, length = probed(file)
    return pictures == seconds * FPS and abs(length - seconds) < 0.05


def test_segments_behind_their_init_are_whole(folder: Path) -> None:
    run(order(folder), 5)
    assert is_whole(stretch(folder, 1, range(3)), 5)
    assert is_whole(stretch(folder, 1, range(1, 2)), 2), "a viewer may begin there"


def test_download_of_two_runs_is_whole(folder: Path, tmp_path: Path) -> None:
    run(order(folder), 3, at=0)
    run(order(folder, 2), 2, at=9000)
    join(folder, tmp_path / "download.mp4")
    assert is_whole(tmp_path / "download.mp4", 5)


def test_recording_that_was_off_for_a_while_is_whole(folder: Path, tmp_path: Path) -> None:
    run(order(folder), 10, off=range(4, 6))
    told = join(folder, tmp_path / "download.mp4")
    assert told["seconds"] == 8
    assert is_whole(tmp_path / "download.mp4", 8)
    assert is_whole(stretch(folder, 1, range(3, 5)), 4)


def test_torn_file_is_seen(folder: Path) -> None:
    run(order(folder), 2)
    whole = stretch(folder, 1, range(1))
    whole.write_bytes(whole.read_bytes()[:-500])
    with pytest.raises(AssertionError):
        probed(whole)
