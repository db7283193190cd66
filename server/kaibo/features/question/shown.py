"""Questions as pages see them."""

from collections.abc import Collection

from pydantic import ConfigDict
from sqlalchemy import Connection

from kaibo.access import table as bans
from kaibo.access.number import nameless
from kaibo.feature import Asked, Conversation, Entry, Me, Own
from kaibo.features.question import table
from kaibo.features.question.table import Question
from kaibo.gateway.action import Wire
from kaibo.talk import people, state
from kaibo.talk.reading import FRESH
from kaibo.talk.state import STATES, Seen, State

VOTES_AT_MOST, MINE_AT_MOST = 1000, 50


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
    silenced: bool = False
    """For the crew: the author is silenced, or may ask no anonymous questions if this is one."""
    banned: bool = False
    """For the crew: the author may not watch. The author of an anonymous question was banned by one."""


def shown(question: Question) -> ShownQuestion:
    """Show a question as viewers see it."""
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


def author_of(question: Question) -> int:
    """Return the number by which the author of a question is silenced or banned. It names nobody."""
    return question.number or nameless(question.author)


def to_crew(db: Connection, activity_id: int, questions: Collection[Question]) -> list[ShownQuestion]:
    """Show questions of a show to the crew."""
    authors = [author_of(each) for each in questions]
    silenced, banned = people.silenced(db, activity_id, authors), bans.banned_of(db, activity_id, authors)
    return [
        ShownQuestion(id=each.id, gone=True)
        if each.state == State.DELETED
        else shown(each).model_copy(update={"silenced": author in silenced, "banned": author in banned})
        for each, author in zip(questions, authors, strict=True)
    ]


def to_viewers(questions: Collection[Question]) -> list[ShownQuestion]:
    """Show questions to viewers."""
    return [shown(each) if each.state == State.SHOWN else ShownQuestion(id=each.id, gone=True) for each in questions]


def to_author(question: Question, review: bool) -> ShownQuestion:
    """Show a question to its author. `review`: the crew reviews new ones."""
    return shown(question).model_copy(update={"state": state.to_author(question.state, review)})


def read(db: Connection, asked: Asked) -> list[Entry]:
    """Read the questions' part of a conversation."""
    if asked.after is None:
        questions = table.open_ones(db, asked.activity, asked.most, asked.crew)
    else:
        questions = table.changed(db, asked.activity, asked.after, asked.most, asked.crew)
    seen = to_crew(db, asked.activity, questions) if asked.crew else to_viewers(questions)
    pairs = zip(questions, seen, strict=True)
    return [Entry(each.seq, one.model_dump_json(by_alias=True)) for each, one in pairs]


def marked(db: Connection, activity_id: int) -> list[str]:
    """Read the questions of a page that begins, for the crew. Each one has marks of its own."""
    questions = table.open_ones(db, activity_id, FRESH, crew=True)
    return [one.model_dump_json(by_alias=True) for one in to_crew(db, activity_id, questions)]


def votes(db: Connection, me: Me) -> list[int]:
    """Read for which questions a viewer voted."""
    return table.votes_of(db, me.activity, me.viewer, VOTES_AT_MOST)


def mine(db: Connection, me: Me) -> list[dict[str, object]]:
    """Read the questions of a viewer that others do not see."""
    own = table.unseen_of(db, me.activity, me.viewer, MINE_AT_MOST)
    return [to_author(question, me.review).model_dump(by_alias=True) for question in own]


PART = Conversation(
    "Questions", ShownQuestion, read, [Own("Votes", int, votes), Own("Questions", ShownQuestion, mine)], marked
)
