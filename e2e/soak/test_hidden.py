"""A studio behind another tab goes on at full rate."""

from collections.abc import Callable

import pytest

from e2e.bare import Bare
from e2e.kaibo import Show
from e2e.person import Person

pytestmark = pytest.mark.soak
SECONDS = 6


def test_hidden_studio_keeps_its_rate(bare: Bare, start: Callable[..., Show], person: Callable[..., Person]) -> None:
    show = start(KAIBO_PROGRAM_FPS="30")
    studio = bare.open(show.host_url)
    bare.go_live(studio)
    viewer = person()
    viewer.page.goto(show.watch_url)
    viewer.wait("live")

    bare.hide(studio)
    viewer.frames()
    viewer.page.wait_for_function(
        f"() => {{ window.__from ??= performance.now(); return performance.now() - window.__from > {SECONDS}000 }}"
    )
    rate = viewer.frames() / SECONDS
    assert rate >= 20, f"{rate:.1f} of 30 frames: a hidden page's timers and pictures come once a second at most"
    assert bare.is_hidden(studio)
