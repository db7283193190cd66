"""The states of a launch or a link request, for the pages that listen until the last one."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from kaibo.features.link import launches, request as requests
from kaibo.features.link.client_calls import LaunchState, LinkRequestState
from kaibo.store import Store


class Listener(NamedTuple):
    """The pages that listen with one listen key. They share one reading of the state."""

    kind: str
    """`ask` (a link request) or `launch`."""
    hashed: str
    """The fingerprint of the listen key."""


class ListenerState(NamedTuple):
    """The state of a launch or of a link request."""

    text: str
    """The state as JSON."""
    last: bool
    """Whether no other state can follow."""


async def state_of(store: Store, listener: Listener) -> ListenerState | None:
    """Read the state that a listening page shows. None when the launch or the request is gone."""
    return await (_request_state if listener.kind == "ask" else _launch_state)(store, listener.hashed)


async def _launch_state(store: Store, listener: str) -> ListenerState | None:
    launch = await store.read(lambda db: launches.by_listener(db, listener))
    if launch is None:
        return None
    state = "opened" if launch.redeemed_at else "heard" if launch.heard_at else "open"
    fields = {"state": state, "by": launch.redeemed_by, "heard_time": launch.heard_at or 0}
    return ListenerState(LaunchState.model_validate(fields).model_dump_json(by_alias=True), state == "opened")


async def _request_state(store: Store, listener: str) -> ListenerState | None:
    link_request = await store.read(lambda db: requests.by_listener(db, listener))
    if link_request is None:
        return None
    answer = "granted" if link_request.granted else "declined" if link_request.settled_at else "waiting"
    return ListenerState(
        LinkRequestState.model_validate({"state": answer}).model_dump_json(by_alias=True), answer != "waiting"
    )


def until_last(look: Callable[[], Awaitable[ListenerState | None]]) -> Callable[[], Awaitable[str | None]]:
    """Return a look that reads states until the last one. After it, a page that still listens hears nothing."""
    over = False

    async def next_state() -> str | None:
        nonlocal over
        state = None if over else await look()
        if state is None:
            return None
        over = state.last
        return state.text

    return next_state
