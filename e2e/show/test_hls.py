"""Viewers watch by HLS where WebRTC does not reach them, and go back in a live show. Its replay goes on there."""

import re
from collections.abc import Callable

from playwright.sync_api import Request, expect

from e2e.axe import Audit
from e2e.cameras import RED, near
from e2e.hello import SAY
from e2e.kaibo import Show, until
from e2e.obstacles import NO_WAY
from e2e.person import Person

LENGTH = "Number(document.querySelector('#seek')?.max ?? 0)"
AT = "document.querySelector('#program').currentTime"
PLACES = "2"
NEW = "2023-08-01"
PASSWORD = "green tea"
STATUS = "async (url) => (await fetch(url, { cache: 'no-store' })).status"
PLAYLIST = "`${location.pathname}/hls/main.m3u8`"
FILE = re.compile(r"/hls/([^/]+)/\d+/\d+(\.\d+)?\.m4s$")
"""The address of a segment or a part. The group is the key."""


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
    change_password(show, (direct, "webrtc"), (blocked, "hls"), (late, "hls"))
    late.page.wait_for_function(f"() => {LENGTH} > 15")
    for viewer, way in ((late, "hls"), (direct, "webrtc")):
        go_back(viewer)
        viewer.page.click("#live-edge")
        viewer.page.wait_for_selector(f"body[data-source={way}]:not(:has(#behind))")
        viewer.goes_on()
        assert near(viewer.colour(0.5, 0.3), RED)
    ban(show, blocked, late)
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


def change_password(show: Show, *ways: tuple[Person, str]) -> None:
    """Set a password. It stops all viewers. Each one types it, and plays in the same page by the same way."""
    rule = {"ViewingAccountType": 2, "PasswordViewingRestriction": {"Password": PASSWORD, "Prompt": ""}}
    for viewer, _ in ways:
        viewer.page.evaluate("window.stayed = true")
    show.call("UpdateViewingRestriction", NEW, ActivityId=show.activity_id, ViewingRestriction=rule)
    for viewer, _ in ways:
        is_stopped(viewer)
    for viewer, way in ways:
        viewer.page.fill("#show-password", PASSWORD)
        viewer.page.keyboard.press("Enter")
        viewer.page.wait_for_selector(f"body[data-source={way}][data-state=live]")
        viewer.goes_on()
        assert near(viewer.colour(0.5, 0.3), RED)
        assert viewer.page.evaluate("window.stayed")


def ban(show: Show, banned: Person, other: Person) -> None:
    """Ban a viewer by HLS. Another one plays on in the same page, from files at other addresses."""
    page = other.page
    first = page.wait_for_event("request", lambda request: key(request) != "")
    before = first.url
    assert [each.page.evaluate(STATUS, before) for each in (banned, other)] == [200, 200]
    _, number = banned.page.evaluate(SAY)
    show.call("UpdateActivityUserBanStatus", NEW, ActivityId=show.activity_id, UserIds=[str(number)], BanStatus=1)
    is_stopped(banned)
    expect(banned.page.locator("#show-password")).to_have_count(0)
    expect(banned.page.locator("main")).to_contain_text("You may not watch this show")
    assert banned.page.evaluate(STATUS, before) == 403
    until(lambda: page.evaluate(STATUS, before) == 404, 10, "the old address leads nowhere")
    after = page.wait_for_event("request", lambda request: key(request) not in ("", key(first))).url
    assert page.evaluate(STATUS, after) == 200
    other.goes_on()
    assert near(other.colour(0.5, 0.3), RED)
    page.wait_for_selector("body[data-source=hls][data-state=live]")
    assert page.evaluate("window.stayed")


def is_stopped(viewer: Person) -> None:
    """Wait for the door in place of the picture. The playlist is refused."""
    viewer.wait("door")
    assert viewer.page.locator("video#program").count() == 0
    assert viewer.page.evaluate(f"({STATUS})({PLAYLIST})") == 403


def key(request: Request) -> str:
    """Return the key in the address of a file of HLS. "": the request is for something else."""
    found = FILE.search(request.url)
    return found[1] if found else ""
