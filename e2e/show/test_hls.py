"""Viewers watch by HLS where WebRTC does not reach them, and go back in a live show. Its replay goes on there."""

from collections.abc import Callable

from e2e.axe import Audit
from e2e.cameras import RED, near
from e2e.kaibo import Show
from e2e.obstacles import NO_WAY
from e2e.person import Person

LENGTH = "Number(document.querySelector('#seek')?.max ?? 0)"
AT = "document.querySelector('#program').currentTime"
PLACES = "2"


def test_viewers_get_hls_without_a_click_and_go_back(start: Callable[..., Show], person: Callable[..., Person]) -> None:
    show = start(KAIBO_MAKERS="1", KAIBO_WEBRTC_VIEWERS=PLACES)
    host, direct, blocked, late = person("host"), person(), person(), person()
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    direct.page.goto(show.watch_url)
    blocked.context.add_init_script(f"window.mediaBlocked = true; {NO_WAY}")
    blocked.page.goto(show.watch_url)
    direct.page.wait_for_selector("body[data-source=webrtc][data-state=live]")
    blocked.page.wait_for_selector("body[data-source=hls][data-state=live]")
    late.page.goto(show.watch_url)
    late.page.wait_for_selector("body[data-source=hls][data-state=live]")
    for viewer in (blocked, late):
        viewer.goes_on()
        assert near(viewer.colour(0.5, 0.3), RED)
    late.page.wait_for_function(f"() => {LENGTH} > 15")
    for viewer, way in ((late, "hls"), (direct, "webrtc")):
        go_back(viewer)
        viewer.page.click("#live-edge")
        viewer.page.wait_for_selector(f"body[data-source={way}]:not(:has(#behind))")
        viewer.goes_on()
        assert near(viewer.colour(0.5, 0.3), RED)
    late.page.keyboard.press("j")
    late.page.wait_for_selector("#behind")
    late.page.wait_for_function(f"() => {AT} > 5 && document.querySelector('#program').duration > 10")
    late.goes_on()
    host.page.click("#end-live")
    host.page.click("#end-live")
    late.page.wait_for_selector("body[data-source=replay]")
    late.page.wait_for_function(f"() => {AT} > 5")
    late.goes_on()
    assert late.page.query_selector("#watch-replay") is None
    assert near(late.colour(0.5, 0.3), RED)


def go_back(viewer: Person) -> None:
    """Go ten seconds back by the keyboard. The picture plays, and the edge is grey."""
    viewer.page.keyboard.press("j")
    viewer.page.wait_for_selector("body[data-source=hls] #behind")
    viewer.page.wait_for_function("() => document.querySelector('#program').duration > 10")
    viewer.goes_on()
    assert near(viewer.colour(0.5, 0.3), RED)
    assert viewer.page.get_attribute("#live-edge", "title") == "Back to live"
    assert viewer.page.locator("main >> text='On air'").count() == 0
    audit = Audit()
    audit.look(viewer.page, "back in time")
    audit.found_nothing()
