"""People of a show tell their own names."""

import pytest
from kaibo.errors import InvalidParameter
from kaibo.session import table as sessions
from kaibo.session.errors import NameNeeded
from kaibo.store import Store

from tests.pages.launch.visitor import OTHER, Visitor
from tests.show import TAB, Show, make_show

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(store: Store) -> Show:
    return await make_show(store)


async def test_host_and_guests_see_each_others_names(show: Show) -> None:
    host, guest = await show.host(), await show.guest("陈一鸣")
    await show.call(guest, "JoinStage", tab=TAB)
    await show.call(host, "SetMyName", tab=TAB, user_name="林晓")
    await show.call(guest, "SetMyName", tab=TAB, user_name="Chen")
    seen = await show.call(guest, "GetSession")
    assert (seen.seat.user_name, seen.session.user_name) == ("林晓", "Chen")
    assert [each.user_name for each in (await show.call(host, "GetSession")).guests] == ["Chen"]
    await show.call(guest, "ConnectStage", tab=TAB)
    assert show.granted[-1].name == "Chen"


@pytest.mark.parametrize("name", ["", "  ", "一" * 16, "a\nb", "\u202eab"])
async def test_name_against_the_rule_is_refused(show: Show, name: str) -> None:
    host = await show.host()
    with pytest.raises(InvalidParameter, match="UserName"):
        await show.call(host, "SetMyName", tab=TAB, user_name=name)
    assert (await show.session(host)).name == ""


async def test_name_of_an_older_server_may_stay(show: Show) -> None:
    guest = await show.guest("\u202eab")
    await show.call(guest, "SetMyName", tab=TAB, user_name="\u202eab")
    assert (await show.call(guest, "JoinStage", tab=TAB)).session.on_stage


async def test_guest_without_a_name_gets_no_place(show: Show) -> None:
    guest = await show.guest("")
    with pytest.raises(NameNeeded):
        await show.call(guest, "JoinStage", tab=TAB)
    assert not await show.store.read(lambda db: sessions.with_guests(db))


async def test_name_of_a_person_comes_along_to_another_device(show: Show) -> None:
    visitor = Visitor(show)
    made = await visitor.create(external_user_id="1")
    session = await visitor.enter(made.url)
    await show.call(session, "EnterSession", tab=TAB)
    await show.call(session, "SetMyName", tab=TAB, user_name="Chen")
    ticket = (await visitor.open(made.url)).ticket
    assert (await visitor.peek(ticket)).user_name == "Chen"
    moved = (await visitor.redeem(ticket, OTHER, move=True)).session_id
    assert (await show.session(moved)).name == "Chen"
