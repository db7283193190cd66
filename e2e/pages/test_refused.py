"""The guest's page and the studio when the browser refuses camera and microphone, on a phone and at 200 % zoom."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from e2e.kaibo import Show
from e2e.person import FAKE, Person

DEVICES = ["camera", "microphone"]
SMALL = [(320, 640), (640, 360)]
"""A narrow phone, and 1280×720 at 200 % zoom."""
NARROW = """() => [...document.querySelectorAll('body *')].filter((box) => {
  const own = [...box.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
  if (!own.length || !box.checkVisibility()) return false;
  const range = document.createRange();
  range.selectNodeContents(box);
  const lines = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top)));
  const em = parseFloat(getComputedStyle(box).fontSize);
  return box.getBoundingClientRect().width < 4 * em && (lines.size > 1 || box.scrollWidth > box.clientWidth + 1);
}).map((box) => box.textContent)"""
"""The texts that are broken or cut in a box narrower than 4 em."""
WIDEST = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
APART = """() => {
  const boxes = ['#mic', '#camera'].map((id) => document.querySelector(id).getBoundingClientRect());
  return boxes[1].left - boxes[0].right;
}"""
"""CSS pixels between the two toggles."""


def is_readable(page: Page) -> None:
    """Check each size: no text is squeezed, and nothing scrolls sideways."""
    for width, height in SMALL:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(NARROW) == []
        assert page.evaluate(WIDEST) == 0


@pytest.fixture
def refused(person: Callable[..., Person]) -> Person:
    """Bring a person with both devices, which the browser refuses until it is told otherwise."""
    return person("", FAKE[0], alone=True, permissions=["geolocation"])


def test_refused_guest_is_told_once_and_recovers(show: Show, refused: Person) -> None:
    page = refused.page
    refused.enter(show.guest_url(), "guest")
    banner = page.locator("main").get_by_role("alert")
    expect(banner).to_have_count(1)
    expect(banner).to_contain_text("Your browser is blocking the camera and the microphone")
    expect(banner.get_by_role("listitem")).to_have_count(2)
    expect(banner.get_by_role("button")).to_have_count(0)
    expect(page.locator("select")).to_have_count(0)
    expect(page.locator("#mic")).to_have_text("Not allowed")
    is_readable(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(APART) >= 8
    refused.context.grant_permissions(DEVICES)
    expect(page.locator("#mic")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#camera")).to_have_attribute("aria-pressed", "true")
    expect(banner).to_have_count(0)
    expect(page.locator("select")).to_have_count(2)
    assert page.evaluate(APART) >= 8
    is_readable(page)
    page.click("#join-stage")
    refused.wait("onstage")
    is_readable(page)


def test_refused_host_is_told_once(show: Show, refused: Person) -> None:
    refused.enter(show.host_url, "studio")
    banner = refused.page.get_by_role("alert").filter(has_text="blocking")
    expect(banner).to_have_count(1)
    expect(refused.page.locator("#camera")).to_have_text("Not allowed")
    is_readable(refused.page)
    refused.context.grant_permissions(DEVICES)
    expect(banner).to_have_count(0)
    expect(refused.page.locator("#camera")).to_have_attribute("aria-pressed", "true")
    refused.page.click("#camera")
    is_readable(refused.page)
    refused.page.set_viewport_size({"width": 320, "height": 640})
    assert refused.page.evaluate(APART) >= 8
