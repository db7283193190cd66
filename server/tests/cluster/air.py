"""A show on air in a town, with its people."""

from dataclasses import dataclass

import jwt
from kaibo.activity.status import Status
from livekit import api

from tests.cluster.media import Media
from tests.cluster.people import Page, Person, View, Viewer
from tests.cluster.program import Program, until
from tests.cluster.town import Show, Town


@dataclass
class Air:
    """A show on air: its host, and a viewer who sees the picture."""

    town: Town
    show: Show
    host: Person
    studio: Page
    publisher: Media
    viewer: Viewer
    watch: Page
    watching: Media

    async def goes_on(self) -> None:
        """Wait until the picture moves and every server counts the viewer, then check that the host kept all."""
        await self.watching.moves()
        await self.counted(1)
        await self.watch.until(lambda view: (view["Status"], view["Away"]) == (Status.LIVE, False))
        await self.studio.until(lambda view: kept(view) and view["Viewers"] == 1)
        assert all(map(kept, self.studio.seen)), [view["Seat"] for view in self.studio.seen]
        assert self.publisher.put_out == self.watching.put_out == []

    async def counted(self, viewers: int) -> None:
        """Wait until each server counts so many viewers."""
        for server in self.town.servers:

            async def so_many(server: Program = server) -> bool:
                return await self.town.viewers(self.show, server) == viewers

            await until(so_many)


def kept(view: View) -> bool:
    """Tell whether the host has the seat as at first, with an open page."""
    seat = view["Seat"]
    return bool(seat["Mine"] and seat["Connected"] and seat["Epoch"] == 1)


async def on_air(
    town: Town, show: Show | None = None, studio_at: Program | None = None, node: Program | None = None
) -> Air:
    """Put a show on air. The studio's page is at one server, or anywhere, and so is the program at LiveKit's nodes."""
    show, port = show or await town.show(), studio_at.port if studio_at else 0
    host, viewer = await town.enter(show.host), town.viewer(show)
    studio, watch = host.page(port), viewer.page()
    await studio.until(kept)
    studio.seen.clear()
    await host.call("GoLive")
    if node:
        token = (await host.call("ConnectProgram"))["Token"]
        room = jwt.decode(token, options={"verify_signature": False})["video"]["room"]
        async with town.livekit(node) as rooms:
            await rooms.create_room(api.CreateRoomRequest(name=room, node_id=town.node_id(node)))
    publisher = await host.publish()
    await watch.until(lambda view: (view["Status"], view["Away"]) == (Status.LIVE, False))
    made = Air(town, show, host, studio, publisher, viewer, watch, await viewer.watch())
    await made.goes_on()
    return made
