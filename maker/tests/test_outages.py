"""A maker comes back to LiveKit, however often that dies or stands still."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from show import BLUE, RED, Show

if TYPE_CHECKING:
    from engines import Engine

pytest_plugins = ["engines"]
pytestmark = pytest.mark.soak


@pytest.fixture
def show(engine: "Engine", tmp_path: Path) -> Iterator[Show]:
    made = Show(engine.ports, tmp_path)
    yield made
    made.end()


def test_killed_livekit_makes_no_hole_in_a_run(engine: "Engine", show: Show) -> None:
    maker = show.maker(1, "host")
    show.host("host", RED)
    maker.shows("live")
    for colour in (BLUE, RED):
        engine.kill()
        maker.shows("cover")
        maker.goes_on(4)
        engine.start()
        show.host("host", colour)
        maker.shows("live")
        maker.goes_on(2)
    maker.want(publisher="host", stop=True)
    assert (maker.ends(), maker.end()) == (0, "stopped")
    parts = maker.parts()
    assert all(abs(early.begins + early.seconds - late.begins) < 0.2 for early, late in pairwise(parts))
    assert [late.segment - early.segment for early, late in pairwise(parts) if late.key] == [1] * parts[-1].segment
