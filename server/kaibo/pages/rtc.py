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
from kaibo.session.role import SOURCES

Holder = Callable[[HTTPConnection, Connection], tuple[Rank, str]]
"""Proves whose connection it is, and gives the rank and the name to count it for. Raises an ApiError when it cannot."""


def routes(services: Services, at: str, admit: Admit, holder: Holder) -> list[BaseRoute]:
    """Return the routes below the path `at`. `admit` decides about each connection."""
    shared = services.closing, services.placement
    relay = Relay(services.rtc, services.origin, admit, _shows_who_speaks, *shared, _may_publish, _may_choose)

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


def _may_publish(claims: TokenClaims) -> tuple[str, ...]:
    """Return all sources that a person of this role may ever publish in that room."""
    room, role = identity.read_room(claims.room), identity.role_of(claims.identity)
    if room is None or role is None:
        return ()
    return (SOURCES[role].stage if room.kind == identity.STAGE else SOURCES[role].program) or ()


def _may_choose(claims: TokenClaims) -> bool:
    """Tell whether a person of this role may choose who in that room gets what they send."""
    room, role = identity.read_room(claims.room), identity.role_of(claims.identity)
    return room is not None and room.kind == identity.STAGE and role is not None and SOURCES[role].chooses


def _shows_who_speaks(claims: TokenClaims) -> bool:
    """Tell whether the room's pages show who speaks. Only the stage's do, and the program has a crowd of viewers."""
    room = identity.read_room(claims.room)
    return room is not None and room.kind == identity.STAGE
