"""Viewers see the colours that the studio shows."""

from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.kaibo import Show, until
from e2e.person import Person, paint_bars, sing

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


@pytest.mark.parametrize(("name", "bars"), [("greys", GREYS), ("colours", COLOURS)], ids=["greys", "colours"])
def test_viewer_sees_the_colours_of_the_studio(
    show: Show, media: Path, person: Callable[..., Person], name: str, bars: list[tuple[int, int, int]]
) -> None:
    paint_bars(media / f"{name}.y4m", bars)
    sing(media / f"{name}.wav", 440)
    host, viewer = person(name, alone=True), person()
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    middles = [(at + 0.5) / len(bars) for at in range(len(bars))]

    def differences() -> list[float]:
        pairs = [(host.colour(x, 0.3), viewer.colour(x, 0.3)) for x in middles]
        return [abs(a - b) for shown, seen in pairs for a, b in zip(shown, seen, strict=True)]

    def bright(person: Person) -> bool:
        return max(max(person.colour(x, 0.3)) for x in middles) > 200

    until(lambda: bright(host) and bright(viewer), 15, "the bars, and no black picture")
    until(lambda: max(differences()) <= SLACK, 20, "the same colours at both")
