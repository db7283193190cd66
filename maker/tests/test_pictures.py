"""The cover, the storyboard, and frames of all sizes."""

import json
from pathlib import Path

import av
import numpy as np
import pytest
from kaibo_maker import storyboard
from kaibo_maker.cover import cover, draw
from kaibo_maker.picture import fit, pixels
from kaibo_maker.storyboard import Storyboard
from made import frame, order
from PIL import Image, ImageChops


class Raw:
    """A grey frame of LiveKit."""

    def __init__(self, width: int, height: int, luma: int = 200) -> None:
        self.width, self.height = width, height
        colour = (width + 1) // 2 * ((height + 1) // 2)
        self.data = memoryview(bytes([luma]) * (width * height) + bytes([128]) * (2 * colour))


@pytest.mark.parametrize("size", [(160, 90), (320, 180), (640, 360), (16, 16), (90, 160), (161, 91), (100, 90)])
def test_frame_of_any_size_fits_whole(size: tuple[int, int]) -> None:
    fitted = fit(Raw(*size), 160, 90)
    rows = pixels(fitted.planes[0])
    assert rows.shape == (90, 160)
    inner = np.argwhere(rows > 150)
    (top, left), (bottom, right) = inner.min(0), inner.max(0) + 1
    assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.06)
    assert right - left == 160 or bottom - top == 90
    assert abs((top + bottom) - 90) <= 4
    assert abs((left + right) - 160) <= 4


def test_cover_has_the_title(tmp_path: Path) -> None:
    plain, titled = draw("", 1280, 720), draw("Quarterly numbers", 1280, 720)
    box = ImageChops.difference(plain, titled).getbbox()
    assert box
    assert box[0] > 100
    assert box[2] < 1180


def test_long_title_stays_inside(tmp_path: Path) -> None:
    box = ImageChops.difference(draw("", 640, 360), draw("A very long title " * 20, 640, 360)).getbbox()
    assert box
    assert box[0] >= 40
    assert box[2] <= 600


def test_title_that_no_font_has_is_left_out() -> None:
    assert ImageChops.difference(draw("", 640, 360), draw("\U000e0041", 640, 360)).getbbox() is None


def test_cover_is_the_picture_that_the_order_names(tmp_path: Path) -> None:
    Image.new("RGB", (90, 90), (250, 250, 250)).save(tmp_path / "own.png")
    shown = cover(order(tmp_path, cover=str(tmp_path / "own.png")))
    rows = pixels(shown.planes[0])
    assert (rows[:, :30].max(), rows[45, 80] > 200) == (16, True)


def test_broken_picture_leaves_the_drawn_cover(tmp_path: Path) -> None:
    (tmp_path / "own.png").write_bytes(b"no picture")
    shown = cover(order(tmp_path, cover=str(tmp_path / "own.png")))
    assert (shown.width, shown.height, shown.format.name) == (160, 90, "yuv420p")


def halves() -> av.VideoFrame:
    """Make a picture with contrast."""
    made = frame(40)
    pixels(made.planes[0])[:, 80:] = 200
    return made


def test_storyboard_has_one_tile_each_ten_seconds(tmp_path: Path) -> None:
    board = Storyboard(tmp_path, run=3)
    for second in range(21):
        board.look(frame(100), float(second), live=True)
    lines = [json.loads(line) for line in (tmp_path / "storyboard.jsonl").read_text().splitlines()]
    assert [(line["run"], line["t"], line["sheet"], line["x"], line["y"]) for line in lines] == [
        (3, 0.0, 0, 0, 0),
        (3, 10.0, 0, 160, 0),
        (3, 20.0, 0, 320, 0),
    ]
    with Image.open(tmp_path / "storyboard/0.jpg") as sheet:
        assert sheet.size == (1600, 900)
        assert [sheet.getpixel((x, 45))[0] > 50 for x in (80, 240, 400, 560)] == [True, True, True, False]  # type: ignore[index]


def test_full_sheet_and_a_new_run_begin_another_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for sides in ("ACROSS", "DOWN"):
        monkeypatch.setattr(storyboard, sides, 2)
    board = Storyboard(tmp_path, run=1)
    for tile in range(5):
        board.look(frame(100), tile * 10.0, live=True)
    Storyboard(tmp_path, run=2).look(frame(100), 0.0, live=True)
    lines = [json.loads(line) for line in (tmp_path / "storyboard.jsonl").read_text().splitlines()]
    assert [(line["sheet"], line["x"], line["y"]) for line in lines[-3:]] == [(0, 160, 90), (1, 0, 0), (2, 0, 0)]


def test_cover_of_the_recording_is_the_first_picture_of_the_host_with_contrast(tmp_path: Path) -> None:
    board = Storyboard(tmp_path, run=1)
    board.look(halves(), 0.0, live=False)
    board.look(frame(100), 1.0, live=True)
    assert not (tmp_path / "cover.jpg").exists()
    board.look(halves(), 2.0, live=True)
    with Image.open(tmp_path / "cover.jpg") as image:
        assert image.size == (640, 360)
    before = (tmp_path / "cover.jpg").read_bytes()
    board.look(frame(250), 30.0, live=True)
    assert (tmp_path / "cover.jpg").read_bytes() == before
