"""The calls of a session's page, at `/s/{id}/call/{Action}`."""

from typing import Annotated

from pydantic import Field

from kaibo.activity import table as activities
from kaibo.activity.errors import ShowNotLive
from kaibo.gateway.action import Nothing, Wire, action
from kaibo.media.token import Grant
from kaibo.session import (
    admission,
    allowed_rooms,
    crowd,
    ending,
    identity,
    places,
    seat as seats,
    table as sessions,
)
from kaibo.session.admission import Removed
from kaibo.session.call import SessionCall
from kaibo.session.errors import (
    GuestNotOnStage,
    LinkCrowded,
    NameNeeded,
    NotOnStage,
    StageFull,
    UnknownSession,
    WaitingRoomFull,
)
from kaibo.session.of_activity import of_activity
from kaibo.session.role import ANY_ROLE, ASSISTANT, CREW, GUEST, HOST, SOURCES, Role
from kaibo.session.table import Session

RATE = "20/second"
TabNonce = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]


class Tab(Wire):
    """Names the page load that makes the call."""

    tab: TabNonce
    """The nonce that the page load made for itself."""


class Guest(Tab):
    """Names a guest."""

    session_id: Annotated[str, Field(max_length=64)]
    """The guest's session."""


class Removal(Guest):
    """Which guest to remove."""

    all_of_link: bool = False
    """Also remove all other guests of the same link."""


class GuestOnAir(Guest):
    on_air: bool


class JoinToken(Wire):
    """A join token for the media engine. It is good for one connection within 60 s."""

    token: str


@action("GetSession", rate=RATE, by=ANY_ROLE, ended=True)
def get_session(call: SessionCall, request: Nothing) -> None:
    """Return what the page shows; for an ended session too."""


@action("GoLive", rate=RATE, writes=True, by=HOST, seat=True)
def go_live(call: SessionCall, request: Tab) -> None:
    """Request the live show. The show is live when the media engine has the program."""
    seats.allow_resume(call.db, call.activity.id)
    activities.change(call.db, call.activity.id, live_requested=True)
    call.mark_changed(call.activity.id)


@action("EndLive", rate=RATE, writes=True, by=HOST, seat=True)
def end_live(call: SessionCall, request: Tab) -> None:
    """End the live show."""
    activities.change(call.db, call.activity.id, live_requested=False)
    call.mark_changed(call.activity.id)


@action("ConnectStage", rate=RATE, by=ANY_ROLE, seat=True)
def connect_stage(call: SessionCall, request: Tab) -> JoinToken:
    """Return a join token for the stage. The caller is the holder of the seat, a guest with a place, or an assistant.

    An assistant is hidden there and publishes nothing.
    """
    mine = call.session
    if mine.role is Role.HOST:
        name = identity.host(mine.public, call.require_seat().epoch)
    elif mine.role is Role.ASSISTANT:
        name = identity.assistant(mine.public)
    elif mine.joined_at is None:
        raise NotOnStage
    elif not allowed_rooms.has_room(call.db, mine, call.now, call.limits.stage_cap):
        raise call.refused(StageFull(call.limits.stage_cap))
    else:
        name = identity.guest(mine.public)
    sources, hidden = allowed_rooms.stage_sources(mine), mine.role is Role.ASSISTANT
    return _token(call, identity.STAGE, name, sources, subscribe=True, hidden=hidden)


@action("ConnectProgram", rate=RATE, by=HOST, seat=True)
def connect_program(call: SessionCall, request: Tab) -> JoinToken:
    """Return a join token to publish the program, once the host requested the live show."""
    held = call.require_seat()
    if not call.activity.live_requested:
        raise ShowNotLive
    name = identity.publisher(call.session.public, held.epoch)
    return _token(call, identity.PROGRAM, name, SOURCES[call.session.role].program, subscribe=False)


class ProgramView(Wire):
    """A second view of the program. Both are "" while there is none."""

    token: str
    """A join token. It is good for one connection within 60 s, publishes nothing, and is hidden."""
    publisher: str
    """The identity whose picture is the program."""


@action("ConnectProgramView", rate=RATE, by=GUEST | ASSISTANT)
def connect_program_view(call: SessionCall, request: Tab) -> ProgramView:
    """Return a join token to see the program as viewers do. It counts as no viewer.

    The caller is a guest with a place on the stage, or an assistant. The page takes the picture alone, because nobody
    wants to hear their own voice late.
    """
    mine, show = call.session, call.activity
    if mine.role is Role.GUEST and mine.joined_at is None:
        raise NotOnStage
    if not (show.shown or show.starting):
        return ProgramView(token="", publisher="")
    made = _token(call, identity.PROGRAM, identity.preview(mine.public), None, subscribe=True, hidden=True)
    return ProgramView(token=made.token, publisher=allowed_rooms.publisher(call.db, show, call.now))


@action("JoinStage", rate=RATE, writes=True, by=GUEST)
def join_stage(call: SessionCall, request: Tab) -> None:
    """Take a place on the stage, if one is free. Where the show asks first, wait for it. A second call changes nothing.

    A guest who handed off to this session keeps the place of the former session.
    A guest without a name tells it first: raises NameNeeded.
    """
    mine = call.session
    if not mine.name:
        raise call.refused(NameNeeded())
    if places.place(mine):
        return
    others = [each for each in sessions.of_person(call.db, mine) if each.lives(call.now)]
    former = next((each for each in others if places.place(each)), None)
    try:
        if former:
            places.move(call.db, former, mine)
        elif places.must_ask(call, mine):
            places.ask(call, mine)
        else:
            places.check_free(call, mine.activity)
            crowd.check_places(call.db, mine.link, mine.address, call.limits.stage_cap, call.now)
            places.take(call, mine)
    except (LinkCrowded, StageFull, WaitingRoomFull) as error:
        raise call.refused(error) from None
    call.mark_changed(call.activity.id)


@action("LeaveStage", rate=RATE, writes=True, by=GUEST)
def leave_stage(call: SessionCall, request: Tab) -> None:
    """Give up the place on the stage, or the wait for one. The guest may join again."""
    sessions.leave_stage(call.db, call.session.id)
    call.mark_changed(call.activity.id)


@action("SetGuestOnAir", rate=RATE, writes=True, by=CREW, seat=True)
def set_guest_on_air(call: SessionCall, request: GuestOnAir) -> None:
    """Bring a guest into the program, or take the guest out of it. The guest stays on the stage.

    A raised hand asked for this, so bringing the guest in lowers it. Raises GuestNotOnStage for a guest who waits.
    """
    guest = guest_of(call, request.session_id)
    if places.place(guest) == "waiting":
        raise GuestNotOnStage
    answered = {"hand_at": 0} if request.on_air else {}
    sessions.change(call.db, guest.id, on_air=request.on_air, **answered)
    call.mark_changed(call.activity.id)


@action("RemoveGuest", rate=RATE, writes=True, by=CREW, seat=True)
def remove_guest(call: SessionCall, request: Removal) -> None:
    """Remove a guest: end the guest's sessions and block their link until a call undoes the block.

    Sessions of the same link without a place end too. Guests on the stage stay, unless AllOfLink removes them too.
    """
    guest = guest_of(call, request.session_id)
    ending.of_person(call.db, guest, admission.REMOVED, call.now)
    admission.block(call.db, Removed(guest.id, call.activity.id, guest.link, guest.name, call.now))
    also = ending.guests_of_link(call.db, guest.link, admission.REMOVED, call.now) if request.all_of_link else 0
    call.note_about("remove", guest, detail=f"{also} more" if also else "")
    call.mark_changed(call.activity.id)


@action("RestoreGuest", rate=RATE, writes=True, by=CREW, seat=True)
def restore_guest(call: SessionCall, request: Guest) -> None:
    """Undo a removal: the person's link admits people again. A guest whose page is still open is back in it."""
    removed = of_activity(call.db, call.activity.id, request.session_id)
    admission.undo(call.db, removed.id)
    call.note_about("restore", removed)
    call.mark_changed(call.activity.id)


def guest_of(call: SessionCall, session_id: str) -> Session:
    """Return a guest of the same activity. Raises UnknownSession."""
    guest = of_activity(call.db, call.activity.id, session_id)
    if guest.role is not Role.GUEST:
        raise UnknownSession
    return guest


def _token(
    call: SessionCall,
    kind: str,
    name: str,
    sources: tuple[str, ...] | None,
    *,
    subscribe: bool,
    hidden: bool = False,
) -> JoinToken:
    room = identity.room(call.activity, kind)
    return JoinToken(token=call.mint(Grant(room, name, call.session.name, sources, subscribe, hidden)))
