"""Viewers see the colours that the studio shows in the desktop app, with each codec that its engine can encode."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from e2e.colours import BARS, KEEP_CONNECTIONS, codec, decoded, pages_with_codec, same_colours
from e2e.desktop import Desktop
from e2e.installers import offer
from e2e.kaibo import Show, until
from e2e.person import COLOUR_AT, Person, paint_bars


def colour(desktop: Desktop, x: float, y: float) -> list[float]:
    """Read the program's colour in the app. Black while its page does not answer."""
    found: list[float] | None = desktop.page(f"({COLOUR_AT})([{x}, {y}])")
    return found or [0, 0, 0]


def test_viewer_sees_the_colours_of_the_app(
    desktop: Desktop, show: Show, person: Callable[..., Person], tmp_path: Path
) -> None:
    viewer = go_live(desktop, show, person(), tmp_path)
    same_colours(partial(colour, desktop), viewer.colour)
    assert codec(viewer) == ["video/VP8"]


@pytest.mark.soak
def test_viewer_sees_the_colours_of_the_app_in_vp9(
    desktop: Desktop, start: Callable[..., Show], person: Callable[..., Person], tmp_path: Path
) -> None:
    pages, installers = pages_with_codec("vp9", tmp_path / "pages"), offer(tmp_path / "installers", "linux")
    viewer = go_live(desktop, start(KAIBO_WEB=str(pages), KAIBO_COMPANION=str(installers)), person(), tmp_path)
    same_colours(decoded(desktop.page), decoded(viewer.page.evaluate))
    assert codec(viewer) == ["video/VP9"]


def go_live(desktop: Desktop, show: Show, viewer: Person, folder: Path) -> Person:
    """Bring the app on air with the bars, and the viewer before it. Return the viewer."""
    desktop.film = paint_bars(folder / "bars.y4m", BARS)
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
    return viewer
