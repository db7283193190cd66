"""The pages of the port for Prometheus: `/metrics` of this server, and `/metrics/livekit` of its own LiveKit."""

from dataclasses import dataclass

import httpx2
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kaibo.authorities import trusted
from kaibo.metrics import Metrics

LIVEKIT_SECONDS = 5.0
"""How long LiveKit may take. Prometheus waits for ten seconds by default."""


@dataclass(frozen=True)
class MetricsPage:
    """Answers Prometheus."""

    metrics: Metrics
    livekit: str = ""
    """The address of the metrics of our own LiveKit. "": LiveKit runs elsewhere, or not at all."""

    def app(self) -> Starlette:
        """Return an application with both pages."""
        return Starlette(
            routes=[
                Route("/metrics", self._ours, methods=["GET"]),
                Route("/metrics/livekit", self._livekits, methods=["GET"]),
            ]
        )

    async def _ours(self, request: Request) -> Response:
        await self.metrics.refresh()
        return Response(generate_latest(self.metrics.registry), media_type=CONTENT_TYPE_LATEST)

    async def _livekits(self, request: Request) -> Response:
        if not self.livekit:
            return PlainTextResponse("this server runs no LiveKit; ask LiveKit's own prometheus port\n", 404)
        try:
            async with httpx2.AsyncClient(timeout=LIVEKIT_SECONDS, trust_env=False, verify=trusted()) as http:
                answer = await http.get(self.livekit)
        except httpx2.HTTPError:
            return PlainTextResponse("LiveKit does not answer\n", 503)
        return Response(answer.content, answer.status_code, media_type=answer.headers.get("content-type"))
