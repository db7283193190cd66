"""The people who see a message or a question, and the decision about a new one."""

from collections.abc import Collection
from enum import IntEnum
from typing import Literal

from sqlalchemy import Connection

from kaibo.talk import people
from kaibo.talk.settings import Rules


class State(IntEnum):
    """The people who see a message or a question."""

    SHOWN = 1
    HELD = 2
    """It waits for review. Its author and the crew see it."""
    HIDDEN = 3
    """Its author and the crew see it."""
    DELETED = 4
    """Nobody sees it, and its text is gone."""


Seen = Literal["shown", "held", "hidden"]
STATES: dict[int, Seen] = {
    State.SHOWN: "shown",
    State.HELD: "held",
    State.HIDDEN: "hidden",
    State.DELETED: "hidden",
}


def to_author(state: int, review: bool) -> Seen:
    """Return the state as its author sees it, who learns nothing of refused words and of silence.

    While the crew reviews (`review`), what is hidden seems to wait as all else does.
    """
    return "held" if state == State.HELD or (review and state == State.HIDDEN) else "shown"


def judged(db: Connection, activity_id: int, hold: Rules, text: str, author: Collection[int]) -> State:
    """Decide who sees a viewer's text by the rules of the show. `author` are the viewer's numbers that
    count. The one of anonymous questions counts for those alone.

    A refused word or a silenced author hides it.
    """
    if hold.words.in_text(text) or people.silenced(db, activity_id, author):
        return State.HIDDEN
    return State.HELD if hold.review else State.SHOWN
