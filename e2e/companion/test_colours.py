"""Viewers see the colours that the studio shows in the desktop app."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from e2e.colours import BARS, KEEP_CONNECTIONS, codec, same_colours
from e2e.desktop import Desktop
from e2e.kaibo import Show, until
from e2e.person import COLOUR_AT, Person, paint_bars


def colour(desktop: Desktop, x: float, y: float) -> list[float]:
    """Read the program's colour in the app. Black while its page does not answer."""
    found: list[float] | None = desktop.page(f"({COLOUR_AT})([{x}, {y}])")
    return found or [0, 0, 0]


def test_viewer_sees_the_colours_of_the_app(
    desktop: Desktop, show: Show, person: Callable[..., Person], tmp_path: Path
) -> None:
    desktop.film = paint_bars(tmp_path / "bars.y4m", BARS)
    viewer = person()
    viewer.page.add_init_script(KEEP_CONNECTIONS)
    kept = desktop.home / ".local/share/kaibo-companion"
    kept.mkdir(parents=True)
    (kept / "trusted.json").write_text(json.dumps([show.url]))
    desktop.start(show.deep_link(show.host_url))
    desktop.wait_page("studio", "preview")
    until(lambda: max(colour(desktop, 0.97, 0.3)) > 200, 15, "the camera")
    desktop.page("document.getElementById('go-live').click()")
    desktop.wait_page("studio", "live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    same_colours(partial(colour, desktop), viewer.colour)
    assert codec(viewer) == ["video/VP8"]
