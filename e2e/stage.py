"""The places of guests, as the pages of the guests and of the crew show them. Guests without a page."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from livekit import api, rtc
from playwright.sync_api import Locator, Page, expect

from e2e.kaibo import Show
from e2e.visitor import Visitor


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


def token(show: Show, name: str) -> str:
    """Put one more guest on the stage. Return the join token."""
    with Visitor(show.url) as visitor:
        return str(visitor.enter(show.guest_url(name), "JoinStage").call("ConnectStage")["Token"])


@contextmanager
def on_stage(url: str, tokens: Sequence[str]) -> Iterator[None]:
    """Connect guests without pages, in a loop beside Playwright's. They send and receive nothing."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    rooms = []

    async def join(token: str) -> None:
        room = rtc.Room()
        await room.connect(url, token, rtc.RoomOptions(auto_subscribe=False))
        rooms.append(room)

    async def leave() -> None:
        await asyncio.gather(*(room.disconnect() for room in rooms))

    try:
        for one in tokens:
            asyncio.run_coroutine_threadsafe(join(one), loop).result(60)
        yield
    finally:
        asyncio.run_coroutine_threadsafe(leave(), loop).result(60)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
