"""A file of the show, for the sessions of this show. No viewer has such a session."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from kaibo.errors import ApiError
from kaibo.files import parts, table
from kaibo.files.errors import FilesAway, UnknownShowFile
from kaibo.files.table import ShowFile
from kaibo.gateway import envelope
from kaibo.gateway.action import VERSION
from kaibo.gateway.negotiation import knows
from kaibo.services import Services
from kaibo.session.call import SessionCall

READ = "1200/minute"
"""Files that a session reads. A page with the most files reads each once."""
NO_RIGHTS = "default-src 'none'; sandbox"
"""A browser that shows the file as a page nevertheless gives it no script and no origin."""
KEPT = "private, max-age=31536000, immutable"
"""The browser of this person keeps the file. Its address changes with its content."""


class _Wanted(NamedTuple):
    session: str
    file: ShowFile | None


@dataclass(frozen=True)
class SessionFiles:
    """The route `/s/{id}/file/{hash}`."""

    services: Services
    make_call: Callable[[HTTPConnection, Connection], SessionCall]
    """Makes the call of a session. Raises NoSession."""

    def routes(self) -> list[BaseRoute]:
        """Return the route."""
        return [Route("/s/{id}/file/{hash}", self._answer, methods=["GET"])]

    async def _answer(self, request: Request) -> Response:
        try:
            return await self._file(request)
        except ApiError as error:
            return envelope.refused(envelope.metadata("", VERSION), error)

    async def _file(self, request: Request) -> Response:
        session, file = await self.services.store.read(partial(self._find, request))
        await self.services.rates.hit(READ, session, "File")
        if file is None:
            raise UnknownShowFile
        headers = {
            "Cache-Control": KEPT,
            "Content-Security-Policy": NO_RIGHTS,
            "ETag": f'"{file.sha256}"',
            "X-Content-Type-Options": "nosniff",
        }
        if knows(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        path = parts.content(self.services.limits.files, file.sha256)
        try:
            found = await asyncio.to_thread(path.stat)
        except OSError:
            raise FilesAway from None
        return FileResponse(path, headers=headers, media_type=file.type, filename=file.name, stat_result=found)

    def _find(self, request: Request, db: Connection) -> _Wanted:
        """Find the file. A session that is over has no right to it. Raises NoSession and SessionEnded."""
        call = self.make_call(request, db)
        call.require_life()
        found = table.find(db, call.activity.id, request.path_params["hash"])
        return _Wanted(call.session.id, found if found and found.ready_at else None)
