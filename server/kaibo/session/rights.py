"""The check before every call of a session: whether it lives, its role, its tab, the seat."""

from typing import Any

from kaibo.errors import AccessDenied
from kaibo.gateway.action import Action
from kaibo.session.call import SessionCall
from kaibo.session.errors import MovedToAnotherTab
from kaibo.session.role import Role


def check(call: SessionCall, action: Action[SessionCall, Any, Any], payload: Any) -> None:
    """Refuse a call that this session has no right to. The action says so with `by`, `seat`, `takes_tab`, `ended`.

    Raises SessionEnded, AccessDenied for another role, and SeatTaken for a host without the seat.
    Raises MovedToAnotherTab for a page load that no longer acts for the session.
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
