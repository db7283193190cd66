"""An undone removal brings the guest's own page back, unless the link has ended for everybody meanwhile."""

import pytest
from kaibo.call import Limits
from kaibo.session import places
from kaibo.session.errors import SessionEnded
from kaibo.session.role import Role
from kaibo.store import Store

from tests.show import TAB, Show, make_show

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(store: Store) -> Show:
    return await make_show(store)


async def reason(show: Show, session: str) -> str:
    return str((await show.call(session, "GetSession")).session.end_reason)


async def test_guest_joins_again_with_what_the_crew_decided(show: Show) -> None:
    host, guest = await show.host(), await show.guest(link="ln_a")
    await show.call(guest, "JoinStage", tab=TAB)
    await show.call(guest, "RaiseHand", tab=TAB, raised=True)
    await show.call(host, "SetGuestMicrophone", tab=TAB, session_id=guest, allowed=False)
    await show.call(host, "SetSpotlight", tab=TAB, session_id=guest)
    await show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    with pytest.raises(SessionEnded):
        await show.call(guest, "JoinStage", tab=TAB)
    view = await show.call(host, "RestoreGuest", tab=TAB, session_id=guest)
    assert view.guests == [], "only the guest's own page takes a place again"
    [back] = (await show.call(guest, "JoinStage", tab=TAB)).guests
    assert (back.place, back.muted, back.hand_time, back.spotlight) == ("backstage", True, 0, False)


async def test_guest_who_waited_waits_again(store: Store) -> None:
    show = await make_show(store, Limits(guests_mode="ask"))
    host, guest = await show.host(), await show.guest(link="ln_a")
    await show.call(guest, "JoinStage", tab=TAB)
    await show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    assert (await show.call(host, "GetSession")).waiting == []
    view = await show.call(host, "RestoreGuest", tab=TAB, session_id=guest)
    assert [one.session_id for one in view.waiting] == [guest]
    assert places.place(await show.session(guest)) == "waiting"


async def test_each_guest_of_a_link_comes_back_with_their_own_undo(show: Show) -> None:
    host = await show.host()
    first, second, shut_out = [await show.guest(link="ln_a") for _ in range(3)]
    for guest in (first, second):
        await show.call(guest, "JoinStage", tab=TAB)
    for guest in (first, second):
        await show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    await show.call(host, "RestoreGuest", tab=TAB, session_id=first)
    assert [await reason(show, one) for one in (first, second)] == ["revoked", "removed"], "the link is still blocked"
    with pytest.raises(SessionEnded):
        await show.call(first, "JoinStage", tab=TAB)
    await show.call(host, "RestoreGuest", tab=TAB, session_id=second)
    assert [await reason(show, one) for one in (first, second, shut_out)] == ["", "", ""]


async def test_undo_brings_back_all_whom_the_host_removed_with_the_guest(show: Show) -> None:
    host = await show.host()
    guests = [await show.guest(link="ln_a") for _ in range(3)]
    for guest in guests:
        await show.call(guest, "JoinStage", tab=TAB)
    await show.call(host, "RemoveGuest", tab=TAB, session_id=guests[0])
    await show.call(host, "RemoveGuest", tab=TAB, session_id=guests[0], all_of_link=True)
    assert {await reason(show, guest) for guest in guests} == {"removed"}
    await show.call(host, "RestoreGuest", tab=TAB, session_id=guests[0])
    assert {await reason(show, guest) for guest in guests} == {""}


async def test_assistant_comes_back_by_the_link_alone(show: Show) -> None:
    host, assistant = await show.host(), await show.assistant()
    await show.call(host, "RemoveAssistant", tab=TAB, session_id=assistant)
    await show.call(host, "RestoreGuest", tab=TAB, session_id=assistant)
    assert (await show.session(assistant)).role is Role.ASSISTANT
    assert await reason(show, assistant) == "removed"
