"""The call of a viewer's page that reacts, at `/w/{path}/call/{Action}`."""

from functools import partial

from kaibo.features.reaction.table import Kind
from kaibo.gateway.action import Wire, action
from kaibo.session.viewer import WatchCall
from kaibo.talk.calls import Done, viewer_of
from kaibo.talk.errors import ReactionsOff
from kaibo.talk.settings import rules


class React(Wire):
    """A reaction."""

    kind: Kind


@action("React", rate="500/3second", per_pass="10/3second")
def react(call: WatchCall, request: React) -> Done:
    """React to the show. The server counts in memory, and writes the sum a moment later.

    Raises PassNeeded, ReactionsOff.
    """
    viewer_of(call)
    if not rules(call.db, call.activity.id, call.limits).reactions:
        raise ReactionsOff
    call.then.append(partial(call.tally.add, call.activity.id, request.kind))
    return Done()
