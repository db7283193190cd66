"""A network that lets signalling through, and nothing of picture and sound."""

import os
import signal
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.kaibo import Show
from e2e.obstacles import NO_WAY
from e2e.patience import patience
from e2e.person import Person

pytestmark = [pytest.mark.soak, pytest.mark.timeout(600)]
BLOCKED = "Your network blocks picture and sound"
CURE = "media ports (UDP and TCP)"
FAILED_MS = 60_000
"""livekit-client gives each try 15 s: to resume, to connect again, and then to join as at first."""


def told(blocked: Person) -> None:
    expect(blocked.page.get_by_text(BLOCKED)).to_be_visible(timeout=patience() * FAILED_MS)
    expect(blocked.page.get_by_text(CURE)).to_be_visible()


def open_way(blocked: Person) -> None:
    """Let picture and sound through. The page goes on by itself."""
    blocked.page.evaluate("mediaBlocked = false")
    expect(blocked.page.get_by_text(BLOCKED)).to_be_hidden(timeout=patience() * FAILED_MS)


def test_newcomer_is_told_of_blocked_media_until_it_gets_through(
    show: Show, on_air: tuple[Person, Person], person: Callable[..., Person]
) -> None:
    guest, viewer = person("guest"), person()
    for one in (guest, viewer):
        one.page.add_init_script(NO_WAY + "window.mediaBlocked = true;")
    guest.enter(show.guest_url(), "guest")
    guest.page.click("#join-stage")
    viewer.page.goto(show.watch_url)
    for one in (guest, viewer):
        told(one)
        open_way(one)
    viewer.wait("live", 60)
    expect(guest.page.locator("[data-identity^=host-] video")).to_be_visible()


def test_host_whose_media_is_blocked_in_the_show_is_told_until_it_gets_through(
    start: Callable[..., Show], person: Callable[..., Person]
) -> None:
    show = start(KAIBO_GRACE_SECONDS="600")
    host, viewer = person("host"), person()
    host.page.add_init_script(NO_WAY)
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    host.page.evaluate("mediaBlocked = true")
    os.kill(show.server.livekit_pid, signal.SIGKILL)
    told(host)
    open_way(host)
    viewer.page.goto(show.watch_url)
    viewer.wait("live", 60)
