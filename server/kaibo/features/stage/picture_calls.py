"""The calls by which the crew decides what viewers see of the guests: who is large, and which shared screen."""

from typing import Annotated

from pydantic import Field

from kaibo.errors import InvalidParameter
from kaibo.features.stage.crew_calls import SessionId, on_stage
from kaibo.gateway.action import action
from kaibo.session import table as sessions
from kaibo.session.call import SessionCall
from kaibo.session.calls import RATE, Guest, Tab
from kaibo.session.role import CREW


class Spotlight(Tab):
    """The guest to put into the spotlight."""

    session_id: SessionId = ""
    """A guest's session; "" for nobody."""


class GuestScreen(Tab):
    """The screen to show."""

    session_id: SessionId = ""
    """The session of the guest who shares it; "" shows none."""
    screen: Annotated[str, Field(max_length=64)] = ""
    """The name of its track on the stage. Each time that a guest shares has another one."""


@action("SetSpotlight", rate=RATE, writes=True, by=CREW, seat=True)
def set_spotlight(call: SessionCall, request: Spotlight) -> None:
    """Put one guest into the spotlight, or nobody. Raises GuestNotOnStage."""
    _choose(call, request, "spotlight", True)


@action("ShowGuestScreen", rate=RATE, writes=True, by=CREW, seat=True)
def show_guest_screen(call: SessionCall, request: GuestScreen) -> None:
    """Show viewers the screen that a guest shares, in place of any other guest's. Or show none.

    It holds for that screen alone: what the guest shares next is not shown.
    Raises InvalidParameter for a guest without a screen's name, and GuestNotOnStage.
    """
    if request.session_id and not request.screen:
        raise InvalidParameter("Screen", "name the track of the guest's screen")
    _choose(call, request, "screen_shown", request.screen)


def _choose(call: SessionCall, request: Spotlight | GuestScreen, column: str, value: bool | str) -> None:
    """Set a column of one guest, and empty it for all others. Raises GuestNotOnStage."""
    chosen = on_stage(call, Guest(tab=request.tab, session_id=request.session_id)).id if request.session_id else ""
    for guest in sessions.guests(call.db, call.activity.id, call.now):
        wanted = value if guest.id == chosen else type(value)()
        if getattr(guest, column) != wanted:
            sessions.change(call.db, guest.id, **{column: wanted})
    call.mark_changed(call.activity.id)
