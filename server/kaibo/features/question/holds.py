"""The rows that questions hold of people, for ExportPerson and ErasePerson."""

from sqlalchemy import select

from kaibo.call import Call
from kaibo.features.question import table
from kaibo.features.question.table import question, vote
from kaibo.person import Held, Mine, Person
from kaibo.talk import erasing


def _erase(call: Call, person: Person, mine: Mine) -> int:
    """Delete the questions as the crew deletes one. So each open page drops them."""
    return sum(erasing.erase(call, question, mine, {"on_screen": False}).values())


def _take_back(call: Call, person: Person, mine: Mine) -> int:
    """Take the votes back, so that a count has no vote of nobody."""
    votes = call.db.execute(select(vote.c.activity, vote.c.question, vote.c.voter).where(mine)).all()
    for show, number, voter in votes:
        table.take_back(call.db, show, number, voter)
        call.mark_talked(show)
    return len(votes)


QUESTIONS = Held(
    kind="question",
    table=question,
    key=question.c.id,
    whose=lambda person: person.as_viewer(question.c.activity, question.c.author),
    told={
        "Id": question.c.id,
        "UserName": question.c.name,
        "Text": question.c.text,
        "Votes": question.c.votes,
        "Time": question.c.at,
    },
    erase=_erase,
    viewer=question.c.author,
)
VOTES = Held(
    kind="vote",
    table=vote,
    key=vote.c.question,
    whose=lambda person: person.as_viewer(vote.c.activity, vote.c.voter),
    told={"QuestionId": vote.c.question, "Time": vote.c.at},
    erase=_take_back,
    viewer=vote.c.voter,
)
HOLDS = (QUESTIONS, VOTES)
