"""The words of a launch page about its link: what the link opens, or why it does not open."""

from typing import NamedTuple

from sqlalchemy import Connection

from kaibo.activity import airings
from kaibo.activity.recorded import is_recorded
from kaibo.call import Call, Owner
from kaibo.clock import now_ms
from kaibo.errors import ApiError, RateLimited
from kaibo.features.link import state as links
from kaibo.features.link.errors import LinkExpired, LinkNotYet, LinkRevoked, LinkUsedUp, ShowIsOver, UnknownLink
from kaibo.features.link.state import Link
from kaibo.services import Services
from kaibo.session import table as sessions
from kaibo.session.errors import LinkCrowded, StageFull
from kaibo.session.table import Session

NOBODY = Owner("")
REASONS: dict[type[ApiError], str] = {
    LinkExpired: "expired",
    LinkRevoked: "revoked",
    LinkNotYet: "early",
    LinkUsedUp: "used",
    ShowIsOver: "over",
    StageFull: "full",
    LinkCrowded: "crowded",
}
NOTHING = dict.fromkeys(("unknown", "deleted", "revoked"), UnknownLink.status)
"""The same status for a made-up token and for a revoked link. Only the words differ."""
STATUS = {reason: error.status for error, reason in REASONS.items()} | {"": 200, "busy": RateLimited.status} | NOTHING


class LaunchView(NamedTuple):
    """The data that a launch page shows."""

    reason: str
    """Why the link does not open; "" for a link that opens."""
    token: str = ""
    """The launch token in its one spelling; "" for a token that is not ours."""
    link: Link | None = None
    known: str = ""
    """The id of a revoked link. The page shows nothing else of it. A signed-in device finds its session with the id."""
    used: Session | None = None
    """The session that used the link."""
    watch: str = ""
    """The address of the watch page, while the show can be watched."""
    places: int = 0
    """How many places the stage has."""
    recorded: bool = False
    """The server records the show. People hear of it before they join."""
    ended: int = 0
    """When the show ended, in unix ms."""


def view_of(services: Services, db: Connection, text: str, network: str) -> LaunchView:
    """Read what the page of a link shows. `text` is the token as it stands in the address, `network` the reader's.

    A made-up token and a revoked link give nothing of the show.
    """
    call = Call(db=db, now=now_ms(), owner=NOBODY, limits=services.limits, vault=services.vault)
    try:
        token, launch_token = links.found(call, text)
        link = links.of_token(call, launch_token)
    except UnknownLink:
        return LaunchView("unknown")
    if link.show.deleted_at is not None:
        return LaunchView("deleted", token)
    try:
        links.check_room(call, links.check_open(call, link), network)
    except ApiError as refused:
        reason = REASONS[type(refused)]
        if reason == "revoked":
            return LaunchView(reason, token, known=link.terms.id)
        used = sessions.of_link(db, link.terms.id, 1) if reason == "used" else []
        watch = services.limits.view_url(link.show.view_path) if link.show.shown else ""
        ended = max((airing.end_time or 0 for airing in airings.of(db, link.show.id)), default=0)
        return LaunchView(
            reason,
            token,
            link,
            used=used[0] if used else None,
            watch=watch,
            places=services.limits.stage_cap,
            ended=ended,
        )
    return LaunchView("", token, link, recorded=is_recorded(db, link.show.id, services.limits))
