"""Messages as pages see them."""

from collections.abc import Collection
from typing import Literal

from pydantic import ConfigDict
from sqlalchemy import Connection

from kaibo.access import table as bans
from kaibo.feature import Asked, Conversation, Entry, Me, Own
from kaibo.features.chat import table
from kaibo.features.chat.table import Mark, Message
from kaibo.gateway.action import Wire
from kaibo.talk import people, state
from kaibo.talk.state import STATES, Seen, State

BEGINNING = 50
"""The messages that a page begins with."""
OF_LATE = 1000
"""As many messages as a page keeps."""
MARKS: dict[int, Literal["", "host", "assistant"]] = {Mark.VIEWER: "", Mark.HOST: "host", Mark.ASSISTANT: "assistant"}


class ShownMessage(Wire):
    """A message."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    id: int
    gone: bool = False
    """It was deleted or hidden. The other fields are empty then."""
    time: int = 0
    """Unix seconds."""
    user_id: int = 0
    """The number of the author."""
    user_name: str = ""
    mark: Literal["", "host", "assistant"] = ""
    text: str = ""
    likes: int = 0
    state: Seen = "shown"
    silenced: bool = False
    """For the crew: the author is silenced."""
    banned: bool = False
    """For the crew: the author may not watch the show."""


def shown(message: Message, silenced: Collection[int] = (), banned: Collection[int] = ()) -> ShownMessage:
    """Show a message with all its fields."""
    return ShownMessage(
        id=message.id,
        time=message.at // 1000,
        user_id=message.number,
        user_name=message.name,
        mark=MARKS[message.mark],
        text=message.text,
        likes=message.likes,
        state=STATES[message.state],
        silenced=message.number in silenced,
        banned=message.number in banned,
    )


def to_author(message: Message, review: bool) -> ShownMessage:
    """Show a message to its author. `review`: the crew reviews new ones."""
    return shown(message).model_copy(update={"state": state.to_author(message.state, review)})


def to_crew(db: Connection, messages: Collection[Message]) -> list[ShownMessage]:
    """Show messages to the crew."""
    activities = {message.activity for message in messages}
    numbers = {message.number for message in messages}
    silenced = {number for each in activities for number in people.silenced(db, each, numbers)}
    banned = {number for each in activities for number in bans.banned_of(db, each, numbers)}
    return [
        ShownMessage(id=message.id, gone=True) if message.state == State.DELETED else shown(message, silenced, banned)
        for message in messages
    ]


def to_viewers(messages: Collection[Message]) -> list[ShownMessage]:
    """Show messages to viewers."""
    return [
        shown(message) if message.state == State.SHOWN else ShownMessage(id=message.id, gone=True)
        for message in messages
    ]


def read(db: Connection, asked: Asked) -> list[Entry]:
    """Read the chat's part of a conversation."""
    if asked.after is not None:
        messages = table.changed(db, asked.activity, asked.after, asked.most, asked.crew)
    else:
        found = {m.id: m for m in table.latest(db, asked.activity, None, BEGINNING, asked.crew)}
        if asked.crew:
            found |= {m.id: m for m in table.held(db, asked.activity, asked.most)}
        messages = [found[each] for each in sorted(found)]
    seen = to_crew(db, messages) if asked.crew else to_viewers(messages)
    pairs = zip(messages, seen, strict=True)
    return [Entry(message.seq, one.model_dump_json(by_alias=True)) for message, one in pairs]


def mine(db: Connection, me: Me) -> list[dict[str, object]]:
    """Read the messages of a viewer that others do not see."""
    own = table.unseen_of(db, me.activity, me.viewer, BEGINNING)
    return [to_author(message, me.review).model_dump(by_alias=True) for message in reversed(own)]


def marked(db: Connection, activity_id: int) -> list[str]:
    """Read the last message of each author of late, for the crew. Its marks hold for all messages of the author."""
    last: dict[int, Message] = {}
    for message in table.latest(db, activity_id, None, OF_LATE, hidden=True):
        last.setdefault(message.number, message)
    return [one.model_dump_json(by_alias=True) for one in to_crew(db, list(last.values()))]


PART = Conversation("Messages", ShownMessage, read, [Own("Messages", ShownMessage, mine)], marked)
