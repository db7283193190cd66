"""The places of guests, as the pages of the guests and of the crew show them."""

from livekit import api
from playwright.sync_api import Locator, Page, expect

from e2e.kaibo import Show


def place(guest: Page, wanted: str) -> None:
    """Wait until a guest's page says this place: waiting, backstage, air."""
    expect(guest.locator(f"body[data-place={wanted}]")).to_be_attached()


def row(crew: Page, name: str) -> Locator:
    """Find a guest in the list of the host or of an assistant."""
    return crew.locator("[data-person]", has_text=name)


def permitted(show: Show, name: str) -> set[str]:
    """Ask LiveKit for the sources that a guest may publish, by the guest's name."""
    people = [one for _, inside in show.rooms() for one in inside if one.name == name]
    return {api.TrackSource.Name(one).lower() for each in people for one in each.permission.can_publish_sources}
