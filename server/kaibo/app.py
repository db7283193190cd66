"""The composition root: the one place that knows every part."""

from collections.abc import Callable
from functools import lru_cache, partial
from importlib import import_module
from itertools import chain
from types import ModuleType
from typing import Any

from sqlalchemy import Connection
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kaibo.account.keys import StoredKeys
from kaibo.activity import settings_calls
from kaibo.call import Call
from kaibo.clock import now_ms
from kaibo.cluster import reports
from kaibo.cluster.bus import Bus
from kaibo.cluster.channel import names, open_channel
from kaibo.cluster.closing import Closing
from kaibo.cluster.members import RENEW_SECONDS
from kaibo.dependencies import Dependencies, services_of
from kaibo.errors import Overloaded
from kaibo.feature import Background, Feature, Periodic
from kaibo.features.admin.call import AdminCall, EntryCall
from kaibo.features.link.call import ClientCall
from kaibo.features.people import person_calls
from kaibo.gateway import invocation, page
from kaibo.gateway.action import Wire
from kaibo.gateway.assets import Assets
from kaibo.gateway.caller import Caller, SignatureLimits
from kaibo.gateway.catalogue import Catalogue, Latest
from kaibo.gateway.earlier_files import EarlierFiles
from kaibo.gateway.endpoint import Gateway
from kaibo.gateway.headers import AccessLog, RootRouter, SafeHeaders
from kaibo.gateway.most import Most
from kaibo.gateway.one_address import OneAddress
from kaibo.gateway.plain_files import PLAIN_FILES
from kaibo.gateway.shell import Shell
from kaibo.gateway.signature import SKEW
from kaibo.gateway.snapshot import Snapshot
from kaibo.gateway.spec import signed_document
from kaibo.lifespan import lifespan_of
from kaibo.pages.console.routes import ConsolePages
from kaibo.pages.launch.routes import LaunchPages
from kaibo.pages.studio.routes import StudioPages
from kaibo.pages.watch.routes import WatchPages
from kaibo.readiness.checks import Checks
from kaibo.readiness.gauges import Gauges
from kaibo.readiness.reporting import Reporter
from kaibo.readiness.route import Ready
from kaibo.readiness.skew import Skew
from kaibo.services import Services
from kaibo.session.call import SessionCall
from kaibo.session.polls import Polls
from kaibo.session.viewer import Reading, WatchCall
from kaibo.settings import Settings
from kaibo.talk.event import model_of
from kaibo.talk.feed import Talks

FEATURES: tuple[Feature, ...] = tuple(
    import_module(f"kaibo.{folder}.feature").FEATURE
    for folder in (
        "account",
        "activity",
        "session",
        "features.link",
        "features.program",
        "features.audience",
        "features.audit",
        "features.file",
        "features.design",
        "features.thumbnail",
        "features.admin",
        "features.people",
        "features.server",
        "features.quality",
        "features.stage",
        "features.chat",
        "features.question",
        "features.reaction",
        "features.access",
        "features.recording",
        "features.delivery",
    )
)
"""All features. A new one is one line above."""


def _modules(door: Callable[[Feature], Any]) -> list[ModuleType]:
    return list(chain.from_iterable(map(door, FEATURES)))


def _parts(view: Callable[[Feature], Any]) -> list[Callable[[Any], Wire]]:
    return [part for part in map(view, FEATURES) if part]


COPIES = [feature.copy for feature in FEATURES if feature.copy]
CONVERSATION = [feature.conversation for feature in FEATURES if feature.conversation]
BLOCKS = [feature.settings for feature in FEATURES if feature.settings]
HOLDS = [held for feature in FEATURES for held in feature.holds]
SIGNED: Catalogue[Call] = Catalogue(
    _modules(lambda feature: feature.signed),
    [*settings_calls.actions(BLOCKS), *person_calls.actions(HOLDS)],
    door="signed",
)
CLIENT: Catalogue[ClientCall] = Catalogue(_modules(lambda feature: feature.client), door="client")
SESSION: Catalogue[SessionCall] = Catalogue(_modules(lambda feature: feature.session), door="session")
WATCH: Catalogue[WatchCall] = Catalogue(_modules(lambda feature: feature.watch), door="watch")
ENTRANCE: Catalogue[EntryCall] = Catalogue(_modules(lambda feature: feature.entrance), door="entrance")
OF_ADMINS: Catalogue[AdminCall] = Catalogue(_modules(lambda feature: feature.console), door="console")
CONSOLE: Latest[AdminCall] = Latest(SIGNED, OF_ADMINS, door="console")
VIEW: Snapshot[SessionCall] = Snapshot("View", _parts(lambda feature: feature.view))
TALK_EVENT = model_of(CONVERSATION)
WATCH_VIEW: Snapshot[Reading] = Snapshot("WatchView", _parts(lambda feature: feature.watch_view))
KEYS_SECONDS, FORGET_SECONDS = 10.0, 60.0
"""How often the server stores the last use of access keys, and deletes old answers of writes."""


def build(settings: Settings, dependencies: Dependencies, most: Most | None = None) -> ASGIApp:
    """Build the server as an ASGI application.

    The application opens and closes its store. The caller migrated the store before. `most` bounds what may be open at
    once. By default the bounds follow from the number of files that this process may open.
    """
    services = services_of(settings, dependencies, most)
    keys = StoredKeys(services.store, services.vault)
    signing = SignatureLimits(settings.signature_max_seconds, int(settings.session_token_max_hours * 3600))

    def safe(inner: ASGIApp) -> ASGIApp:
        return SafeHeaders(inner, services.origin, private=bool(dependencies.authority))

    index = Shell(settings.dist / "index.html", indexed=True)

    async def welcome(scope: Scope, receive: Receive, send: Send) -> None:
        await safe(index.answer(Request(scope)))(scope, receive, send)

    gateway = Gateway(
        SIGNED,
        keys,
        signing,
        services.rates,
        services.store,
        services.events,
        partial(_signed_call, services),
        keys.note_used,
        welcome,
        services.audit,
        services.origin,
        services.metrics.called,
    )
    earlier = EarlierFiles(services.store)
    assets = Assets(settings.dist / "assets", earlier.find)
    bus, skew, polls = _bus(settings, services), Skew(), Polls()
    talks = Talks(services, CONVERSATION)
    backgrounds = [
        Background(stop=polls.close),
        Background(periodic=[Periodic(RENEW_SECONDS, skew.look)], start=skew.look),
        _gateway_background(services, keys, signing),
        Background(reconcile=partial(earlier.run, [assets, PLAIN_FILES])),
        *([Background(reconcile=bus.run)] if bus else []),
        *(feature.background(services) for feature in FEATURES),
    ]
    served = dependencies.certificate
    folders = [folder for folder in settings.written.values() if folder.is_dir()]
    services.metrics.refresh = Gauges(services, bus, folders, served).refresh
    ready = Ready(Checks(services, bus, folders, served).all())
    backgrounds.append(_reporting(Reporter(services, ready, folders, settings.shown())))
    routes: list[BaseRoute] = [
        Route("/health", partial(_health, services.closing), methods=["GET"]),
        ready.route(),
        *chain.from_iterable(feature.routes(services) for feature in FEATURES),
        *LaunchPages(CLIENT, services, settings.offered).routes(),
        *StudioPages(SESSION, services, VIEW, polls, talks).routes(),
        *WatchPages(WATCH, services, WATCH_VIEW, Shell(settings.dist / "watch.html"), talks).routes(),
        *ConsolePages(ENTRANCE, CONSOLE, services, Shell(settings.dist / "console.html"), COPIES).routes(),
        *page.routes(settings.dist),
        *PLAIN_FILES.routes(earlier.find),
        assets.route(),
        page.openapi(_reference, services.origin),
        *([page.authority(dependencies.authority)] if dependencies.authority else []),
    ]
    others = Starlette(
        routes=routes,
        exception_handlers={404: page.missing, Overloaded: page.busy},
        lifespan=lifespan_of(services, backgrounds),
    )
    return AccessLog(RootRouter(gateway, safe(OneAddress(others, services.origin))))


@lru_cache(maxsize=1)
def _reference() -> dict[str, Any]:
    """Write the signed door's document. It follows from the code alone, so all applications of a process share it."""
    return signed_document(SIGNED)


def _signed_call(services: Services, caller: Caller, action: str, db: Connection) -> Call:
    return Call(
        db=db,
        now=now_ms(),
        owner=caller.key.owner,
        limits=services.limits,
        vault=services.vault,
        key=caller.key.id,
        whole=caller.whole,
        check=partial(caller.check, action),
        reach=partial(caller.reach, action),
        room_names=services.members.room_names,
        look=services.look,
        copies=COPIES,
    )


def _gateway_background(services: Services, keys: StoredKeys, signing: SignatureLimits) -> Background:
    async def forget_invocations() -> None:
        seconds = max(invocation.KEPT_SECONDS, SKEW + signing.signature)
        before = now_ms() - seconds * 1000
        await services.store.write(lambda db: invocation.forget(db, before))

    return Background(
        periodic=[Periodic(KEYS_SECONDS, keys.write_used), Periodic(FORGET_SECONDS, forget_invocations)],
        stop=keys.write_used,
    )


def _reporting(reporter: Reporter) -> Background:
    return Background(
        periodic=[Periodic(reports.SECONDS, reporter.write)], reconcile=reporter.begin, stop=reporter.remove
    )


def _bus(settings: Settings, services: Services) -> Bus | None:
    """Connect this server with those that share the store. A store in a file has one server alone."""
    members = services.members
    channel = open_channel(settings.database, settings.redis_url, lambda: names(members.installation, members.previous))
    heard = services.metrics.nudge_seconds.observe
    return Bus(services.events, channel, members.own, heard) if channel else None


async def _health(closing: Closing, request: Request) -> Response:
    if closing.announced:
        return PlainTextResponse("the server stops\n", 503, {"Retry-After": str(Overloaded.retry_after)})
    return PlainTextResponse("OK")
