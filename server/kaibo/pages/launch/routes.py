"""The routes of the launch page: its event streams, its downloads, and the page for join codes.

Opening a page changes nothing, so mail scanners and chat previews may open it.
"""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markupsafe import Markup
from sqlalchemy import Connection
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.staticfiles import NotModifiedResponse

from kaibo.app_offer.offer import KINDS, OTHER, offer
from kaibo.clock import now_ms
from kaibo.errors import Overloaded, RateLimited
from kaibo.features.link import launches, link_text, request as requests
from kaibo.features.link.call import ClientCall
from kaibo.features.link.client_calls import RATE_OF_LINK
from kaibo.features.link.ticket_calls import Ticket
from kaibo.gateway.catalogue import Catalogue
from kaibo.gateway.device import device
from kaibo.gateway.errors import TooManyOpen
from kaibo.gateway.most import Rank
from kaibo.gateway.negotiation import TAGS, knows, language
from kaibo.gateway.network import computer, network, prefix, source
from kaibo.gateway.plain_files import PLAIN_FILES
from kaibo.gateway.shared import Shared
from kaibo.gateway.stream import EventStream, snapshots
from kaibo.names import one_line
from kaibo.pages.launch.listening import Listener, ListenerState, state_of, until_last
from kaibo.pages.launch.view import NOBODY, STATUS, LaunchView, view_of
from kaibo.services import Services
from kaibo.vault import fingerprint

HERE = Path(__file__).parent
LOOKS = "300/minute"
"""Pages and event streams of one address. A whole school may share an address, but guessing tokens is too slow."""
LOOKS_OF_LINK = "1200/minute"
"""Pages of one link from one network. Hundreds of guests may share a network, and open the page twice."""
ZIPPED = [Middleware(GZipMiddleware)]
"""For pages that hold no secret but the one in their own address. Others could be guessed from their length."""
TEMPLATES = Environment(loader=FileSystemLoader(HERE), autoescape=select_autoescape(), trim_blocks=True)
TEMPLATES.filters["one_line"] = one_line
TEMPLATES.globals["tags"] = TAGS
TEMPLATES.globals["static"] = PLAIN_FILES.base


@dataclass(frozen=True)
class LaunchPages:
    """The routes `/l/{token}`, `/go`, `/launch/…`, `/client/{Action}` and `/download/{file}`."""

    catalogue: Catalogue[ClientCall]
    services: Services
    installers: Path
    """The folder of the app's installers that this server offers."""
    _states: Shared[Listener, ListenerState | None] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_states", Shared(lambda _, listener: state_of(self.services.store, listener)))
        self.services.events.on_any(self._states.stale)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        door = replace(self.services.door(self.catalogue, self.make_call), also=self._of_link)
        return [
            Route("/l/{text:path}", self._page, methods=["GET"], middleware=ZIPPED),
            Route("/go", self._join_code_page, methods=["GET"], middleware=ZIPPED),
            Route("/client/{action}", door.answer, methods=["POST"]),
            Route("/launch/{key}/events", self._events, methods=["GET"]),
            Route("/download/{file}", self._download, methods=["GET"]),
        ]

    def make_call(self, request: Request, db: Connection) -> ClientCall:
        """Make the call of a person who is not signed in, with what the request tells of the device."""
        theirs = device(request.headers.get("user-agent", ""))
        address = request.client.host if request.client else ""
        return ClientCall(
            db=db,
            now=now_ms(),
            owner=NOBODY,
            limits=self.services.limits,
            vault=self.services.vault,
            browser=theirs.browser,
            system=theirs.system,
            address=prefix(address),
            computer=computer(address, ",".join(request.headers.getlist("x-forwarded-for"))),
        )

    async def _of_link(self, payload: object) -> tuple[str, str] | None:
        """Count a ticket's calls for its link too. Return the rate, and the name that they are counted under."""
        if not isinstance(payload, Ticket):
            return None
        hashed = fingerprint(payload.ticket)
        launch = await self.services.store.read(lambda db: launches.by_ticket(db, hashed))
        return (RATE_OF_LINK, launch.link) if launch else None

    async def _page(self, request: Request) -> Response:
        """Answer with the launch page. It says what the link opens, or why it does not open.

        The page of a made-up token or of a revoked link tells nothing of the show.
        Its status is the same for both; only a token that we signed gets other words.
        The page's scripts take the token from the page, so that they ask for the link that the page shows.
        """
        text, headers = request.path_params["text"], {"Cache-Control": "no-store"}
        try:
            await self._count(request, "page")
            address = request.client.host if request.client else ""
            await self.services.rates.hit(LOOKS_OF_LINK, fingerprint(link_text.counted(text)), network(address), "page")
            view = await self.services.store.read(lambda db: view_of(self.services, db, text, prefix(address)))
        except RateLimited as refused:
            view = LaunchView("busy")
            headers["Retry-After"] = str(refused.retry_after)
        page = TEMPLATES.get_template("page.html").render(
            **view._asdict(),
            origin=self.services.origin,
            lang=_locale(view) or language(request),
            qr=_qr_code(f"{self.services.origin}/l/{view.token}") if view.link and not view.reason else "",
            offer=offer(self.installers).manifest,
            now=now_ms(),
        )
        return HTMLResponse(page, STATUS[view.reason], headers)

    async def _count(self, request: Request, kind: str) -> None:
        """Count one more page or event stream of this address. Raises RateLimited."""
        await self.services.rates.hit(LOOKS, source(request.client.host if request.client else ""), kind)

    async def _join_code_page(self, request: Request) -> Response:
        """Answer with the page on which a person types a join code."""
        text = TEMPLATES.get_template("go.html").render(lang=language(request), now=now_ms())
        return HTMLResponse(text, 200, {"Cache-Control": "no-store"})

    async def _events(self, request: Request) -> Response:
        """Answer with an event stream of a launch's or link request's state. The page shows each change at once."""
        try:
            await self._count(request, "listen")
        except RateLimited as refused:
            return PlainTextResponse("later", refused.status, {"Retry-After": str(refused.retry_after)})
        hashed = fingerprint(request.path_params["key"])
        link_request = await self.services.store.read(lambda db: requests.by_listener(db, hashed))
        launch = None if link_request else await self.services.store.read(lambda db: launches.by_listener(db, hashed))
        row = link_request or launch
        if row is None:
            return PlainTextResponse("there is nothing here", 404)
        held = AsyncExitStack()
        try:
            self.services.closing.check()
            held.enter_context(self.services.counts.held("stream", request, Rank.VIEWER, hashed, "client"))
        except (TooManyOpen, Overloaded) as full:
            return PlainTextResponse("later", full.status, {"Retry-After": str(full.retry_after)})
        listener, activity = Listener("ask" if link_request else "launch", hashed), row.activity
        look = until_last(lambda: self._states.of(activity, listener))
        return EventStream(snapshots(self.services.events, activity, listener.kind, look), held, self.services.closing)

    async def _download(self, request: Request) -> Response:
        """Answer with a file of the offer: an installer, the manifest or its signature. Refuse any other file."""
        name, now = request.path_params["file"], offer(self.installers)
        path = now.file(name)
        if path is None:
            return PlainTextResponse("this server does not offer that file", 404)
        headers = {"Cache-Control": "no-cache"}
        if digest := next((each.sha256 for each in now.manifest.files if each.file == name), ""):
            headers["ETag"] = f'"{digest}"'  # an interrupted download can continue, also from another server of ours
        kind = KINDS.get(path.suffix.lower(), OTHER)
        answer = FileResponse(path, 200, headers, kind, filename=name, stat_result=path.stat())
        return NotModifiedResponse(answer.headers) if knows(request, answer.headers["etag"]) else answer


def _locale(view: LaunchView) -> str:
    return view.link.terms.locale if view.link else ""


def _qr_code(url: str) -> Markup:
    """Draw the link as a QR code, for the phone."""
    return Markup(segno.make(url, error="m").svg_inline(border=2, svgclass=None, lineclass=None, omitsize=True))
