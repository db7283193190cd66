"""The style sheets, scripts and pictures that need no build. The server keeps them in memory, also compressed."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kaibo.gateway.negotiation import FOREVER, accepted_codings, knows


class _File(NamedTuple):
    content: bytes
    zipped: bytes
    """b"" where gzip saves nothing."""
    etag: str
    kind: str


class PlainFiles:
    """The files of one folder. Each has two addresses: with the version of all, which a browser keeps, and without."""

    def __init__(self, folder: Path, path: str, joined: Mapping[str, Sequence[str]] | None = None) -> None:
        """Read the folder. `path` is where the files are served.

        `joined` names more files. Each is made of these files of the folder, in this order.
        """
        files = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
        files |= {name: b"".join(files[part] for part in parts) for name, parts in (joined or {}).items()}
        self._files = {name: _file(name, content) for name, content in files.items()}
        self._path = path
        self.version = hashlib.sha256(repr(files).encode()).hexdigest()[:12]
        self.base = f"{path}/{self.version}"
        """The address of this version's files."""

    def routes(self) -> list[Route]:
        return [
            Route(f"{self._path}/{{file}}", self._answer, methods=["GET"]),
            Route(f"{self._path}/{{version}}/{{file}}", self._answer, methods=["GET"]),
        ]

    def with_version(self, html: str) -> str:
        """Name this version in every address of these files."""
        return html.replace(f'"{self._path}/', f'"{self.base}/')

    async def _answer(self, request: Request) -> Response:
        """Serve a file. A page of another release gets this release's file, and does not keep it."""
        file = self._files.get(request.path_params["file"])
        if file is None:
            return PlainTextResponse("there is nothing here\n", 404)
        this = request.path_params.get("version") == self.version
        headers = {"Cache-Control": FOREVER if this else "no-cache", "Vary": "Accept-Encoding"}
        headers["ETag"] = f"W/{file.etag}"  # weak: compressed or not, the file is the same
        if knows(request, file.etag):
            return Response(status_code=304, headers=headers)
        if file.zipped and "gzip" in accepted_codings(request.headers.get("accept-encoding", "")):
            return Response(file.zipped, 200, headers | {"Content-Encoding": "gzip"}, file.kind)
        return Response(file.content, 200, headers, file.kind)


def _file(name: str, content: bytes) -> _File:
    zipped = gzip.compress(content, mtime=0)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return _File(content, zipped if len(zipped) < 0.9 * len(content) else b"", etag, kind)


JOINED = {
    "plain.css": ("tokens.css", "page.css"),
    "open-link.js": ("speak.js", "inapp.js", "link.js", "offer.js", "ways.js", "copy.js", "page.js"),
    "refused-link.js": ("speak.js", "inapp.js", "link.js", "calendar.js", "refused.js"),
    "join-code.js": ("speak.js", "go.js"),
}
"""Files that a page loads together. Each answer would bring its own headers, and the parts compress better together."""
PLAIN_FILES = PlainFiles(Path(__file__).parents[1] / "pages/launch/static", "/launch", JOINED)
"""The files of the pages that need no build. The built pages use some of them."""
