"""ASGI layers around the whole server: security headers, the router of signed calls, the access log."""

import logging
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kaibo.address import parse_ip

log = logging.getLogger("kaibo.access")

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; worker-src 'self'; "
    "img-src 'self' data: {pictures}; media-src 'self' blob:; connect-src 'self' {socket}; "
    "frame-src kaibo:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
FOR_ALL = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FOR_DOCUMENTS = {
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), display-capture=(self), geolocation=()",
}
NO_DOCUMENT = frozenset({b"text/css", b"text/javascript", b"application/json", b"text/event-stream"})
"""The types that browsers show as bare text. With nosniff no script of them runs in a page of their own.

A browser reads the headers of documents nowhere else. An SVG picture can be a document.
"""
WORKER = ".worker-"
"""A part of the addresses of workers' scripts. A worker obeys the Content-Security-Policy of its own script."""
HTTPS_ONLY = "max-age=31536000"
SECRET = re.compile(
    r"/(l/+|launch/+(?=lk_)|replay/+(?=ey)|(?:hls|replay)/+(?=[\da-f]{32}(?:/|$)))([^/]{0,6})[^/]*", re.IGNORECASE
)
PARAMETERS, ESCAPES = 256, 4096
"""The most parameters of a query, and the most bytes written as %XX. No call needs as many.

Thirty kB of them cost about fifty milliseconds to read and to check.
"""
LONGEST_PATH = 2048
"""Characters of a path. Our longest path has six hundred."""


class SafeHeaders:
    """Sets the headers of OWASP's Secure Headers list. A header that the answer has already stays.

    A style sheet, a script and a call's JSON go without the headers that browsers read for documents alone. Dozens of
    them come before a page works, and each would bring half a kilobyte more.
    """

    def __init__(self, app: ASGIApp, public_url: str, *, private: bool = False) -> None:
        """Wrap an application. `private`: the certificate comes from an authority that browsers do not know."""
        self.app = app
        secure = public_url.startswith("https:")
        pictures = "https:" if secure else "http: https:"
        csp = CSP.format(socket=public_url.replace("http", "ws", 1), pictures=pictures)
        for_all = dict(FOR_ALL)
        if not private and _alone_on_its_name(public_url):
            for_all["Strict-Transport-Security"] = HTTPS_ONLY
        self._short = _encoded(for_all)
        self._whole = _encoded({**for_all, **FOR_DOCUMENTS, "Content-Security-Policy": csp})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = message["headers"]
                names = {name for name, _ in own}
                added = self._whole if WORKER in scope["path"] or _is_document(own) else self._short
                message["headers"] = [*own, *(pair for pair in added if pair[0] not in names)]
            await send(message)

        await self.app(scope, receive, send_with)


def _encoded(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _is_document(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Tell whether a browser may show the answer as a document. An answer without a type may be one."""
    kind = next((value for name, value in headers if name == b"content-type"), b"")
    return kind.partition(b";")[0] not in NO_DOCUMENT


def _alone_on_its_name(public_url: str) -> bool:
    """Tell whether the whole host may be HTTPS only for a year (Strict-Transport-Security, RFC 6797).

    The server cannot take the header back. It lets no person pass a certificate warning, and it holds for all ports of
    the host. Other services may run on a host whose URL has a port, so the server does not send it there. It does not
    send it on localhost either. Browsers ignore the header on an IP address.
    """
    url = urlsplit(public_url)
    host = url.hostname or ""
    return url.scheme == "https" and url.port is None and host != "localhost" and parse_ip(host) is None


@dataclass(frozen=True)
class OnePath:
    """Serves one path of an application and answers 404 to the rest. For a listener that only programs use."""

    app: ASGIApp
    path: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == self.path:
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse("there is nothing here\n", 404)(scope, receive, send)
        else:
            await send({"type": "websocket.close"})


@dataclass(frozen=True)
class RootRouter:
    """Sends signed calls (path `/`) to the gateway, and every other request to `others`.

    It turns a path that is too long or holds a NUL into an unknown path. No address of ours is so long, and no
    database takes a NUL. A query that is too full does the same.
    """

    gateway: ASGIApp
    others: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        signed = scope["type"] == "http" and path == "/"
        query = scope.get("query_string", b"").decode("latin-1")
        if "\0" in path or len(path) > LONGEST_PATH or (overfull(query) and not signed):
            scope = {**scope, "path": "/nothing", "query_string": b""}
        await (self.gateway if signed else self.others)(scope, receive, send)


@dataclass(frozen=True)
class AccessLog:
    """Logs one line for each request, without secrets. It cuts launch tokens, and keeps only Action and Version."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not log.isEnabledFor(logging.INFO):
            await self.app(scope, receive, send)
            return
        started, status = time.monotonic(), 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "websocket.accept":
                status = 101
            elif message["type"] in ("http.response.start", "websocket.http.response.start"):
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            took = (time.monotonic() - started) * 1000
            method, path = scope.get("method", "WS"), shown(scope)
            fields = {"method": method, "path": path, "status": status, "ms": round(took, 1)}
            log.info("%s %s %s %.1f ms", method, path, status, took, extra={"fields": fields})


def overfull(query: str) -> bool:
    """Tell whether a query would take long to read."""
    return query.count("&") >= PARAMETERS or query.count("%") > ESCAPES


def shown(scope: Scope) -> str:
    """Write a path for the log: on one line, with launch tokens, listen keys and keys of files cut."""
    path = SECRET.sub(r"/\1\2…", quote(scope["path"], safe="/:@!$&'()*+,;=~", errors="replace"))
    query = scope["query_string"].decode("latin-1")
    pairs = [] if overfull(query) else parse_qsl(query)
    logged = [f"{key}={quote(value, safe='')}" for key, value in pairs if key in ("Action", "Version")]
    return f"{path}?{'&'.join(logged)}" if logged else path
