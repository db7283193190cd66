"""Common parts of the calls of several features about a conversation."""

from typing import Annotated

from pydantic import Field

from kaibo.gateway.action import Int, Wire
from kaibo.session.viewer import WatchCall
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
