"""The composition root: the one place that knows every part."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from limits.aio.storage import Storage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string
from sqlalchemy import Connection
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

import kaibo.activity.actions
import kaibo.launch.actions
import kaibo.launch.client
import kaibo.program.client
import kaibo.stage.client
from kaibo.access.keys import StoredKeys
from kaibo.call import Call, Policy
from kaibo.events import Events
from kaibo.gateway import page
from kaibo.gateway.action import Catalogue
from kaibo.gateway.endpoint import Gateway
from kaibo.gateway.headers import AccessLog, OneAddress, SafeHeaders
from kaibo.gateway.spec import signed_document
from kaibo.launch.client import ClientCall
from kaibo.launch.page import LaunchPages
from kaibo.media.engine import MediaEngine
from kaibo.media.relay import Rtc
from kaibo.media.seen import Seen
from kaibo.program.call import WatchCall
from kaibo.program.hook import LiveKitHook
from kaibo.program.page import WatchPages
from kaibo.program.reconcile import Reconciler
from kaibo.settings import Settings
from kaibo.stage import session as sessions
from kaibo.stage.call import SessionCall
from kaibo.stage.page import StagePages
from kaibo.store import Store
from kaibo.vault import Vault

SIGNED: Catalogue[Call] = Catalogue(kaibo.activity.actions, kaibo.launch.actions)
CLIENT: Catalogue[ClientCall] = Catalogue(kaibo.launch.client)
SESSION: Catalogue[SessionCall] = Catalogue(kaibo.stage.client)
WATCH: Catalogue[WatchCall] = Catalogue(kaibo.program.client)
log = logging.getLogger("kaibo")


@dataclass(frozen=True)
class Outside:
    """What the server stands on: its store, its keys, its media engine (`rtc` None: without media)."""

    store: Store
    vault: Vault
    engine: MediaEngine
    rtc: Rtc | None


def policy(settings: Settings) -> Policy:
    """What features need to know of the settings."""
    return Policy(
        public_url=settings.address,
        tmp_link_seconds=int(settings.tmp_link_hours * 3600),
        session_seconds=int(settings.session_days * 24 * 3600),
        stage_cap=settings.stage_cap,
        guests_on_air=settings.guests == "on-air",
        grace_seconds=settings.grace_seconds,
        program=(settings.program_width, settings.program_height, settings.program_fps),
    )


def build(settings: Settings, outside: Outside) -> Starlette:
    """The server as an ASGI application. Its store is migrated; this opens and closes it."""
    storage = storage_from_string(settings.rate_limit_url)
    if not isinstance(storage, Storage):
        raise ValueError("rate_limit_url begins with async+")
    limiter = MovingWindowRateLimiter(storage)
    store, vault, rtc = outside.store, outside.vault, outside.rtc
    events, seen, rules, origin = Events(), Seen(), policy(settings), settings.address
    reconciler = Reconciler(store, events, outside.engine, seen, settings.grace_seconds * 1000)

    def make_call(account: str, db: Connection) -> Call:
        now = time.time_ns() // 1_000_000
        return Call(db=db, now=now, account=account, policy=rules, vault=vault)

    async def welcome(request: Request) -> Response:
        return page.shell(settings.dist, "index.html")

    async def health(request: Request) -> Response:
        return PlainTextResponse("OK")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncGenerator[None]:
        store.start()
        await store.write(sessions.forget_connections)
        task = asyncio.create_task(reconciler.run())
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await outside.engine.close()
        store.close()

    gateway = Gateway(SIGNED, StoredKeys(store, vault), limiter, store, events, make_call, welcome)
    launch = LaunchPages(CLIENT, store, events, limiter, rules, vault, origin, Path(settings.companion or "-"))
    stage = StagePages(SESSION, store, events, limiter, rules, vault, seen, rtc, origin)
    watch = WatchPages(WATCH, store, events, limiter, rules, vault, seen, rtc, origin)
    return Starlette(
        routes=[
            Route("/", gateway.answer, methods=["GET", "POST"]),
            Route("/health", health, methods=["GET"]),
            Route("/hooks/livekit", LiveKitHook(rtc, reconciler.look_soon).answer, methods=["POST"]),
            *launch.routes(),
            *stage.routes(),
            *watch.routes(),
            *page.routes(settings.dist),
            page.openapi(signed_document(SIGNED), origin),
        ],
        middleware=[
            Middleware(AccessLog),
            Middleware(SafeHeaders, public_url=origin),
            Middleware(OneAddress, public_url=origin),
        ],
        exception_handlers={404: page.missing},
        lifespan=lifespan,
    )
