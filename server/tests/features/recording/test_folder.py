"""A reader takes what the index names: no torn line, no torn part, nothing that a later run wrote again."""

import json
from pathlib import Path

import pytest
from kaibo.features.recording import folder, playlist
from kaibo.features.recording.folder import Part, joined, parse, segments, tiles

from tests.features.recording import made
from tests.features.recording.made import BEGAN
from tests.features.recording.rfc8216 import faults


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a recording whose first maker was killed after 5 s. The second began 3 s later."""
    place = tmp_path_factory.mktemp("recording")
    made.run(place, 1, 5, end="")
    made.run(place, 2, 3, at=BEGAN + 8000, colour=20)
    made.pictures(place, {1: 5, 2: 3})
    return place


def test_killed_run_and_its_follower_make_one_recording(two_runs: Path) -> None:
    found = folder.read(two_runs)
    assert [(run.number, [one.seconds for one in run.segments]) for run in found.runs] == [(1, [2, 2, 1]), (2, [2, 1])]
    assert (found.seconds, found.full, found.cover) == (8.0, False, True)
    assert found.size == sum(file.stat().st_size for file in two_runs.glob("runs/*/*.m4s"))
    assert [tile.at for tile in found.tiles] == [0, 1, 2, 3, 4, 5, 6, 7]
    assert found.segment(2, 1) == found.runs[1].segments[1]
    assert found.segment(3, 0) is None
    assert found.segment(1, 9) is None


def test_playlist_meets_the_rules(two_runs: Path) -> None:
    text = playlist.vod(folder.read(two_runs), "key")
    assert faults(text) == []
    lines = text.split("\n")
    assert lines.count("#EXT-X-DISCONTINUITY") == 1
    assert [line for line in lines if line.startswith("#EXT-X-MAP")] == [
        '#EXT-X-MAP:URI="key/1/init.mp4"',
        '#EXT-X-MAP:URI="key/2/init.mp4"',
    ]
    assert lines[lines.index("#EXT-X-DISCONTINUITY") - 1] == "key/1/000002.m4s"


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("#EXT-X-ENDLIST\n", ""),
        ("#EXT-X-DISCONTINUITY\n", ""),
        ("#EXT-X-VERSION:7", "#EXT-X-VERSION:3"),
        ("#EXT-X-TARGETDURATION:2", "#EXT-X-TARGETDURATION:1"),
        ('#EXT-X-MAP:URI="key/1/init.mp4"\n', ""),
        ("#EXTINF:1.00000,\n", ""),
    ],
)
def test_checker_sees_each_fault(two_runs: Path, line: str, other: str) -> None:
    text = playlist.vod(folder.read(two_runs), "key")
    assert line in text
    assert faults(text.replace(line, other))


def test_torn_line_and_torn_part_are_left_out(tmp_path: Path) -> None:
    lines = made.run(tmp_path, 1, 4, end="")
    index, last = tmp_path / "runs/1/index.jsonl", tmp_path / "runs/1/000001.m4s"
    whole = index.read_text()
    index.write_text(whole[:-9])
    assert folder.read(tmp_path).seconds == 3.5
    with last.open("ab") as out:
        out.write(b"\0" * 1000)  # a part whose line never came
    found = folder.read(tmp_path).runs[0].segments[1]
    assert found.size == lines[-2]["o"] + lines[-2]["n"]
    index.write_text(whole)
    last.write_bytes(last.read_bytes()[: lines[-1]["o"] + 5])  # a power cut kept the line and lost the bytes
    assert folder.read(tmp_path).seconds == 3.5
    index.write_text("\0" * 100 + "\n" + "[]\n{}\n" + whole)
    assert folder.read(tmp_path).seconds == 3.5


def test_segment_that_goes_while_it_is_read_is_left_out(tmp_path: Path) -> None:
    made.run(tmp_path, 1, 4)
    last = tmp_path / "runs/1/000001.m4s"
    last.rename(tmp_path / "gone")
    last.symlink_to(tmp_path / "nowhere")  # the folder lists it, and its file is not there
    assert folder.read(tmp_path).seconds == 2


def test_later_run_wins_from_its_first_part_on() -> None:
    def parts(at: int, count: int) -> list[Part]:
        return [Part(n // 4, n % 4 * 10, 10, 0.5, n % 4 == 0, at + n * 500) for n in range(count)]

    sizes = dict.fromkeys(range(9), 40)
    runs = joined({1: parts(0, 12), 2: parts(3000, 4)}, {1: sizes, 2: sizes})
    assert [(run.number, run.seconds) for run in runs] == [(1, 3.0), (2, 2.0)]
    assert runs[0].segments[1].size == 20, "half of this segment is older than the second run"
    assert [run.number for run in joined({1: parts(0, 4), 2: []}, {1: sizes})] == [1]


def test_passing_parts_and_segments_without_a_key_frame_are_no_recording() -> None:
    sizes = {0: 20, 1: 20, 2: 20}
    line = '{"s":%d,"p":0,"o":0,"n":10,"b":0,"d":0.5,"k":%d,"t":1%s}\n'
    parts, end = parse(line % (0, 1, "") + line % (1, 1, ',"w":1') + line % (2, 0, "") + '{"end":"disk"}\n')
    assert end == "disk"
    assert [one.number for one in segments(parts, sizes, float("inf"))] == [0]


def test_hole_in_a_run_is_a_discontinuity(tmp_path: Path) -> None:
    made.run(tmp_path, 1, 6)
    index = tmp_path / "runs/1/index.jsonl"
    lines = [json.loads(line) for line in index.read_text().splitlines()]
    passed = [line | {"w": 1} if line.get("s") == 1 else line for line in lines]
    index.write_text("".join(json.dumps(line) + "\n" for line in passed))
    text = playlist.vod(folder.read(tmp_path), "key")
    assert faults(text) == []
    assert "000000.m4s\n#EXT-X-DISCONTINUITY\n#EXT-X-PROGRAM-DATE-TIME" in text


def test_full_disk_shows_and_nothing_is_nothing(tmp_path: Path) -> None:
    assert folder.read(tmp_path / "none") == folder.Recorded()
    made.run(tmp_path, 1, 1, end="disk")
    assert folder.read(tmp_path).full


def test_storyboard_has_a_cue_for_each_tile(two_runs: Path) -> None:
    text = playlist.storyboard(folder.read(two_runs), "key")
    cues = text.split("\n\n")
    assert cues[0] == "WEBVTT"
    assert cues[1] == "00:00:00.000 --> 00:00:01.000\nkey/storyboard/0.jpg#xywh=0,0,160,90"
    assert cues[8].strip() == "00:00:07.000 --> 00:00:08.000\nkey/storyboard/0.jpg#xywh=1120,0,160,90"
    assert len(cues) == 9


def test_tiles_of_a_run_that_lost_its_end_are_left_out(two_runs: Path) -> None:
    runs = folder.read(two_runs).runs
    lines = '{"t":4.5,"run":1,"sheet":0,"x":0,"y":0}\n{"t":5.5,"run":1,"sheet":0,"x":1,"y":0}\n{"t":"x"}\n'
    assert [tile.at for tile in tiles(lines + '{"t":0,"run":7,"sheet":0,"x":0,"y":0}\n', runs)] == [4.5]
