"""The composition root: the one place that knows every part."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

import kaibo.account.actions
import kaibo.activity.actions
import kaibo.activity.brand.actions
import kaibo.activity.brands
import kaibo.activity.config
import kaibo.activity.listed
import kaibo.features.audience.actions
import kaibo.features.audience.summary
import kaibo.features.audit.actions
import kaibo.features.link.client_calls
import kaibo.features.link.custom
import kaibo.features.link.handoff
import kaibo.features.link.request_calls
import kaibo.features.link.session_calls
import kaibo.features.link.vendor
import kaibo.features.program.calls
import kaibo.session.actions
import kaibo.session.calls
from kaibo.account.keys import StoredKeys
from kaibo.call import Call, Limits
from kaibo.cluster.events import Events
from kaibo.cluster.observed import Observed
from kaibo.cluster.periodic import every
from kaibo.cluster.rates import Rates
from kaibo.features.audience import keeper as audience
from kaibo.features.audit import log as auditing
from kaibo.features.audit.log import AuditLog
from kaibo.features.link import forgetting
from kaibo.features.link.client_calls import ClientCall
from kaibo.features.program.hook import LiveKitHook
from kaibo.features.program.reconcile import Reconciler
from kaibo.gateway import invocation, page
from kaibo.gateway.action import Catalogue
from kaibo.gateway.caller import Caller, SignatureLimits
from kaibo.gateway.endpoint import Gateway
from kaibo.gateway.headers import AccessLog, Front, OneAddress, SafeHeaders
from kaibo.gateway.most import Most
from kaibo.gateway.open_counts import OpenCounts
from kaibo.gateway.signature import SKEW
from kaibo.gateway.spec import signed_document
from kaibo.host import file_limit
from kaibo.media.engine import MediaEngine
from kaibo.media.relay import Rtc
from kaibo.pages.launch.routes import LaunchPages
from kaibo.pages.studio.routes import StagePages
from kaibo.pages.watch.routes import WatchPages
from kaibo.session import table as sessions
from kaibo.session.call import SessionCall
from kaibo.session.viewer import WatchCall
from kaibo.settings import Settings
from kaibo.store import Store
from kaibo.vault import Vault

SIGNED: Catalogue[Call] = Catalogue(
    kaibo.activity.actions,
    kaibo.activity.listed,
    kaibo.activity.config,
    kaibo.features.link.vendor,
    kaibo.features.link.custom,
    kaibo.session.actions,
    kaibo.activity.brand.actions,
    kaibo.activity.brands,
    kaibo.features.audience.actions,
    kaibo.features.audience.summary,
    kaibo.account.actions,
    kaibo.features.audit.actions,
)
CLIENT: Catalogue[ClientCall] = Catalogue(kaibo.features.link.client_calls, kaibo.features.link.request_calls)
SESSION: Catalogue[SessionCall] = Catalogue(
    kaibo.session.calls, kaibo.features.link.session_calls, kaibo.features.link.handoff
)
WATCH: Catalogue[WatchCall] = Catalogue(kaibo.features.program.calls)
HOOK = "/hooks/livekit"
KEYS_SECONDS, FORGET_SECONDS = 10.0, 60.0
log = logging.getLogger("kaibo")


@dataclass(frozen=True)
class Outside:
    """What the server stands on: its store, its keys, its media engine (`rtc` None: without media); `authority` is the
    certificate, in PEM, of the authority of its own that it vouches for itself with."""

    store: Store
    vault: Vault
    engine: MediaEngine
    rtc: Rtc | None
    authority: bytes = b""


def limits_of(settings: Settings) -> Limits:
    """What features need to know of the settings."""
    return Limits(
        public_url=settings.address,
        tmp_link_seconds=int(settings.tmp_link_hours * 3600),
        session_seconds=int(settings.session_days * 24 * 3600),
        stage_cap=settings.stage_cap,
        guests_on_air=settings.guests == "on-air",
        grace_seconds=settings.grace_seconds,
        return_origins=frozenset(settings.return_origins.lower().replace(",", " ").split()),
        program=(settings.program_width, settings.program_height, settings.program_fps),
    )


def build(settings: Settings, outside: Outside, most: Most | None = None) -> ASGIApp:
    """The server as an ASGI application. Its store is migrated; this opens and closes it. `most` may be open at once;
    without it, what the files of this process are enough for."""
    counts = OpenCounts(most or Most.of(file_limit.limit()))
    rates = Rates(settings.rate_limit_url)
    store, vault, rtc = outside.store, outside.vault, outside.rtc
    events, seen, rules, origin = Events(), Observed(), limits_of(settings), settings.address
    audit = AuditLog(store, int(settings.audit_days * 24 * 3600 * 1000))
    reconciler = Reconciler(store, events, outside.engine, seen, settings.grace_seconds * 1000)

    keys, keeper = StoredKeys(store, vault), audience.Keeper(store, seen)
    limits = SignatureLimits(settings.signature_max_seconds, int(settings.session_token_max_hours * 3600))

    def make_call(caller: Caller, action: str, db: Connection) -> Call:
        return Call(
            db=db,
            now=time.time_ns() // 1_000_000,
            owner=caller.key.owner,
            limits=rules,
            vault=vault,
            key=caller.key.id,
            whole=caller.whole,
            check=partial(caller.check, action),
            reach=partial(caller.reach, action),
        )

    async def forget_invocations() -> None:
        kept = max(invocation.KEPT_SECONDS, SKEW + limits.signature)
        before = time.time_ns() // 1_000_000 - kept * 1000
        await store.write(lambda db: invocation.forget(db, before))

    async def health(request: Request) -> Response:
        return PlainTextResponse("OK")

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncGenerator[None]:
        store.start()
        await store.write(lambda db: sessions.forget_connections(db, time.time_ns() // 1_000_000))
        await keeper.start()
        chores = (
            reconciler.run(),
            every(KEYS_SECONDS, keys.write_used),
            every(FORGET_SECONDS, forget_invocations),
            every(audience.WRITE_SECONDS, keeper.write),
            every(audience.FORGET_SECONDS, keeper.forget),
            every(auditing.WRITE_SECONDS, audit.write_behind),
            every(auditing.FORGET_SECONDS, audit.forget),
            every(forgetting.FORGET_SECONDS, lambda: forgetting.forget(store)),
        )
        tasks = [asyncio.create_task(chore) for chore in chores]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await keys.write_used()
        await audit.write_behind()
        await rates.close()
        await outside.engine.close()
        store.close()

    async def welcome(scope: Scope, receive: Receive, send: Send) -> None:
        await safe(page.shell(settings.dist, "index.html"))(scope, receive, send)

    def safe(inner: ASGIApp) -> ASGIApp:
        return SafeHeaders(inner, origin, private=bool(outside.authority))

    gateway = Gateway(SIGNED, keys, limits, rates, store, events, make_call, keys.note_used, welcome, audit)
    launch = LaunchPages(CLIENT, store, events, rates, rules, vault, origin, audit, settings.offered, counts)
    stage = StagePages(SESSION, store, events, rates, rules, vault, seen, rtc, origin, audit, counts)
    watch = WatchPages(WATCH, store, events, rates, rules, vault, seen, rtc, origin, audit, keeper.came, counts)
    others = Starlette(
        routes=[
            Route("/health", health, methods=["GET"]),
            Route(HOOK, LiveKitHook(rtc, reconciler.look_soon).answer, methods=["POST"]),
            *launch.routes(),
            *stage.routes(),
            *watch.routes(),
            *page.routes(settings.dist),
            page.openapi(signed_document(SIGNED), origin),
            *([page.authority(outside.authority)] if outside.authority else []),
        ],
        exception_handlers={404: page.missing},
        lifespan=lifespan,
    )
    return AccessLog(Front(gateway, safe(OneAddress(others, origin))))
