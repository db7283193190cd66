"""A viewer learns why picture and sound cannot get through."""

from collections.abc import Callable

from playwright.sync_api import expect

from e2e.kaibo import Show
from e2e.obstacles import NO_WEBRTC, no_upgrade
from e2e.person import Person


def test_viewer_is_told_what_does_not_get_through(
    show: Show, on_air: tuple[Person, Person], person: Callable[..., Person]
) -> None:
    bare = person()
    bare.context.add_init_script(NO_WEBRTC)
    bare.page.goto(show.watch_url)
    with no_upgrade(show.server.port) as proxy:
        far = person("", proxy.flag, alone=True)
        far.page.goto(show.watch_url)
        expect(bare.page.get_by_text("WebRTC is turned off in this browser")).to_be_visible()
        expect(far.page.get_by_text("Your network blocks WebSocket")).to_be_visible()
        proxy.mended = True
        far.wait("live")
        expect(far.page.get_by_text("Your network blocks WebSocket")).to_be_hidden()
