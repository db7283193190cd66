"""The places of guests, by the calls of the pages: waiting, backstage, on air."""

import pytest
from kaibo.call import Limits
from kaibo.errors import InvalidParameter
from kaibo.session import places
from kaibo.session.errors import GuestNotOnStage, GuestNotWaiting, NotOnStage, SessionEnded, StageFull, WaitingRoomFull
from kaibo.session.role import Role
from kaibo.store import Store

from tests.show import TAB, Show, make_show, public

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(store: Store) -> Show:
    return await make_show(store, Limits(stage_cap=2, guests_mode="ask"))


async def knock(show: Show, name: str = "小红") -> str:
    guest = await show.guest(name, f"ln_{name}")
    await show.call(guest, "JoinStage", tab=TAB)
    return guest


async def test_guest_waits_without_a_host_and_without_a_place(show: Show) -> None:
    guest = await knock(show)
    seen = await show.call(guest, "GetSession")
    assert (seen.session.place, seen.session.on_stage, seen.guests, seen.identities.stage) == ("waiting", False, [], "")
    assert seen.waiting == [], "a guest sees nobody who waits"
    for name in ("ConnectStage", "ConnectProgramView"):
        with pytest.raises(NotOnStage):
            await show.call(guest, name, tab=TAB)
    view = await show.call(await show.host(), "GetSession")
    assert [(one.session_id, one.user_name, one.place, one.connected) for one in view.waiting] == [
        (guest, "小红", "waiting", True)
    ]
    assert view.guests_mode == "ask"


@pytest.mark.parametrize("crew", ["host", "assistant"])
async def test_crew_lets_in_to_backstage_and_once_is_enough(show: Show, crew: str) -> None:
    guest = await knock(show)
    member = await (show.host() if crew == "host" else show.assistant())
    view = await show.call(member, "AdmitGuest", tab=TAB, session_id=guest)
    assert ([one.place for one in view.guests], view.waiting) == (["backstage"], [])
    assert (await show.call(guest, "ConnectStage", tab=TAB)).token
    await show.call(guest, "LeaveStage", tab=TAB)
    assert (await show.call(guest, "JoinStage", tab=TAB)).session.place == "backstage"
    await show.call(member, "AdmitGuest", tab=TAB, session_id=guest)


async def test_waiting_guests_take_no_place_and_come_in_by_their_turn(show: Show) -> None:
    guests = [await knock(show, name) for name in ("甲", "乙", "丙")]
    host = await show.host()
    await show.connect(guests[0], False)
    view = await show.call(host, "AdmitAllGuests", tab=TAB)
    assert [one.session_id for one in view.guests] == guests[1:], "a page that is closed keeps its turn"
    assert [one.session_id for one in view.waiting] == guests[:1]
    with pytest.raises(StageFull):
        await show.call(host, "AdmitGuest", tab=TAB, session_id=guests[0])
    show.late_ms += places.KEPT_MS + 1
    assert (await show.call(host, "GetSession")).waiting == []


async def test_guest_who_is_turned_away_may_knock_again_by_the_link(show: Show) -> None:
    host, guest = await show.host(), await knock(show)
    assert (await show.call(host, "TurnAwayGuest", tab=TAB, session_id=guest)).waiting == []
    assert (await show.call(guest, "GetSession")).session.end_reason == "turned-away"
    with pytest.raises(SessionEnded):
        await show.call(guest, "JoinStage", tab=TAB)
    with pytest.raises(GuestNotWaiting):
        await show.call(host, "AdmitGuest", tab=TAB, session_id=guest)
    assert (await knock(show)) != guest


async def test_guest_in_the_waiting_room_stays_there_in_every_mode(store: Store) -> None:
    show = await make_show(store, Limits(guests_mode="on-air"))
    host, guest = await show.host(), await show.guest()
    assert (await show.call(guest, "JoinStage", tab=TAB)).session.place == "air"
    view = await show.call(host, "SendGuestToWaiting", tab=TAB, session_id=guest)
    assert ([one.session_id for one in view.waiting], view.guests) == ([guest], [])
    await show.call(guest, "LeaveStage", tab=TAB)
    assert (await show.call(guest, "JoinStage", tab=TAB)).session.place == "waiting"
    with pytest.raises(GuestNotOnStage):
        await show.call(host, "SetGuestOnAir", tab=TAB, session_id=guest, on_air=True)
    view = await show.call(host, "AdmitGuest", tab=TAB, session_id=guest)
    assert [one.place for one in view.guests] == ["backstage"]


async def test_guest_on_air_who_leaves_comes_back_backstage(store: Store) -> None:
    show = await make_show(store)
    host, guest = await show.host(), await show.guest()
    await show.call(guest, "JoinStage", tab=TAB)
    await show.call(host, "SetGuestOnAir", tab=TAB, session_id=guest, on_air=True)
    assert (await show.call(guest, "GetSession")).session.place == "air"
    await show.call(guest, "LeaveStage", tab=TAB)
    assert (await show.call(guest, "JoinStage", tab=TAB)).session.place == "backstage"


async def test_queue_has_an_end(show: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST_WAITING", 1)
    await knock(show)
    with pytest.raises(WaitingRoomFull):
        await knock(show, "小明")


async def test_muted_guest_has_no_sound_and_the_store_keeps_it(store: Store) -> None:
    show = await make_show(store)
    host, guest = await show.host(), await show.guest()
    await show.call(guest, "JoinStage", tab=TAB)
    view = await show.call(host, "MuteAllGuests", tab=TAB)
    assert [one.muted for one in view.guests] == [True]
    await show.call(guest, "ConnectStage", tab=TAB)
    assert show.granted[-1].sources == ("camera", "screen_share")
    await show.call(guest, "LeaveStage", tab=TAB)
    await show.call(guest, "JoinStage", tab=TAB)
    assert (await show.call(guest, "GetSession")).session.muted
    await show.call(host, "SetGuestCamera", tab=TAB, session_id=guest, allowed=False)
    await show.call(guest, "ConnectStage", tab=TAB)
    assert list(show.granted[-1].sources or ()) == ["screen_share"]
    await show.call(host, "AskGuestToUnmute", tab=TAB, session_id=guest)
    mine = (await show.call(guest, "GetSession")).session
    assert (mine.muted, mine.camera_off, mine.asked_to_unmute_time > 0) == (False, True, True)
    show.late_ms += 60_000
    assert (await show.call(guest, "GetSession")).session.asked_to_unmute_time == 0


async def test_second_view_is_hidden_and_waits_for_the_show(store: Store) -> None:
    show = await make_show(store)
    host, guest, helper = await show.host(), await show.guest(), await show.assistant()
    await show.call(guest, "JoinStage", tab=TAB)
    assert (await show.call(guest, "ConnectProgramView", tab=TAB)).token == ""
    await show.call(host, "GoLive", tab=TAB)
    for session in (guest, helper):
        seen = await show.call(session, "ConnectProgramView", tab=TAB)
        grant = show.granted[-1]
        assert (grant.room, grant.identity) == (show.program, f"preview-{public(session)}")
        assert (grant.sources, grant.subscribe, grant.hidden) == (None, True, True)
        assert seen.publisher == f"program-{public(host)}-1"
    await show.call(helper, "ConnectStage", tab=TAB)
    assert (show.granted[-1].sources, show.granted[-1].hidden) == (None, True)


async def test_hands_order_and_spotlight(store: Store) -> None:
    show = await make_show(store)
    host = await show.host()
    first, second, third = [await knock(show, name) for name in ("甲", "乙", "丙")]
    with pytest.raises(NotOnStage):
        await show.call(await show.guest("丁"), "RaiseHand", tab=TAB, raised=True)
    await show.call(second, "RaiseHand", tab=TAB, raised=True)
    await show.call(host, "OrderGuests", tab=TAB, session_ids=[third, second])
    await show.call(host, "SetSpotlight", tab=TAB, session_id=first)
    view = await show.call(host, "SetSpotlight", tab=TAB, session_id=second)
    assert [one.session_id for one in view.guests] == [third, second, first]
    assert [one.spotlight for one in view.guests] == [False, True, False]
    assert [one.hand_time > 0 for one in view.guests] == [False, True, False]
    view = await show.call(host, "LowerGuestHand", tab=TAB, session_id=second)
    assert not any(one.hand_time for one in view.guests)
    view = await show.call(host, "RenameGuest", tab=TAB, session_id=first, user_name="王磊")
    assert view.guests[2].user_name == "王磊"


async def test_one_screen_of_a_guest_is_shown_until_its_guest_leaves(store: Store) -> None:
    show = await make_show(store)
    host, helper = await show.host(), await show.assistant()
    one, other = await knock(show, "甲"), await knock(show, "乙")

    async def shown(by: str, **screen: str) -> list[str]:
        view = await show.call(by, "ShowGuestScreen", tab=TAB, **screen)
        return [guest.screen_shown for guest in view.guests]

    assert await shown(host, session_id=one, screen="a") == ["a", ""]
    assert await shown(helper, session_id=other, screen="b") == ["", "b"]
    assert [guest.screen_shown for guest in (await show.call(one, "GetSession")).guests] == ["", "b"]
    with pytest.raises(InvalidParameter):
        await shown(host, session_id=one)
    with pytest.raises(GuestNotOnStage):
        await shown(host, session_id=await show.guest("丁"), screen="d")
    await show.call(other, "LeaveStage", tab=TAB)
    await show.call(other, "JoinStage", tab=TAB)
    assert await shown(host, session_id=one, screen="a") == ["a", ""]
    assert await shown(host) == ["", ""]


async def test_lines_reach_their_readers_alone(store: Store) -> None:
    show = await make_show(store)
    host, helper = await show.host(), await show.assistant()
    one, other = await knock(show, "甲"), await knock(show, "乙")
    await show.call(host, "SendStageLine", tab=TAB, text="下一个是\n王磊")
    await show.call(helper, "SendGuestLine", tab=TAB, session_id=one, text="<b>靠近话筒</b>")
    await show.call(helper, "PromptHost", tab=TAB, text="还有五分钟")
    read = {session: (await show.call(session, "GetSession")).lines for session in (host, helper, one, other)}
    assert {lines.to_all.text for lines in read.values()} == {"下一个是 王磊"}
    assert [lines.to_me and lines.to_me.text for lines in read.values()] == [None, None, "<b>靠近话筒</b>", None]
    assert [bool(lines.to_host) for lines in read.values()] == [True, True, False, False]
    assert [len(lines.to_guests) for lines in read.values()] == [1, 1, 0, 0]
    await show.call(host, "SendStageLine", tab=TAB, text="")
    assert (await show.call(other, "GetSession")).lines.to_all is None


async def test_assistant_who_is_removed_has_no_right_at_once(store: Store) -> None:
    show = await make_show(store)
    host, helper, guest = await show.host(), await show.assistant(), await knock(await make_show(store))
    assert [each.session_id for each in (await show.call(host, "GetSession")).assistants] == [helper]
    await show.call(host, "RemoveAssistant", tab=TAB, session_id=helper)
    with pytest.raises(SessionEnded):
        await show.call(helper, "SetGuestOnAir", tab=TAB, session_id=guest, on_air=True)
    assert (await show.session(helper)).role is Role.ASSISTANT
