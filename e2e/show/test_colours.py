"""Viewers see the colours that the studio shows, with the codec of the program."""

from collections.abc import Callable
from pathlib import Path

from e2e.colours import compare
from e2e.kaibo import Show
from e2e.person import Person


def test_viewer_sees_the_colours_of_the_studio(show: Show, media: Path, person: Callable[..., Person]) -> None:
    compare(show, media, person, "vp8")
