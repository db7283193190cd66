"""The calls of a viewer's page about the chat, at `/w/{path}/call/{Action}`."""

from typing import Annotated

from pydantic import Field

from kaibo.features.chat import announcements, moderation, sending, table
from kaibo.features.chat.sending import Author
from kaibo.features.chat.shown import BEGINNING, ShownMessage, shown, to_author
from kaibo.gateway.action import Int, Nothing, Seconds, Wire, WithCookie, action
from kaibo.names import PERSON_MAX, checked
from kaibo.session.viewer import WatchCall
from kaibo.talk import people
from kaibo.talk.calls import Nonce, OneOf, Typed, named_viewer, viewer_of
from kaibo.talk.settings import rules

MANY = 200


class ChatName(Wire):
    """The name that a viewer wants in the chat."""

    user_name: Annotated[str, Field(max_length=200)]


class Entered(WithCookie):
    """The viewer in the chat."""

    user_name: str
    """"" if the viewer has told no name."""


class NewMessage(Wire):
    """A message to send."""

    text: Typed
    nonce: Nonce


class SentMessage(Wire):
    """A message, as its author sees it."""

    message: ShownMessage


class Earlier(Wire):
    """Which messages to get."""

    before: Int
    """Messages with a smaller `Id`."""
    count: Annotated[Int, Field(ge=1, le=MANY)] = BEGINNING


class UpTo(Wire):
    """Which messages a replay begins with at one of its places."""

    time: Seconds
    """The last messages up to this moment."""
    count: Annotated[Int, Field(ge=1, le=MANY)] = BEGINNING


class Later(Wire):
    """Which messages to get."""

    after: Int
    """Messages with a larger `Id`; 0 for all."""
    count: Annotated[Int, Field(ge=1, le=MANY)] = BEGINNING


class Messages(Wire):
    """Messages. The call tells their order."""

    messages: list[ShownMessage]


class Announced(Wire):
    """A line above the chat, from its moment until the moment of the next one."""

    time: int
    """Unix seconds."""
    text: str
    """"" where no line stood there."""


class Announcements(Wire):
    """The lines that stood above the chat, the earliest first."""

    announcements: list[Announced]


class Likes(Wire):
    """How often people liked a message."""

    likes: int


@action("EnterChat", rate="1000/minute", per_pass="20/minute")
def enter_chat(call: WatchCall, request: Nothing) -> Entered:
    """Give a pass to a browser that has none, and tell the name that the viewer told. It works before the show too."""
    viewer = call.viewer or call.newcomer
    name = people.name_of(call.db, call.activity.id, viewer)
    return Entered(user_name=name, cookie=call.first_cookie())


@action("SetChatName", rate="1000/minute", per_pass="20/minute", writes=True)
def set_chat_name(call: WatchCall, request: ChatName) -> Entered:
    """Tell the name of a viewer, and give a pass to a browser that has none.

    Raises InvalidParameter for a name that breaks the rule of names, and ChatNameTaken for a name of the crew.
    """
    viewer = call.viewer or call.newcomer
    name = checked("UserName", request.user_name, PERSON_MAX)
    people.set_name(call.db, call.activity.id, viewer, name, call.now)
    return Entered(user_name=name, cookie=call.first_cookie())


@action("SendMessage", rate="150/3second", per_pass="3/3second", paced=True, writes=True)
def send_message(call: WatchCall, request: NewMessage) -> SentMessage:
    """Send a message to the chat. The same nonce gives the same message again.

    Raises PassNeeded, ChatNameNeeded, InvalidParameter, ChatOff, LinksRefused, SlowMode.
    """
    author = Author(*named_viewer(call))
    sent = sending.send(call, call.activity.id, author, request.text, request.nonce)
    return SentMessage(message=to_author(sent, rules(call.db, call.activity.id, call.limits).review))


@action("GetMessages", rate="3000/minute", per_pass="60/minute")
def get_messages(call: WatchCall, request: Earlier) -> Messages:
    """Get earlier messages that all viewers see, the latest first."""
    found = table.latest(call.db, call.activity.id, request.before, request.count, hidden=False)
    return Messages(messages=[shown(message) for message in found])


@action("GetMessagesAt", rate="3000/minute", per_pass="60/minute")
def get_messages_at(call: WatchCall, request: UpTo) -> Messages:
    """Get the last messages up to a moment that all viewers see, the latest first. A replay shows them."""
    found = table.until(call.db, call.activity.id, request.time * 1000 + 999, request.count)
    return Messages(messages=[shown(message) for message in found])


@action("GetLaterMessages", rate="3000/minute", per_pass="60/minute")
def get_later_messages(call: WatchCall, request: Later) -> Messages:
    """Get the messages after another one that all viewers see, the earliest first. A replay reads ahead so."""
    found = table.later(call.db, call.activity.id, request.after, request.count)
    return Messages(messages=[shown(message) for message in found])


@action("GetAnnouncements", rate="3000/minute", per_pass="60/minute")
def get_announcements(call: WatchCall, request: Nothing) -> Announcements:
    """Get the last 500 lines that stood above the chat, the earliest first. A replay shows each at its moment."""
    found = announcements.latest(call.db, call.activity.id)
    return Announcements(announcements=[Announced(time=line.at // 1000, text=line.text) for line in found])


@action("LikeMessage", rate="500/3second", per_pass="10/3second", writes=True)
def like_message(call: WatchCall, request: OneOf) -> Likes:
    """Like a message. Raises PassNeeded, UnknownMessage."""
    viewer_of(call)
    message = moderation.seen(moderation.found(call, call.activity.id, request.id))
    call.mark_talked(call.activity.id)
    return Likes(likes=table.like(call.db, message))
