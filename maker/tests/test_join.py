"""The join makes one file of all runs, without an encode."""

import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import av
import pytest
from ffprobe import probed
from kaibo_maker.join import Nothing, join
from made import FPS, lumas, order, run, run_without_sound


def test_runs_follow_each_other(tmp_path: Path) -> None:
    run(order(tmp_path / "r"), 3, at=0, luma=60)
    run(order(tmp_path / "r", 2), 2, at=9000, luma=180)
    told = join(tmp_path / "r", tmp_path / "out.mp4")
    assert told["seconds"] == 5
    assert told["bytes"] == (tmp_path / "out.mp4").stat().st_size
    assert lumas(tmp_path / "out.mp4") == [(0.0, 60), (3.0, 180)]
    content = (tmp_path / "out.mp4").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat"), "a player can begin before the end is there"


def test_later_run_cuts_the_earlier_one(tmp_path: Path) -> None:
    run(order(tmp_path / "r"), 6, at=0, luma=60)
    run(order(tmp_path / "r", 2), 2, at=4000, luma=180)
    assert join(tmp_path / "r", tmp_path / "out.mp4")["seconds"] == 6
    assert lumas(tmp_path / "out.mp4") == [(0.0, 60), (4.0, 180)]


def test_run_of_another_size_is_decoded_too_and_so_is_the_next_one(tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    run(order(tmp_path / "r"), 2, at=0, luma=60)
    run(order(tmp_path / "r", 2, width=320, height=180), 2, at=9000, luma=180)
    run(order(tmp_path / "r", 3), 2, at=19_000, luma=120)
    join(tmp_path / "r", out)
    assert lumas(out) == [(0.0, 60), (2.0, 180), (4.0, 120)]
    with av.open(out) as container:  # a viewer who saw the second run jumps back
        container.seek(3 * av.time_base)
        assert [round(next(container.decode(video=0)).time or 0) for _ in range(2)] == [2, 2]
        container.seek(0)
        assert next(container.decode(video=0)).width == 160
    assert probed(out)[0] == 6 * FPS


def test_deleted_segment_leaves_no_hole(tmp_path: Path) -> None:
    run(order(tmp_path / "r"), 6, luma=60)
    (tmp_path / "r/runs/1/000001.m4s").unlink()
    assert join(tmp_path / "r", tmp_path / "out.mp4")["seconds"] == 4
    with av.open(tmp_path / "out.mp4") as container:
        times = [packet.dts for packet in container.demux(audio=0) if packet.dts is not None]
    assert max(late - early for early, late in pairwise(times)) <= 2048


def test_sound_that_is_longer_than_its_picture_is_there_once(tmp_path: Path) -> None:
    run(order(tmp_path / "r"), 2, at=0, ahead=0.5)
    run(order(tmp_path / "r", 2), 2, at=9000)
    join(tmp_path / "r", tmp_path / "out.mp4")
    with av.open(tmp_path / "out.mp4") as container:
        times = [packet.dts for packet in container.demux(audio=0) if packet.dts is not None]
    assert all(early < late for early, late in pairwise(times))
    assert len(times) * 1024 / 48_000 == pytest.approx(4, abs=0.1)


def streams(file: Path) -> list[tuple[str, int]]:
    """Return the kind of each stream, and the seconds that its packets last."""
    lasting: dict[str, float] = {}
    with av.open(file) as container:
        for packet in container.demux():
            if packet.dts is not None:
                seconds = float((packet.duration or 0) * packet.time_base)
                lasting[packet.stream.type] = lasting.get(packet.stream.type, 0) + seconds
    return [(kind, round(seconds)) for kind, seconds in lasting.items()]


def test_recording_without_sound_is_a_file_of_pictures_alone(tmp_path: Path) -> None:
    run_without_sound(order(tmp_path / "r"), 3, at=0, luma=60)
    run_without_sound(order(tmp_path / "r", 2), 2, at=9000, luma=180)
    assert join(tmp_path / "r", tmp_path / "out.mp4")["seconds"] == 5
    assert lumas(tmp_path / "out.mp4") == [(0.0, 60), (3.0, 180)]
    assert streams(tmp_path / "out.mp4") == [("video", 5)]


@pytest.mark.parametrize("silent", [1, 2])
def test_run_without_sound_costs_no_other_run_its_sound(tmp_path: Path, silent: int) -> None:
    for number in (1, 2):
        write = run_without_sound if number == silent else run
        write(order(tmp_path / "r", number), 2, at=9000 * number)
    assert join(tmp_path / "r", tmp_path / "out.mp4")["seconds"] == 4
    assert streams(tmp_path / "out.mp4") == [("video", 4), ("audio", 2)]


def test_torn_segment_costs_its_parts_alone(tmp_path: Path) -> None:
    run(order(tmp_path / "r"), 4, luma=60)
    last = tmp_path / "r/runs/1/000001.m4s"
    last.write_bytes(last.read_bytes()[:-10])
    assert join(tmp_path / "r", tmp_path / "out.mp4")["seconds"] == 3.5


def test_recording_that_only_passed_is_nothing(tmp_path: Path) -> None:
    run(order(tmp_path / "r"), 2, keep=False)
    with pytest.raises(Nothing):
        join(tmp_path / "r", tmp_path / "out.mp4")
    assert not list(tmp_path.glob("*out*"))


def test_command_prints_the_length_or_says_why_not(tmp_path: Path) -> None:
    run(order(tmp_path / "r"), 1)
    command = [sys.executable, "-m", "kaibo_maker.join"]
    made = subprocess.run([*command, "r", "out.mp4"], cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(made.stdout)["seconds"] == 1
    refused = subprocess.run([*command, "absent", "out.mp4"], cwd=tmp_path, capture_output=True, check=False)
    assert (refused.returncode, refused.stderr) == (1, b"absent has no part of a recording\n")
