"""The calls of a session's page, at `/s/{id}/call/{Action}`."""

from typing import Annotated

from pydantic import Field

from kaibo.activity import table as activities
from kaibo.call import new_id
from kaibo.errors import LinkCrowded, NotOnStage, SeatContested, ShowNotLive, StageFull, UnknownSession
from kaibo.gateway.action import Nothing, Wire, action
from kaibo.media.token import Grant
from kaibo.session import (
    admission,
    allowed_rooms,
    crowd,
    ending,
    identity,
    seat as seats,
    table as sessions,
    takeover as takeovers,
)
from kaibo.session.admission import Removed
from kaibo.session.call import SessionCall
from kaibo.session.role import ANY_ROLE, GUEST, HOST, SOURCES, Role
from kaibo.session.table import Session
from kaibo.session.takeover import Takeover

RATE = "20/second"
TabNonce = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]


class Tab(Wire):
    """The nonce that a page load made for itself."""

    tab: TabNonce


class Guest(Tab):
    """`session_id` is theirs."""

    session_id: Annotated[str, Field(max_length=64)]


class Removal(Guest):
    """`all_of_link`: with everybody else whom the same link let in."""

    all_of_link: bool = False


class GuestOnAir(Guest):
    on_air: bool


class JoinToken(Wire):
    """A token for the media engine, good for one connection within 60 s."""

    token: str


@action("GetSession", rate=RATE, by=ANY_ROLE, ended=True)
def get_session(call: SessionCall, request: Nothing) -> None:
    """What the page shows; of an ended session too."""


@action("EnterSession", rate=RATE, writes=True, by=ANY_ROLE, ended=True, takes_tab=True)
def enter_session(call: SessionCall, request: Tab) -> None:
    """This page load acts from now on. A host sits down if the seat is free: nobody's, or of somebody whose page has
    not been open for five seconds."""
    if call.end_reason:
        return
    _act(call, request.tab)
    if call.session.role is Role.HOST:
        holder = call.holder
        if seats.is_free(call.held, holder, call.session.id, call.now):
            _take(call, holder, _gone(call, holder), aired=False)


@action("TakeOver", rate=RATE, writes=True, by=HOST, takes_tab=True)
def take_over(call: SessionCall, request: Tab) -> None:
    """Take the host seat; what its holder does reaches nobody from then on. A seat whose holder's page has not been
    open for five seconds is taken at once. Of one who is there it is asked for: they have ten seconds to refuse, and
    when those are over, or the holder is gone, the same call takes it. Who lost the seat that way and held it before
    the present holder takes it back at once, for a minute.

    Raises SeatContested while another asks, and when this would be the third time in a minute.
    """
    _act(call, request.tab)
    held, holder = call.held, call.holder
    if holder is None or seats.is_free(held, holder, call.session.id, call.now):
        _take(call, holder, _gone(call, holder), aired=call.activity.wanted)
        return
    if seats.take_back_ms(call.db, held, holder, call.session, call.now):
        _take(call, None, takeovers.TAKEN_BACK, aired=call.activity.wanted)
        return
    asked = takeovers.recent(call.db, call.activity.id, call.now)
    waiting = takeovers.waiting(call.db, asked, holder.id, call.now)
    if waiting is None:
        _ask(call, holder, takeovers.cool_until(asked))
    elif waiting.session != call.session.id:
        raise call.refused(SeatContested(waiting.due_at + takeovers.LAPSES_MS - call.now))
    elif call.now >= waiting.due_at:
        takeovers.settle(call.db, waiting, takeovers.TAKEN)
        _take(call, holder, takeovers.TAKEN, aired=call.activity.wanted)


@action("RefuseTakeOver", rate=RATE, writes=True, by=HOST, seat=True)
def refuse_take_over(call: SessionCall, request: Tab) -> None:
    """Who holds the seat keeps it. With nobody asking it changes nothing."""
    if waiting := _pending(call):
        takeovers.settle(call.db, waiting, takeovers.REFUSED)
        call.note_about("takeover", call.session, detail=takeovers.REFUSED)
        call.mark_changed(call.activity.id)


@action("HandOver", rate=RATE, writes=True, by=HOST, seat=True)
def hand_over(call: SessionCall, request: Tab) -> None:
    """Who holds the seat gives it to who asks, at once. With nobody asking it changes nothing."""
    if waiting := _pending(call):
        takeovers.settle(call.db, waiting, takeovers.HANDED_OVER)
        seats.take(call.db, call.activity.id, waiting.session, call.now, aired=call.activity.wanted)
        call.note_about("takeover", call.session, detail=takeovers.HANDED_OVER)
        call.mark_changed(call.activity.id)


@action("GoLive", rate=RATE, writes=True, by=HOST, seat=True)
def go_live(call: SessionCall, request: Tab) -> None:
    """The host wants the show on air; it is live when the program is seen in the media engine."""
    seats.air(call.db, call.activity.id)
    activities.change(call.db, call.activity.id, wanted=True)
    call.mark_changed(call.activity.id)


@action("EndLive", rate=RATE, writes=True, by=HOST, seat=True)
def end_live(call: SessionCall, request: Tab) -> None:
    """The host ends the show."""
    activities.change(call.db, call.activity.id, wanted=False)
    call.mark_changed(call.activity.id)


@action("ConnectStage", rate=RATE, by=ANY_ROLE, seat=True)
def connect_stage(call: SessionCall, request: Tab) -> JoinToken:
    """A token for the stage: of the host who holds the seat, or of a guest who has a place."""
    if call.session.role is Role.HOST:
        name = identity.host(call.session.public, call.require_seat().epoch)
    elif call.session.joined_at is None:
        raise NotOnStage
    elif not allowed_rooms.has_room(call.db, call.session, call.now, call.limits.stage_cap):
        raise call.refused(StageFull(call.limits.stage_cap))
    else:
        name = identity.guest(call.session.public)
    return _token(call, identity.STAGE, name, SOURCES[call.session.role].stage, subscribe=True)


@action("ConnectProgram", rate=RATE, by=HOST, seat=True)
def connect_program(call: SessionCall, request: Tab) -> JoinToken:
    """A token to publish the program, once the host wants the show on air."""
    held = call.require_seat()
    if not call.activity.wanted:
        raise ShowNotLive
    name = identity.publisher(call.session.public, held.epoch)
    return _token(call, identity.PROGRAM, name, SOURCES[call.session.role].program, subscribe=False)


@action("JoinStage", rate=RATE, writes=True, by=GUEST)
def join_stage(call: SessionCall, request: Tab) -> None:
    """A guest takes a place on the stage, if one is free; doing it again changes nothing. Whoever has one elsewhere,
    and went on here, brings it along."""
    if call.session.joined_at is None:
        theirs = [one for one in sessions.of_person(call.db, call.session) if one.joined_at is not None]
        if not theirs and sessions.places_taken(call.db, call.activity.id, call.now) >= call.limits.stage_cap:
            raise call.refused(StageFull(call.limits.stage_cap))
        for one in theirs:
            sessions.leave_stage(call.db, one.id)
            sessions.change(call.db, call.session.id, joined_at=one.joined_at, on_air=one.on_air)
        if not theirs:
            _check_crowd(call)
            sessions.change(call.db, call.session.id, joined_at=call.now)
        call.mark_changed(call.activity.id)


@action("LeaveStage", rate=RATE, writes=True, by=GUEST)
def leave_stage(call: SessionCall, request: Tab) -> None:
    """A guest gives the place up, and may join again."""
    sessions.leave_stage(call.db, call.session.id)
    call.mark_changed(call.activity.id)


@action("SetGuestOnAir", rate=RATE, writes=True, by=HOST, seat=True)
def set_guest_on_air(call: SessionCall, request: GuestOnAir) -> None:
    """Bring a guest into the program, or take the guest out of it; on the stage they stay."""
    one = _guest(call, request.session_id)
    sessions.change(call.db, one.id, on_air=request.on_air)
    call.mark_changed(call.activity.id)


@action("RemoveGuest", rate=RATE, writes=True, by=HOST, seat=True)
def remove_guest(call: SessionCall, request: Removal) -> None:
    """Put a guest out: the session ends, its link admits nobody until that is undone. Sessions of the same link that
    have no place yet end with it; those on the stage stay, but with AllOfLink they are put out too."""
    one = _guest(call, request.session_id)
    ending.of_person(call.db, one, admission.REMOVED, call.now)
    admission.block(call.db, Removed(one.id, call.activity.id, one.link, one.name, call.now))
    also = ending.guests_of_link(call.db, one.link, admission.REMOVED, call.now) if request.all_of_link else 0
    call.note_about("remove", one, detail=f"{also} more" if also else "")
    call.mark_changed(call.activity.id)


@action("RestoreGuest", rate=RATE, writes=True, by=HOST, seat=True)
def restore_guest(call: SessionCall, request: Guest) -> None:
    """Undo a removal: that person's link works again."""
    one = sessions.find(call.db, request.session_id)
    if one is None or one.activity != call.activity.id:
        raise UnknownSession
    admission.unblock(call.db, one.id)
    call.note_about("restore", one)
    call.mark_changed(call.activity.id)


def _check_crowd(call: SessionCall) -> None:
    """Raises LinkCrowded."""
    mine = call.session
    try:
        crowd.check_places(call.db, mine.link, mine.address, call.limits.stage_cap, call.now)
    except LinkCrowded as error:
        raise call.refused(error) from None


def _act(call: SessionCall, tab: str) -> None:
    """This page load acts from now on. Its stream is not open yet: until then it counts as there for a while."""
    sessions.change(call.db, call.session.id, tab=tab, left_at=call.now)
    call.mark_changed(call.activity.id)


def _gone(call: SessionCall, holder: Session | None) -> str:
    """How a free seat is taken, for the audit log: "" where nobody sat there but this session itself."""
    return "" if holder is None or holder.id == call.session.id else "gone"


def _take(call: SessionCall, unasked: Session | None, how: str, *, aired: bool) -> None:
    """Sit down. With `aired` a show that is on air goes on from here; without, it waits for a click. `unasked` is the
    holder who did not answer."""
    displaced = unasked.id if unasked else ""
    seats.take(call.db, call.activity.id, call.session.id, call.now, aired=aired, displaced=displaced)
    if how:
        call.note_about("takeover", call.session, detail=how)


def _ask(call: SessionCall, holder: Session, cool_until: int) -> None:
    if call.now < cool_until:
        raise call.refused(SeatContested(cool_until - call.now))
    made = Takeover(new_id("to_"), call.activity.id, call.session.id, holder.id, call.now, takeovers.WAITING)
    takeovers.ask(call.db, made)
    call.note_about("takeover", call.session, detail="asked")


def _pending(call: SessionCall) -> Takeover | None:
    """Give the takeover that waits for this session's answer."""
    asked = takeovers.recent(call.db, call.activity.id, call.now)
    return takeovers.waiting(call.db, asked, call.session.id, call.now)


def _guest(call: SessionCall, session_id: str) -> Session:
    """A guest of the same activity. Raises UnknownSession."""
    one = sessions.find(call.db, session_id)
    if one is None or one.activity != call.activity.id or one.role is not Role.GUEST:
        raise UnknownSession
    return one


def _token(call: SessionCall, kind: str, name: str, sources: tuple[str, ...] | None, *, subscribe: bool) -> JoinToken:
    room = identity.room(call.activity.id, kind, call.activity.room_epoch)
    return JoinToken(token=call.mint(Grant(room, name, call.session.name, sources, subscribe)))
