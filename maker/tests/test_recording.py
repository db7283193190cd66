"""A recording on a real LiveKit, from its first run to one file."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import pytest
from ffprobe import probed
from kaibo.host.livekit.config import Ports
from show import BLUE, RED, Show, until

pytest_plugins = ["engines"]


@pytest.fixture
def show(livekit: Ports, tmp_path: Path) -> Iterator[Show]:
    made = Show(livekit, tmp_path)
    yield made
    made.end()


def join(files: Path, out: Path) -> dict[str, float]:
    """Run the join as the server does. Return what it prints."""
    asked = [sys.executable, "-m", "kaibo_maker.join", str(files), str(out)]
    return dict(json.loads(subprocess.run(asked, check=True, capture_output=True).stdout))


def length(file: Path) -> float:
    """Return the seconds of the shorter of picture and sound."""
    with av.open(file) as container:
        lengths = [
            stream.duration * stream.time_base for stream in container.streams if stream.duration and stream.time_base
        ]
        assert len(lengths) == 2
        return float(min(lengths))


def colours(file: Path) -> list[tuple[float, str]]:
    """Return when the colour of a file changes, and to which."""
    changes: list[tuple[float, str]] = []
    with av.open(file) as container:
        for frame in container.decode(video=0):
            red, _, blue = map(int, frame.reformat(2, 2, "rgb24").to_ndarray()[0, 0])
            name = "red" if red > blue + 80 else "blue" if blue > red + 80 else "cover"
            if not changes or changes[-1][1] != name:
                changes.append((frame.time, name))
    return changes


def shades(file: Path) -> set[tuple[int, int, int]]:
    """Return the colours of the hosts' pictures, as a player shows them: by the matrix that the file names."""
    found = set()
    with av.open(file) as container:
        for frame in container.decode(video=0):
            red, green, blue = map(int, frame.reformat(2, 2, "rgb24").to_ndarray()[0, 0])
            if abs(red - blue) > 80:
                found.add((red, green, blue))
    return found


def test_show_with_killed_hosts_and_a_killed_maker_is_one_file(show: Show, tmp_path: Path) -> None:
    host = show.host("host-1", RED)
    first = show.maker(1, "host-1")
    first.shows("live")
    first.goes_on(2)
    show.host("host-2", BLUE)
    host.kill()
    first.shows("cover")
    first.want(publisher="host-2")
    first.shows("live")
    first.goes_on(2)
    first.process.kill()
    first.ends()
    second = show.maker(2, "host-2")
    second.shows("live")
    second.goes_on(2)
    second.want(publisher="host-2", stop=True)
    assert second.ends() == 0
    assert (first.end(), second.end()) == ("", "stopped")
    out = tmp_path / "out.mp4"
    told = join(show.files, out)
    shown = " ".join(colour for _, colour in colours(out))
    assert re.fullmatch("(cover red )+(cover blue ?){2,}", shown), shown  # a busy machine may show more covers
    assert told["seconds"] == pytest.approx(sum(part.seconds for part in first.parts() + second.parts()), abs=0.001)
    assert told["seconds"] == pytest.approx(length(out), abs=0.5)
    assert probed(out)[1] == pytest.approx(told["seconds"], abs=0.1), "the sound ends with the picture"
    # The program is VP8, whose colours are BT.601. By BT.709 the green of the red is off by 16 and more.
    for shade in shades(out):
        wanted = RED if shade[0] > shade[2] else BLUE
        assert max(abs(a - b) for a, b in zip(shade, wanted, strict=True)) < 13, shade


def test_newer_run_ends_the_older_one_whose_segments_passed(show: Show) -> None:
    first = show.maker(1, keep=False)
    first.goes_on(1)
    (show.files / "fence").write_text("2")
    assert (first.ends(), first.end(), first.status()["error"]) == (3, "lost", "lost")
    assert {part.passing for part in first.parts()} == {True}
    assert not (show.files / "storyboard.jsonl").exists()


def test_full_disk_ends_a_run_in_good_order(show: Show) -> None:
    maker = show.maker(1, reserve_mb=10**9)
    assert (maker.ends(), maker.end(), maker.status()["error"]) == (4, "disk", "disk")


def test_unusable_order_is_refused_with_words(show: Show) -> None:
    maker = show.maker(1, encoder="x265000")
    assert (maker.ends(), (maker.folder / "log").read_text()) == (2, "encoder x265000 is not in this PyAV\n")


def test_asked_by_the_system_a_maker_ends_in_good_order_without_a_room(show: Show) -> None:
    maker = show.maker(1, engine="ws://127.0.0.1:1")
    maker.goes_on(1)
    until(lambda: maker.status()["error"].startswith("room: "))
    maker.process.terminate()
    assert (maker.ends(), maker.end(), maker.status()["state"]) == (0, "interrupted", "stopped")
