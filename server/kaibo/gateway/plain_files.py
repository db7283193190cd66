"""The style sheets, scripts and pictures that need no build. The server keeps them in memory, also compressed."""

import gzip
import hashlib
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kaibo.errors import Overloaded
from kaibo.gateway.earlier_files import Find, nowhere
from kaibo.gateway.negotiation import FOREVER
from kaibo.gateway.static_file import StaticFile, kind_of

SMALL = Path(__file__).resolve().parents[3] / "web/dist/plain"
"""The build's small forms of these files (web/plain.ts). Each has its source's SHA-256 as its name."""
VERSION, NAME = re.compile(r"[0-9a-f]{12}"), re.compile(r"[\w.-]{1,100}", re.ASCII)


class PlainFiles:
    """The files of one folder. Each has two addresses: with the version of all, which a browser keeps, and without."""

    def __init__(self, folder: Path, path: str, joined: Mapping[str, Sequence[str]] | None = None) -> None:
        """Read the folder. `path` is where the files are served.

        `joined` names more files. Each is made of these files of the folder, in this order.
        """
        files = {file.name: _small(file.read_bytes()) for file in sorted(folder.iterdir())}
        files |= {name: b"".join(files[part] for part in parts) for name, parts in (joined or {}).items()}
        self._files = {name: _file(name, content) for name, content in files.items()}
        self._path = path
        self.version = hashlib.sha256(repr(files).encode()).hexdigest()[:12]
        self.base = f"{path}/{self.version}"
        """The address of this version's files."""

    def routes(self, find: Find = nowhere) -> list[Route]:
        """Return the routes of the files. `find` finds those of other releases."""
        answer = partial(self._answer, find)
        return [
            Route(f"{self._path}/{{file}}", answer, methods=["GET"]),
            Route(f"{self._path}/{{version}}/{{file}}", answer, methods=["GET"]),
        ]

    def names(self) -> list[str]:
        """List the paths of this version's files."""
        return [f"{self.base}/{name}".removeprefix("/") for name in self._files]

    def file(self, path: str) -> StaticFile | None:
        """Return a file by its path in this version."""
        return self._files.get(path.rpartition("/")[2])

    def with_version(self, html: str) -> str:
        """Name this version in every address of these files."""
        return html.replace(f'"{self._path}/', f'"{self.base}/')

    async def _answer(self, find: Find, request: Request) -> Response:
        """Serve a file. A page of another release gets that release's file.

        Where the store has none, the page gets this release's file, and does not keep it.
        """
        name, version = request.path_params["file"], request.path_params.get("version", "")
        file, cache = self._files.get(name), FOREVER if version == self.version else "no-cache"
        if version != self.version and VERSION.fullmatch(version) and NAME.fullmatch(name):
            with suppress(Overloaded):
                if earlier := await find(f"{self._path}/{version}/{name}".removeprefix("/")):
                    file, cache = earlier, FOREVER
        return file.answer(request, cache) if file else PlainTextResponse("there is nothing here\n", 404)


def _small(source: bytes) -> bytes:
    """Return the small form of a file. Return the file itself where the build made none."""
    small = SMALL / hashlib.sha256(source).hexdigest()
    return small.read_bytes() if small.is_file() else source


def _file(name: str, content: bytes) -> StaticFile:
    zipped = gzip.compress(content, mtime=0)
    copies = {"gzip": zipped} if len(zipped) < 0.9 * len(content) else {}
    return StaticFile.of({**copies, "": content}, kind_of(name))


JOINED = {
    "plain.css": ("tokens.css", "page.css"),
    "open-link.js": ("speak.js", "inapp.js", "link.js", "offer.js", "ways.js", "copy.js", "page.js"),
    "refused-link.js": ("speak.js", "inapp.js", "link.js", "calendar.js", "refused.js"),
    "join-code.js": ("speak.js", "go.js"),
}
"""Files that a page loads together. Each answer would bring its own headers, and the parts compress better together."""
PLAIN_FILES = PlainFiles(Path(__file__).parents[1] / "pages/launch/static", "/launch", JOINED)
"""The files of the pages that need no build. The built pages use some of them."""
