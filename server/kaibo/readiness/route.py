"""The route `/ready`: JSON with each part, and 200 or 503."""

import asyncio
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kaibo.address import parse_ip
from kaibo.readiness.checked import Answer, Check, Checked

SHARED = {"bus"}
"""Parts without which a server still does its work. All servers lose them at once, and a balancer needs some server."""
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
"""The headers by which proxies tell that the request came from elsewhere."""


class Ready:
    """Answers `/ready`."""

    def __init__(self, checks: dict[str, Check]) -> None:
        self._checked = {name: Checked(name, check) for name, check in checks.items()}

    def route(self) -> Route:
        """Return the route."""
        return Route("/ready", self._answer, methods=["GET"])

    async def parts(self) -> dict[str, Answer]:
        """Return the answer of each check by its name."""
        answers = await asyncio.gather(*(each.now() for each in self._checked.values()))
        return dict(zip(self._checked, answers, strict=True))

    async def _answer(self, request: Request) -> Response:
        parts = await self.parts()
        ready = all(answer.ok for name, answer in parts.items() if name not in SHARED)
        shown = {name: answer._asdict() if is_here(request) else {"ok": answer.ok} for name, answer in parts.items()}
        return JSONResponse(shown, 200 if ready else 503, {"Cache-Control": "no-store"})


def is_here(request: Request) -> bool:
    """Tell whether a program on this machine asks, and no proxy. In doubt it is not.

    A proxy on this machine adds a header, or passes a Host that is not this machine's own. The Host also keeps out a
    page of another site, in a browser on this machine (DNS rebinding).
    """
    if any(name in request.headers for name in FORWARDED):
        return False
    client = request.client.host if request.client else ""
    return _is_loopback(client) and _is_loopback(_host(request))


def _host(request: Request) -> str:
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    ip = parse_ip(host)
    return ip.is_loopback if ip else host == "localhost"
