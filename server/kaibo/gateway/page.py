"""The web build: its shells and its files. A shell holds nothing of anybody, so it needs no cookie."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOREVER = "public, max-age=31536000, immutable"
MISSING = (
    "<!doctype html><meta charset=utf-8><title>Kaibo</title><body data-page=error>"
    "<p>The pages are not built. Run <code>make up</code>."
)


class Assets(StaticFiles):
    """Files whose names hold their hash."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        if answer.status_code == 200:
            answer.headers["Cache-Control"] = FOREVER
        return answer


def shell(dist: Path, name: str, status: int = 200) -> Response:
    """One of the build's HTML files, or a page that says how to make it."""
    file = dist / name
    if not file.is_file():
        return HTMLResponse(MISSING, 503)
    return FileResponse(file, status, {"Cache-Control": "no-cache"})


def routes(dist: Path) -> list[Route | Mount]:
    """`/enter`, `/s/{id}`, `/w/{path}` and `/assets`."""

    def page(path: str, name: str) -> Route:
        async def answer(request: Request) -> Response:
            return shell(dist, name)

        return Route(path, answer, methods=["GET"])

    return [
        page("/enter", "enter.html"),
        page("/s/{id}", "session.html"),
        page("/w/{path}", "watch.html"),
        Mount("/assets", Assets(directory=dist / "assets", check_dir=False)),
    ]
