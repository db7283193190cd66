"""The host and the assistants moderate messages, and viewers see the outcome."""

import time
from typing import Any

import pytest
from kaibo.session.role import Role
from kaibo.talk.text import has_link

from tests.features.chat.audience import Refused, Room, nonce
from tests.running import PATIENCE

pytestmark = pytest.mark.anyio


async def test_deleted_hidden_and_emptied_messages_leave_every_page(room: Room) -> None:
    author, reader = await room.viewer("Ana"), await room.viewer()
    first, second, third = await author.say("one"), await author.say("two"), await author.say("three")
    async with reader.reads() as seen, room.crew_reads() as crew:
        await room.host.call("DeleteMessage", Id=first["Id"])
        await room.host.call("HideMessage", Id=second["Id"])
        await seen.until(lambda now: now.texts == ["three"])
        await crew.until(lambda now: now.texts == ["two", "three"] and now.messages[second["Id"]]["State"] == "hidden")
        await room.host.call("ShowMessage", Id=second["Id"])
        await seen.until(lambda now: now.texts == ["two", "three"])
        await room.host.call("EmptyChat")
        await seen.until(lambda now: not now.messages)
        await crew.until(lambda now: not now.messages)
    with pytest.raises(AssertionError, match=r"ResourceNotFound.Message"):
        await room.host.call("ShowMessage", Id=third["Id"])
    async with reader.reads() as fresh:
        assert fresh.came == []


async def test_emptied_chat_is_empty_for_a_page_that_comes_back(room: Room) -> None:
    reader = await room.viewer()
    await room.fill("one", "two")
    async with reader.reads() as seen:
        assert len(seen.messages) == 2
    await room.host.call("EmptyChat")
    [new] = await room.fill("new")
    async with reader.reads(after=seen.seq) as again:
        again.messages = {**seen.messages, **again.messages}
    assert again.came == [new]
    async with reader.reads(after=seen.seq) as again:
        assert again.texts == ["new"]


async def test_held_message_is_seen_by_its_author_and_the_crew_until_it_is_shown(room: Room) -> None:
    await room.set(Review=True)
    author, reader = await room.viewer("Ana"), await room.viewer()
    async with reader.reads() as seen, room.crew_reads() as crew:
        held, other = await author.say("please"), await author.say("never")
        assert held["State"] == "held"
        await crew.until(lambda now: [one["State"] for one in now.messages.values()] == ["held", "held"])
        async with author.reads() as own:
            assert [one["Text"] for one in own.mine["Messages"]] == ["please", "never"]
            assert own.messages == {}
        await room.host.call("HideMessage", Id=other["Id"])
        await room.host.call("ShowMessage", Id=held["Id"])
        await seen.until(lambda now: now.texts == ["please"])
        await crew.until(lambda now: now.messages[held["Id"]]["State"] == "shown")
        assert all("never" not in one["Text"] for one in seen.messages.values())


async def test_refused_word_is_seen_by_its_author_alone(room: Room) -> None:
    await room.set(Words=["Spam", "坏词"])
    author, reader = await room.viewer("Ana"), await room.viewer()
    async with reader.reads() as seen, room.crew_reads() as crew:
        bad = await author.say("buy s\u200dpAm now".replace("\u200d", ""))
        assert bad["State"] == "shown"
        worse = await author.say("这是坏词吗")
        good = await author.say("good")
        await seen.until(lambda now: good["Id"] in now.messages)
        assert list(seen.messages) == [good["Id"]]
        await crew.until(lambda now: len(now.messages) == 3)
        assert [crew.messages[one["Id"]]["State"] for one in (bad, worse)] == ["hidden", "hidden"]
        async with author.reads() as own:
            assert [(one["Id"], one["State"]) for one in own.mine["Messages"]] == [
                (bad["Id"], "shown"),
                (worse["Id"], "shown"),
            ]
    assert (await room.host.call("GetChatWords"))["Words"] == ["Spam", "坏词"]


async def test_silenced_viewer_writes_for_nobody(room: Room) -> None:
    author, reader = await room.viewer("Ana"), await room.viewer("Ben")
    before = await author.say("before")
    await room.host.call("SilencePerson", UserId=before["UserId"], Silenced=True)
    assert (await room.host.call("ListSilenced"))["People"] == [{"UserId": before["UserId"], "UserName": "Ana"}]
    async with reader.reads() as seen, room.crew_reads() as crew:
        silent = await author.say("silent")
        assert silent["State"] == "shown"
        other = await reader.say("other")
        await seen.until(lambda now: other["Id"] in now.messages)
        assert seen.texts == ["before", "other"]
        await crew.until(lambda now: other["Id"] in now.messages)
        assert [one["Silenced"] for one in crew.messages.values()] == [True, True, False]
    await room.host.call("SilencePerson", UserId=before["UserId"], Silenced=False)
    async with reader.reads() as seen:
        await author.say("again")
        await seen.until(lambda now: "again" in now.texts)


async def test_banned_author_is_out_until_the_crew_lifts_the_ban(room: Room) -> None:
    author, assistant = await room.viewer("Ana"), await room.assistant()
    number = (await author.say("spam"))["UserId"]
    await assistant.call("BanPerson", UserId=number, Banned=True)
    with pytest.raises(Refused, match="^AccessDenied.Watch$"):
        await author.say("more spam")
    assert await room.host.call("ListBanned") == {"People": [{"UserId": number, "UserName": "Ana"}]}
    async with room.crew_reads() as crew:
        assert [one["Banned"] for one in crew.messages.values()] == [True]
    await room.host.call("BanPerson", UserId=number, Banned=False)
    await author.say("sorry")
    assert await room.host.call("ListBanned") == {"People": []}


async def test_crew_learns_of_a_silence_and_a_ban_at_once_and_viewers_do_not(room: Room) -> None:
    author, reader, assistant = await room.viewer("Ana"), await room.viewer("Ben"), await room.assistant()
    first, second = await author.say("one"), await author.say("two")
    other, number = await reader.say("other"), first["UserId"]
    async with room.crew_reads(assistant) as crew, reader.reads() as seen, author.reads() as own:
        before = [list(page.came) for page in (seen, own)]

        async def told(**marks: bool) -> None:
            wanted = [marks.get(mark, False) for mark in ("Silenced", "Banned")]
            await crew.until(
                lambda now: [now.messages[second["Id"]][mark] for mark in ("Silenced", "Banned")] == wanted
            )
            assert [crew.messages[other["Id"]][mark] for mark in ("Silenced", "Banned")] == [False, False]

        await room.host.call("SilencePerson", UserId=number, Silenced=True)
        await told(Silenced=True)
        async with room.crew_reads(assistant, after=crew.seq - 1) as again:
            assert [(one, again.messages[one]["Silenced"]) for one in again.came] == [
                (other["Id"], False),
                (second["Id"], True),
            ]
        await room.host.call("SilencePerson", UserId=number, Silenced=False)
        await told()
        last = await reader.say("last")
        for page in (seen, own):
            await page.until(lambda now: last["Id"] in now.messages)
        assert [page.came for page in (seen, own)] == [[*came, last["Id"]] for came in before]
        await room.host.call("BanPerson", UserId=number, Banned=True)
        await told(Banned=True)
        await room.host.call("BanPerson", UserId=number, Banned=False)
        await told()


async def test_slow_mode_tells_the_seconds_that_are_left(room: Room) -> None:
    await room.set(SlowSeconds=30)
    author, other = await room.viewer("Ana"), await room.viewer("Ben")
    await author.say("one")
    with pytest.raises(Refused) as refused:
        await author.say("two")
    assert (refused.value.status, refused.value.code) == (429, "FlowLimitExceeded.SlowMode")
    assert 20 <= int(refused.value.retry_after) <= 30
    await other.say("three")
    for text in ("four", "five"):
        await room.host.call("SendMessage", Text=text, Nonce=nonce())


async def test_slow_mode_holds_for_an_address_with_ever_new_passes(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaibo.pages.watch.routes.AT_ADDRESS", 3)
    await room.set(SlowSeconds=600)
    for name in ("Ana", "Ben", "Cleo"):
        await (await room.viewer(name)).say("hello")
    with pytest.raises(Refused) as refused:
        await (await room.viewer("Dan")).say("hello")
    assert (refused.value.status, refused.value.code) == (429, "FlowLimitExceeded.SlowMode")
    assert 500 <= int(refused.value.retry_after) <= 600
    await room.set(SlowSeconds=0)
    await (await room.viewer("Eve")).say("hello")


async def test_links_are_refused_unless_the_show_takes_them(room: Room) -> None:
    author = await room.viewer("Ana")
    with pytest.raises(Refused, match="^LinksRefused$"):
        await author.say("see https://evil.example/x")
    await room.set(Links=True)
    assert (await author.say("see https://evil.example/x"))["Text"] == "see https://evil.example/x"


LINKS = [
    *(
        "https://evil.example/x",
        "www.example.org",
        "go to Example.COM now",
        "加我evil.com吧",
        "ｅｖｉｌ．ｃｏｍ",
        "evil。com",
    ),
    *("ev\u200dil.com", "t.cn/A6abc", "bit.ly/x", "evil.de/x", "例子.中国", "1.2.3.4:8080", "HTTP：//x"),
]
PLAIN = ["ok.thanks", "Hello.World", "v1.5/v2", "yes/no", "12.5.2026", "吃饭。好的", "和/或", "e.g. this"]


def test_address_is_a_link_in_any_form_and_a_sentence_is_none() -> None:
    assert [text for text in LINKS if not has_link(text)] == []
    assert [text for text in PLAIN if has_link(text)] == []


async def test_chat_that_is_off_takes_no_message_of_a_viewer(room: Room) -> None:
    author = await room.viewer("Ana")
    await room.fill("kept")
    await room.set(On=False)
    with pytest.raises(Refused, match="^ChatOff$"):
        await author.say("hello")
    async with author.reads() as seen:
        assert seen.texts == ["kept"]


async def test_host_and_assistant_pin_announce_and_delete_and_nobody_else_does(room: Room) -> None:
    author, assistant = await room.viewer("Ana"), await room.assistant()
    guest = await room.server.person(room.show, Role.GUEST, "嘉宾")

    async def above() -> list[tuple[str, str]]:
        """Read what stands above the chat, on a viewer's page and on the host's."""
        asked = await author.http.post(f"{author.path}/events", json={}, headers={"Origin": room.server.url})
        views = asked.json()["Data"]["Chat"], (await room.host.call("GetSession"))["Chat"]
        return [((each["Pinned"] or {}).get("Text", ""), each["Announcement"]) for each in views]

    for crew in (room.host, assistant):
        message = await author.say("pin me")
        calls: dict[str, dict[str, Any]] = {
            "PinMessage": {"Id": message["Id"]},
            "Announce": {"Text": "We start at 8"},
            "DeleteMessage": {"Id": message["Id"]},
        }
        for action, body in calls.items():
            with pytest.raises(AssertionError, match="AccessDenied"):
                await guest.call(action, **body)
            with pytest.raises(Refused, match="InvalidActionOrVersion"):
                await author.call(action, **body)
        assert await above() == [("", "")] * 2
        await crew.call("PinMessage", **calls["PinMessage"])
        await crew.call("Announce", **calls["Announce"])
        assert await above() == [("pin me", "We start at 8")] * 2
        await crew.call("DeleteMessage", **calls["DeleteMessage"])
        await crew.call("Announce", Text="")
        assert await above() == [("", "")] * 2
        with pytest.raises(AssertionError, match=r"ResourceNotFound.Message"):
            await crew.call("PinMessage", **calls["PinMessage"])


async def test_pin_and_announcement_stand_in_every_view(room: Room) -> None:
    author = await room.viewer("Ana")
    message = await author.say("pin me")
    await room.host.call("PinMessage", Id=message["Id"])
    await room.host.call("Announce", Text="We start at 8")
    view = (await room.host.call("GetSession"))["Chat"]
    assert (view["Pinned"]["Text"], view["Announcement"]) == ("pin me", "We start at 8")
    await room.host.call("DeleteMessage", Id=message["Id"])
    await room.host.call("Announce", Text="")
    view = (await room.host.call("GetSession"))["Chat"]
    assert (view["Pinned"], view["Announcement"]) == (None, "")
    lines = (await author.call("GetAnnouncements"))["Announcements"]
    assert [line["Text"] for line in lines] == ["We start at 8", ""], "a replay has each line at its moment"
    assert abs(lines[0]["Time"] - time.time()) < PATIENCE
    with pytest.raises(AssertionError, match=r"ResourceNotFound.Message"):
        await room.host.call("PinMessage", Id=message["Id"])


async def test_removed_assistant_reads_no_further(room: Room) -> None:
    assistant = await room.assistant()
    async with room.crew_reads(assistant) as seen:
        await room.host.call("RemoveAssistant", Tab="tab-of-a-test", SessionId=assistant.id)
        assert [data async for data in seen.events] == []
    origin = {"Origin": room.server.url}
    asked = await assistant.http.post(f"{assistant.path}/events", json={"Tab": "tab-of-a-test"}, headers=origin)
    assert asked.status_code == 200
    assert "Talk" not in asked.json()
