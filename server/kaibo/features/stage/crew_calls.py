"""The calls by which the crew minds the guests: the holder of the host seat, and assistants."""

from typing import Annotated

from pydantic import Field

from kaibo.features.stage import knocks, lines
from kaibo.gateway.action import action
from kaibo.names import PERSON_MAX, checked
from kaibo.session import admission, ending, places, table as sessions
from kaibo.session.admission import REMOVED, Removed
from kaibo.session.call import SessionCall
from kaibo.session.calls import RATE, Guest, Tab, guest_of
from kaibo.session.errors import GuestNotOnStage, StageFull, UnknownSession
from kaibo.session.of_activity import of_activity
from kaibo.session.role import ASSISTANT, CREW, HOST, Role
from kaibo.session.table import Session

SessionId = Annotated[str, Field(max_length=64)]
Text = Annotated[str, Field(max_length=1000)]


class AllowedGuest(Guest):
    """Which guest, and whether they may."""

    allowed: bool


class RenamedGuest(Guest):
    """Which guest, and the new name."""

    user_name: Annotated[str, Field(max_length=200)]


class GuestLine(Guest):
    """A line for one guest."""

    text: Text
    """Plain text. "" takes the line away."""


class StageLine(Tab):
    """A line."""

    text: Text
    """Plain text. "" takes the line away."""


class GuestOrder(Tab):
    """The order of guests."""

    session_ids: Annotated[list[SessionId], Field(max_length=200)]
    """The guests' sessions. All others follow, as they joined."""


class Spotlight(Tab):
    """The guest to put into the spotlight."""

    session_id: SessionId = ""
    """A guest's session; "" for nobody."""


@action("AdmitGuest", rate=RATE, writes=True, by=CREW, seat=True)
def admit_guest(call: SessionCall, request: Guest) -> None:
    """Let a waiting guest in, to backstage. Nothing changes for a guest who is in already.

    Raises StageFull, and GuestNotWaiting for a guest who waits no more.
    """
    try:
        knocks.admit(call, guest_of(call, request.session_id))
    except StageFull as full:
        raise call.refused(full) from None


@action("AdmitAllGuests", rate=RATE, writes=True, by=CREW, seat=True)
def admit_all_guests(call: SessionCall, request: Tab) -> None:
    """Let in all guests who wait and whose page is open, the earliest first, while there are places."""
    free = call.limits.stage_cap - sessions.places_taken(call.db, call.activity.id, call.now)
    here = [guest for guest in places.waiting(call.db, call.activity.id, call.now) if guest.connected]
    for turn, guest in enumerate(here[: max(0, free)]):
        places.admit(call, guest, turn)
        call.note_about("admit", guest)
        call.mark_changed(call.activity.id)


@action("TurnAwayGuest", rate=RATE, writes=True, by=CREW, seat=True)
def turn_away_guest(call: SessionCall, request: Guest) -> None:
    """End the visit of a waiting guest. The link stays good, so the guest may knock again.

    Raises GuestNotWaiting for a guest who waits no more.
    """
    knocks.turn_away(call, guest_of(call, request.session_id))


@action("SendGuestToWaiting", rate=RATE, writes=True, by=CREW, seat=True)
def send_guest_to_waiting(call: SessionCall, request: Guest) -> None:
    """Send a guest back to the waiting room, in every mode. Only AdmitGuest ends that.

    Raises GuestNotOnStage.
    """
    places.hold(call, _on_stage(call, request))
    call.mark_changed(call.activity.id)


@action("SetGuestMicrophone", rate=RATE, writes=True, by=CREW, seat=True)
def set_guest_microphone(call: SessionCall, request: AllowedGuest) -> None:
    """Take a guest's right to send sound, or give it back. The guest cannot take it back alone.

    Raises GuestNotOnStage.
    """
    sessions.change(call.db, _on_stage(call, request).id, muted=not request.allowed, asked_at=0)
    call.mark_changed(call.activity.id)


@action("AskGuestToUnmute", rate=RATE, writes=True, by=CREW, seat=True)
def ask_guest_to_unmute(call: SessionCall, request: Guest) -> None:
    """Give a guest the right to send sound, and ask them to use it. The guest's page shows it for a minute.

    Raises GuestNotOnStage.
    """
    sessions.change(call.db, _on_stage(call, request).id, muted=False, asked_at=call.now)
    call.mark_changed(call.activity.id)


@action("SetGuestCamera", rate=RATE, writes=True, by=CREW, seat=True)
def set_guest_camera(call: SessionCall, request: AllowedGuest) -> None:
    """Take a guest's right to send the camera, or give it back. Raises GuestNotOnStage."""
    sessions.change(call.db, _on_stage(call, request).id, camera_off=not request.allowed)
    call.mark_changed(call.activity.id)


@action("MuteAllGuests", rate=RATE, writes=True, by=CREW, seat=True)
def mute_all_guests(call: SessionCall, request: Tab) -> None:
    """Take the right to send sound from all guests on the stage. A guest who joins later may send it."""
    for guest in sessions.guests(call.db, call.activity.id, call.now):
        sessions.change(call.db, guest.id, muted=True, asked_at=0)
    call.mark_changed(call.activity.id)


@action("OrderGuests", rate=RATE, writes=True, by=CREW, seat=True)
def order_guests(call: SessionCall, request: GuestOrder) -> None:
    """Set the order of the guests. A session that is no guest of this show has no turn."""
    places.arrange(call.db, call.activity.id, request.session_ids)
    call.mark_changed(call.activity.id)


@action("SetSpotlight", rate=RATE, writes=True, by=CREW, seat=True)
def set_spotlight(call: SessionCall, request: Spotlight) -> None:
    """Put one guest into the spotlight, or nobody. Raises GuestNotOnStage."""
    chosen = _on_stage(call, Guest(tab=request.tab, session_id=request.session_id)).id if request.session_id else ""
    for guest in sessions.guests(call.db, call.activity.id, call.now):
        if guest.spotlight != (guest.id == chosen):
            sessions.change(call.db, guest.id, spotlight=guest.id == chosen)
    call.mark_changed(call.activity.id)


@action("RenameGuest", rate="20/minute", writes=True, by=CREW, seat=True)
def rename_guest(call: SessionCall, request: RenamedGuest) -> None:
    """Set the name that other people see of a guest. The link keeps its own name.

    Raises InvalidParameter for a name that breaks the rule of names.
    """
    guest = guest_of(call, request.session_id)
    name = checked("UserName", request.user_name, PERSON_MAX, stored=[guest.name] if guest.name else [])
    if name != guest.name:
        sessions.change(call.db, guest.id, name=name)
        call.note_about("rename", guest._replace(name=name), detail=guest.name)
        call.mark_changed(call.activity.id)


@action("LowerGuestHand", rate=RATE, writes=True, by=CREW, seat=True)
def lower_guest_hand(call: SessionCall, request: Guest) -> None:
    """Lower a guest's raised hand."""
    sessions.change(call.db, guest_of(call, request.session_id).id, hand_at=0)
    call.mark_changed(call.activity.id)


@action("SendGuestLine", rate="60/minute", writes=True, by=CREW, seat=True)
def send_guest_line(call: SessionCall, request: GuestLine) -> None:
    """Write a line that one guest reads, and the crew. A guest who waits reads it too."""
    guest = guest_of(call, request.session_id)
    lines.forget_gone(call.db, call.activity.id, call.now)
    lines.put(call.db, call.activity.id, guest.id, lines.checked(request.text), call.now)
    call.mark_changed(call.activity.id)


@action("SendStageLine", rate="60/minute", writes=True, by=CREW, seat=True)
def send_stage_line(call: SessionCall, request: StageLine) -> None:
    """Write the line that all guests read. Viewers never see it."""
    lines.put(call.db, call.activity.id, lines.TO_ALL, lines.checked(request.text), call.now)
    call.mark_changed(call.activity.id)


@action("PromptHost", rate="60/minute", writes=True, by=ASSISTANT)
def prompt_host(call: SessionCall, request: StageLine) -> None:
    """Write a line that the host reads. Guests and viewers never see it."""
    lines.put(call.db, call.activity.id, lines.TO_HOST, lines.checked(request.text), call.now)
    call.mark_changed(call.activity.id)


@action("RemoveAssistant", rate=RATE, writes=True, by=HOST, seat=True)
def remove_assistant(call: SessionCall, request: Guest) -> None:
    """Remove an assistant: end their sessions and block their link. Raises UnknownSession for another role."""
    found = of_activity(call.db, call.activity.id, request.session_id)
    if found.role is not Role.ASSISTANT:
        raise UnknownSession
    ending.of_person(call.db, found, REMOVED, call.now)
    admission.block(call.db, Removed(found.id, call.activity.id, found.link, found.name, call.now))
    call.note_about("remove", found)
    call.mark_changed(call.activity.id)


def _on_stage(call: SessionCall, request: Guest) -> Session:
    """Return a guest with a place on the stage. Raises UnknownSession and GuestNotOnStage."""
    guest = guest_of(call, request.session_id)
    if guest.joined_at is None:
        raise GuestNotOnStage
    return guest
