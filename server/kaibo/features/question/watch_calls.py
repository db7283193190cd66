"""The calls of a viewer's page about questions, at `/w/{path}/call/{Action}`."""

from kaibo.access.number import nameless, number
from kaibo.features.question import table
from kaibo.features.question.shown import ShownQuestion, to_author
from kaibo.features.question.table import Question
from kaibo.gateway.action import Wire, action
from kaibo.session.viewer import WatchCall
from kaibo.talk import table as talks, text as texts
from kaibo.talk.calls import Nonce, OneOf, Typed, named_viewer, viewer_of
from kaibo.talk.errors import LinksRefused, QuestionsOff, UnknownQuestion
from kaibo.talk.settings import rules
from kaibo.talk.state import State, judged

LONGEST = 200
"""Characters of a question."""


class NewQuestion(Wire):
    """A question to ask."""

    text: Typed
    anonymous: bool = False
    nonce: Nonce


class AskedQuestion(Wire):
    """A question, as its author sees it."""

    question: ShownQuestion


class Vote(OneOf):
    """For which question, and whether to give the vote or to take it back."""

    vote: bool


class Votes(Wire):
    """How many votes a question has."""

    votes: int


@action("AskQuestion", rate="150/minute", per_pass="3/minute", writes=True)
def ask_question(call: WatchCall, request: NewQuestion) -> AskedQuestion:
    """Ask the host a question. The same nonce gives the same question again.

    Raises PassNeeded, InvalidParameter, QuestionsOff, LinksRefused, and ChatNameNeeded unless it may be anonymous.
    """
    show, hold = call.activity.id, rules(call.db, call.activity.id, call.limits)
    anonymous = request.anonymous and hold.anonymous_questions
    viewer, name = (viewer_of(call), "") if anonymous else named_viewer(call)
    before = table.by_nonce(call.db, show, viewer, request.nonce)
    if before:
        return AskedQuestion(question=to_author(before, hold.review))
    if not hold.questions:
        raise QuestionsOff
    text = texts.checked(request.text, LONGEST)
    if not hold.links and texts.has_link(text):
        raise LinksRefused
    asker = number(viewer)
    counted = [asker, nameless(viewer)] if anonymous else [asker]
    seq = talks.next_seq(call.db, show)
    question = Question(
        activity=show,
        id=seq,
        seq=seq,
        at=call.now,
        author=viewer,
        number=0 if anonymous else asker,
        name=name,
        nonce=request.nonce,
        text=text,
        state=judged(call.db, show, hold, text, counted),
        votes=0,
        answered=False,
        on_screen=False,
    )
    table.add(call.db, question)
    call.mark_talked(show)
    return AskedQuestion(question=to_author(question, hold.review))


@action("VoteQuestion", rate="1000/10second", per_pass="20/10second", writes=True)
def vote_question(call: WatchCall, request: Vote) -> Votes:
    """Vote for a question, or take the vote back. Raises PassNeeded, QuestionsOff, UnknownQuestion."""
    viewer = viewer_of(call)
    hold = rules(call.db, call.activity.id, call.limits)
    if not hold.questions:
        raise QuestionsOff
    question = table.find(call.db, call.activity.id, request.id)
    if question is None or not _is_seen(question, viewer, hold.review):
        raise UnknownQuestion(request.id)
    call.mark_talked(call.activity.id)
    return Votes(votes=table.put_vote(call.db, question, viewer, request.vote, call.now))


def _is_seen(question: Question, viewer: str, review: bool) -> bool:
    """Tell whether a viewer sees a question as shown. The author of a hidden one must not notice that others do not."""
    own = question.author == viewer and to_author(question, review).state == "shown"
    return own or question.state == State.SHOWN
