"""A replay on the watch page, of a real recording."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.axe import Audit
from e2e.kaibo import OURS, Kaibo
from e2e.person import Person
from e2e.recorded import ANNOUNCED, COLOURS, SAID, SECONDS, TILE_SECONDS, record

TIME = "document.querySelector('video#program').currentTime"


def test_viewer_plays_a_replay_goes_to_another_place_and_sees_it_go_offline(
    server: Kaibo, person: Callable[..., Person]
) -> None:
    show = server.show("Talk")
    media = record(server, show)
    viewer = person(viewport={"width": 390, "height": 844})
    page, said = viewer.page, list[str]()
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    page.on("response", lambda answer: said.append(f"{answer.status} {answer.url}") if not answer.ok else None)
    page.goto(show.watch_url)
    page.wait_for_selector("body[data-source=replay] #seek")
    assert page.inner_text("#place") == f"0:00 / 0:{SECONDS}"
    assert not page.evaluate(
        "performance.getEntriesByType('resource').some(({name}) => /m3u8|m4s|library-/.test(name))"
    )
    talks(page, SAID)
    page.click("#watch-replay")
    page.wait_for_function(f"() => {TIME} > 0.2")
    talks(page, ())
    expect(page.locator("#announcement")).to_have_count(0)
    assert near(viewer.colour(0.5, 0.5), COLOURS[0])
    bar, title = (page.locator(each).bounding_box() for each in ("[data-bar]", "h1:visible"))
    assert bar
    assert title
    assert bar["y"] + bar["height"] <= title["y"], "the controls lie on the title"
    # The second tile of the storyboard, and the keys of the seek bar.
    page.hover("#seek")
    page.wait_for_function("() => document.querySelector('[data-tile]')?.style.backgroundPosition === '-160px 0px'")
    page.focus("#seek")
    page.keyboard.press("7")
    page.wait_for_function(f"() => {TIME} > {SECONDS * 0.7 + 0.1}")
    assert near(viewer.colour(0.5, 0.5), COLOURS[2])
    talks(page, SAID[:2])
    expect(page.locator("#announcement")).to_have_text(ANNOUNCED)
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.wait_for_function(f"() => {TIME} < {SECONDS * 0.7} && {TIME} > {TILE_SECONDS}")
    page.wait_for_function("() => !document.querySelector('video#program').seeking")
    assert near(viewer.colour(0.5, 0.5), COLOURS[1])
    talks(page, SAID[:1])
    page.click("#chat [data-talk=all]")
    talks(page, SAID)
    page.click("#chat [data-talk=moving]")
    talks(page, SAID[:1])
    page.keyboard.press(">")
    assert page.evaluate("document.querySelector('video#program').playbackRate") == 1.25
    audit = Audit()
    audit.look(page, "replay")
    audit.found_nothing()
    page.reload()
    page.wait_for_selector("#from-beginning")
    kept = page.inner_text("#place")
    page.click("#watch-replay")
    page.wait_for_function(f"() => {TIME} > {TILE_SECONDS}")
    assert kept.startswith("0:1")
    assert said == []
    show.call("SetReplayOnline", OURS, ActivityId=show.activity_id, MediaId=media, Online=False)
    page.wait_for_selector("body[data-source=none] main [role=status] p:has-text('not put the replay online')")


def talks(page: Page, said: tuple[str, ...]) -> None:
    """Wait until the chat shows these messages, and no others."""
    expect(page.locator("#chat [data-message] bdi:not(b bdi)")).to_have_text(list(said))


def near(found: list[float], colour: tuple[int, int, int]) -> bool:
    """Tell whether a decoded colour is the one that was encoded."""
    return all(abs(part - wanted) < 30 for part, wanted in zip(found, colour, strict=True))
