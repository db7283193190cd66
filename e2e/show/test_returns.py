"""Everybody comes back to the same place with the same rights, and an assistant needs no host."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from e2e.cable import Cable
from e2e.cameras import BLUE, HEARD, RED, YELLOW, near
from e2e.kaibo import Show, until
from e2e.person import Person, frozen
from e2e.stage import place, row
from e2e.witness import NOTHING, Witness

COLOURS, TONES = (RED, BLUE, YELLOW), (440, 880, 660)


@pytest.mark.soak
def test_stage_is_the_same_after_everybody_reloads_and_a_network_changes(
    show: Show, person: Callable[..., Person], cable: Cable
) -> None:
    """Mia is on air and muted, Tom is backstage with a raised hand."""
    show.ask_for_guests()
    host, mia, tom = person("host", alone=True), person("guest", cable.flag, alone=True), person("other")
    assistant, viewer = person(), person()
    cable.media(mia)
    host.enter(show.host_url, "studio")
    assistant.enter(show.link("assistant", UserName="Ada"), "assistant")
    for guest, name in ((mia, "Mia"), (tom, "Tom")):
        guest.enter(show.link("guest", UserName=name), "guest")
        guest.page.click("#join-stage")
        place(guest.page, "waiting")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    viewer.open_sound()

    with frozen(host):
        assistant.page.click("#admit-all")
        for guest in (mia, tom):
            place(guest.page, "backstage")
    tom.page.click("#raise-hand")
    row(assistant.page, "Mia").locator("[data-do=mute]").click()
    row(assistant.page, "Mia").locator("[data-do=bring-on]").click()

    def stage_is_as_before() -> None:
        place(mia.page, "air")
        place(tom.page, "backstage")
        expect(mia.page.locator("#muted-by-host")).to_be_visible()
        expect(tom.page.locator("#raise-hand")).to_have_attribute("aria-pressed", "true")
        for crew in (host, assistant):
            expect(row(crew.page, "Mia")).to_have_attribute("data-place", "air")
            expect(row(crew.page, "Mia")).to_contain_text("You muted them")
            expect(row(crew.page, "Tom").get_by_label("hand raised")).to_be_visible()
            expect(row(crew.page, "Tom")).to_contain_text("Backstage")
        until(lambda: near(viewer.colour(0.75, 0.3), BLUE), 15, "the guest on air at the viewer")

    stage_is_as_before()
    witness = Witness(viewer, COLOURS, TONES)
    for one in (host, mia, tom, assistant):
        one.page.reload(wait_until="commit")
    host.wait("live")
    viewer.wait("live")
    stage_is_as_before()
    with cable.changed(), mia.page.expect_websocket(lambda socket: "/rtc" in socket.url):
        pass
    stage_is_as_before()
    until(lambda: host.loudness("audio", TONES[2])[0] > HEARD, 15, "the host hears the guest backstage")
    noted = witness.watch(15)
    assert noted.seen[2] == 0, "the guest backstage is seen"
    assert max(noted.heard[1:]) < NOTHING, "the guest backstage is heard, or the muted one"

    row(assistant.page, "Mia").locator("[data-do=mute]").click()
    expect(mia.page.locator("#muted-by-host")).to_have_count(0)
    mia.page.click("#mic")
    until(lambda: viewer.loudness("#program", TONES[1])[0] > HEARD, 15, "the guest speaks again")
