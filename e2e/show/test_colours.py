"""Viewers see the colours that the studio shows, with each codec that a program may have."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Route

from e2e.colours import BARS, KEEP_CONNECTIONS, codec, decoded, same_colours, with_codec
from e2e.kaibo import Show
from e2e.person import Person, paint_bars, sing


def serve_with(name: str) -> Callable[[Route], None]:
    """Serve the pages' code as it is, but for the codec of the program."""

    def serve(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=with_codec(answer.text(), name))

    return serve


@pytest.mark.parametrize("name", ["vp8", "vp9", "h264"])
def test_viewer_sees_the_colours_of_the_studio(
    show: Show, media: Path, person: Callable[..., Person], name: str
) -> None:
    if not (media / "bars.wav").exists():
        paint_bars(media / "bars.y4m", BARS)
        sing(media / "bars.wav", 440)
    host, viewer = person("bars"), person()
    host.page.route("**/assets/*.js", serve_with(name))
    viewer.page.add_init_script(KEEP_CONNECTIONS)
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    same_colours(host.colour, decoded(viewer) if name == "vp9" else viewer.colour)
    assert [one.lower() for one in codec(viewer)] == [f"video/{name}"]
