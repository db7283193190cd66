"""LiveKit's webhooks. One says only which room to look at again; what is so is read from LiveKit itself."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kaibo.errors import MalformedBody
from kaibo.gateway.endpoint import read_body
from kaibo.media.relay import Rtc
from kaibo.media.token import WebhookRefused, read_webhook
from kaibo.session import identity


@dataclass(frozen=True)
class LiveKitHook:
    """`look` is told which activity to look at again; pages hear of it when something of theirs changed."""

    rtc: Rtc | None
    look: Callable[[int], None]

    async def answer(self, request: Request) -> Response:
        """200 for a webhook that our LiveKit signed, 401 for anything else."""
        try:
            body = await read_body(request.receive)
            if self.rtc is None:
                raise WebhookRefused("this server runs without media")
            given = request.headers.get("authorization", "")
            name = read_webhook(body, given, self.rtc.key, self.rtc.secret)
        except (WebhookRefused, MalformedBody) as refused:
            return PlainTextResponse(str(refused), 401)
        if (room := identity.read_room(name)) is not None:
            self.look(room.activity)
        return PlainTextResponse("ok")
