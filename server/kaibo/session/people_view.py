"""How a page shows the guests on the stage, and the people that the host removed."""

from kaibo.cluster.observed import RoomState
from kaibo.gateway.action import Wire
from kaibo.session import admission, ending, identity
from kaibo.session.call import SessionCall
from kaibo.session.role import Role
from kaibo.session.table import Session


class GuestView(Wire):
    """A guest on the stage."""

    session_id: str
    """For hosts, whose calls need it, and for the guest's own page; else ""."""
    user_name: str
    on_air: bool
    connected: bool
    identity: str
    avatar_url: str


class RemovedView(Wire):
    """A removed person."""

    session_id: str
    user_name: str
    others: int
    """How many guests have a living session of the same link."""


def guest_view(mine: Session, guest: Session, room: RoomState) -> GuestView:
    """Show a guest to the page of the session `mine`."""
    name = identity.guest(guest.public)
    return GuestView(
        session_id=guest.id if mine.role is Role.HOST or mine.id == guest.id else "",
        user_name=guest.name,
        on_air=guest.on_air,
        connected=name in room.stage,
        identity=name,
        avatar_url=guest.avatar_url,
    )


def removed_views(call: SessionCall) -> list[RemovedView]:
    """List the people that the host removed."""
    removed = admission.listed(call.db, call.activity.id)
    others = ending.guests_in(call.db, {gone.link for gone in removed}, call.now)
    return [
        RemovedView(session_id=gone.session, user_name=gone.name, others=others.get(gone.link, 0)) for gone in removed
    ]
