"""Routes for the web build and the OpenAPI document. The answers hold no personal data, and no route needs a cookie."""

import asyncio
import hashlib
import json
import random
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kaibo.errors import Overloaded
from kaibo.gateway.negotiation import knows
from kaibo.gateway.plain import plain
from kaibo.gateway.shell import Shell

ERROR = Path(__file__).with_name("error.html").read_text()
BUSY = Path(__file__).with_name("busy.html").read_text()
AGAIN = 3, 8
"""Seconds after which a page that found the server busy comes again, by chance between the two."""
SESSION_ID, VIEW_PATH = re.compile(r"[A-Za-z0-9_-]+"), re.compile(r"[A-Za-z0-9]+")
DOOR = re.compile(r"[0-9a-f]+")


def session_base(text: str) -> str:
    """Return the address of a session from the text behind `/s/`, without what a program added to its end."""
    return "/s/" + _start(SESSION_ID, text)


def watch_base(text: str) -> str:
    """Return the address of a show from the text behind `/w/`, in lower case as cookies have it."""
    return "/w/" + _start(VIEW_PATH, text).lower()


def _start(letters: re.Pattern[str], text: str) -> str:
    found = letters.match(unquote(text))
    return found[0] if found else ""


def openapi(document: Callable[[], dict[str, Any]], public_url: str) -> Route:
    """Make the route `/openapi.json`: the document, with the address of its calls.

    The first request writes the document, which takes half a second of CPU time. No start waits for it.
    """
    one_writes = asyncio.Lock()

    @lru_cache(maxsize=1)
    def text() -> tuple[bytes, dict[str, str]]:
        body = json.dumps({**document(), "servers": [{"url": public_url}]}, ensure_ascii=False).encode()
        return body, {"ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"', "Cache-Control": "no-cache"}

    async def answer(request: Request) -> Response:
        async with one_writes:
            body, headers = await asyncio.to_thread(text)
        if knows(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(body, 200, headers, "application/json")

    return Route("/openapi.json", answer, methods=["GET"])


def authority(certificate: bytes) -> Route:
    """Make the route `/ca.crt`: the certificate (PEM) of the server's own authority.

    A device that trusts it shows this server without a warning. The content type makes phones offer to install it.
    """

    async def answer(request: Request) -> Response:
        return Response(certificate, 200, {"Cache-Control": "no-cache"}, "application/x-x509-ca-cert")

    return Route("/ca.crt", answer, methods=["GET"])


async def missing(request: Request, error: Exception) -> Response:
    """Answer 404 for an unknown address: a page for people, a line of text for programs."""
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse("there is nothing here\n", 404)
    return plain(request, ERROR, 404, "no-cache")


async def busy(request: Request, error: Exception) -> Response:
    """Answer 503 while the server cannot read the store: a page for people, a line of text for programs.

    The page comes again by itself (the header Refresh, HTML "Shared declarative refresh steps").
    """
    assert isinstance(error, Overloaded)
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(f"{error}\n", error.status, {"Retry-After": str(error.retry_after)})
    answer = plain(request, BUSY, error.status, "no-store")
    answer.headers["Retry-After"] = str(error.retry_after)
    answer.headers["Refresh"] = str(random.randint(*AGAIN))
    return answer


def routes(dist: Path) -> list[Route]:
    """Make the routes `/enter`, `/a/{door}`, `/s/{id}` and `/api`. Only `/api` is for search engines.

    The page at `/a/{door}` asks an assistant for the password. The file is that of `/enter`, which comes next.
    """

    def session(text: str) -> str:
        return f'data-base="{session_base(text)}"'

    def assistant(text: str) -> str:
        return f'data-door="{_start(DOOR, text)}"'

    def page(path: str, shell: Shell, data: Callable[[str], str] = session) -> Route:
        async def answer(request: Request) -> Response:
            text = request.path_params.get("text")
            return shell.answer(request, data="" if text is None else data(text))

        return Route(path, answer, methods=["GET"])

    enter = Shell(dist / "enter.html")
    return [
        page("/enter", enter),
        page("/a/{text}", enter, assistant),
        page("/s/{text}", Shell(dist / "session.html")),
        page("/api", Shell(dist / "api.html", indexed=True)),
    ]
