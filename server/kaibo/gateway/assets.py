"""The files of the web build whose names hold their hash. The server reads each once, and keeps it in memory.

A crowd opens one link at once, and each of its browsers asks for every file of the page. To read them from the disk
took more time than all the rest of a viewer's arrival.
"""

import hashlib
import mimetypes
import re
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kaibo.gateway.negotiation import FOREVER, accepted_codings, knows

CODINGS = {"br": ".br", "gzip": ".gz"}
"""The codings of the build's compressed copies, the smallest first, and the ends of their file names."""
NAME = re.compile(r"[\w-][\w.-]*")


class _Asset(NamedTuple):
    copies: dict[str, bytes]
    """The content by its coding, the smallest first. "" is no coding."""
    headers: dict[str, str]


class Assets:
    """Serves the files of one folder. A client gets the smallest copy that it accepts."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: dict[str, _Asset] = {}

    def route(self, path: str) -> Route:
        """Return the route of the files below `path`."""
        return Route(f"{path}/{{name:path}}", self._answer, methods=["GET"])

    async def _answer(self, request: Request) -> Response:
        asset = self._asset(request.path_params["name"])
        if asset is None:
            return PlainTextResponse("there is nothing here\n", 404)
        if knows(request, asset.headers["ETag"].removeprefix("W/")):
            return Response(status_code=304, headers=asset.headers)
        accepted = {"", *accepted_codings(request.headers.get("accept-encoding", ""))}
        coding = next(coding for coding in asset.copies if coding in accepted)
        return Response(asset.copies[coding], 200, asset.headers | ({"Content-Encoding": coding} if coding else {}))

    def _asset(self, name: str) -> _Asset | None:
        asset = self._kept.get(name)
        if asset is None and NAME.fullmatch(name) and not name.endswith(tuple(CODINGS.values())):
            file = self._folder / name
            asset = _read(file) if file.is_file() else None
            if asset:
                self._kept[name] = asset
        return asset


def _read(file: Path) -> _Asset:
    packed = {coding: file.with_name(file.name + ending) for coding, ending in CODINGS.items()}
    copies = {coding: copy.read_bytes() for coding, copy in packed.items() if copy.is_file()}
    copies[""] = file.read_bytes()
    headers = {
        "Content-Type": _type(file.name),
        "Cache-Control": FOREVER,
        "Vary": "Accept-Encoding",
        "ETag": f'W/"{hashlib.sha256(copies[""]).hexdigest()[:32]}"',  # weak: in each coding the file is the same
    }
    return _Asset(copies, headers)


def _type(name: str) -> str:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
