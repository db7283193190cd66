"""The signed call that ends a show. It is Kaibo's own; the vendor has none."""

from kaibo.activity import airings, table as activities
from kaibo.activity.airings import Airing
from kaibo.activity.rights import of_call
from kaibo.activity.status import Status
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.gateway.action import Int, Wire, action
from kaibo.session import ending
from kaibo.session.role import HOST

SHOW_ENDED = "show-ended"
"""Why a host's session ended, and the event in the audit log: a signed call ended the show."""


class EndShow(Wire):
    """Names the show to end."""

    activity_id: Int


class EndedShow(Wire):
    """The show after the call."""

    activity_id: int
    status: int
    order_number: int
    """The number of the last airing; 0 when the show was never on air."""
    end_time: int
    """When that airing ended, in unix seconds; 0 when there was none."""


@action("EndShow", rate="120/minute", writes=True)
def end_show(call: Call, request: EndShow) -> EndedShow:
    """End the airing of a show and the sessions of its hosts. So the host seat is free, and no page goes on.

    A show that is not on air, and whose host does not ask for it, stays as it is. The reconciler then removes the hosts
    from the media engine's rooms. Links stay valid.
    """
    show = of_call(call, request.activity_id)
    if show.status == Status.LIVE or show.live_requested:
        _end(call, show)
    found = activities.find(call.db, show.id)
    assert found
    last = (airings.of(call.db, show.id) or [Airing(0, 0, 0)])[-1]
    return EndedShow(
        activity_id=show.id,
        status=found.status,
        order_number=last.order_number,
        end_time=(last.end_time or 0) // 1000,
    )


def _end(call: Call, show: Activity) -> None:
    status = Status.OVER if show.status == Status.LIVE else Status(show.status)
    activities.change(call.db, show.id, status=int(status), live_requested=False)
    airings.end(call.db, show.id, call.now)
    hosts = ending.of_roles(call.db, show.id, HOST, (), SHOW_ENDED, call.now)
    call.note(SHOW_ENDED, show.account, show.id, detail=f"{hosts} host sessions")
    call.mark_changed(show.id)
