"""The editor of scenes: by keyboard alone, on a phone, and without anything that axe finds."""

from collections.abc import Callable

from playwright.sync_api import Page

from e2e.axe import Audit, speak
from e2e.kaibo import Show
from e2e.person import Person
from e2e.plugs import HAND_MICROPHONE, TWO_CAMERAS, unplug

COVERED = """() => {
  const [a, b] = ['program', 'layers'].map((id) => document.getElementById(id).getBoundingClientRect());
  return b.left < a.right && b.right > a.left && b.top < a.bottom && b.bottom > a.top;
}"""
"""Tells whether the tools cover the program."""


def names(page: Page) -> list[str]:
    return page.locator("[data-layer] > :first-child").all_inner_texts()


def test_scene_is_edited_by_keyboard_alone(show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    host.page.add_init_script(TWO_CAMERAS)
    host.page.add_init_script(HAND_MICROPHONE)
    host.enter(show.host_url, "studio")
    page, keys = host.page, host.page.keyboard
    speak(page, "en")
    page.focus("#edit-scene")
    keys.press("Enter")
    page.focus("#add-source")
    for key in ("Enter", "ArrowDown", "Enter"):
        keys.press(key)
    page.wait_for_selector("[data-layer]:has-text('Text')")
    assert names(page) == ["Text", "All guests on air", "My camera"]
    page.focus("[data-layer] > :first-child")
    keys.press("Alt+ArrowDown")
    page.wait_for_function("document.querySelectorAll('[data-layer]')[1].innerText.includes('Text')")
    page.focus("svg g[tabindex]")
    left = page.locator("#layers input[type=number]").first
    before = float(left.input_value())
    for _ in range(2):
        keys.press("Shift+ArrowRight")
    page.wait_for_function("before => document.querySelector('#layers input[type=number]').value > before", arg=before)
    keys.press("Delete")
    page.wait_for_function("document.querySelectorAll('[data-layer]').length === 2")
    page.focus("[data-layer]:last-child > :first-child")
    page.focus("#layers select")
    keys.press("ArrowDown")
    page.wait_for_function("localStorage.getItem('kaibo.camera') === 'blue'")
    page.focus("#add-source")
    for key in ("ArrowUp", "ArrowUp", "Enter"):
        keys.press(key)
    page.focus("[data-microphone]:has-text('hand microphone') [data-mute]")
    keys.press("Enter")
    page.wait_for_selector("[aria-label='Unmute hand microphone']:focus")


def test_editor_fits_all_widths_and_axe_finds_nothing(show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    host.page.add_init_script(TWO_CAMERAS)
    host.page.add_init_script(HAND_MICROPHONE)
    host.enter(show.host_url, "studio")
    page, audit = host.page, Audit()
    page.set_viewport_size({"width": 390, "height": 844})
    page.click("#more")
    page.click("#edit-scene")
    page.click("#add-source")
    page.click("[data-add=text]")
    page.wait_for_selector("#layers textarea")
    for width in (390, 800, 1100, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        assert not page.evaluate(COVERED), width
    audit.look(page, "edits a text")
    page.click("#add-source")
    page.click("[data-add=countdown]")
    page.click("#layers summary")
    audit.look(page, "edits a countdown and the look")
    for kind in ("microphone", "camera"):
        page.click("#add-source")
        page.locator(f"[data-add={kind}]").last.click()
    unplug(host, "blue")
    page.wait_for_selector("#device-missing")
    audit.look(page, "has a further microphone, and a camera that is not plugged in")
    audit.found_nothing()
