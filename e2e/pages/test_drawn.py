"""Texts and pictures are drawn at exact pixels, under the policy of the real pages."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from e2e.person import Person

SHOW = """window.pixels = async (drawing, width, height) => {
  const bitmap = await drawing.draw(width, height, 720);
  if (!bitmap) return null;
  const to = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  to.drawImage(bitmap, 0, 0);
  bitmap.close();
  return to.getImageData(0, 0, width, height).data;
};
window.text = (text, more) =>
  textDrawing({ kind: 'text', text, size: 0.1, colour: '#ff0000', back: '', align: 'center', bold: true, ...more });"""
PICTURE = """async ([name, ratio, points]) => {
  const open = async () => (await fetch(`/files/pictures/${name}`)).blob();
  const data = await pixels(pictureDrawing('hash', open, { width: ratio, height: 1 }), 100, 100);
  return data && points.map(([x, y]) => [...data.slice((y * 100 + x) * 4, (y * 100 + x) * 4 + 4)]);
}"""
INK = """async ([text, more, size]) => {
  const data = await pixels(window.text(text, more), ...size), found = [];
  for (let at = 3; at < data.length; at += 4) if (data[at] > 60) found.push((at - 3) / 4);
  const columns = found.map((at) => at % size[0]);
  return [found.length, Math.min(...columns), Math.max(...columns), found.join()];
}"""


@pytest.fixture
def page(trial_pages: str, person: Callable[..., Person]) -> Page:
    page = person().page
    page.goto(f"{trial_pages}/drawn.html")
    page.wait_for_function("!!window.textDrawing")
    page.evaluate(SHOW)
    return page


def colours(page: Page, name: str, ratio: float, *points: tuple[int, int]) -> Any:
    """Draw a picture into 100 × 100 pixels. Return the colours at these points, or None."""
    return page.evaluate(PICTURE, [name, ratio, points])


def test_picture_is_turned_as_the_camera_was_held(page: Page) -> None:
    top, bottom, beside = colours(page, "turned.jpg", 0.5, (50, 20), (50, 80), (10, 50))
    assert top[0] > 240 > 20 > top[2]
    assert bottom[2] > 240 > 20 > bottom[0]
    assert beside[3] == 0


def test_picture_keeps_its_transparency(page: Page) -> None:
    clear, half = colours(page, "half-clear.png", 2, (20, 50), (80, 50))
    assert clear[3] == 0
    assert half[1] > 240
    assert 126 <= half[3] <= 130


def test_animated_picture_shows_its_first_frame(page: Page) -> None:
    assert colours(page, "moving.webp", 1, (50, 50)) == [[255, 255, 0, 255]]


@pytest.mark.parametrize("name", ["broken.png", "README.md"])
def test_file_that_is_no_picture_is_not_drawn(page: Page, name: str) -> None:
    assert colours(page, name, 1, (50, 50)) is None


def test_each_chinese_character_has_a_picture_of_its_own(page: Page) -> None:
    room = [400, 100]
    looks = {page.evaluate(INK, [text, {}, room])[3] for text in ("开", "播", "讲", "稿")}
    assert len(looks) == 4


def test_text_stands_at_its_side_and_within_its_box(page: Page) -> None:
    _, left, _, _ = page.evaluate(INK, ["直播 Live", {"align": "left"}, [600, 100]])
    _, _, right, _ = page.evaluate(INK, ["直播 Live", {"align": "right"}, [600, 100]])
    assert left < 10
    assert right > 590
    long = "我们马上回来 and then we go on. " * 20
    count, _, _, ink = page.evaluate(INK, [long, {}, [300, 200]])
    rows = [int(at) // 300 for at in ink.split(",")]
    assert count > 1000
    assert 0 < min(rows) < 20
    assert 180 < max(rows) < 199
