"""The stage's part of the snapshot that a studio, assistant or guest page shows."""

from typing import Literal

from kaibo.features.stage import lines
from kaibo.features.stage.lines import Line
from kaibo.gateway.action import Wire
from kaibo.session import allowed_rooms, guests, identity, places
from kaibo.session.call import SessionCall
from kaibo.session.role import CREW, Role


class WaitingView(Wire):
    """A guest who waits to be let in."""

    session_id: str
    user_name: str
    place: Literal["waiting"]
    since_time: int
    """Since when, in unix seconds."""
    connected: bool
    """Whether the guest's page is open."""
    avatar_url: str


class AssistantView(Wire):
    """An assistant of the show."""

    session_id: str
    user_name: str
    connected: bool
    """Whether the assistant's page is open."""
    identity: str
    """The assistant's hidden name on the stage. A host who talks to one guest still lets assistants see the camera."""


class LineView(Wire):
    """A sent line."""

    text: str
    sent_time: int
    """In unix seconds."""


class GuestLineView(LineView):
    """The line of one guest, as the crew sees it."""

    session_id: str


class Lines(Wire):
    """The present lines. None where there is none for this page."""

    to_all: LineView | None
    """All guests read it."""
    to_me: LineView | None
    """This guest alone and the crew read it."""
    to_host: LineView | None
    """From an assistant. Only hosts and assistants read it."""
    to_guests: list[GuestLineView]
    """The lines of single guests. Only hosts and assistants read them."""


class Part(Wire):
    """The stage's part of the snapshot."""

    guests_mode: Literal["backstage", "on-air", "ask"]
    """What JoinStage does."""
    waiting: list[WaitingView]
    """The guests who wait, the earliest first. Only hosts and assistants see them."""
    assistants: list[AssistantView]
    """Only hosts and assistants see them."""
    lines: Lines


def part(call: SessionCall) -> Part:
    """Read the stage's state for this session's page."""
    is_crew = call.session.role in CREW
    return Part(
        guests_mode=guests.mode_of(call, call.activity.id),
        waiting=_waiting(call) if is_crew else [],
        assistants=_assistants(call) if is_crew else [],
        lines=_lines(call, is_crew=is_crew),
    )


def _waiting(call: SessionCall) -> list[WaitingView]:
    return [
        WaitingView(
            session_id=guest.id,
            user_name=guest.name,
            place="waiting",
            since_time=guest.knocked_at // 1000,
            connected=guest.connected,
            avatar_url=guest.avatar_url,
        )
        for guest in places.waiting(call.db, call.activity.id, call.now)
    ]


def _assistants(call: SessionCall) -> list[AssistantView]:
    found = allowed_rooms.assistants(call.db, call.activity, call.now)
    return [
        AssistantView(
            session_id=each.id,
            user_name=each.name,
            connected=each.connected,
            identity=identity.assistant(each.public),
        )
        for each in found
    ]


def _lines(call: SessionCall, *, is_crew: bool) -> Lines:
    mine = call.session
    found = {} if call.end_reason else lines.of(call.db, call.activity.id)
    single = {reader: line for reader, line in found.items() if reader not in (lines.TO_ALL, lines.TO_HOST)}
    return Lines(
        to_all=_line(found.get(lines.TO_ALL)),
        to_me=_line(found.get(mine.id)) if mine.role is Role.GUEST else None,
        to_host=_line(found.get(lines.TO_HOST)) if is_crew else None,
        to_guests=[
            GuestLineView(session_id=reader, text=line.text, sent_time=line.sent_at // 1000)
            for reader, line in single.items()
            if is_crew
        ],
    )


def _line(line: Line | None) -> LineView | None:
    return LineView(text=line.text, sent_time=line.sent_at // 1000) if line else None
