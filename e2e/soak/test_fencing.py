"""A studio that was taken over reaches nobody, also with a wrong clock and when it comes back from a long silence."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from e2e.cable import Cable
from e2e.conftest import BLUE, RED
from e2e.kaibo import Kaibo, until
from e2e.person import Person
from e2e.test_show import near

CLOCK = """(() => {
  const Real = Date, off = %d * 3600 * 1000;
  window.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [Real.now() + off])); }
    static now() { return Real.now() + off; }
  };
})()"""
COUNT_RED = """() => {
  const video = document.querySelector('video#program');
  const ctx = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
  window.__looked = window.__reds = 0;
  const look = () => {
    ctx.drawImage(video, 0, 0, 8, 8);
    const [r, , b] = ctx.getImageData(4, 2, 1, 1).data;
    window.__looked += 1;
    if (r > 120 && b < 100) window.__reds += 1;
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}"""


A_MINUTE = 65


def watching(kaibo: Kaibo, viewer: Person) -> Person:
    viewer.page.goto(kaibo.said["ViewUrl"])
    viewer.wait("live")
    viewer.frames()
    return viewer


def only_blue(viewer: Person, seconds: float) -> None:
    """From now on the viewer sees pictures, and none of the first studio's."""
    until(lambda: near(viewer.colour(0.5, 0.3), BLUE), 15, "the second studio's picture")
    viewer.page.evaluate(COUNT_RED)
    time.sleep(seconds)
    until(lambda: viewer.page.evaluate("window.__looked") > 5 * seconds, seconds, "the show goes on")
    assert viewer.page.evaluate("window.__reds") == 0


@pytest.fixture
def cable(kaibo: Kaibo) -> Iterator[Cable]:
    made = Cable(kaibo.port)
    yield made
    made.close()


@pytest.mark.parametrize("hours", [-30, pytest.param(30, marks=pytest.mark.soak)])
def test_a_wrong_clock_changes_nothing(kaibo: Kaibo, person: Callable[..., Person], hours: int) -> None:
    first, second = person("host"), person("guest")
    first.page.add_init_script(CLOCK % hours)
    second.page.add_init_script(CLOCK % -hours)
    first.enter(kaibo.said["HostUrl"], "studio")
    first.page.click("#go-live")
    first.wait("live")
    viewer = watching(kaibo, person())
    assert near(viewer.colour(0.5, 0.3), RED)
    second.enter(kaibo.said["HostUrl"], "studio", "taken")
    second.page.click("#take-over")
    assert 0 < int(second.page.inner_text("[role=timer]")) <= 10, "the count is the server's"
    second.wait("live")
    first.wait("taken")
    only_blue(viewer, 4)
    assert (first.state(), second.state()) == ("taken", "live")


@contextmanager
def silenced(camera: str) -> Iterator[None]:
    """The browser with this camera stands still, as on a machine that sleeps: nothing goes in or out."""
    groups = {os.getpgid(pid) for pid in _with(f"/{camera}.y4m")}
    assert groups
    for group in groups:
        os.killpg(group, signal.SIGSTOP)
    try:
        yield
    finally:
        for group in groups:
            with suppress(ProcessLookupError):  # a helper process may have been at its end
                os.killpg(group, signal.SIGCONT)


def _with(text: str) -> list[int]:
    found = []
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if text.encode() in one.read_bytes():
                found.append(int(one.parent.name))
        except OSError:
            continue
    return found


@pytest.mark.parametrize("seconds", [20, pytest.param(70, marks=pytest.mark.soak)])
def test_a_studio_that_comes_back_from_a_long_silence_reaches_nobody(
    kaibo: Kaibo, person: Callable[..., Person], seconds: int
) -> None:
    first, second = person("host"), person("guest")
    first.enter(kaibo.said["HostUrl"], "studio")
    first.page.click("#go-live")
    first.wait("live")
    viewer = watching(kaibo, person())
    with silenced("host"):
        began = time.monotonic()
        second.enter(kaibo.said["HostUrl"], "studio", "taken")
        second.page.click("#take-over")
        second.wait("live", 30)
        until(lambda: near(viewer.colour(0.5, 0.3), BLUE), 15, "the second studio's picture")
        time.sleep(max(0.0, seconds - (time.monotonic() - began)))
        viewer.page.evaluate(COUNT_RED)
    only_blue(viewer, 6)
    first.wait("taken")
    assert second.state() == "live"


def test_a_studio_whose_network_comes_back_after_a_minute_reaches_nobody(
    kaibo: Kaibo, person: Callable[..., Person], cable: Cable
) -> None:
    first, second = person("host", cable.flag), person("guest")
    cable.media(first)
    first.enter(kaibo.said["HostUrl"], "studio")
    first.page.click("#go-live")
    first.wait("live")
    viewer = watching(kaibo, person())
    with cable.cut():
        began = time.monotonic()
        viewer.wait("away")
        second.enter(kaibo.said["HostUrl"], "studio", "taken")
        second.page.click("#take-over")
        second.wait("live", 30)
        until(lambda: near(viewer.colour(0.5, 0.3), BLUE), 15, "the second studio's picture")
        time.sleep(max(0.0, A_MINUTE - (time.monotonic() - began)))
        assert first.state() == "live", "it has heard nothing, and publishes still"
        viewer.page.evaluate(COUNT_RED)
    only_blue(viewer, 10)
    first.wait("taken", 30)
    assert second.state() == "live"
