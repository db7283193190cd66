"""The page of a guest on the stage: a place for each face, what viewers see, the keys."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.conftest import join_stage
from e2e.kaibo import Show, until, until_all
from e2e.person import Person
from e2e.stage import on_stage, token

SIZES = [(390, 844), (1280, 720), (844, 390)]
BOXES = """() => [...document.querySelectorAll('main [class*=tile_]')].map((tile) => {
  const { left, top, right, bottom } = tile.getBoundingClientRect();
  return [left, top, right, bottom];
})"""
RING = 5
"""Pixels around a tile that the mark of a speaking person takes."""
ROOM = """() => {
  const box = document.querySelector('main [class*=tiles_]').getBoundingClientRect();
  const rooms = [...document.querySelectorAll('main [class*=tile_]')].map((tile) => {
    const { left, top, right } = tile.getBoundingClientRect();
    return [left - box.left, top - box.top, box.right - right];
  });
  return Math.min(...rooms.flat());
}"""
"""The least room at the sides and above: the box of the tiles cuts what lies outside."""
LETTERS = """() => [...document.querySelectorAll('main [class*=initial_]')].map((letter) => {
  const name = letter.closest('figure').querySelector('figcaption').getBoundingClientRect();
  return name.top - letter.getBoundingClientRect().bottom;
})"""
"""The pixels between the letter in the place of a picture and the name below it."""
WIDEST = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def overlap(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.fixture
def guest(show: Show, person: Callable[..., Person]) -> Person:
    return join_stage(show, person)


@pytest.mark.parametrize("others", [8, pytest.param(24, marks=[pytest.mark.soak, pytest.mark.timeout(600)])])
def test_all_people_have_a_place_each(show: Show, guest: Person, others: int) -> None:
    tokens = [token(show, f"嘉宾 {number}") for number in range(others)]
    with on_stage(f"ws://127.0.0.1:{show.server.livekit['port']}", tokens):
        until_all(lambda: len(guest.page.evaluate(BOXES)), others + 1, 60, "all of them on the guest's page")
        for width, height in SIZES:
            guest.page.set_viewport_size({"width": width, "height": height})

            def apart() -> bool:
                boxes = guest.page.evaluate(BOXES)
                return not any(overlap(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :])

            until(apart, 10, f"no face on another at {width}×{height}")
            until(lambda: guest.page.evaluate(WIDEST) == 0, 10, f"nothing wider than {width}")
        guest.page.set_viewport_size({"width": 390, "height": 844})
        until(lambda: min(box[2] - box[0] for box in guest.page.evaluate(BOXES)) > 150, 10, "faces large enough")
        assert guest.page.evaluate(ROOM) >= RING
        letters = guest.page.evaluate(LETTERS)
        assert len(letters) == others
        assert min(letters) >= 0


def test_guest_on_a_phone_reads_whether_viewers_see_them(
    show: Show, guest: Person, person: Callable[..., Person]
) -> None:
    guest.page.set_viewport_size({"width": 390, "height": 844})
    state = guest.page.locator("header [role=status]")
    expect(state).to_have_text("Not on air yet")
    host = person("host")
    host.enter(show.host_url, "studio")
    host.page.wait_for_selector("#meet-guests")
    host.page.click("#go-live")
    host.wait("live")
    until(lambda: show.publishing() == {"guest", "host", "program"}, 10, "the host also meets the guests")
    assert host.page.locator("#meet-guests").count() == 0
    expect(state).to_have_text("Viewers don’t see you")
    host.page.click("[data-action=bring]")
    expect(state).to_contain_text("Viewers see you")
    expect(state.get_by_text("Viewers see you")).to_be_visible()
    host.page.click("[data-do=take-off]")
    expect(state).to_have_text("Viewers don’t see you")
    expect(state.get_by_text("Viewers don’t see you")).to_be_visible()


def test_keys_turn_the_guests_devices_off_and_on(guest: Person) -> None:
    for key, device in (("m", "#mic"), ("v", "#camera")):
        for pressed in ("false", "true"):
            guest.page.keyboard.press(key)
            expect(guest.page.locator(device)).to_have_attribute("aria-pressed", pressed)
