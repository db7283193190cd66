"""Links' part of the snapshot that a studio page shows."""

from kaibo.features.link import request as requests
from kaibo.gateway.action import Wire
from kaibo.session.call import SessionCall


class AskView(Wire):
    """A person whose link does not open any more asks the host for a new one. `asked_time` in unix seconds."""

    ask_id: str
    role: int
    user_name: str
    browser: str
    system: str
    asked_time: int


class Part(Wire):
    """`asks` are the link requests that wait. Only the host who holds the seat sees them."""

    asks: list[AskView]


def part(call: SessionCall) -> Part:
    """Read the link requests for this session's page."""
    return Part(asks=_waiting(call) if call.holder and call.holder.id == call.session.id else [])


def _waiting(call: SessionCall) -> list[AskView]:
    return [
        AskView(
            ask_id=one.id,
            role=one.role,
            user_name=one.name,
            browser=one.browser,
            system=one.system,
            asked_time=one.asked_at // 1000,
        )
        for one in requests.waiting(call.db, call.activity.id, call.now)
    ]
