"""The studio stays readable and in reach on phones, at 200 % zoom, in short windows. Its theme holds on all pages."""

import itertools
from collections.abc import Callable

from playwright.sync_api import Page

from e2e.axe import speak
from e2e.kaibo import Show
from e2e.person import Person
from e2e.squeezed import squeezed

LONG = "W" * 15
"""The longest name of a person."""
SHARE = """navigator.mediaDevices.getDisplayMedia = async () => {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d').fillRect(0, 0, 300, 150);
  return canvas.captureStream(5);
};"""

SHORT = ((844, 390), (640, 360))
"""A phone that is held sideways, and a window of 1280×720 at 200 %."""
HIDDEN = """() => {
  const program = document.querySelector('#program').getBoundingClientRect(), found = [];
  if (program.left || program.top || program.bottom > innerHeight) found.push('the program');
  if (program.height < innerHeight - 1 && program.right < innerWidth - 160) found.push('the program is small');
  for (const x of [0.05, 0.35, 0.65, 0.95]) for (const y of [0.25, 0.5, 0.75, 0.95])
    if (document.elementFromPoint(x * program.right, y * program.bottom).id !== 'program') found.push(`${x} ${y}`);
  for (const id of ['mic', 'camera', 'share-screen', 'go-live', 'more']) {
    const box = document.getElementById(id).getBoundingClientRect();
    if (box.left < program.right || box.right > innerWidth || box.bottom > innerHeight) found.push(id);
  }
  for (const button of document.querySelectorAll('footer button'))
    if (button.getBoundingClientRect().right > innerWidth - 4) found.push('a button at the edge of the window');
  const state = document.querySelector('header [role=status]').getBoundingClientRect();
  if (state.right > program.right || state.bottom > program.bottom / 4) found.push('the state');
  return found;
}"""


OUTSIDE = """() => [...document.querySelectorAll('main, header, footer, [role=tabpanel]')]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.tagName)"""


def edited(page: Page) -> dict[str, list[str]]:
    """Return what has too little room while the host edits. The guests stay in reach by a tab."""
    found, before = {}, page.viewport_size
    page.click("#edit-scene")
    page.wait_for_selector("#layers")
    for width, height in ((1100, 760), (1280, 480), *SHORT):
        page.set_viewport_size({"width": width, "height": height})
        page.click("#tab-guests")
        page.wait_for_selector("[role=tabpanel] [data-session]")
        assert not page.is_visible("#layers")
        page.keyboard.press("ArrowLeft")
        page.wait_for_selector("#layers")
        assert not page.is_visible("[data-session]")
        if outside := page.evaluate(OUTSIDE):
            found[f"{width}x{height}"] = outside
    found |= squeezed(page)
    if before:
        page.set_viewport_size(before)
    page.click("#edit-scene")
    return found


def test_studio_fits_narrow_and_short_windows(show: Show, person: Callable[..., Person]) -> None:
    host, guest, second = person("host"), person("guest"), person("other")
    host.page.add_init_script(SHARE)
    host.enter(show.link("host", UserName=LONG), "studio")
    found = squeezed(host.page)
    guest.enter(show.guest_url("Chen Yiming"), "guest")
    guest.page.click("#join-stage")
    host.page.wait_for_selector("[data-session]")
    host.page.click("#share-screen")
    host.page.wait_for_selector("select")
    found |= squeezed(host.page)
    found |= {f"editing, {where}": texts for where, texts in edited(host.page).items()}
    for (width, height), language in itertools.product(SHORT, ("zh", "en")):
        speak(host.page, language)
        host.page.set_viewport_size({"width": width, "height": height})
        assert host.page.evaluate(HIDDEN) == [], (width, height, language)
    second.enter(show.host_url, "studio", "taken")
    found |= squeezed(second.page)
    assert found == {}

    host.page.focus("#more")
    for key in ("Enter", "End", "Space"):
        host.page.keyboard.press(key)
    for url in (host.page.url, show.watch_url, *(show.url + path for path in ("/", "/go", "/api", "/nowhere"))):
        host.page.goto(url, wait_until="domcontentloaded")
        assert host.page.get_attribute("html", "data-theme") == "dark", url
