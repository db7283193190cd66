"""The pages of a PDF are drawn by a worker, under the policy of the real pages."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from e2e.person import Person
from e2e.trial import trial

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


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with trial("slides", tmp_path_factory.mktemp("trial")) as address:
        yield address


@pytest.fixture
def page(address: str, person: Callable[..., Person]) -> Page:
    page = person().page
    page.goto(address)
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
