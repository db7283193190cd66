"""The routes of a page's connection to LiveKit."""

from collections.abc import Callable

from sqlalchemy import Connection
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from kaibo.errors import ApiError, Overloaded
from kaibo.gateway import envelope
from kaibo.gateway.errors import TooManyOpen
from kaibo.gateway.most import Rank
from kaibo.media.relay import Admit, Relay
from kaibo.media.token import TokenClaims
from kaibo.services import Services
from kaibo.session import identity

Holder = Callable[[HTTPConnection, Connection], tuple[Rank, str]]
"""Proves whose connection it is, and gives the rank and the name to count it for. Raises an ApiError when it cannot."""


def routes(services: Services, at: str, admit: Admit, holder: Holder) -> list[BaseRoute]:
    """Return the routes below the path `at`. `admit` decides about each connection."""
    relay = Relay(services.rtc, services.origin, admit, _shows_who_speaks, services.closing, services.placement)

    async def connect(socket: WebSocket) -> None:
        try:
            services.closing.check()
            rank, name = await services.store.read(lambda db: holder(socket, db))
            with services.counts.held("socket", socket, rank, name):
                await relay.socket(socket)
        except (TooManyOpen, Overloaded) as full:
            await socket.send_denial_response(envelope.refused(envelope.metadata("Rtc", ""), full))
        except ApiError:  # nobody is proved: the relay refuses the connection in its own words
            await relay.socket(socket)

    path = at + "/rtc{rest:path}"
    return [Route(path, relay.fetch, methods=["GET"]), WebSocketRoute(path, connect)]


def _shows_who_speaks(claims: TokenClaims) -> bool:
    """Tell whether the room's pages show who speaks. Only the stage's do, and the program has a crowd of viewers."""
    room = identity.read_room(claims.room)
    return room is not None and room.kind == identity.STAGE
