"""Firefox: a guest comes from a link to the stage, a viewer watches, links ask for another."""

from collections.abc import Callable, Iterator

import pytest

from e2e.firefox import Firefox, FirefoxPage
from e2e.kaibo import Show, until
from e2e.person import Person

SECONDS = """(() => { const video = document.querySelector('video%s');
  return video && video.videoWidth && !video.paused ? video.currentTime : 0; })()"""
"""Seconds that it has played: Firefox does not count the pictures of a stream."""
OF_CAMERA, OF_PROGRAM = SECONDS % "", SECONDS % "#program"


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    made = Firefox()
    yield made
    made.close()


def goes_on(page: FirefoxPage, played: str) -> None:
    """Wait for more pictures."""
    until(lambda: page.read(played) > 0, 20, "a picture")
    before = page.read(played)
    until(lambda: page.read(played) > before + 1, 10, "more pictures")


def shown(page: FirefoxPage, selector: str) -> bool:
    return bool(page.read(f"document.querySelector({selector!r})?.checkVisibility() ?? false"))


def test_guest_comes_in_and_viewer_watches(firefox: Firefox, on_air: tuple[Person, Person], show: Show) -> None:
    host, _ = on_air
    guest = firefox.page()
    guest.goto(show.guest_url("陈一鸣"))
    assert guest.read("document.querySelector('main b').innerText") == "You’re joining as guest 陈一鸣"
    guest.click("#use-browser")
    guest.wait("body[data-page='guest'][data-state='preview']")
    goes_on(guest, OF_CAMERA)
    guest.click("#join-stage")
    guest.wait("body[data-state='onstage']")
    row = host.page.locator("[data-session]", has_text="陈一鸣")
    row.locator("video").wait_for()
    until(lambda: row.locator("video").evaluate("video => video.videoWidth") > 0, 20, "the guest's camera")
    guest.wait("[data-identity^='host-'] video")

    viewer = firefox.page()
    viewer.goto(show.watch_url)
    viewer.wait("body[data-state='live']")
    goes_on(viewer, OF_PROGRAM)
    assert firefox.said() == []


def test_one_time_link_comes_back_after_a_reload_and_only_there(firefox: Firefox, show: Show) -> None:
    url = show.link("guest", UserName="林晓", MaxUses=1)
    guest = firefox.page()
    guest.goto(url)
    guest.click("#use-browser")
    guest.wait("body[data-page='guest']")
    address = guest.read("location.pathname")
    guest.reload()
    guest.wait("body[data-page='guest'][data-state='preview']")
    guest.goto(url)
    guest.wait("body[data-page='guest']")
    assert guest.read("location.pathname") == address
    other = firefox.page()
    other.goto(url)
    other.wait("body[data-reason='used']")
    assert "Firefox" in other.read("document.querySelector('main').innerText")
    assert shown(other, "#ask-link")


def test_missing_app_leaves_the_page_as_it_was(firefox: Firefox, show: Show) -> None:
    page = firefox.page()
    page.goto(show.link("guest", UserName="陈一鸣", Prefer="app"))
    page.click("#open-app")
    page.wait("body[data-reason='noanswer']")
    assert shown(page, "#use-browser")


def test_host_learns_where_hosting_works(firefox: Firefox, show: Show) -> None:
    page = firefox.page()
    page.goto(show.host_url)
    page.wait("body[data-ways='none']")
    assert shown(page, "#copy-for-chrome")
    page.click("#use-browser")
    page.wait("body[data-page='studio']")
    # Firefox has no way to make a track of composed pictures in a worker: the studio says where it works.
    page.wait("[role='alert']")
    assert "Hosting needs Chrome or Edge" in page.read("document.body.innerText")


def test_open_page_gets_the_link_that_the_host_grants(
    firefox: Firefox, show: Show, person: Callable[..., Person]
) -> None:
    host = person("host")
    host.enter(show.host_url, "studio")
    url = show.link("guest", UserName="陈一鸣", MaxUses=1)
    first, second = firefox.page(), firefox.page()
    first.goto(url)
    first.click("#use-browser")
    first.wait("body[data-page='guest']")
    second.goto(url)
    second.wait("#ask-link")
    second.click("#ask-link")
    host.page.click("[data-action='grant']")
    second.wait("body[data-device] #use-browser")
    second.click("#use-browser")
    second.wait("body[data-page='guest']")
