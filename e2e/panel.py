"""A desktop's panel with nothing but a tray."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SIZE = (400, 40)  # px, at the top left


@contextmanager
def panel(env: Mapping[str, str], folder: Path, colour: str) -> Iterator[None]:
    """tint2; `folder` keeps its settings."""
    config = folder / "tint2rc"
    config.write_text(
        f"rounded = 0\nbackground_color = {colour} 100\n\npanel_items = S\npanel_size = {SIZE[0]} {SIZE[1]}\n"
        "panel_position = top left horizontal\npanel_background_id = 1\nsystray_padding = 4 4 4\nsystray = 1\n"
    )
    made = subprocess.Popen(["tint2", "-c", config], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield
    made.terminate()
    made.wait(10)
