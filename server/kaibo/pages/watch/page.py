"""The watch page `/w/{path}`, with what chats and browsers show of a link before the page runs.

The server writes into it the show's name and cover. If everybody may watch the show, it also writes the start, and
whether the show is on air. All of it is public: the view of the page's viewers has it too. Search engines list the page
only if the activity says so.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, select_autoescape
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kaibo.access import decision
from kaibo.activity import table as activities, watch_page
from kaibo.activity.table import Activity
from kaibo.errors import ApiError
from kaibo.gateway.negotiation import language
from kaibo.gateway.network import source
from kaibo.gateway.page import watch_base
from kaibo.gateway.shell import Shell
from kaibo.names import one_line
from kaibo.services import Services
from kaibo.terminal import is_plain

LOOKS = "6000/minute"
"""Pages of one address that are read from the store. Beyond it, a page comes without the show's name."""
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape(), trim_blocks=True
)
TEMPLATES.filters["one_line"] = one_line
MARK = "/launch/mark.png"
"""Our own picture, for a show without a cover."""


@dataclass(frozen=True)
class WatchPage:
    """The route of the watch page."""

    services: Services
    shell: Shell

    def route(self) -> Route:
        """Return the route."""
        return Route("/w/{text}", self._answer, methods=["GET"])

    async def _answer(self, request: Request) -> Response:
        base = watch_base(request.path_params["text"])
        data = f'data-base="{base}"'
        found = await self._show(request, base.removeprefix("/w/"))
        if found is None:
            return self.shell.answer(request, data=data)
        show, indexed, public = found
        if public:
            data += f' data-shown="{str(show.shown).lower()}"'
        else:
            show = show._replace(planned=False)
        head = self._head(show, language(request), public)
        return self.shell.answer(request, data=data, head=head, live=show.shown and public, indexed=indexed)

    async def _show(self, request: Request, path: str) -> tuple[Activity, bool, bool] | None:
        """Find the show, whether search engines may list its page, and whether everybody may watch.

        Return None where there is none, and while the store does not answer: the page asks later.
        """

        def find(db: Connection) -> tuple[Activity, bool, bool] | None:
            show = activities.by_view_path(db, path)
            if show is None:
                return None
            indexed = watch_page.is_indexed(db, show.id, self.services.limits)
            return show, indexed, decision.is_public(db, show.id)

        try:
            await self.services.rates.hit(LOOKS, source(request.client.host if request.client else ""), "watch")
            return await self.services.store.read(find)
        except ApiError:
            return None

    def _head(self, show: Activity, lang: str, public: bool) -> str:
        cover = cover_of(show, self.services.origin)
        url = self.services.limits.view_url(show.view_path)
        return TEMPLATES.get_template("head.html").render(
            show=show,
            lang=lang,
            public=public,
            url=url,
            cover=cover,
            picture=cover or self.services.origin + MARK,
            event=event_of(show, url, cover),
        )


def cover_of(show: Activity, origin: str) -> str:
    """Return the address of the cover if others may load it: one of the web, without a password. Else ""."""
    scheme, typed = origin.partition(":")[0], show.cover_image
    cover = f"{scheme}:{typed}" if typed.startswith("//") else typed
    try:
        address = urlsplit(cover)
    except ValueError:
        return ""
    plain = all(is_plain(each) and not each.isspace() for each in cover)
    shared = address.scheme in ("http", "https") and address.hostname and "@" not in address.netloc
    return cover if plain and shared else ""


def event_of(show: Activity, url: str, cover: str) -> dict[str, Any]:
    """Describe a planned show (https://schema.org/BroadcastEvent). Return {} for one without a planned start."""
    if not show.planned:
        return {}
    event = {
        "@context": "https://schema.org",
        "@type": "BroadcastEvent",
        "name": one_line(show.name),
        "startDate": moment(show.live_time),
        "isLiveBroadcast": True,
        "url": url,
    }
    return event | ({"endDate": moment(show.end_time)} if show.end_time else {}) | ({"image": cover} if cover else {})


def moment(ms: int) -> str:
    """Write a time in unix ms as ISO 8601, in UTC."""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
