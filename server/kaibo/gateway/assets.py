"""The files of the web build whose names hold their hash. The server reads each once, and keeps it in memory.

A crowd opens one link at once, and each of its browsers asks for every file of the page. To read them from the disk
took more time than all the rest of a viewer's arrival.
"""

import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kaibo.errors import Overloaded
from kaibo.gateway.earlier_files import Find, nowhere
from kaibo.gateway.negotiation import FOREVER
from kaibo.gateway.static_file import StaticFile, kind_of

ENDINGS = {"br": ".br", "gzip": ".gz"}
"""The ends of the file names of the build's compressed copies, by coding."""
NAME = re.compile(r"[\w-][\w.-]{0,120}", re.ASCII)
"""A name that every file system takes."""
HASHED = re.compile(r"[\w.-]{1,100}-[\w-]{8}\.[a-z0-9]{1,8}", re.ASCII)
"""A name with its hash, as the build writes it. Such a file is the same in every release that has it."""
PATH = "assets"


class Assets:
    """Serves the files of one folder, and those of other releases' builds that `find` finds."""

    def __init__(self, folder: Path, find: Find = nowhere) -> None:
        self._folder = folder
        self._find = find
        self._kept: dict[str, StaticFile] = {}

    def route(self) -> Route:
        """Return the route of the files."""
        return Route(f"/{PATH}/{{name:path}}", self._answer, methods=["GET"])

    def names(self) -> list[str]:
        """List the paths of the build's files that have a hash in their name."""
        files = self._folder.iterdir() if self._folder.is_dir() else ()
        names = [file.name for file in files if not file.name.endswith(tuple(ENDINGS.values()))]
        return [f"{PATH}/{name}" for name in names if HASHED.fullmatch(name)]

    def file(self, path: str) -> StaticFile | None:
        """Read a file of the build by its path. Return None without one."""
        name = path.removeprefix(f"{PATH}/")
        file = self._kept.get(name)
        if file is None and NAME.fullmatch(name) and not name.endswith(tuple(ENDINGS.values())):
            on_disk = self._folder / name
            file = _read(on_disk) if on_disk.is_file() else None
            if file:
                self._kept[name] = file
        return file

    async def _answer(self, request: Request) -> Response:
        name = request.path_params["name"]
        file = self.file(name)
        if file is None and HASHED.fullmatch(name):
            try:
                file = await self._find(f"{PATH}/{name}")
            except Overloaded as full:
                return PlainTextResponse("later\n", full.status, {"Retry-After": str(full.retry_after)})
        if file is None:
            return PlainTextResponse("there is nothing here\n", 404)
        return file.answer(request, FOREVER)


def _read(file: Path) -> StaticFile:
    packed = {coding: file.with_name(file.name + ending) for coding, ending in ENDINGS.items()}
    copies = {coding: copy.read_bytes() for coding, copy in packed.items() if copy.is_file()}
    return StaticFile.of({**copies, "": file.read_bytes()}, kind_of(file.name))
