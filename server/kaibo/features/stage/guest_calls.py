"""The calls of a guest on the stage."""

from kaibo.gateway.action import action
from kaibo.session import places, table as sessions
from kaibo.session.call import SessionCall
from kaibo.session.calls import RATE, Tab
from kaibo.session.errors import NotOnStage
from kaibo.session.role import GUEST


class RaisedHand(Tab):
    """Whether the hand is up."""

    raised: bool


@action("RaiseHand", rate=RATE, writes=True, by=GUEST)
def raise_hand(call: SessionCall, request: RaisedHand) -> None:
    """Raise the guest's own hand, or lower it. A hand that is up keeps its time. Raises NotOnStage without a place."""
    mine = call.session
    if places.place(mine) not in ("backstage", "air"):
        raise NotOnStage
    if request.raised != (mine.hand_at > 0):
        sessions.change(call.db, mine.id, hand_at=call.now if request.raised else 0)
        call.mark_changed(call.activity.id)
