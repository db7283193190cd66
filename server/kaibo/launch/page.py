"""The launch page, what it hears, and what it offers for download. Opening it changes nothing: mail scanners and
chat previews may."""

import time
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from ua_parser import parse

from kaibo.call import Call, Owner, Policy
from kaibo.errors import LinkExpired, LinkRevoked, UnknownLink
from kaibo.events import Events
from kaibo.gateway.action import Catalogue
from kaibo.gateway.door import Door
from kaibo.gateway.page import language
from kaibo.gateway.rate import Rates
from kaibo.gateway.stream import EventStream, snapshots
from kaibo.launch import link as links, table
from kaibo.launch.client import ClientCall, LaunchState
from kaibo.launch.companion import manifest
from kaibo.launch.link import Link
from kaibo.store import Store
from kaibo.vault import Vault, fingerprint

HERE = Path(__file__).parent
NOBODY = Owner("")
STATUS = {"": 200, "expired": LinkExpired.status, "revoked": LinkRevoked.status, "unknown": UnknownLink.status}
TEMPLATES = Environment(loader=FileSystemLoader(HERE), autoescape=select_autoescape(), trim_blocks=True)


@dataclass(frozen=True)
class LaunchPages:
    """`/l/{token}`, `/launch/…`, `/client/{Action}`, `/download/{file}`. `companion` is the installers' folder."""

    catalogue: Catalogue[ClientCall]
    store: Store
    events: Events
    rates: Rates
    policy: Policy
    vault: Vault
    origin: str
    companion: Path

    def routes(self) -> list[BaseRoute]:
        door = Door(self.catalogue, self.store, self.events, self.rates, self.origin, self.make_call)
        return [
            Route("/l/{token}", self._page, methods=["GET"]),
            Route("/client/{action}", door.answer, methods=["POST"]),
            Route("/launch/{key}/events", self._events, methods=["GET"]),
            Route("/download/{file}", self._download, methods=["GET"]),
            Mount("/launch", StaticFiles(directory=HERE / "static")),
        ]

    def make_call(self, request: Request, db: Connection) -> ClientCall:
        """A stranger's call, with what their device calls itself."""
        agent = parse(request.headers.get("user-agent", ""))
        return ClientCall(
            db=db,
            now=time.time_ns() // 1_000_000,
            owner=NOBODY,
            policy=self.policy,
            vault=self.vault,
            browser=(agent.user_agent.family if agent.user_agent else "")[:64],
            system=(agent.os.family if agent.os else "")[:64],
        )

    async def _page(self, request: Request) -> Response:
        """What the link opens, or why it opens nothing. A token that is not ours, and a link that was turned off,
        tell whoever brings them nothing of the show."""
        token = request.path_params["token"]
        link, reason = await self.store.read(lambda db: self._look(db, token))
        text = TEMPLATES.get_template("page.html").render(
            lang=language(request),
            reason=reason,
            link=link,
            manifest=manifest(self.companion).model_dump_json(by_alias=True),
        )
        return HTMLResponse(text, STATUS[reason], {"Cache-Control": "no-store"})

    def _look(self, db: Connection, token: str) -> tuple[Link | None, str]:
        call = Call(db=db, now=time.time_ns() // 1_000_000, owner=NOBODY, policy=self.policy, vault=self.vault)
        link = None
        try:
            link = links.known(call, token)
            return links.check_open(call, link), ""
        except LinkExpired:
            return link, "expired"
        except LinkRevoked:
            return None, "revoked"
        except UnknownLink:
            return None, "unknown"

    async def _events(self, request: Request) -> Response:
        """Whether the launch's ticket was used: the page says "opened in the app" when the server knows it."""
        listener = fingerprint(request.path_params["key"])
        launch = await self.store.read(lambda db: table.by_listener(db, listener))
        if launch is None:
            return PlainTextResponse("there is nothing here", 404)

        async def look() -> str | None:
            found = await self.store.read(lambda db: table.by_listener(db, listener))
            if found is None:
                return None
            state = LaunchState.model_validate(
                {"state": "opened" if found.redeemed_at else "open", "by": found.redeemed_by}
            )
            return state.model_dump_json(by_alias=True)

        return EventStream(snapshots(self.events, launch.activity, "launch", look))

    async def _download(self, request: Request) -> Response:
        """A file that the manifest names, and no other."""
        name = request.path_params["file"]
        if name not in {one.file for one in manifest(self.companion).files}:
            return PlainTextResponse("this server does not offer that file", 404)
        return FileResponse(self.companion / name, filename=name)
