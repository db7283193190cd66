"""How a message gets into the chat."""

from typing import NamedTuple

from kaibo.access.number import number as user_number
from kaibo.call import Call
from kaibo.features.chat import table
from kaibo.features.chat.table import Mark, Message
from kaibo.talk import table as talks, text as texts
from kaibo.talk.errors import ChatOff, LinksRefused, SlowMode
from kaibo.talk.settings import Rules, rules
from kaibo.talk.state import State, judged

LONGEST, LONGEST_OF_CREW = 200, 1000
"""Characters of a message."""


class Author(NamedTuple):
    """The author of a message."""

    id: str
    """The viewer or the session; "" for a signed call."""
    name: str
    mark: Mark = Mark.VIEWER
    external_user: str = ""


def send(call: Call, activity_id: int, author: Author, text: str, nonce: str = "", parameter: str = "Text") -> Message:
    """Put a message into the chat. The same nonce of the same author gives the same message again.

    `parameter` is the name of the text in errors.

    The crew's are shown at once. Raises InvalidParameter, ChatOff, LinksRefused, SlowMode.
    """
    of_crew = author.mark != Mark.VIEWER
    written = texts.checked(text, LONGEST_OF_CREW if of_crew else LONGEST, parameter)
    before = table.by_nonce(call.db, activity_id, author.id, nonce) if nonce else None
    if before:
        return before
    state = State.SHOWN if of_crew else _state(call, activity_id, author, written)
    number = talks.next_seq(call.db, activity_id)
    message = Message(
        activity=activity_id,
        id=number,
        seq=number,
        at=call.now,
        author=author.id,
        number=user_number(author.id) if author.id else 0,
        name=author.name,
        mark=author.mark,
        external_user=author.external_user,
        nonce=nonce,
        text=written,
        state=state,
        likes=0,
    )
    table.add(call.db, message)
    call.mark_talked(activity_id)
    return message


def _state(call: Call, activity_id: int, author: Author, text: str) -> State:
    """Judge a viewer's message. Raises ChatOff, LinksRefused, SlowMode."""
    held = rules(call.db, activity_id, call.limits)
    if not held.on:
        raise ChatOff
    if not held.links and texts.has_link(text):
        raise LinksRefused
    _check_pace(call, activity_id, author, held)
    return judged(call.db, activity_id, held, text, [user_number(author.id)])


def _check_pace(call: Call, activity_id: int, author: Author, held: Rules) -> None:
    if not held.slow_seconds:
        return
    last = table.last_of(call.db, activity_id, author.id)
    left = last.at + held.slow_seconds * 1000 - call.now if last else 0
    if left > 0:
        raise SlowMode(retry_after=-(-left // 1000))
