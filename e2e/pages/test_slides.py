"""The pages of a PDF are drawn by a worker, under the policy of the real pages."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from e2e.person import Person

FETCH = "const read = async (name) => (await fetch(`/files/slides/${name}`)).blob();"
DRAWN = f"""async ([number, width, height]) => {{
  {FETCH}
  window.deck ??= await Deck.open(await read('twelve.pdf'));
  const bitmap = await deck.page(number, width, height);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const to = canvas.getContext('2d');
  to.drawImage(bitmap, 0, 0);
  bitmap.close();
  window.drawn = to;
  return [canvas.width, canvas.height];
}}"""
PIXELS = "([x, y, width, height]) => [...drawn.getImageData(x, y, width, height).data]"
REFUSED = f"async (name) => {{ {FETCH} return inspect(await read(name)).then(() => '', ({{ why }}) => why); }}"
INSPECTED = f"async (name) => {{ {FETCH} return inspect(await read(name)); }}"


@pytest.fixture
def page(trial_pages: str, person: Callable[..., Person]) -> Page:
    page = person().page
    page.goto(f"{trial_pages}/slides.html")
    page.wait_for_function("!!window.Deck")
    return page


def grey(page: Page, x: int, y: int, width: int, height: int) -> list[int]:
    """Return the mean of red, green and blue of each pixel."""
    data: list[int] = page.evaluate(PIXELS, [x, y, width, height])
    return [sum(data[at : at + 3]) // 3 for at in range(0, len(data), 4)]


def test_page_is_drawn_at_its_exact_pixels(page: Page) -> None:
    assert page.evaluate(DRAWN, [2, 1280, 720]) == [1280, 720]
    # 0.75 points are one pixel: the line fills one row, and the rows beside it are white.
    assert grey(page, 900, 358, 1, 5) == [255, 255, 0, 255, 255]
    assert grey(page, 638, 300, 5, 1) == [255, 255, 0, 255, 255]
    letters = grey(page, 100, 100, 400, 80)
    assert 0.05 < sum(value < 128 for value in letters) / len(letters) < 0.5


def test_picture_is_decoded_without_webassembly(page: Page) -> None:
    page.evaluate(DRAWN, [12, 1280, 720])
    assert page.evaluate(PIXELS, [1130, 90, 1, 1]) == [255, 0, 255, 255]


def test_page_of_other_proportions_stands_whole_in_the_middle(page: Page) -> None:
    assert page.evaluate(DRAWN, [2, 1000, 1000]) == [1000, 1000]
    alpha: list[Any] = page.evaluate(PIXELS, [500, 0, 1, 1000])[3::4]
    assert [alpha.count(0), alpha.count(255), alpha.index(255)] == [437, 563, 219]


@pytest.mark.parametrize(
    ("name", "why"),
    [("encrypted.pdf", "encrypted"), ("broken.pdf", "broken"), ("long.pdf", "long"), ("slides.pptx", "presentation")],
)
def test_file_that_cannot_be_shown_is_refused(page: Page, name: str, why: str) -> None:
    assert page.evaluate(REFUSED, name) == why


def test_fonts_outside_the_file_are_named(page: Page) -> None:
    inside, outside = page.evaluate(INSPECTED, "twelve.pdf"), page.evaluate(INSPECTED, "fonts-outside.pdf")
    assert inside == {"pages": 12, "width": 960, "height": 540, "fontsOutside": []}
    assert outside["fontsOutside"] == ["Heiti"]


STRIP = """() => [...document.querySelectorAll('#slides-strip canvas')].slice(0, 4).every((canvas) => {
  const [red, green, blue] = canvas.getContext('2d').getImageData(16, 70, 1, 1).data;
  return canvas.width === 160 && Math.min(red, green, blue) < 80 && Math.max(red, green, blue) > 120;
})"""


def test_controls_turn_pages_and_show_all_of_them(page: Page) -> None:
    page.evaluate(f"async () => {{ {FETCH} mount(await Deck.open(await read('twelve.pdf'))); }}")
    page.click("#slides-next")
    page.keyboard.press("PageDown")
    page.wait_for_selector("text=3 / 12")
    page.click("#slides-all")
    page.wait_for_function(STRIP)
    page.click("#slides-strip button >> nth=1")
    page.wait_for_selector("text=2 / 12")
