"""A recording is as long as its airing, whatever was killed or stood still meanwhile."""

import signal
import time
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import pytest
from ffprobe import probed
from kaibo.features.recording import folder
from kaibo.features.recording.live.playlist import part_target
from kaibo.features.recording.live.timeline import Timeline
from kaibo.host.livekit.config import kept
from kaibo.host.makers import output_fps
from kaibo_maker import gap, index
from kaibo_maker.clock import LONGEST_STALL
from kaibo_maker.join import join
from kaibo_maker.line import Gap, Line
from kaibo_maker.sound import RATE
from made import frame, order, run
from show import Run, Show, until

NOW = 1_796_000_000.0
"""Unix seconds."""
LONGEST = 120.0
LEAST_OF_TARGET = 0.85
"""The least length of a part that is not the last one of its segment (RFC 8216bis §4.4.4.9)."""
PART_TARGET = 0.55
"""Seconds. The playlists of the server promise it."""


def begun(folder: Path, seconds_ago: float, end: str = "", run_of: int = 1) -> None:
    """Write a run of four seconds that ended so long ago. `end`: empty for one that was killed."""
    run(order(folder, run_of), 4, at=int((NOW - seconds_ago - 4) * 1000), end=end)


@pytest.mark.parametrize("end", ["", "lost", "interrupted"])
def test_run_that_broke_off_leaves_a_gap(tmp_path: Path, end: str) -> None:
    begun(tmp_path, 7, end)
    assert gap.before(order(tmp_path, 2), NOW, LONGEST) == pytest.approx(7, abs=0.01)


def test_newest_run_with_parts_counts(tmp_path: Path) -> None:
    begun(tmp_path, 20, "stopped")
    begun(tmp_path, 7, run_of=2)
    (tmp_path / "runs/3").mkdir()
    (tmp_path / "runs/3" / index.NAME).touch()
    (tmp_path / "fence").write_text("4")
    assert gap.before(order(tmp_path, 4), NOW, LONGEST) == pytest.approx(7, abs=0.01)


@pytest.mark.parametrize("end", gap.WANTED)
def test_run_that_ended_as_wanted_leaves_none(tmp_path: Path, end: str) -> None:
    begun(tmp_path, 7, end)
    assert gap.before(order(tmp_path, 2), NOW, LONGEST) == 0


@pytest.mark.parametrize("seconds_ago", [gap.LEAST - 0.1, LONGEST + 1, -5])
def test_short_and_long_times_are_no_gap(tmp_path: Path, seconds_ago: float) -> None:
    begun(tmp_path, seconds_ago)
    assert gap.before(order(tmp_path, 2), NOW, LONGEST) == 0


def test_segments_that_passed_leave_none(tmp_path: Path) -> None:
    run(order(tmp_path), 4, at=int((NOW - 11) * 1000), keep=False, end="")
    assert gap.before(order(tmp_path, 2), NOW, LONGEST) == 0
    assert gap.before(order(tmp_path / "empty"), NOW, LONGEST) == 0


@pytest.fixture
def show(tmp_path: Path) -> Iterator[Show]:
    """Make a show without LiveKit. Its makers write the cover."""
    made = Show(kept(tmp_path), tmp_path)
    yield made
    made.end()


def lengths(parts: list[index.Part]) -> list[float]:
    """Return the seconds of each segment."""
    return [sum(part.seconds for part in found) for _, found in groupby(parts, lambda part: part.segment)]


def stand_still(maker: Run) -> None:
    """Let the process stand still for longer than its clock makes up for."""
    maker.process.send_signal(signal.SIGSTOP)
    time.sleep(LONGEST_STALL + 0.5)
    maker.process.send_signal(signal.SIGCONT)
    until(lambda: [part for part in maker.parts() if part.filling and part.begins > LONGEST_STALL])
    maker.goes_on(2)


def kill(maker: Run) -> None:
    """Kill the process, and let the time of a gap pass."""
    maker.process.kill()
    maker.ends()
    last = maker.parts()[-1]
    until(lambda: time.time() > last.at / 1000 + last.seconds + gap.LEAST)


def test_killed_makers_and_one_that_stood_still_leave_no_hole(show: Show, tmp_path: Path) -> None:
    runs = []
    for number in (1, 2, 3):
        runs.append(show.maker(number))
        runs[-1].goes_on(2)
        if number == 2:
            stand_still(runs[-1])
        if number < 3:
            kill(runs[-1])
    runs[-1].want(stop=True)
    assert runs[-1].ends() == 0
    parts = [run.parts() for run in runs]
    assert not any(part.filling for part in parts[0])
    for before, own in pairwise(parts):
        assert own[0].filling
        assert own[0].at == pytest.approx(before[-1].at + 1000 * before[-1].seconds, abs=50)
        for early, late in pairwise(own):
            assert late.key or late.filling == early.filling, "what fills a gap has segments of its own"
    for own in parts:
        assert max(lengths(own)) < 2.1
        assert max((part.seconds for part in own if not part.filling), default=0.0) <= PART_TARGET
    first, last = parts[0][0], parts[-1][-1]
    out = tmp_path / "out.mp4"
    told = join(show.files, out)["seconds"]
    assert told == pytest.approx((last.at - first.at) / 1000 + last.seconds, abs=0.3)
    assert probed(out)[1] == pytest.approx(told, abs=0.2), "the sound ends with the picture"


@pytest.mark.parametrize("before", range(3, 18))
def test_sound_between_two_pictures_of_a_gap_makes_no_segment_longer(tmp_path: Path, before: int) -> None:
    """A part of sound alone lasts no time of the picture's."""
    asked, frames = order(tmp_path, fps=15), range(before, before + 37)
    (tmp_path / "fence").write_text("1")
    line = Line(asked, frame(100), lambda: 0.0)
    for number in range(before):
        line.shoot(number, None)
    line.hear(np.zeros((before * RATE // 15, 2), np.int16))
    line.fill(Gap(frames, 37 * RATE // 15))
    line.shoot(frames.stop, None)
    line.finish("stopped")
    line.start()
    line.join()
    own = index.parse((tmp_path / "runs/1" / index.NAME).read_text())
    assert max(lengths(own)) <= 2.05
    assert sum(part.seconds for part in own if part.filling) == pytest.approx(37 / 15, abs=0.001)


def test_encoder_that_hangs_makes_no_long_part(tmp_path: Path) -> None:
    """Frames are dropped meanwhile. The target duration of the playlists holds."""
    asked = order(tmp_path, fps=30)
    (tmp_path / "fence").write_text("1")
    line = Line(asked, frame(100), lambda: 0.0)
    for number in [*range(10), *range(200, 210)]:
        line.shoot(number, None)
    line.hear(np.zeros((210 * RATE // 30, 2), np.int16))
    line.finish("stopped")
    line.start()
    line.join()
    own = index.parse((tmp_path / "runs/1" / index.NAME).read_text())
    assert sum(part.seconds for part in own) == pytest.approx(7)
    assert max(lengths(own)) <= 2.05
    assert max(part.seconds for part in own) <= PART_TARGET


@pytest.mark.parametrize("program", [5, 10, 12, 15, 20, 24, 25, 30, 50, 60])
@pytest.mark.parametrize("every", [1, 2])
def test_parts_hold_the_target_of_the_live_playlist(tmp_path: Path, program: int, every: int) -> None:
    """The first second has each frame. A busy maker then encodes some of them."""
    fps = output_fps(program)
    (tmp_path / "fence").write_text("1")
    line = Line(order(tmp_path, fps=fps), frame(100), lambda: 0.0)
    for number in range(8 * fps):
        if number < 2 * fps or number % every == 0:
            line.shoot(number, None)
        line.hear(np.zeros((RATE // fps, 2), np.int16))
        line._given = line._taken = 0  # nothing waits
    line.finish("stopped")
    line.run()
    parts, _ = folder.parse((tmp_path / "runs/1" / index.NAME).read_text())
    live = Timeline()
    live.add(1, parts, ended=False)
    target = part_target(live.segments)
    assert len(live.segments) == 4
    for segment in live.segments:
        lasting = [part.seconds for part in segment.parts]
        assert max(lasting) <= target
        assert min(lasting[:-1]) >= LEAST_OF_TARGET * target
        assert segment.seconds == pytest.approx(2, abs=0.1)


def test_sound_for_which_there_was_no_room_becomes_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = order(tmp_path)
    (tmp_path / "fence").write_text("1")
    line = Line(asked, frame(100), lambda: 0.0)
    monkeypatch.setattr("kaibo_maker.line.MOST_SOUND", RATE)
    loud = np.full((RATE, 2), 9000, np.int16)
    heard: list[int] = []
    monkeypatch.setattr(line._encoder, "sound", lambda samples: heard.append(len(samples)))
    line.hear(loud)
    line.hear(loud)
    line._samples_taken = RATE
    line.hear(loud)
    line.finish("stopped")
    line.run()
    assert sum(heard) == 3 * RATE
