"""Questions, votes and reactions of the audience, over HTTP."""

import asyncio
from typing import Any

import pytest

from tests.features.chat.audience import Refused, Room, Viewer, nonce

pytestmark = pytest.mark.anyio


async def ask(viewer: Viewer, text: str, anonymous: bool = False) -> dict[str, Any]:
    asked: dict[str, Any] = await viewer.call("AskQuestion", Text=text, Anonymous=anonymous, Nonce=nonce())
    return dict(asked["Question"])


async def test_question_gathers_one_vote_of_each_viewer(room: Room) -> None:
    author, others = await room.viewer("Ana"), [await room.viewer() for _ in range(5)]
    async with others[0].reads() as seen, room.crew_reads() as crew:
        question = await ask(author, "When does it ship?")
        assert (question["UserName"], question["Votes"], question["State"]) == ("Ana", 0, "shown")
        votes = [other.call("VoteQuestion", Id=question["Id"], Vote=True) for other in (*others, *others)]
        await asyncio.gather(*votes)
        for page in (seen, crew):
            await page.until(lambda now: now.questions.get(question["Id"], {}).get("Votes") == 5)
        assert await others[0].call("VoteQuestion", Id=question["Id"], Vote=False) == {"Votes": 4}
        async with others[1].reads() as again, others[0].reads() as without:
            assert (again.mine["Votes"], without.mine["Votes"]) == ([question["Id"]], [])


async def test_votes_at_once_count_once_for_each_viewer(room: Room) -> None:
    asker, voters = await room.viewer("Ana"), [await room.viewer() for _ in range(3)]
    asked = (await asker.call("AskQuestion", Text="Why?", Nonce=nonce()))["Question"]["Id"]
    await asyncio.gather(*(one.call("VoteQuestion", Id=asked, Vote=True) for one in voters for _ in range(4)))
    assert await voters[0].call("VoteQuestion", Id=asked, Vote=True) == {"Votes": 3}
    await asyncio.gather(*(voters[0].call("VoteQuestion", Id=asked, Vote=False) for _ in range(4)))
    assert await voters[1].call("VoteQuestion", Id=asked, Vote=True) == {"Votes": 2}


async def test_crew_answers_shows_and_deletes_questions(room: Room) -> None:
    author, reader = await room.viewer("Ana"), await room.viewer()
    first, second = await ask(author, "one?"), await ask(author, "two?")
    async with reader.reads() as seen:
        await room.host.call("AnswerQuestion", Id=first["Id"], Answered=True)
        await room.host.call("PutQuestionOnScreen", Id=first["Id"], OnScreen=True)
        await room.host.call("PutQuestionOnScreen", Id=second["Id"], OnScreen=True)
        await seen.until(lambda now: now.questions[second["Id"]]["OnScreen"])
        assert (seen.questions[first["Id"]]["Answered"], seen.questions[first["Id"]]["OnScreen"]) == (True, False)
        await room.host.call("DeleteQuestion", Id=first["Id"])
        await seen.until(lambda now: list(now.questions) == [second["Id"]])
    with pytest.raises(Refused, match=r"^ResourceNotFound.Question$"):
        await reader.call("VoteQuestion", Id=first["Id"], Vote=True)


async def test_anonymous_question_names_nobody_unless_names_are_wanted(room: Room) -> None:
    nameless = await room.viewer()
    question = await ask(nameless, "who am I?", anonymous=True)
    assert (question["UserName"], question["UserId"]) == ("", 0)
    await room.set(AnonymousQuestions=False)
    with pytest.raises(Refused, match=r"^ResourceConflict.ChatNameNeeded$"):
        await ask(nameless, "again?", anonymous=True)


async def test_held_question_is_for_the_crew_until_it_is_shown(room: Room) -> None:
    await room.set(Review=True)
    author, reader = await room.viewer("Ana"), await room.viewer()
    async with reader.reads() as seen, room.crew_reads() as crew:
        question = await ask(author, "may I?")
        assert question["State"] == "held"
        async with author.reads() as own:
            assert own.mine["Questions"] == [question]
        await crew.until(lambda now: question["Id"] in now.questions)
        await room.host.call("ShowQuestion", Id=question["Id"])
        await seen.until(lambda now: question["Id"] in now.questions)
        assert seen.questions[question["Id"]]["State"] == "shown"


async def test_silenced_asker_asks_for_nobody_and_is_not_told(room: Room) -> None:
    author, reader = await room.viewer("Ana"), await room.viewer("Ben")
    said, first = await author.say("hello"), await ask(author, "one?")
    async with room.crew_reads() as crew, reader.reads() as seen:
        await room.host.call("SilenceAsker", Id=first["Id"], Silenced=True)
        await crew.until(lambda now: now.questions[first["Id"]]["Silenced"] and now.messages[said["Id"]]["Silenced"])
        named, nameless = await ask(author, "two?"), await ask(author, "three?", anonymous=True)
        assert [named["State"], nameless["State"], named["Silenced"]] == ["shown", "shown", False]
        last = await ask(reader, "last?")
        for page in (crew, seen):
            await page.until(lambda now: last["Id"] in now.questions)
        assert list(seen.questions) == [first["Id"], last["Id"]]
        assert [crew.questions[one["Id"]]["State"] for one in (named, nameless)] == ["hidden", "hidden"]
        assert not crew.questions[nameless["Id"]]["Silenced"], "the mark would tell who asked"
        await room.host.call("SilenceAsker", Id=first["Id"], Silenced=False)
        await crew.until(lambda now: not now.questions[first["Id"]]["Silenced"])


async def test_silenced_asker_notices_nothing_after_a_reload_and_by_a_vote(room: Room) -> None:
    author, reader = await room.viewer("Ana"), await room.viewer("Ben")
    first = await ask(author, "one?")
    await room.host.call("SilenceAsker", Id=first["Id"], Silenced=True)
    hidden, nameless = await ask(author, "two?"), await ask(author, "three?", anonymous=True)
    async with author.reads() as own, reader.reads() as other:
        assert own.mine["Questions"] == [nameless, hidden]
        assert await author.call("VoteQuestion", Id=hidden["Id"], Vote=True) == {"Votes": 1}
        with pytest.raises(Refused, match=r"^ResourceNotFound.Question$"):
            await reader.call("VoteQuestion", Id=hidden["Id"], Vote=True)
        last = await ask(reader, "last?")
        for page in (own, other):
            gone = await page.until(lambda now: last["Id"] in now.questions)
            assert hidden["Id"] not in gone.heard, "an event would take it from its author's page"
            assert page.mine.get("Questions") == ([nameless, hidden] if page is own else [])
    async with author.reads() as again:
        assert (again.mine["Questions"][1]["Votes"], again.mine["Votes"]) == (1, [hidden["Id"]])


async def test_silenced_viewer_waits_in_a_review_as_all_others_do(room: Room) -> None:
    author, reader = await room.viewer("Ana"), await room.viewer("Ben")
    number = (await author.say("hello"))["UserId"]
    await room.host.call("SilencePerson", UserId=number, Silenced=True)
    await room.set(Review=True)
    said, asked, honest = await author.say("four"), await ask(author, "five?"), await ask(reader, "six?")
    assert [one["State"] for one in (said, asked, honest)] == ["held"] * 3
    with pytest.raises(Refused, match=r"^ResourceNotFound.Question$"):
        await author.call("VoteQuestion", Id=asked["Id"], Vote=True)
    async with author.reads() as own, room.crew_reads() as crew:
        assert {one["State"] for one in own.mine["Questions"] + own.mine["Messages"]} == {"held"}
        assert [crew.questions[one["Id"]]["State"] for one in (asked, honest)] == ["hidden", "held"]


async def test_anonymous_asker_is_silenced_and_the_crew_does_not_learn_who_it_is(room: Room) -> None:
    author, reader = await room.viewer("Ana"), await room.viewer("Ben")
    said, first = await author.say("hello"), await ask(author, "who am I?", anonymous=True)
    async with room.crew_reads() as crew, reader.reads() as seen:
        await room.host.call("SilenceAsker", Id=first["Id"], Silenced=True)
        await crew.until(lambda now: now.questions[first["Id"]]["Silenced"])
        nameless, named, more = (
            await ask(author, "two?", anonymous=True),
            await ask(author, "three?"),
            await author.say("on"),
        )
        for page in (crew, seen):
            await page.until(lambda now: more["Id"] in now.messages and named["Id"] in now.questions)
        assert list(seen.questions) == [first["Id"], named["Id"]]
        assert [crew.questions[one["Id"]]["Silenced"] for one in (first, nameless, named)] == [True, True, False]
        assert [crew.questions[first["Id"]][name] for name in ("UserId", "UserName")] == [0, ""]
        assert [crew.messages[one["Id"]]["Silenced"] for one in (said, more)] == [False, False]
        [listed] = (await room.host.call("ListSilenced"))["People"]
        assert listed["UserName"] == ""
        assert listed["UserId"] not in (0, said["UserId"])
        await room.host.call("SilencePerson", UserId=listed["UserId"], Silenced=False)
        await crew.until(lambda now: not now.questions[first["Id"]]["Silenced"])


async def test_anonymous_asker_is_banned_and_the_crew_does_not_learn_who_it_is(room: Room) -> None:
    author, reader, assistant = await room.viewer("Ana"), await room.viewer("Ben"), await room.assistant()
    said, question = await author.say("hello"), await ask(author, "who am I?", anonymous=True)
    async with room.crew_reads() as crew:
        await assistant.call("BanAsker", Id=question["Id"], Banned=True)
        await crew.until(lambda now: now.questions[question["Id"]]["Banned"])
        with pytest.raises(Refused, match="^AccessDenied.Watch$"):
            await author.say("more")
        await reader.say("still here")
        assert not crew.messages[said["Id"]]["Banned"]
        [listed] = (await room.host.call("ListBanned"))["People"]
        assert listed["UserName"] == ""
        assert listed["UserId"] not in (0, said["UserId"])
        await room.host.call("BanAsker", Id=question["Id"], Banned=False)
        await crew.until(lambda now: not now.questions[question["Id"]]["Banned"])
    await author.say("sorry")
    with pytest.raises(AssertionError, match=r"ResourceNotFound.Question"):
        await room.host.call("BanAsker", Id=said["Id"], Banned=True)


async def test_questions_that_are_off_are_refused(room: Room) -> None:
    author = await room.viewer("Ana")
    question = await ask(author, "one?")
    await room.set(Questions=False, Reactions=False)
    with pytest.raises(Refused, match="^QuestionsOff$"):
        await ask(author, "two?")
    with pytest.raises(Refused, match="^QuestionsOff$"):
        await author.call("VoteQuestion", Id=question["Id"], Vote=True)
    with pytest.raises(Refused, match="^ReactionsOff$"):
        await author.call("React", Kind="heart")


async def test_reactions_are_summed(room: Room) -> None:
    viewers = [await room.viewer() for _ in range(6)]
    async with viewers[0].reads() as seen:
        await asyncio.gather(*(viewer.call("React", Kind=kind) for viewer in viewers for kind in ("heart", "clap")))
        await seen.until(lambda now: now.reactions == {"heart": 6, "clap": 6})
        await viewers[1].call("React", Kind="heart")
        await seen.until(lambda now: now.reactions == {"heart": 7, "clap": 6})
    async with viewers[1].reads() as fresh:
        assert fresh.reactions == {"heart": 7, "clap": 6}
    with pytest.raises(Refused, match=r"^InvalidParameter.Kind$"):
        await viewers[0].call("React", Kind="poop")
