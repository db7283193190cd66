"""The state of the chat, in the snapshots of pages."""

from sqlalchemy import Connection

from kaibo.call import Limits
from kaibo.features.chat import table
from kaibo.features.chat.shown import ShownMessage, shown
from kaibo.gateway.action import Wire
from kaibo.session.call import SessionCall
from kaibo.session.role import CREW
from kaibo.session.viewer import Reading
from kaibo.talk import table as talks
from kaibo.talk.settings import rules
from kaibo.talk.state import State


class ChatView(Wire):
    """The settings that hold, and what stands above the chat."""

    on: bool
    questions: bool
    reactions: bool
    review: bool
    slow_seconds: int
    links: bool
    anonymous_questions: bool
    pinned: ShownMessage | None
    announcement: str


class Part(Wire):
    """The chat's part of a session's snapshot. Null for guests."""

    chat: ChatView | None


class WatchPart(Wire):
    """The chat's part of a viewer's snapshot."""

    chat: ChatView


def part(call: SessionCall) -> Part:
    """Read the state of the chat for a session's page."""
    return Part(chat=_view(call.db, call.activity.id, call.limits) if call.session.role in CREW else None)


def watch_part(reading: Reading) -> WatchPart:
    """Read the state of the chat for viewers' pages."""
    return WatchPart(chat=_view(reading.db, reading.activity.id, reading.limits))


def _view(db: Connection, activity_id: int, limits: Limits) -> ChatView:
    hold, talk = rules(db, activity_id, limits), talks.of(db, activity_id)
    pinned = table.find(db, activity_id, talk.pinned) if talk.pinned else None
    return ChatView(
        on=hold.on,
        questions=hold.questions,
        reactions=hold.reactions,
        review=hold.review,
        slow_seconds=hold.slow_seconds,
        links=hold.links,
        anonymous_questions=hold.anonymous_questions,
        pinned=shown(pinned) if pinned and pinned.state == State.SHOWN else None,
        announcement=talk.announcement,
    )
