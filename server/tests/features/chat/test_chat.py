"""The chat from end to end, over HTTP: what viewers write, and who reads it."""

import asyncio

import pytest
from kaibo.features.chat import table
from sqlalchemy import Connection, update

from tests.features.chat.audience import Refused, Room, nonce

pytestmark = pytest.mark.anyio


async def test_message_reaches_viewers_and_the_crew(room: Room) -> None:
    author, other, assistant = await room.viewer("小明"), await room.viewer(), await room.assistant()
    async with other.reads() as seen, room.crew_reads() as host, room.crew_reads(assistant) as helper:
        sent = await author.say("  Hello 主播 👋  ")
        assert (sent["Text"], sent["UserName"], sent["Mark"], sent["State"]) == ("Hello 主播 👋", "小明", "", "shown")
        for page in (seen, host, helper):
            await page.until(lambda now: now.texts == ["Hello 主播 👋"])
            assert page.messages[sent["Id"]] == sent
            assert page.came == [sent["Id"]]


async def test_crew_writes_with_marks_that_the_server_sets(room: Room) -> None:
    viewer, assistant = await room.viewer(), await room.assistant("陈一鸣")
    async with viewer.reads() as seen:
        await room.host.call("SendMessage", Text="Welcome", Nonce=nonce())
        await assistant.call("SendMessage", Text="Hi", Nonce=nonce(), Mark="host")
        await seen.until(lambda now: len(now.messages) == 2)
        marks = [(one["UserName"], one["Mark"]) for one in seen.messages.values()]
        assert marks == [("林若溪", "host"), ("陈一鸣", "assistant")]


async def test_nobody_writes_without_a_pass_and_a_name(room: Room) -> None:
    stranger = await room.viewer()
    with pytest.raises(Refused, match=r"^ResourceConflict.ChatNameNeeded$"):
        await stranger.say("hello")
    stranger.http.cookies.clear()
    with pytest.raises(Refused, match="^PassNeeded$"):
        await stranger.say("hello")


async def test_name_is_kept_with_the_pass(room: Room) -> None:
    viewer = await room.viewer("Ana")
    assert await viewer.call("EnterChat") == {"UserName": "Ana"}
    async with viewer.reads() as seen:
        assert seen.mine == {"UserName": "Ana", "Messages": [], "Votes": [], "Questions": []}


LIKE_THE_CREW = [
    *("林若溪", "小助", " 小助 ", "小 助", "·小助·", "小\u200d助", "Lina", "ＬＩＮＡ", "L\u0336i\u0336na", "Li na✓"),
    *("Host", "主播", "【主 播】", "助教", "ADMIN", "\u0410dmin", "H\u043est", "L\u0456na"),
]


async def test_viewer_cannot_take_a_name_that_looks_like_the_crews(room: Room) -> None:
    for name in ("小助", "lina"):
        await room.assistant(name)
    viewer = await room.viewer()
    for name in LIKE_THE_CREW:
        with pytest.raises(Refused, match=r"^ResourceConflict.ChatNameTaken$"):
            await viewer.call("SetChatName", UserName=name)
    viewer = await room.viewer()
    for name in ("\u202eanil", "小\u2066助", "\u200b", "小\n助"):
        with pytest.raises(Refused, match=r"^InvalidParameter.UserName$"):
            await viewer.call("SetChatName", UserName=name)
    for name in ("Hostess", "王小明", "أحمد", "🦊", "Lena"):
        await viewer.call("SetChatName", UserName=name)


async def test_mark_follows_the_door_and_no_field_of_a_page(room: Room) -> None:
    viewer = await room.viewer("Ana")
    forged = {"Mark": "host", "UserName": "林若溪", "UserId": 1, "Author": room.host.id, "State": "shown"}
    sent = (await viewer.call("SendMessage", Text="hi", Nonce=nonce(), **forged))["Message"]
    assert (sent["Mark"], sent["UserName"]) == ("", "Ana")
    stranger = await room.viewer()
    stranger.http.cookies.clear()
    stranger.http.cookies.set("kaibo_session", room.host.http.cookies.get("kaibo_session") or "", path=room.path)
    with pytest.raises(Refused, match="^PassNeeded$"):
        await stranger.say("as the host")


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 201, "turned \u202e round", "\u200b", "line\n" * 11])
async def test_text_that_breaks_the_rule_is_refused(room: Room, text: str) -> None:
    viewer = await room.viewer("Ana")
    with pytest.raises(Refused, match=r"^InvalidParameter.Text$"):
        await viewer.say(text)


async def test_repeated_nonce_gives_the_same_message_again(room: Room) -> None:
    viewer, again = await room.viewer("Ana"), nonce()
    first = await viewer.call("SendMessage", Text="once", Nonce=again)
    assert await viewer.call("SendMessage", Text="once", Nonce=again) == first
    async with viewer.reads() as seen:
        assert seen.texts == ["once"]


async def test_pass_is_limited_and_its_neighbours_are_not(room: Room) -> None:
    eager, calm = await room.viewer("Ana"), await room.viewer("Ben")
    # All at once, because on a slow machine four in turn may take longer than the limit looks back.
    answers = await asyncio.gather(*map(eager.say, "abcd"), return_exceptions=True)
    [refused] = [answer for answer in answers if isinstance(answer, Refused)]
    assert (refused.status, refused.code) == (429, "FlowLimitExceeded")
    assert 1 <= int(refused.retry_after) <= 4
    await calm.say("hello")


async def test_page_begins_with_the_last_fifty(room: Room) -> None:
    await room.fill(*(f"m{number}" for number in range(55)))
    viewer = await room.viewer()
    async with viewer.reads() as seen:
        assert seen.texts == [f"m{number}" for number in range(5, 55)]
        earlier = await viewer.call("GetMessages", Before=min(seen.messages), Count=3)
        assert [one["Text"] for one in earlier["Messages"]] == ["m4", "m3", "m2"]


async def test_replay_reads_from_a_moment_on_and_never_what_was_deleted(room: Room) -> None:
    ids = await room.fill(*(f"m{number}" for number in range(6)))
    written = table.chat.c.at

    def spread(db: Connection) -> None:
        for place, each in enumerate(ids):
            at = 1_796_000_000_000 + place * 10_000 + 500
            db.execute(update(table.chat).where(table.chat.c.id == each).values({written: at}))

    await room.show.store.write(spread)
    viewer = await room.viewer()
    await room.host.call("DeleteMessage", Id=ids[1])
    await room.host.call("HideMessage", Id=ids[4])

    async def texts(action: str, **body: int) -> list[str]:
        return [one["Text"] for one in (await viewer.call(action, **body))["Messages"]]

    assert await texts("GetMessagesAt", Time=1_796_000_029) == ["m2", "m0"]
    assert await texts("GetMessagesAt", Time=1_796_000_030) == ["m3", "m2", "m0"]
    assert await texts("GetMessagesAt", Time=1_796_000_030, Count=1) == ["m3"]
    assert await texts("GetMessagesAt", Time=1_795_999_999) == []
    assert await texts("GetLaterMessages", After=0, Count=2) == ["m0", "m2"]
    assert await texts("GetLaterMessages", After=ids[2]) == ["m3", "m5"]
    for wrong in ({"Time": -1}, {"Time": 2**40}, {"Time": 1, "Count": 201}):
        with pytest.raises(Refused, match="^InvalidParameter"):
            await viewer.call("GetMessagesAt", **wrong)


async def test_page_that_comes_back_gets_what_it_missed_once(room: Room) -> None:
    author, reader = await room.viewer("Ana"), await room.viewer()
    async with reader.reads() as seen:
        kept = await author.say("kept")
        gone = await author.say("gone")
        await seen.until(lambda now: len(now.messages) == 2)
    await room.host.call("DeleteMessage", Id=gone["Id"])
    new = await author.say("new")
    async with reader.reads(after=seen.seq) as again:
        assert set(again.came) == {gone["Id"], new["Id"]}
        assert again.texts == ["new"]
        assert kept["Id"] not in again.came
    async with reader.reads(after=again.seq) as later:
        assert later.came == []
        last = await author.call("LikeMessage", Id=kept["Id"])
        await later.until(lambda now: kept["Id"] in now.messages)
        assert later.messages[kept["Id"]]["Likes"] == last["Likes"] == 1


async def test_page_that_missed_too_much_begins_again(room: Room) -> None:
    first, *rest = await room.fill(*(f"m{number}" for number in range(202)))
    viewer = await room.viewer()
    async with viewer.reads(after=rest[0]) as seen:
        assert len(seen.came) == 200
    async with viewer.reads(after=first) as seen:
        assert len(seen.came) == 50
    async with viewer.reads(after=2**50) as seen:
        assert len(seen.came) == 50


async def test_ids_rise_under_races(room: Room) -> None:
    authors = [await room.viewer(f"viewer {number}") for number in range(12)]
    async with authors[0].reads() as seen:
        sent = await asyncio.gather(*(author.say(f"{author} {turn}"[-8:]) for author in authors for turn in range(3)))
        ids = [one["Id"] for one in sent]
        assert len(set(ids)) == 36
        await seen.until(lambda now: len(now.messages) == 36)
        assert sorted(seen.came) == sorted(ids)


async def test_page_that_asks_gets_the_conversation_too(room: Room) -> None:
    author, reader = await room.viewer("Ana"), await room.viewer()
    await author.say("one")
    origin = {"Origin": room.server.url}
    first = (await reader.http.post(f"{room.path}/events", json={"Tab": "t" * 12}, headers=origin)).json()
    assert [one["Text"] for one in first["Talk"]["Messages"]] == ["one"]
    await author.say("two")
    body = {"Tab": "t" * 12, "After": first["Talk"]["Seq"]}
    second = (await reader.http.post(f"{room.path}/events", json=body, headers=origin)).json()
    assert [one["Text"] for one in second["Talk"]["Messages"]] == ["two"]
