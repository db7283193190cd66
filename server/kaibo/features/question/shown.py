"""Questions as pages see them."""

from pydantic import ConfigDict
from sqlalchemy import Connection

from kaibo.feature import Asked, Conversation, Entry, Own
from kaibo.features.question import table
from kaibo.features.question.table import Question
from kaibo.gateway.action import Wire
from kaibo.talk.state import STATES, Seen, State

VOTES_AT_MOST = 1000


class ShownQuestion(Wire):
    """A question to the host."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    id: int
    gone: bool = False
    """It was deleted. The other fields are empty then."""
    time: int = 0
    """Unix seconds."""
    user_id: int = 0
    """The number of the author; 0 for an anonymous question."""
    user_name: str = ""
    text: str = ""
    votes: int = 0
    answered: bool = False
    on_screen: bool = False
    state: Seen = "shown"


def shown(question: Question) -> ShownQuestion:
    """Show a question with all its fields."""
    return ShownQuestion(
        id=question.id,
        time=question.at // 1000,
        user_id=question.number,
        user_name=question.name,
        text=question.text,
        votes=question.votes,
        answered=question.answered,
        on_screen=question.on_screen,
        state=STATES[question.state],
    )


def to_author(question: Question) -> ShownQuestion:
    """Show a question to its author, who learns nothing of refused words and of silence."""
    seen = shown(question)
    return seen if seen.state == "held" else seen.model_copy(update={"state": "shown"})


def read(db: Connection, asked: Asked) -> list[Entry]:
    """Read the questions' part of a conversation."""
    if asked.after is None:
        questions = table.open_ones(db, asked.activity, asked.most, asked.crew)
    else:
        questions = table.changed(db, asked.activity, asked.after, asked.most, asked.crew)
    last = State.HIDDEN if asked.crew else State.SHOWN
    return [Entry(each.seq, _or_gone(each, each.state <= last).model_dump_json(by_alias=True)) for each in questions]


def _or_gone(question: Question, seen: bool) -> ShownQuestion:
    return shown(question) if seen else ShownQuestion(id=question.id, gone=True)


def mine(db: Connection, activity_id: int, viewer: str) -> list[int]:
    """Read for which questions a viewer voted."""
    return table.votes_of(db, activity_id, viewer, VOTES_AT_MOST)


PART = Conversation("Questions", ShownQuestion, read, Own("Votes", int, mine))
