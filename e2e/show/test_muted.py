"""A host on air who talks into a muted microphone."""

from playwright.sync_api import expect

from e2e.person import Person


def test_muted_host_who_talks_is_told(on_air: tuple[Person, Person]) -> None:
    host, _ = on_air
    mic, unmute = host.page.locator("#mic"), host.page.locator("#unmute")
    assert unmute.count() == 0
    host.page.keyboard.press("m")
    expect(mic).to_have_attribute("aria-pressed", "false")
    unmute.click()
    expect(mic).to_have_attribute("aria-pressed", "true")
    expect(unmute).to_have_count(0)
