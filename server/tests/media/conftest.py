"""A proxy for each test of it."""

from collections.abc import AsyncIterator

import pytest
import websockets
from kaibo.cluster.closing import Closing
from kaibo.host.livekit import config
from kaibo.media.relay import Relay, Rtc
from kaibo.media.token import TokenClaims
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import Route, WebSocketRoute

from tests.media.proxied import KEY, SECRET, Engine, Way, serving


@pytest.fixture
async def way() -> AsyncIterator[Way]:
    made_way: Way

    async def admit(_: HTTPConnection, claims: TokenClaims) -> bool:
        return claims.identity == "guest-1" and not (made_way.turned_away and engine.paths)

    engine, closing = Engine(), Closing()
    async with websockets.serve(engine.serve, config.LOOPBACK, 0, compression=None) as livekit:
        rtc = Rtc(f"http://{config.LOOPBACK}:{livekit.sockets[0].getsockname()[1]}", KEY, SECRET)
        made = Relay(rtc, "http://localhost", admit, closing=closing)
        routes = [Route("/rtc{rest:path}", made.fetch), WebSocketRoute("/rtc{rest:path}", made.socket)]
        async with serving(Starlette(routes=routes)) as server:
            made_way = Way(server, engine, closing)
            yield made_way
