"""The calls by which a page enters its session, and by which hosts get and give the host seat."""

from kaibo.call import new_id
from kaibo.gateway.action import action
from kaibo.session import seat as seats, table as sessions, takeover as takeovers
from kaibo.session.call import SessionCall
from kaibo.session.calls import RATE, Tab
from kaibo.session.errors import SeatContested
from kaibo.session.role import ANY_ROLE, HOST, Role
from kaibo.session.table import Session
from kaibo.session.takeover import Takeover


@action("EnterSession", rate=RATE, writes=True, by=ANY_ROLE, ended=True, takes_tab=True)
def enter_session(call: SessionCall, request: Tab) -> None:
    """Let this page load act for the session from now on. A host also takes a free host seat.

    A seat is free when no session holds it, or when its holder's page was closed for five seconds.
    """
    if call.end_reason:
        return
    _act(call, request.tab)
    if call.session.role is Role.HOST:
        holder = call.holder
        if seats.is_free(call.held, holder, call.session.id, call.now, call.limits):
            _take(call, holder, _gone(call, holder), resumable=False)


@action("TakeOver", rate=RATE, writes=True, by=HOST, takes_tab=True)
def take_over(call: SessionCall, request: Tab) -> None:
    """Take the host seat, or ask its holder for it. Only the new holder's picture and sound then reach viewers.

    The server gives the seat at once when the holder's page was closed for five seconds.
    Otherwise the holder has ten seconds to refuse, from when their page was told. After that, or when the holder is
    absent, the same call takes it. From a page that cannot be told, it takes the seat 25 seconds after the request.
    A host who lost the seat that way may take it back at once, for a minute. That host must have held it first.

    Raises SeatContested while another session asks, and for the third request within a minute.
    """
    _act(call, request.tab)
    held, holder = call.held, call.holder
    if holder is None or seats.is_free(held, holder, call.session.id, call.now, call.limits):
        _take(call, holder, _gone(call, holder), resumable=call.activity.live_requested)
        return
    if seats.take_back_ms(call.db, held, holder, call.session, call.now):
        _take(call, None, takeovers.TAKEN_BACK, resumable=call.activity.live_requested)
        return
    waiting = call.pending
    if waiting is None:
        _ask(call, holder, takeovers.cool_until(call.takeovers))
    elif waiting.session != call.session.id:
        raise call.refused(SeatContested(waiting.lapses_at(call.limits) - call.now))
    elif call.now >= waiting.due_at(call.limits):
        takeovers.settle(call.db, waiting, takeovers.TAKEN)
        _take(call, holder, takeovers.TAKEN, resumable=call.activity.live_requested)


@action("RefuseTakeOver", rate=RATE, writes=True, by=HOST, seat=True)
def refuse_take_over(call: SessionCall, request: Tab) -> None:
    """Refuse the pending takeover. Without one the call changes nothing."""
    if waiting := call.pending:
        takeovers.settle(call.db, waiting, takeovers.REFUSED)
        call.note_about("takeover", call.session, detail=takeovers.REFUSED)
        call.mark_changed(call.activity.id)


@action("HandOver", rate=RATE, writes=True, by=HOST, seat=True)
def hand_over(call: SessionCall, request: Tab) -> None:
    """Give the seat at once to the session that asks for it. Without a pending takeover the call changes nothing."""
    if waiting := call.pending:
        takeovers.settle(call.db, waiting, takeovers.HANDED_OVER)
        seats.take(call.db, call.activity.id, waiting.session, call.now, resumable=call.activity.live_requested)
        call.note_about("takeover", call.session, detail=takeovers.HANDED_OVER)
        call.mark_changed(call.activity.id)


def _act(call: SessionCall, tab: str) -> None:
    """Let this page load act from now on. Its event stream is not open yet, so its absence counts from now."""
    sessions.change(call.db, call.session.id, tab=tab, left_at=call.now)
    call.mark_changed(call.activity.id)


def _gone(call: SessionCall, holder: Session | None) -> str:
    """Say for the audit log how a free seat is taken: "gone" where another session held it, else ""."""
    return "" if holder is None or holder.id == call.session.id else "gone"


def _take(call: SessionCall, unasked: Session | None, how: str, *, resumable: bool) -> None:
    """Take the host seat.

    With `resumable` the page continues a requested live show. Without it the show waits for a click.
    `unasked` is the holder who did not answer.
    """
    displaced = unasked.id if unasked else ""
    seats.take(call.db, call.activity.id, call.session.id, call.now, resumable=resumable, displaced=displaced)
    if how:
        call.note_about("takeover", call.session, detail=how)


def _ask(call: SessionCall, holder: Session, cool_until: int) -> None:
    if call.now < cool_until:
        raise call.refused(SeatContested(cool_until - call.now))
    takeover = Takeover(new_id("to_"), call.activity.id, call.session.id, holder.id, call.now, takeovers.WAITING)
    takeovers.create(call.db, takeover)
    call.note_about("takeover", call.session, detail="asked")
