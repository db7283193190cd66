"""The calls of the host's and the assistants' pages about the chat."""

from pydantic import ConfigDict

from kaibo.features.chat import announcements, moderation, sending, table
from kaibo.features.chat.sending import Author
from kaibo.features.chat.shown import shown, to_crew
from kaibo.features.chat.table import Mark
from kaibo.features.chat.watch_calls import Earlier, Messages, NewMessage, SentMessage
from kaibo.gateway.action import Int, Nothing, Wire, action
from kaibo.session.call import SessionCall
from kaibo.session.calls import RATE
from kaibo.session.role import CREW, Role
from kaibo.talk import people, settings, table as talks, text as texts
from kaibo.talk.calls import Done, OneOf, Typed
from kaibo.talk.moderation import note, silence
from kaibo.talk.settings import ChatSettings
from kaibo.talk.state import State

ANNOUNCEMENT = 300
"""Characters of the line above the chat."""
MARKS = {Role.HOST: Mark.HOST, Role.ASSISTANT: Mark.ASSISTANT}


class Announcement(Wire):
    """The line above the chat."""

    text: Typed
    """"" takes the line away."""


class Silence(Wire):
    """Whom to silence."""

    user_id: Int
    silenced: bool


class SilencedPerson(Wire):
    """A silenced person."""

    user_id: int
    user_name: str


class SilencedPeople(Wire):
    """The silenced people of a show, the latest first."""

    people: list[SilencedPerson]


class SomeSettings(ChatSettings):
    """The settings to change. Any other field is ignored, as in all calls of pages."""

    model_config = ConfigDict(extra="ignore")


class ChatWords(Wire):
    """The refused words."""

    words: list[str]


@action("SendMessage", rate=RATE, writes=True, by=CREW, seat=True)
def send_message(call: SessionCall, request: NewMessage) -> SentMessage:
    """Send a message as the host or an assistant, with the mark. The same nonce gives the same message again."""
    mine = call.session
    name = mine.name
    if mine.role is Role.HOST:
        name = talks.of(call.db, call.activity.id).presenter or name
    author = Author(mine.id, name, MARKS[mine.role], mine.external_user)
    return SentMessage(message=shown(sending.send(call, call.activity.id, author, request.text, request.nonce)))


@action("GetMessages", rate=RATE, by=CREW, seat=True)
def get_messages(call: SessionCall, request: Earlier) -> Messages:
    """Get earlier messages, with those that only the crew sees."""
    found = table.latest(call.db, call.activity.id, request.before, request.count, hidden=True)
    return Messages(messages=to_crew(call.db, found))


@action("ShowMessage", rate=RATE, writes=True, by=CREW, seat=True)
def show_message(call: SessionCall, request: OneOf) -> Done:
    """Show a held or hidden message to all. Raises UnknownMessage."""
    return _set(call, request, State.SHOWN)


@action("HideMessage", rate=RATE, writes=True, by=CREW, seat=True)
def hide_message(call: SessionCall, request: OneOf) -> Done:
    """Hide a message from all but its author. Raises UnknownMessage."""
    return _set(call, request, State.HIDDEN)


@action("DeleteMessage", rate=RATE, writes=True, by=CREW, seat=True)
def delete_message(call: SessionCall, request: OneOf) -> Done:
    """Delete a message. Raises UnknownMessage, also for one that is deleted already."""
    return _set(call, request, State.DELETED)


def _set(call: SessionCall, request: OneOf, state: State) -> Done:
    moderation.set_state(call, call.activity, moderation.found(call, call.activity.id, request.id), state)
    return Done()


@action("PinMessage", rate=RATE, writes=True, by=CREW, seat=True)
def pin_message(call: SessionCall, request: OneOf) -> Done:
    """Pin a message above the chat; 0 pins none. Raises UnknownMessage, also for a message that viewers do not see."""
    if request.id:
        moderation.seen(moderation.found(call, call.activity.id, request.id))
    moderation.pin(call, call.activity, request.id)
    return Done()


@action("Announce", rate="60/minute", writes=True, by=CREW, seat=True)
def announce(call: SessionCall, request: Announcement) -> Done:
    """Write the line above the chat."""
    line = texts.checked(request.text, ANNOUNCEMENT) if request.text.strip() else ""
    before = talks.of(call.db, call.activity.id).announcement
    announcements.write(call, call.activity.id, call.session.id, line)
    if line != before:
        note(call, "chat-announce" if line else "chat-unannounce", call.activity)
    return Done()


@action("EmptyChat", rate="20/minute", writes=True, by=CREW, seat=True)
def empty_chat(call: SessionCall, request: Nothing) -> Done:
    """Delete all messages of the show."""
    moderation.empty(call, call.activity)
    return Done()


@action("SilencePerson", rate=RATE, writes=True, by=CREW, seat=True)
def silence_person(call: SessionCall, request: Silence) -> Done:
    """Silence a person, or end that. Others do not see the messages that a silenced person sends from now on."""
    silence(call, call.activity, request.user_id, request.silenced)
    return Done()


@action("ListSilenced", rate="60/minute", by=CREW, seat=True)
def list_silenced(call: SessionCall, request: Nothing) -> SilencedPeople:
    """List the silenced people of the show."""
    found = people.list_silenced(call.db, call.activity.id)
    return SilencedPeople(people=[SilencedPerson(user_id=one.number, user_name=one.name) for one in found])


@action("GetChatWords", rate="60/minute", by=CREW, seat=True)
def get_chat_words(call: SessionCall, request: Nothing) -> ChatWords:
    """Get the refused words of the show."""
    return ChatWords(words=settings.words(call.db, call.activity.id, call.limits))


@action("SetChat", rate="60/minute", writes=True, by=CREW, seat=True)
def set_chat(call: SessionCall, request: SomeSettings) -> None:
    """Change some settings of the chat. A field that is not sent stays."""
    fields = request.model_dump(by_alias=True)
    if settings.put_some(call.db, call.activity.id, fields, call.now):
        note(call, "chat-settings", call.activity)
        call.mark_changed(call.activity.id)
