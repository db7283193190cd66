"""What every answer carries and every request passes: security headers, the one address, the access log."""

import logging
import re
import time
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qsl, quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("kaibo.access")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; worker-src 'self'; "
    "img-src 'self' data: {pictures}; media-src 'self' blob:; connect-src 'self' {socket}; "
    "frame-src kaibo:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SECURITY = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), display-capture=(self), geolocation=()",
}
HTTPS_ONLY = "max-age=31536000"
PAGES = re.compile(r"/(go|l|enter|s|w)(/[^/]+)?/?$")
SECRET = re.compile(r"/(l/+|launch/+(?=lk_))([^/]{0,6})[^/]*", re.IGNORECASE)
PARAMETERS, ESCAPES = 256, 4096
"""Of a query, how many parameters and how many bytes written as %XX. No call needs as many, and thirty kB of them cost
some fifty milliseconds to read and to check."""
LONGEST_PATH = 2048
"""Characters of a path; ours have six hundred at most."""
DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class SafeHeaders:
    """Sets the headers of OWASP's Secure Headers list on everything; what an answer sets itself stays. `private`: the
    certificate is of an authority that browsers do not know."""

    def __init__(self, app: ASGIApp, public_url: str, *, private: bool = False) -> None:
        self.app = app
        secure = public_url.startswith("https:")
        pictures = "https:" if secure else "http: https:"
        policy = POLICY.format(socket=public_url.replace("http", "ws", 1), pictures=pictures)
        headers = {**SECURITY, "Content-Security-Policy": policy}
        if not private and _alone_on_its_name(public_url):
            headers["Strict-Transport-Security"] = HTTPS_ONLY
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message["headers"]
                names = {name for name, _ in given}
                message["headers"] = [*given, *(pair for pair in self._headers if pair[0] not in names)]
            await send(message)

        await self.app(scope, receive, send_with)


def _alone_on_its_name(public_url: str) -> bool:
    """Whether the whole host may be https only for a year (RFC 6797): it cannot be taken back, leaves no way past a
    warning, and holds for all ports of the host. So not beside what else runs on a host where we have a port of our
    own, and not on localhost; browsers ignore it on an address."""
    url = urlsplit(public_url)
    host = url.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return url.scheme == "https" and url.port is None and host != "localhost"
    return False


@dataclass(frozen=True)
class Only:
    """Nothing but one path of an application, for a door that is not for people."""

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
class OneAddress:
    """Pages asked for under another host are redirected to the public address: cookies and Origin checks
    know only that one. The path keeps its token; nothing else does."""

    app: ASGIApp
    public_url: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and PAGES.match(scope["path"])
        if page and self._bare(Headers(scope=scope).get("host", "")) != self._bare(urlsplit(self.public_url).netloc):
            await RedirectResponse(self.public_url + scope["path"], 307)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _bare(self, host: str) -> str:
        """A browser leaves out the scheme's own port: with it, the redirect would never end."""
        return host.lower().removesuffix(DEFAULT_PORTS[urlsplit(self.public_url).scheme])


@dataclass(frozen=True)
class Front:
    """Signed calls go straight to their door, everything else to `others`. No address of ours is longer or holds a NUL,
    which no database takes."""

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
    """One line a request, without secrets: launch tokens are cut, queries dropped but Action and Version."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or not log.isEnabledFor(logging.INFO):
            await self.app(scope, receive, send)
            return
        started, answer = time.monotonic(), {"status": 0, "id": ""}

        async def send_and_note(message: Message) -> None:
            if message["type"] == "websocket.accept":
                answer["status"] = 101
            elif message["type"] in ("http.response.start", "websocket.http.response.start"):
                answer["status"] = message["status"]
                answer["id"] = MutableHeaders(scope=message).get("x-tt-logid", "")
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            took = (time.monotonic() - started) * 1000
            method = scope.get("method", "WS")
            log.info("%s %s %s %.1f ms %s", method, shown(scope), answer["status"], took, answer["id"])


def overfull(query: str) -> bool:
    """Whether a query would take long to read."""
    return query.count("&") >= PARAMETERS or query.count("%") > ESCAPES


def shown(scope: Scope) -> str:
    """A path as it may stand in a log: on one line, its launch token or listen key cut."""
    path = SECRET.sub(r"/\1\2…", quote(scope["path"], safe="/:@!$&'()*+,;=~", errors="replace"))
    given = scope["query_string"].decode("latin-1")
    query = [] if overfull(given) else parse_qsl(given)
    kept = [f"{key}={quote(value, safe='')}" for key, value in query if key in ("Action", "Version")]
    return f"{path}?{'&'.join(kept)}" if kept else path
