"""LiveKit's webhooks. A webhook only names a room to read again. The state comes from LiveKit itself."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kaibo.cluster.events import Events
from kaibo.cluster.members import Owners
from kaibo.errors import MalformedBody
from kaibo.gateway.body import read_body
from kaibo.media.relay import Rtc
from kaibo.media.token import WebhookRefused, read_webhook
from kaibo.session import identity

PATH = "/hooks/livekit"


@dataclass(frozen=True)
class LiveKitHook:
    """Tells the reconciler which activity's rooms changed."""

    rtc: Rtc | None
    events: Events
    owners: Owners

    async def answer(self, request: Request) -> Response:
        """Answer 200 for a webhook that our LiveKit signed, 401 for anything else."""
        try:
            body = await read_body(request.receive)
            if self.rtc is None:
                raise WebhookRefused("this server runs without media")
            authorization = request.headers.get("authorization", "")
            name = read_webhook(body, authorization, self.rtc.key, self.rtc.secret)
        except (WebhookRefused, MalformedBody) as refused:
            return PlainTextResponse(str(refused), 401)
        room = identity.read_room(name)
        if room is not None and room.may_belong_to(self.owners.installation):
            self.events.look(room.activity)
        return PlainTextResponse("ok")
