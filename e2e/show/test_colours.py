"""Viewers see the colours that the studio shows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from e2e.kaibo import Kaibo, until
from e2e.person import Person, meet, paint_bars, sing

pytestmark = pytest.mark.alone

GREYS = [(level, level, level) for level in (0, 36, 73, 109, 146, 182, 219, 255)]
COLOURS = [
    (249, 234, 214),
    (42, 34, 30),
    (200, 40, 40),
    (40, 60, 200),
    (190, 180, 30),
    (30, 160, 60),
    (120, 80, 160),
    (250, 208, 174),
]
SLACK = 4
"""Of 255: what encoding and rounding take."""


@pytest.mark.parametrize("bars", [GREYS, COLOURS], ids=["greys", "colours"])
def test_viewer_sees_the_colours_of_the_studio(
    kaibo: Kaibo,
    playwright: Playwright,
    person: Callable[..., Person],
    tmp_path: Path,
    bars: list[tuple[int, int, int]],
) -> None:
    camera, voice = paint_bars(tmp_path / "bars.y4m", bars), sing(tmp_path / "voice.wav", 440)
    host, viewer = meet(playwright, camera, voice), person()
    try:
        host.enter(kaibo.said["HostUrl"], "studio")
        host.page.click("#go-live")
        host.wait("live")
        viewer.page.goto(kaibo.said["ViewUrl"])
        viewer.wait("live")
        middles = [(at + 0.5) / len(bars) for at in range(len(bars))]

        def differences() -> list[float]:
            pairs = [(host.colour(x, 0.3), viewer.colour(x, 0.3)) for x in middles]
            return [abs(a - b) for shown, seen in pairs for a, b in zip(shown, seen, strict=True)]

        def bright(one: Person) -> bool:
            return max(max(one.colour(x, 0.3)) for x in middles) > 200

        until(lambda: bright(host) and bright(viewer), 15, "the bars, and no black picture")
        until(lambda: max(differences()) <= SLACK, 20, "the same colours at both")
    finally:
        host.browser.close()
