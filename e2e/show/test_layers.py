"""The program goes out in several layers, so that each viewer gets the one that fits."""

from collections.abc import Callable

from e2e.cameras import RED, near
from e2e.colours import KEEP_CONNECTIONS
from e2e.kaibo import Show, until
from e2e.layers import sent_layers
from e2e.person import Person


def test_program_of_360p_goes_out_in_two_layers(show: Show, person: Callable[..., Person]) -> None:
    host, viewer = person("host"), person()
    host.page.add_init_script(KEEP_CONNECTIONS)
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")

    def sizes() -> dict[str, tuple[int, int]]:
        return {rid: (width, height) for rid, (width, height, frames) in sent_layers(host).items() if frames}

    until(lambda: sizes() == {"q": (320, 180), "h": (640, 360)}, 20, "two layers")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    viewer.goes_on()
    until(lambda: near(viewer.colour(0.5, 0.3), RED), 10, "the host's camera at the viewer")
    until(lambda: viewer.page.evaluate("document.querySelector('#program').videoWidth") == 640, 20, "the top layer")
