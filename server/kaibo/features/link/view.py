"""Links' part of the snapshot that a studio page shows."""

from kaibo.features.link import request as requests
from kaibo.gateway.action import Wire
from kaibo.session.call import SessionCall


class LinkRequestView(Wire):
    """A link request that waits for the host's answer."""

    ask_id: str
    role: int
    user_name: str
    browser: str
    system: str
    asked_time: int
    """In unix seconds."""


class Part(Wire):
    """Links' part of the snapshot."""

    asks: list[LinkRequestView]
    """The link requests that wait. Only the holder of the host seat sees them."""


def part(call: SessionCall) -> Part:
    """Read the link requests for this session's page."""
    return Part(asks=_waiting(call) if call.holder and call.holder.id == call.session.id else [])


def _waiting(call: SessionCall) -> list[LinkRequestView]:
    return [
        LinkRequestView(
            ask_id=link_request.id,
            role=link_request.role,
            user_name=link_request.name,
            browser=link_request.browser,
            system=link_request.system,
            asked_time=link_request.asked_at // 1000,
        )
        for link_request in requests.waiting(call.db, call.activity.id, call.now)
    ]
