"""The page that redeems a ticket."""

from collections.abc import Callable

import httpx2

from e2e.kaibo import Show
from e2e.person import Person


def test_ticket_from_elsewhere_asks_first(show: Show, person: Callable[..., Person]) -> None:
    origin = {"Origin": show.url}
    token = show.guest_url().rpartition("/")[2]
    opened = httpx2.post(f"{show.url}/client/OpenLaunch", json={"Token": token}, headers=origin)
    ticket = opened.json()["Result"]["Ticket"]
    victim = person("guest")
    victim.page.goto(f"{show.url}/enter#ticket={ticket}")
    victim.wait("asking")
    assert victim.page.url == f"{show.url}/enter"
    assert "嘉宾" in victim.page.inner_text("main")
    victim.page.click("#use-browser")
    victim.page.wait_for_selector("body[data-page='guest']")
