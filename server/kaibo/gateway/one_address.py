"""The one public address of the pages. Cookies and Origin checks know only that address."""

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from kaibo import address
from kaibo.gateway.plain import plain

PAGES = re.compile(r"/(go|l|enter|s|w)(/[^/]+)?/?")
MOVED = "/moved"
"""Begins the path to which the server redirects, so that it knows a request that it has redirected before."""
OTHER_HOST = Path(__file__).with_name("other_host.html").read_text()
SHOWN = 255
"""Characters of a Host header that the server shows. The name of a host has at most 253."""


@dataclass(frozen=True)
class OneAddress:
    """Redirects pages from any other host to the public address.

    The redirect keeps the path with its token, and drops the query. It leads to `/moved/…` at the public address. There
    a request with the public host goes on to its page. One with another host comes by a proxy that changes Host, and a
    further redirect would never end. It gets a page that says so.
    """

    app: ASGIApp
    public_url: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        moved = path.startswith(f"{MOVED}/")
        path = path.removeprefix(MOVED) if moved else path
        host = Headers(scope=scope).get("host", "")
        answer: ASGIApp = self.app
        if PAGES.fullmatch(path):
            here = is_public(host, self.public_url)
            if moved:
                answer = RedirectResponse(self.public_url + path, 307) if here else self._changed(Request(scope), host)
            elif not here:
                answer = RedirectResponse(self.public_url + MOVED + path, 307)
        await answer(scope, receive, send)

    def _changed(self, request: Request, host: str) -> Response:
        """Say in a page that a proxy changes Host. The status is 421, Misdirected Request (RFC 9110 §15.5.20)."""
        values = {"public": escape(self.public_url), "host": escape(host[:SHOWN])}
        return plain(request, OTHER_HOST, 421, "no-store", **values)


def is_public(host: str, public_url: str) -> bool:
    """Tell whether a Host header names the public address."""
    scheme, _, public = public_url.partition("://")
    if host == public:
        return True
    try:
        return address.authority(host, scheme) == public
    except ValueError:
        return False


def advice(host: str, public_url: str) -> str:
    """Say why a signature may not fit: a proxy changed Host. Return "" for the public host."""
    if is_public(host, public_url):
        return ""
    return (
        f"The call came by the host {host[:SHOWN]}, and public_url is {public_url}. "
        "If a proxy is in front of Kaibo, it must pass Host unchanged."
    )
