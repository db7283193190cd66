"""The launch page, what it hears, what it offers for download, and the page for keys. Opening them changes nothing:
mail scanners and chat previews may."""

import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import segno
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles

from kaibo.activity import table as activities
from kaibo.app_offer.offer import KINDS, OTHER, offer
from kaibo.call import Call, Owner
from kaibo.errors import (
    ApiError,
    LinkCrowded,
    LinkExpired,
    LinkNotYet,
    LinkRevoked,
    LinkUsedUp,
    Overloaded,
    RateLimited,
    ShowIsOver,
    StageFull,
    TooManyOpen,
    UnknownLink,
)
from kaibo.features.link import request as requests, state as links, table
from kaibo.features.link.call import ClientCall
from kaibo.features.link.client_calls import RATE_OF_LINK, LinkRequestState, LaunchState, Ticket
from kaibo.features.link.state import Link
from kaibo.gateway.action import Catalogue
from kaibo.gateway.device import device
from kaibo.gateway.door import Door
from kaibo.gateway.most import Rank
from kaibo.gateway.network import computer, network, prefix, source
from kaibo.gateway.page import knows, language
from kaibo.gateway.shared import Shared
from kaibo.gateway.stream import EventStream, snapshots
from kaibo.services import Services
from kaibo.session import table as sessions
from kaibo.session.table import Session
from kaibo.vault import fingerprint

HERE = Path(__file__).parent
NOBODY = Owner("")
REASONS: dict[type[ApiError], str] = {
    LinkExpired: "expired",
    LinkRevoked: "revoked",
    LinkNotYet: "early",
    LinkUsedUp: "used",
    ShowIsOver: "over",
    StageFull: "full",
    LinkCrowded: "crowded",
}
LOOKS = "300/minute"
"""Pages and listeners for each address: a whole school may come by one, who tries tokens out gets no further."""
LOOKS_OF_LINK = "1200/minute"
"""Pages of one link from one network: hundreds of guests may share it, and look twice."""
NOTHING = dict.fromkeys(("unknown", "deleted", "revoked"), UnknownLink.status)
"""One status for a made-up token and for a link that was turned off: only the words differ."""
STATUS = {reason: error.status for error, reason in REASONS.items()} | {"": 200, "busy": RateLimited.status} | NOTHING
TEMPLATES = Environment(loader=FileSystemLoader(HERE), autoescape=select_autoescape(), trim_blocks=True)


class Shown(NamedTuple):
    """What a launch page shows: `reason` "" for a link that opens; `used` is who used it up, `watch` where the
    show can be watched meanwhile, `places` how many the stage has, `ended` when the show was over (unix ms). `known` is
    the id of a link of which nothing else is told: the device of somebody who is in by it finds its session again."""

    reason: str
    link: Link | None = None
    known: str = ""
    used: Session | None = None
    watch: str = ""
    places: int = 0
    ended: int = 0


class Listener(NamedTuple):
    """Who hears of an `ask` or a `launch`: everybody with the same key, by its fingerprint."""

    kind: str
    hashed: str


class Told(NamedTuple):
    """A state as JSON; nothing comes after the `last`."""

    text: str
    last: bool


@dataclass(frozen=True)
class LaunchPages:
    """`/l/{token}`, `/launch/…`, `/client/{Action}`, `/download/{file}`. `installers` is the folder of the
    app that this server offers."""

    catalogue: Catalogue[ClientCall]
    services: Services
    installers: Path
    _heard: Shared[Listener, Told | None] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_heard", Shared(self._hear))
        self.services.events.on_any(self._heard.stale)

    def routes(self) -> list[BaseRoute]:
        services = self.services
        door = Door(
            self.catalogue,
            services.store,
            services.events,
            services.rates,
            services.origin,
            self.make_call,
            services.audit,
            also=self._of_link,
        )
        return [
            Route("/l/{token}", self._page, methods=["GET"]),
            Route("/go", self._key, methods=["GET"]),
            Route("/client/{action}", door.answer, methods=["POST"]),
            Route("/launch/{key}/events", self._events, methods=["GET"]),
            Route("/download/{file}", self._download, methods=["GET"]),
            Mount("/launch", StaticFiles(directory=HERE / "static")),
        ]

    def make_call(self, request: Request, db: Connection) -> ClientCall:
        """A stranger's call, with what is known of their device."""
        theirs = device(request.headers.get("user-agent", ""))
        address = request.client.host if request.client else ""
        return ClientCall(
            db=db,
            now=time.time_ns() // 1_000_000,
            owner=NOBODY,
            limits=self.services.limits,
            vault=self.services.vault,
            browser=theirs.browser,
            system=theirs.system,
            address=prefix(address),
            computer=computer(address, ",".join(request.headers.getlist("x-forwarded-for"))),
        )

    async def _of_link(self, ask: object) -> tuple[str, str] | None:
        """A ticket's calls count for its link, too."""
        if not isinstance(ask, Ticket):
            return None
        hashed = fingerprint(ask.ticket)
        found = await self.services.store.read(lambda db: table.by_ticket(db, hashed))
        return (RATE_OF_LINK, found.link) if found else None

    async def _page(self, request: Request) -> Response:
        """What the link opens, or why it opens nothing. A token that is not ours, and a link that was turned off,
        tell whoever brings them nothing of the show; only the words are for who has a true token."""
        token, headers = request.path_params["token"], {"Cache-Control": "no-store"}
        try:
            await self._count(request, "page")
            address = request.client.host if request.client else ""
            await self.services.rates.hit(LOOKS_OF_LINK, fingerprint(token), network(address), "page")
            shown = await self.services.store.read(lambda db: self._look(db, token, prefix(address)))
        except RateLimited as refused:
            shown = Shown("busy")
            headers["Retry-After"] = str(refused.retry_after)
        text = TEMPLATES.get_template("page.html").render(
            **shown._asdict(),
            lang=_locale(shown) or language(request),
            qr=_code(f"{self.services.origin}/l/{token}") if shown.link and not shown.reason else "",
            offer=offer(self.installers).manifest,
        )
        return HTMLResponse(text, STATUS[shown.reason], headers)

    async def _count(self, request: Request, what: str) -> None:
        """One more look from this address. Raises RateLimited."""
        await self.services.rates.hit(LOOKS, source(request.client.host if request.client else ""), what)

    async def _key(self, request: Request) -> Response:
        """Where a person types a key."""
        text = TEMPLATES.get_template("go.html").render(lang=language(request))
        return HTMLResponse(text, 200, {"Cache-Control": "no-store"})

    def _look(self, db: Connection, token: str, network: str) -> Shown:
        call = Call(
            db=db, now=time.time_ns() // 1_000_000, owner=NOBODY, limits=self.services.limits, vault=self.services.vault
        )
        try:
            link = links.known(call, token)
        except UnknownLink:
            return Shown("unknown")
        if link.show.deleted_at is not None:
            return Shown("deleted")
        try:
            links.check_room(call, links.check_open(call, link), network)
        except ApiError as refused:
            reason = REASONS[type(refused)]
            if reason == "revoked":
                return Shown(reason, known=link.terms.id)
            used = sessions.of_link(db, link.terms.id, 1) if reason == "used" else []
            watch = self.services.limits.view_url(link.show.view_path) if link.show.shown else ""
            ended = max((one.end_time or 0 for one in activities.airings(db, link.show.id)), default=0)
            return Shown(
                reason,
                link,
                used=used[0] if used else None,
                watch=watch,
                places=self.services.limits.stage_cap,
                ended=ended,
            )
        return Shown("", link)

    async def _events(self, request: Request) -> Response:
        """What became of a launch, or of somebody's question: the page says so when the server knows it."""
        try:
            await self._count(request, "listen")
        except RateLimited as refused:
            return PlainTextResponse("later", refused.status, {"Retry-After": str(refused.retry_after)})
        hashed = fingerprint(request.path_params["key"])
        asked = await self.services.store.read(lambda db: requests.by_listener(db, hashed))
        launch = None if asked else await self.services.store.read(lambda db: table.by_listener(db, hashed))
        found = asked or launch
        if found is None:
            return PlainTextResponse("there is nothing here", 404)
        held = ExitStack()
        try:
            held.enter_context(self.services.counts.held("stream", request, Rank.VIEWER, hashed))
        except (TooManyOpen, Overloaded) as full:
            return PlainTextResponse("later", full.status, {"Retry-After": str(full.retry_after)})
        listener, activity = Listener("ask" if asked else "launch", hashed), found.activity
        look = ending(lambda: self._heard.of(activity, listener))
        return EventStream(snapshots(self.services.events, activity, listener.kind, look), held)

    async def _hear(self, activity_id: int, listener: Listener) -> Told | None:
        return await (self._answered if listener.kind == "ask" else self._opened)(listener.hashed)

    async def _opened(self, listener: str) -> Told | None:
        found = await self.services.store.read(lambda db: table.by_listener(db, listener))
        if found is None:
            return None
        state = "opened" if found.redeemed_at else "heard" if found.heard_at else "open"
        told = {"state": state, "by": found.redeemed_by, "heard_time": found.heard_at or 0}
        return Told(LaunchState.model_validate(told).model_dump_json(by_alias=True), state == "opened")

    async def _answered(self, listener: str) -> Told | None:
        found = await self.services.store.read(lambda db: requests.by_listener(db, listener))
        if found is None:
            return None
        answer = "granted" if found.granted else "declined" if found.settled_at else "waiting"
        return Told(LinkRequestState.model_validate({"state": answer}).model_dump_json(by_alias=True), answer != "waiting")

    async def _download(self, request: Request) -> Response:
        """A file of the offer, and no other: an installer, the manifest or its signature."""
        name, now = request.path_params["file"], offer(self.installers)
        path = now.file(name)
        if path is None:
            return PlainTextResponse("this server does not offer that file", 404)
        headers = {"Cache-Control": "no-cache"}
        if digest := next((one.sha256 for one in now.manifest.files if one.file == name), ""):
            headers["ETag"] = f'"{digest}"'  # an interrupted download goes on, also from another server of ours
        kind = KINDS.get(path.suffix.lower(), OTHER)
        answer = FileResponse(path, 200, headers, kind, filename=name, stat_result=path.stat())
        return NotModifiedResponse(answer.headers) if knows(request, answer.headers["etag"]) else answer


def ending(look: Callable[[], Awaitable[Told | None]]) -> Callable[[], Awaitable[str | None]]:
    """What a stream looks at, until the last word was told: a page that goes on listening hears nothing more."""
    over = False

    async def until_over() -> str | None:
        nonlocal over
        told = None if over else await look()
        if told is None:
            return None
        over = told.last
        return told.text

    return until_over


def _locale(shown: Shown) -> str:
    return shown.link.terms.locale if shown.link else ""


def _code(url: str) -> Markup:
    """The link as a QR code, for the phone."""
    return Markup(segno.make(url, error="m").svg_inline(border=2, svgclass=None, lineclass=None, omitsize=True))
