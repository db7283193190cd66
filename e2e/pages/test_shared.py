"""Tests of a module share a show, until one of them fails or changes it."""

from collections.abc import Callable
from pathlib import Path

from e2e.kaibo import Show
from e2e.people import Bring, Shared
from e2e.person import Person
from e2e.results import Keeper


def test_shared_show_is_made_again_after_a_change_or_a_failure(
    share: Callable[..., Shared[Person]], tmp_path: Path
) -> None:
    def set_up(show: Show, person: Bring) -> Person:
        viewer = person()
        viewer.page.goto(show.watch_url)
        viewer.wait("waiting")
        return viewer

    shared, kept = share(set_up), list[Keeper]()
    first, viewer = shared.give(kept.append)
    beside = viewer.tab()
    assert shared.give(kept.append)[0] is first
    assert beside.page.is_closed()
    viewer.page.goto("about:blank")
    second, _ = shared.give(kept.append)
    assert second is not first
    for keep in kept:
        keep(tmp_path)
    assert list(tmp_path.glob("*-trace.zip"))
    third, viewer = shared.give(kept.append)
    assert third is not second
    assert viewer.state() == "waiting"
