"""Questions and their votes, with every query about them."""

from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    or_,
    select,
    true,
    update,
)

from kaibo.store import METADATA
from kaibo.talk import table as talks
from kaibo.talk.state import State

question = Table(
    "question",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True, autoincrement=False),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
    Column("author", String(32), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("name", Text, nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("state", Integer, nullable=False),
    Column("votes", Integer, nullable=False),
    Column("answered", Boolean, nullable=False),
    Column("on_screen", Boolean, nullable=False),
    Index("ix_question_seq", "activity", "seq"),
    Index("ix_question_author", "activity", "author", "id"),
)
vote = Table(
    "question_vote",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True, autoincrement=False),
    Column("question", BigInteger, primary_key=True, autoincrement=False),
    Column("voter", String(32), primary_key=True),
    Column("at", BigInteger, nullable=False, index=True),
    Index("ix_question_vote_voter", "activity", "voter"),
)


class Question(NamedTuple):
    """A question to the host."""

    activity: int
    id: int
    """The number that the conversation had when it was asked (`talk/table.py`)."""
    seq: int
    """The number of its last change."""
    at: int
    """Unix ms."""
    author: str
    """The viewer."""
    number: int
    """The author on the wire; 0 for an anonymous question."""
    name: str
    """"" for an anonymous question."""
    nonce: str
    text: str
    state: int
    votes: int
    answered: bool
    on_screen: bool


COLUMNS = [question.c[name] for name in Question._fields]


def add(db: Connection, asked: Question) -> None:
    """Add a question."""
    db.execute(insert(question).values(**asked._asdict()))


def find(db: Connection, activity_id: int, question_id: int) -> Question | None:
    """Return a question that was not deleted."""
    mine = (question.c.activity == activity_id) & (question.c.id == question_id) & (question.c.state != State.DELETED)
    rows = _all(db, select(*COLUMNS).where(mine))
    return rows[0] if rows else None


def by_nonce(db: Connection, activity_id: int, author: str, nonce: str) -> Question | None:
    """Return the question that its author asked with this nonce."""
    mine = (question.c.activity == activity_id) & (question.c.author == author) & (question.c.nonce == nonce)
    rows = _all(db, select(*COLUMNS).where(mine).limit(1))
    return rows[0] if rows else None


def change(db: Connection, asked: Question, **values: object) -> Question:
    """Set columns of a question, as the next change of the conversation."""
    changed = asked._replace(seq=talks.next_seq(db, asked.activity), **values)  # type: ignore[arg-type]
    mine = (question.c.activity == asked.activity) & (question.c.id == asked.id)
    db.execute(update(question).where(mine).values(seq=changed.seq, **values))
    return changed


def on_screen(db: Connection, activity_id: int) -> list[Question]:
    """List the questions that are on screen."""
    return _all(db, select(*COLUMNS).where(question.c.activity == activity_id, question.c.on_screen == true()))


def put_vote(db: Connection, asked: Question, voter: str, on: bool, now: int) -> int:
    """Give a vote, or take it back. Return how many the question has. `now` is unix ms."""
    there = db.scalar(select(vote.c.voter).where(_vote(asked.activity, asked.id, voter))) is not None
    if there == on:
        return asked.votes
    if on:
        db.execute(insert(vote).values(activity=asked.activity, question=asked.id, voter=voter, at=now))
        return change(db, asked, votes=asked.votes + 1).votes
    take_back(db, asked.activity, asked.id, voter)
    return asked.votes - 1


def take_back(db: Connection, activity_id: int, question_id: int, voter: str) -> None:
    """Take back a vote that was given."""
    db.execute(delete(vote).where(_vote(activity_id, question_id, voter)))
    its = (question.c.activity == activity_id) & (question.c.id == question_id)
    less = {"votes": question.c.votes - 1, "seq": talks.next_seq(db, activity_id)}
    db.execute(update(question).where(its).values(**less))


def _vote(activity_id: int, question_id: int, voter: str) -> ColumnElement[bool]:
    return (vote.c.activity == activity_id) & (vote.c.question == question_id) & (vote.c.voter == voter)


def votes_of(db: Connection, activity_id: int, voter: str, most: int) -> list[int]:
    """List the questions with a vote of this viewer."""
    mine = (vote.c.activity == activity_id) & (vote.c.voter == voter)
    return list(db.scalars(select(vote.c.question).where(mine).limit(most)))


def open_ones(db: Connection, activity_id: int, count: int, crew: bool) -> list[Question]:
    """List the questions with the most votes, of those the latest first."""
    states = [State.SHOWN, State.HELD, State.HIDDEN] if crew else [State.SHOWN]
    query = select(*COLUMNS).where(question.c.activity == activity_id, question.c.state.in_(states))
    return _all(db, query.order_by(question.c.votes.desc(), question.c.id.desc()).limit(count))


def unseen_of(db: Connection, activity_id: int, author: str, count: int) -> list[Question]:
    """List the questions of an author that no other viewer sees, the latest first."""
    mine = (question.c.activity == activity_id) & (question.c.author == author)
    unseen = question.c.state.in_([State.HELD, State.HIDDEN])
    return _all(db, select(*COLUMNS).where(mine, unseen).order_by(question.c.id.desc()).limit(count))


def changed(db: Connection, activity_id: int, after: int, count: int, crew: bool) -> list[Question]:
    """List the questions that changed after a number, the earliest change first.

    For viewers, leave out questions that they never saw.
    """
    query = select(*COLUMNS).where(question.c.activity == activity_id, question.c.seq > after)
    if not crew:
        seen = or_(question.c.state == State.SHOWN, question.c.seq > question.c.id)
        query = query.where(seen, question.c.state.in_([State.SHOWN, State.DELETED]))
    return _all(db, query.order_by(question.c.seq).limit(count))


def _all(db: Connection, query: Any) -> list[Question]:
    return [Question._make(row) for row in db.execute(query)]
