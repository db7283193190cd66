"""How a page shows the guests on the stage, and the people that the host removed."""

from collections.abc import Mapping

from kaibo.cluster.observed import RoomState
from kaibo.gateway.action import Wire
from kaibo.session import absence, admission, ending, identity, places, table as sessions
from kaibo.session.absence import missing_since
from kaibo.session.call import SessionCall
from kaibo.session.places import Place
from kaibo.session.role import CREW
from kaibo.session.table import Session


class GuestView(Wire):
    """A guest on the stage."""

    session_id: str
    """For hosts, whose calls need it, and for the guest's own page; else ""."""
    user_name: str
    on_air: bool
    place: Place
    """`backstage` or `air`."""
    connected: bool
    """Whether the media engine has a media connection to the guest."""
    missing_seconds: int
    """For how long it has had none; 0 while it has. After GraceSeconds the place is free again."""
    identity: str
    avatar_url: str
    muted: bool
    """The crew took the right to send sound."""
    camera_off: bool
    """The crew took the right to send the camera."""
    hand_time: int
    """Since when the hand is raised, in unix seconds; 0 for not."""
    spotlight: bool
    sharing: bool
    """The guest sends a screen."""
    screen_shown: str
    """The track name of the guest's screen that viewers see; "" for none. A screen with another name is not shown."""


class RemovedView(Wire):
    """A removed person."""

    session_id: str
    user_name: str
    others: int
    """How many guests have a living session of the same link."""


def guest_views(call: SessionCall, room: RoomState) -> list[GuestView]:
    """Show the guests on the stage to the page of a session, in the order of the crew."""
    found = places.in_order(sessions.guests(call.db, call.activity.id, call.now))
    missing = absence.of(call.db, call.activity.id) if found else {}
    return [_guest_view(call, guest, room, missing) for guest in found]


def _guest_view(call: SessionCall, guest: Session, room: RoomState, missing: Mapping[str, int]) -> GuestView:
    mine, name = call.session, identity.guest(guest.public)
    since = missing_since(guest, missing[name]) if name in missing and name not in room.stage else call.now
    return GuestView(
        session_id=guest.id if mine.role in CREW or mine.id == guest.id else "",
        user_name=guest.name,
        on_air=guest.on_air,
        place=places.place(guest),
        connected=name in room.stage,
        missing_seconds=max(0, call.now - since) // 1000,
        identity=name,
        avatar_url=guest.avatar_url,
        muted=guest.muted,
        camera_off=guest.camera_off,
        hand_time=guest.hand_at // 1000,
        spotlight=guest.spotlight,
        sharing=name in room.sharing,
        screen_shown=guest.screen_shown,
    )


def removed_views(call: SessionCall) -> list[RemovedView]:
    """List the people that the host removed."""
    removed = admission.listed(call.db, call.activity.id)
    others = ending.guests_in(call.db, {gone.link for gone in removed}, call.now)
    return [
        RemovedView(session_id=gone.session, user_name=gone.name, others=others.get(gone.link, 0)) for gone in removed
    ]
