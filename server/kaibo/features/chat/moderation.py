"""The moderation of messages, by the host, the assistants and signed calls."""

from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.features.chat import table
from kaibo.features.chat.table import Message
from kaibo.talk import table as talks
from kaibo.talk.errors import UnknownMessage
from kaibo.talk.moderation import note
from kaibo.talk.state import State

KINDS = {State.SHOWN: "chat-show", State.HIDDEN: "chat-hide", State.DELETED: "chat-delete"}
"""The events of the audit log."""


def found(call: Call, activity_id: int, message_id: int) -> Message:
    """Return a message. Raises UnknownMessage, also for a deleted one."""
    message = table.find(call.db, activity_id, message_id)
    if message is None:
        raise UnknownMessage(message_id)
    return message


def seen(message: Message) -> Message:
    """Return the same message, if viewers see it. Raises UnknownMessage."""
    if message.state != State.SHOWN:
        raise UnknownMessage(message.id)
    return message


def set_state(call: Call, show: Activity, message: Message, state: State) -> None:
    """Show, hide or delete a message. The text of a deleted one is gone. A pinned one that goes is pinned no more."""
    if message.state == state:
        return
    text = "" if state is State.DELETED else message.text
    table.change(call.db, message, state=state, text=text)
    call.mark_talked(message.activity)
    note(call, KINDS[state], show, str(message.id))
    if state != State.SHOWN and is_pinned(call, message):
        put_up(call, show.id, 0)


def pin(call: Call, show: Activity, message_id: int) -> None:
    """Pin a message above the chat; 0 pins none."""
    before = talks.of(call.db, show.id).pinned
    if message_id == before:
        return
    put_up(call, show.id, message_id)
    note(call, "chat-pin" if message_id else "chat-unpin", show, str(message_id or before))


def put_up(call: Call, activity_id: int, message_id: int) -> None:
    """Pin a message, or none, as a part of another act. The audit log has that act alone."""
    talks.change(call.db, activity_id, pinned=message_id)
    call.mark_changed(activity_id)


def is_pinned(call: Call, message: Message) -> bool:
    """Tell whether a message is the pinned one."""
    return talks.of(call.db, message.activity).pinned == message.id


def empty(call: Call, show: Activity) -> None:
    """Delete all messages of a show."""
    talks.change(call.db, show.id, emptied=talks.talk.c.seq, pinned=0)
    if table.latest(call.db, show.id, None, 1, hidden=True):
        note(call, "chat-empty", show)
    table.empty(call.db, show.id)
    call.mark_talked(show.id)
    call.mark_changed(show.id)
