"""Common parts of the calls of several features about a conversation."""

from typing import Annotated

from pydantic import Field

from kaibo.activity.table import Activity
from kaibo.gateway.action import Cookie, Int, Wire
from kaibo.session.viewer import COOKIE, SECONDS, WatchCall, make_pass
from kaibo.talk import people
from kaibo.talk.errors import ChatNameNeeded, PassNeeded

Nonce = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
"""The same one again gives the same answer, and writes nothing."""
Typed = Annotated[str, Field(max_length=4000)]
"""A text before its check."""


class OneOf(Wire):
    """Names a message or a question."""

    id: Int


class Done(Wire):
    """The answer of a call that has nothing else to tell."""

    done: bool = True


def pass_cookie(call: WatchCall, viewer: str) -> Cookie | None:
    """Make a pass for a viewer without one. Return None for a viewer with a pass."""
    if call.viewer:
        return None
    show: Activity = call.activity
    signed = make_pass(call.vault.key("pass"), show.id, viewer, call.now)
    return Cookie(name=COOKIE, value=signed, path=f"/w/{show.view_path}", max_age=SECONDS)


def viewer_of(call: WatchCall) -> str:
    """Return the viewer. Raises PassNeeded."""
    if not call.viewer:
        raise PassNeeded
    return call.viewer


def named_viewer(call: WatchCall) -> tuple[str, str]:
    """Return the viewer, and the name that the viewer told. Raises PassNeeded, ChatNameNeeded."""
    viewer = viewer_of(call)
    name = people.name_of(call.db, call.activity.id, viewer)
    if not name:
        raise ChatNameNeeded
    return viewer, name
