"""Viewers see the colours that the studio shows, with codecs that the program may have later."""

from collections.abc import Callable
from pathlib import Path

import pytest

from e2e.colours import compare
from e2e.kaibo import Show
from e2e.person import Person


@pytest.mark.parametrize("name", ["vp9", "h264"])
def test_viewer_sees_the_colours_of_the_studio_with_another_codec(
    show: Show, media: Path, person: Callable[..., Person], name: str
) -> None:
    compare(show, media, person, name)
