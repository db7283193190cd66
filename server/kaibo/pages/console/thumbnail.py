"""The thumbnail of a show on air, for the admins of its account."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kaibo.clock import now_ms
from kaibo.errors import ApiError
from kaibo.features.admin import sessions
from kaibo.features.thumbnail import table
from kaibo.features.thumbnail.table import Thumbnail
from kaibo.gateway import envelope
from kaibo.gateway.action import VERSION
from kaibo.gateway.cookie import cookie
from kaibo.gateway.negotiation import knows
from kaibo.services import Services

READ = "1200/minute"
"""Thumbnails that an admin reads. A page of the list has 50."""
LARGEST = 2**63 - 1
"""The largest integer of the store. No activity has this id."""
HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Thumbnails:
    """The route `/admin/shows/{id}/thumbnail`."""

    services: Services

    def route(self) -> BaseRoute:
        """Return the route."""
        return Route("/admin/shows/{id:int}/thumbnail", self._answer, methods=["GET"])

    async def _answer(self, request: Request) -> Response:
        try:
            admin, found = await self.services.store.read(partial(self._find, request))
            await self.services.rates.hit(READ, admin, "Thumbnail")
        except ApiError as error:
            return envelope.refused(envelope.metadata("", VERSION), error)
        if found is None:
            return Response(status_code=404, headers=HEADERS)
        headers = {**HEADERS, "ETag": f'"{found.taken_at}"'}
        if knows(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(found.picture, headers=headers, media_type="image/webp")

    def _find(self, request: Request, db: Connection) -> tuple[str, Thumbnail | None]:
        """Find the thumbnail, and who asks. Raises SignedOut."""
        secret = cookie(request.scope["headers"], sessions.COOKIE)
        _, admin = sessions.proved(db, secret, now_ms())
        activity = min(request.path_params["id"], LARGEST)
        return admin.id, table.find(db, admin.account, activity)
