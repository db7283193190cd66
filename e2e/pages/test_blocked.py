"""The studio and the guest's page say why picture and sound cannot get through."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.kaibo import Kaibo, Show
from e2e.obstacles import NO_WEBRTC, no_upgrade
from e2e.person import Person

PAGES = ["studio", "guest"]
NO_SOCKETS = "Your network blocks WebSocket"


def enter(who: Person, show: Show, page: str) -> None:
    who.enter(show.host_url if page == "studio" else show.guest_url(), page)


@pytest.mark.parametrize("page", PAGES)
def test_page_without_webrtc_says_so(show: Show, person: Callable[..., Person], page: str) -> None:
    who = person("guest")
    who.context.add_init_script(NO_WEBRTC)
    enter(who, show, page)
    expect(who.page.get_by_text("WebRTC is turned off in this browser")).to_be_visible()


def test_studio_without_websockets_says_so(server: Kaibo, show: Show, person: Callable[..., Person]) -> None:
    with no_upgrade(server.port) as proxy:
        host = person("guest", proxy.flag, alone=True)
        enter(host, show, "studio")
        expect(host.page.get_by_text(NO_SOCKETS)).to_be_visible()


def test_guest_without_websockets_is_told_until_they_get_through(
    server: Kaibo, show: Show, person: Callable[..., Person]
) -> None:
    with no_upgrade(server.port) as proxy:
        guest = person("guest", proxy.flag, alone=True)
        guest.page.clock.install()
        enter(guest, show, "guest")
        reason = guest.page.get_by_text(NO_SOCKETS)
        expect(reason).to_be_visible()
        proxy.mended = True
        while reason.is_visible():
            guest.page.clock.run_for(1000)
            guest.page.wait_for_timeout(200)  # the page's clock must not outrun the handshake
