"""A desktop's panel with nothing but a tray, and a person who uses the icon in it."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from e2e.kaibo import until

SIZE = (400, 40)  # px, at the top left
AIR, INK = "#c8201a", "#1c1b19"  # of the icon


@dataclass
class Panel:
    """`program`: the X class of the icon's program."""

    env: Mapping[str, str]
    folder: Path
    program: str = "kaibo-companion"

    def colour(self, x: int, y: int) -> str:
        return str(self._screen().pixelColor(x, y).name())

    def found(self, colour: str) -> tuple[int, int] | None:
        """Find the middle of a colour in the panel; None if it is not there."""
        image = self._screen()
        pixels = ((x, y) for x in range(SIZE[0]) for y in range(SIZE[1]))
        places = [(x, y) for x, y in pixels if image.pixelColor(x, y).name() == colour]
        if len(places) < 8:
            return None
        across, down = zip(*places, strict=True)
        return sum(across) // len(places), sum(down) // len(places)

    def click(self, button: int) -> None:
        until(lambda: self.found(INK), 10, "the icon is there")
        x, y = self.found(INK) or (0, 0)
        self._tool("mousemove", str(x), str(y), "click", str(button))

    def choose(self, entry: int, of: int) -> None:
        """Choose an entry of the icon's menu. The first is 1."""
        before = self._windows()
        self.click(3)
        until(lambda: self._windows() - before, 10, "the menu is there")
        menu = (self._windows() - before).pop()
        size = dict(line.split("=") for line in self._tool("getwindowgeometry", "--shell", menu).splitlines())
        x, y = int(size["WIDTH"]) // 2, int(size["HEIGHT"]) * (2 * entry - 1) // (2 * of)
        self._tool("mousemove", "--window", menu, str(x), str(y), "click", "1")
        until(lambda: menu not in self._windows(), 10, "the menu is gone")

    def _windows(self) -> set[str]:
        return set(self._tool("search", "--onlyvisible", "--class", self.program).split())

    def _screen(self) -> QImage:
        file = self.folder / "screen.png"
        subprocess.run(["import", "-window", "root", file], env=self.env, check=True)
        return QImage(str(file))

    def _tool(self, *arguments: str) -> str:
        made = subprocess.run(["xdotool", *arguments], env=self.env, capture_output=True, text=True, check=False)
        return made.stdout.strip()


@contextmanager
def panel(
    env: Mapping[str, str], folder: Path, colour: str = "#ffffff", program: str = Panel.program
) -> Iterator[Panel]:
    """Run tint2. `folder` holds its settings."""
    config = folder / "tint2rc"
    config.write_text(
        f"rounded = 0\nbackground_color = {colour} 100\n\npanel_items = S\npanel_size = {SIZE[0]} {SIZE[1]}\n"
        "panel_position = top left horizontal\npanel_background_id = 1\nsystray_padding = 4 4 4\nsystray = 1\n"
    )
    made = subprocess.Popen(["tint2", "-c", config], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield Panel(env, folder, program)
    finally:
        made.terminate()
        made.wait(10)
