"""A viewer sees the show before the page's own code is there."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import FloatRect, Page, Route

from e2e.kaibo import Show
from e2e.person import Person

COUNT_CONNECTIONS = """window.connections = 0;
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...values) { super(...values); window.connections += 1; }
};"""
REPORT = re.compile("/call/ReportPicture$")
PAGE_CODE = re.compile(r"/assets/(base|start)-[\w-]+\.js")
"""The page's own code, with React."""
HAS_PICTURE = """() => {
  const video = window.early = document.querySelector('video#program');
  if (!(video?.videoWidth > 0)) return false;
  window.broken = [];
  for (const event of ['pause', 'emptied']) video.addEventListener(event, () => window.broken.push(event));
  return true;
}"""


def test_picture_comes_before_the_page_and_stays(show: Show, person: Callable[..., Person]) -> None:
    host, viewer, held = person("host"), person(), list[Route]()
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    page = viewer.page
    page.add_init_script(COUNT_CONNECTIONS)
    page.route(PAGE_CODE, lambda route: held.append(route))
    page.goto(show.watch_url)
    page.wait_for_function(HAS_PICTURE)
    viewer.goes_on(5)
    assert viewer.state() == ""
    places, inside, connections = where(page), viewers(show), page.evaluate("window.connections")
    assert len(inside) == 1

    with page.expect_response(REPORT) as told:
        for route in held:
            route.continue_()
    assert told.value.status == 200
    assert 0 < json.loads(told.value.request.post_data or "")["FirstPictureMs"] < page.evaluate("performance.now()")
    viewer.wait("live")
    viewer.goes_on(5)
    assert page.evaluate("[window.early === document.querySelector('video#program'), window.broken]") == [True, []]
    assert (where(page), viewers(show), page.evaluate("window.connections")) == (places, inside, connections)


def where(page: Page) -> list[FloatRect | None]:
    """Return the place of the picture on a phone and on a computer."""
    found = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found.append(page.locator("video#program").bounding_box())
    return found


def viewers(show: Show) -> set[str]:
    """Return the sessions of the viewers in this show's room. Each join is another one."""
    rooms = [inside for room, inside in show.server.rooms() if f"-{show.activity_id}-program" in room.name]
    return {each.sid for inside in rooms for each in inside if each.identity.startswith("viewer-")}
