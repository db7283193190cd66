"""The calls of the host's and the assistants' pages about questions."""

from kaibo.features.question import table
from kaibo.features.question.shown import author_of
from kaibo.features.question.table import Question
from kaibo.gateway.action import action
from kaibo.session.call import SessionCall
from kaibo.session.calls import RATE
from kaibo.session.role import CREW
from kaibo.talk.calls import Done, OneOf
from kaibo.talk.errors import UnknownQuestion
from kaibo.talk.moderation import ban_author, note, silence
from kaibo.talk.state import State


class Answered(OneOf):
    """Which question, and whether it was answered."""

    answered: bool


class OnScreen(OneOf):
    """Which question, and whether it is on screen."""

    on_screen: bool


class SilencedAsker(OneOf):
    """The author of which question, and whether others see what they ask."""

    silenced: bool


class BannedAsker(OneOf):
    """The author of which question, and whether they are banned."""

    banned: bool


@action("AnswerQuestion", rate=RATE, writes=True, by=CREW, seat=True)
def answer_question(call: SessionCall, request: Answered) -> Done:
    """Mark a question as answered, or not. Raises UnknownQuestion."""
    return _change(call, _found(call, request), answered=request.answered)


@action("PutQuestionOnScreen", rate=RATE, writes=True, by=CREW, seat=True)
def put_question_on_screen(call: SessionCall, request: OnScreen) -> Done:
    """Mark the one question that is on screen, or that it is not. The studio draws it. Raises UnknownQuestion."""
    if request.on_screen:
        for other in table.on_screen(call.db, call.activity.id):
            if other.id != request.id:
                table.change(call.db, other, on_screen=False)
    return _change(call, _found(call, request), on_screen=request.on_screen)


@action("ShowQuestion", rate=RATE, writes=True, by=CREW, seat=True)
def show_question(call: SessionCall, request: OneOf) -> Done:
    """Show a held question to all. Raises UnknownQuestion."""
    question = _found(call, request)
    if question.state != State.SHOWN:
        note(call, "question-show", call.activity, str(question.id))
    return _change(call, question, state=State.SHOWN)


@action("DeleteQuestion", rate=RATE, writes=True, by=CREW, seat=True)
def delete_question(call: SessionCall, request: OneOf) -> Done:
    """Delete a question. Raises UnknownQuestion, also for one that is deleted already."""
    question = _found(call, request)
    note(call, "question-delete", call.activity, str(question.id))
    return _change(call, question, state=State.DELETED, text="", on_screen=False)


@action("SilenceAsker", rate=RATE, writes=True, by=CREW, seat=True)
def silence_asker(call: SessionCall, request: SilencedAsker) -> Done:
    """Silence the author of a question as SilencePerson does. Raises UnknownQuestion.

    By an anonymous question this concerns anonymous questions alone. Else their chat would tell the crew who asked.
    """
    silence(call, call.activity, author_of(_found(call, request)), request.silenced)
    return Done()


@action("BanAsker", rate=RATE, writes=True, by=CREW, seat=True)
def ban_asker(call: SessionCall, request: BannedAsker) -> Done:
    """Ban the author of a question as BanPerson does. The crew does not learn who asked an anonymous one.

    Raises UnknownQuestion, TooMany.
    """
    ban_author(call, author_of(_found(call, request)), request.banned)
    return Done()


def _change(call: SessionCall, question: Question, **values: object) -> Done:
    table.change(call.db, question, **values)
    call.mark_talked(call.activity.id)
    return Done()


def _found(call: SessionCall, request: OneOf) -> Question:
    question = table.find(call.db, call.activity.id, request.id)
    if question is None:
        raise UnknownQuestion(request.id)
    return question
