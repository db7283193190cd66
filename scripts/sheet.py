"""Write small pictures into docs/screenshots/. A sheet shows many states of a page in one picture."""

from collections import defaultdict
from collections.abc import Sequence
from io import BytesIO
from math import ceil
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from e2e.axe import THEMES, Theme, speak

FOLDER = Path(__file__).resolve().parent.parent / "docs/screenshots"
WINDOWS = {1440: (900, 3, 0.5), 390: (844, 5, 0.75)}
"""For each width: the window's height, the most pages in a row, the scale."""
MOST_BYTES = 120 << 10
QUALITIES = (85, 75, 65, 55, 45)
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
"""The name that a person's browser gives itself. Ours would say HeadlessChrome."""
SETTLED_MS = 400
PHONE = 768
"""Below this width a finger is the pointer, and controls are larger."""
GAP, GROUND = 8, "#b8b2a9"


def save(name: str, image: Image.Image) -> None:
    """Write `name`.webp in the best quality that has at most MOST_BYTES."""
    for quality in QUALITIES:
        file = BytesIO()
        image.save(file, "webp", quality=quality, method=6)
        if file.tell() <= MOST_BYTES:
            break
    (FOLDER / f"{name}.webp").write_bytes(file.getvalue())


def decode(shot: bytes) -> Image.Image:
    return Image.open(BytesIO(shot)).convert("RGB")


def draw(name: str, shots: Sequence[bytes], most: int, scale: float) -> None:
    """Write a sheet of pictures of one size. `most`: so many stand in a row."""
    images = [decode(shot) for shot in shots]
    width, height = (round(side * scale) for side in images[0].size)
    rows = ceil(len(images) / most)
    columns = ceil(len(images) / rows)
    sheet = Image.new("RGB", (columns * (width + GAP) + GAP, rows * (height + GAP) + GAP), GROUND)
    for at, image in enumerate(images):
        place = (GAP + at % columns * (width + GAP), GAP + at // columns * (height + GAP))
        sheet.paste(image.resize((width, height), Image.Resampling.LANCZOS), place)
    save(name, sheet)


class Sheets:
    """Collects the states of one page in one language: a sheet for each theme and width."""

    def __init__(self, name: str, language: str) -> None:
        self._name, self._language = name, language
        self._shots: dict[tuple[Theme, int], list[bytes]] = defaultdict(list)

    def take(self, page: Page, opened: tuple[str, str] | None = None, sight: str = "") -> None:
        """Add a page's present state. `opened`: the button of a panel that is open in it, and a part of the panel.

        `sight`: a part of the page that has to be in sight.
        """
        speak(page, self._language)
        page.mouse.move(0, 0)
        devtools = page.context.new_cdp_session(page)
        for width, (height, _, _) in WINDOWS.items():
            page.set_viewport_size({"width": width, "height": height})
            devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": width < PHONE})
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                if sight:
                    page.locator(sight).scroll_into_view_if_needed()
                if opened and not page.is_visible(opened[1]):
                    page.click(opened[0])
                    page.wait_for_selector(opened[1])
                page.wait_for_timeout(SETTLED_MS)
                self._shots[theme, width].append(page.screenshot())
        devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1440, "height": 900})

    def write(self) -> None:
        for (theme, width), shots in self._shots.items():
            _, most, scale = WINDOWS[width]
            draw(f"{self._name}-{theme}-{width}-{self._language}", shots, most, scale)
