"""The check before every call of a session: its life, its role, its tab, the seat."""

from typing import Any

from kaibo.errors import AccessDenied, MovedToAnotherTab
from kaibo.gateway.action import Action
from kaibo.session.call import SessionCall
from kaibo.session.role import Role


def check(call: SessionCall, action: Action[SessionCall, Any, Any], payload: Any) -> None:
    """Refuse a call that this session has no right to: `by`, `seat`, `takes_tab` and `ended` of the action say which.

    Raises SessionEnded, AccessDenied for another role, MovedToAnotherTab for a page load that does not act any more,
    SeatTaken for a host without the seat.
    """
    if not action.ended:
        call.require_life()
    if call.session.role not in action.by:
        raise call.refused(AccessDenied(action.name, call.activity.id))
    tab = None if action.takes_tab else getattr(payload, "tab", None)
    if tab is not None and tab != call.session.tab:
        raise MovedToAnotherTab
    if action.seat and call.session.role is Role.HOST:
        call.require_seat()
