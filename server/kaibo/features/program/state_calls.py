"""The signed call that tells how a show is doing now. It is Kaibo's own; the vendor has none."""

from typing import Literal

from kaibo.activity import airings
from kaibo.activity.airings import Airing
from kaibo.activity.rights import of_call
from kaibo.activity.status import Status
from kaibo.activity.table import Activity
from kaibo.address import is_trustworthy
from kaibo.call import Call, ShowNow
from kaibo.gateway.action import Int, Wire, action
from kaibo.session import seat as seats
from kaibo.session.table import Session

Finding = Literal["EngineAway", "ServerFull", "NoHttps", "NoHost", "HostAway", "NoPicture"]
"""The name of a trouble.

EngineAway: the media engine does not answer. ServerFull: this server has no place for a further viewer.
NoHttps: the server's address is neither https nor this machine's own, so browsers give no camera.
NoHost: no session holds the host seat. HostAway: the holder's page is not open while the host wants the show on air.
NoPicture: the host wants the show on air, and no picture arrives.
"""


class GetShowState(Wire):
    activity_id: Int


class ShowState(Wire):
    """How a show is doing. Times are in unix seconds; 0 means none."""

    activity_id: int
    status: int
    requested: bool
    """Whether the host wants the show on air."""
    order_number: int
    """The number of the last airing."""
    start_time: int
    """When that airing began."""
    end_time: int
    """When that airing ended."""
    viewers: int
    """How many viewers watch now."""
    most_viewers: int
    """The most viewers at once in that airing."""
    findings: list[Finding]
    """The troubles, the worst first. Empty when all is well."""


@action("GetShowState", rate="600/minute")
def get_show_state(call: Call, request: GetShowState) -> ShowState:
    """Return the status of a show, its number of viewers, and what is not well."""
    show = of_call(call, request.activity_id)
    now = call.look(call.db, show.id)
    last = (airings.of(call.db, show.id) or [Airing(0, 0, 0)])[-1]
    holder = seats.holder(call.db, seats.of(call.db, show.id), call.now)
    return ShowState(
        activity_id=show.id,
        status=show.status,
        requested=show.live_requested,
        order_number=last.order_number,
        start_time=last.start_time // 1000,
        end_time=(last.end_time or 0) // 1000,
        viewers=now.viewers,
        most_viewers=last.most_viewers,
        findings=findings(show, now, holder, call.limits.public_url),
    )


def findings(show: Activity, now: ShowNow, holder: Session | None, address: str) -> list[Finding]:
    """Tell what is not well, the worst first. `holder` is the session in the host seat. Pure."""
    wanted = show.status == Status.LIVE or show.live_requested
    found: dict[Finding, bool] = {
        "EngineAway": not now.engine,
        "NoPicture": wanted and now.engine and holder is not None and holder.connected and not now.publishing,
        "HostAway": wanted and holder is not None and not holder.connected,
        "NoHost": show.status in (Status.LIVE, Status.PREVIEW) and holder is None,
        "ServerFull": now.full,
        "NoHttps": not is_trustworthy(address),
    }
    return [name for name, holds in found.items() if holds]
