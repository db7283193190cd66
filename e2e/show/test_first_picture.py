"""A viewer sees the show before the page's own code is there."""

from collections.abc import Callable

from playwright.sync_api import Route

from e2e.kaibo import Show
from e2e.person import Person

COUNT_CONNECTIONS = """window.connections = 0;
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...values) { super(...values); window.connections += 1; }
};"""
HAS_PICTURE = """() => {
  const video = window.early = document.querySelector('video#program');
  if (!(video?.videoWidth > 0)) return false;
  window.broken = [];
  for (const event of ['pause', 'emptied']) video.addEventListener(event, () => window.broken.push(event));
  return true;
}"""
PLACE = "() => Object.values(document.querySelector('video#program').getBoundingClientRect().toJSON())"


def test_picture_comes_before_the_page_and_stays(show: Show, person: Callable[..., Person]) -> None:
    host, viewer, held = person("host"), person(), list[Route]()
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    page = viewer.page
    page.add_init_script(COUNT_CONNECTIONS)
    page.route("**/assets/start-*.js", lambda route: held.append(route))
    page.goto(show.watch_url)
    page.wait_for_function(HAS_PICTURE)
    viewer.goes_on(5)
    assert viewer.state() == ""
    place, inside, connections = page.evaluate(PLACE), viewers(show), page.evaluate("window.connections")
    assert len(inside) == 1

    held[0].continue_()
    viewer.wait("live")
    viewer.goes_on(5)
    assert page.evaluate("[window.early === document.querySelector('video#program'), window.broken]") == [True, []]
    assert (page.evaluate(PLACE), viewers(show), page.evaluate("window.connections")) == (place, inside, connections)


def viewers(show: Show) -> set[str]:
    """Return the sessions of the viewers in this show's room. Each join is another one."""
    rooms = [inside for room, inside in show.server.rooms() if f"-{show.activity_id}-program" in room.name]
    return {each.sid for inside in rooms for each in inside if each.identity.startswith("viewer-")}
