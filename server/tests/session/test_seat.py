"""The host seat: one session holds it, other hosts see its device, and a takeover is explicit."""

from typing import Any

import pytest
from kaibo.clock import now_ms
from kaibo.cluster.members import Members
from kaibo.features.link import request as requests
from kaibo.features.link.request import LinkRequest
from kaibo.session import presence, table as sessions
from kaibo.session.errors import MovedToAnotherTab, SeatTaken
from kaibo.store import Store
from sqlalchemy import update

from tests.show import TAB, Show, make_show, public

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(store: Store) -> Show:
    return await make_show(store)


async def test_first_host_gets_the_seat(show: Show) -> None:
    host = await show.join()
    view = await show.call(host, "EnterSession", tab=TAB)
    assert (view.seat.epoch, view.seat.mine, view.seat.free) == (1, True, True)
    assert view.identities.stage == f"host-{public(host)}-1"
    assert view.identities.program == f"program-{public(host)}-1"


async def test_second_host_sees_the_holders_device_and_time(show: Show) -> None:
    first, second = await show.host(), await show.join()
    view = await show.call(second, "EnterSession", tab=TAB)
    assert not view.seat.mine
    assert not view.seat.free
    assert (view.seat.browser, view.seat.system, view.seat.connected) == ("Chrome", "Linux", True)
    assert view.seat.since > 1_700_000_000
    assert view.identities.program == ""
    assert (await show.call(first, "GetSession")).seat.mine


async def test_made_up_device_name_of_an_older_server_is_not_shown(show: Show) -> None:
    first, second = await show.host(), await show.join()
    made_up = {"browser": "Your-Producer-Click-Grant-Bot", "system": "Your-Producer"}
    await show.store.write(lambda db: db.execute(update(sessions.session).values(**made_up)) and None)
    seen = (await show.call(second, "EnterSession", tab=TAB)).seat
    assert (seen.browser, seen.system, seen.connected) == ("", "", True)
    await show.call(second, "TakeOver", tab=TAB)
    asked = (await show.call(first, "GetSession")).seat.asked
    assert (asked.browser, asked.system) == ("", "")
    stranger = LinkRequest("as_1", show.id, "ln_1", 1, "陈一鸣", made_up["browser"], made_up["system"], "", now_ms())
    await show.store.write(lambda db: requests.create(db, stranger))
    [waits] = (await show.call(first, "GetSession")).asks
    assert (waits.user_name, waits.browser, waits.system) == ("陈一鸣", "", "")


OF_THE_SEAT: dict[str, dict[str, Any]] = {
    **{name: {} for name in ("GoLive", "EndLive", "ConnectProgram", "ConnectStage", "RenewLink", "GetInvites")},
    "SetGuestOnAir": {"session_id": "se_", "on_air": False},
    **{name: {"session_id": "se_"} for name in ("RemoveGuest", "RestoreGuest")},
    **{name: {"ask_id": "as_"} for name in ("GrantLink", "DeclineLink")},
    "CreateInvite": {"role": "guest"},
    "TurnOffInvite": {"link_id": "ln_"},
}
"""Calls that only the holder may make."""


@pytest.mark.parametrize("name", OF_THE_SEAT)
async def test_host_without_the_seat_changes_nothing_on_air(show: Show, name: str) -> None:
    first, second = await show.host(), await show.host()
    await show.call(first, "GoLive", tab=TAB)
    with pytest.raises(SeatTaken):
        await show.call(second, name, tab=TAB, **OF_THE_SEAT[name])
    await show.take_over(second)
    with pytest.raises(SeatTaken):
        await show.call(first, name, tab=TAB, **OF_THE_SEAT[name])


async def test_takeover_changes_the_publisher_at_once(show: Show) -> None:
    first, second = await show.host(), await show.host()
    view = await show.call(first, "GoLive", tab=TAB)
    assert view.publisher == f"program-{public(first)}-1"
    view = await show.take_over(second)
    assert view.publisher == f"program-{public(second)}-2"
    assert view.activity.wanted
    view = await show.take_over(first)
    assert view.publisher == f"program-{public(first)}-3"


async def test_reload_keeps_the_epoch(show: Show) -> None:
    host = await show.host()
    await show.connect(host, False)
    assert (await show.call(host, "EnterSession", tab="another-load")).seat.epoch == 1


async def test_reload_continues_a_show_that_a_click_put_on_air(show: Show) -> None:
    host = await show.host()
    assert not (await show.call(host, "GetSession")).seat.aired
    assert (await show.call(host, "GoLive", tab=TAB)).seat.aired
    await show.connect(host, False)
    assert (await show.call(host, "EnterSession", tab="another-load")).seat.aired


async def test_free_seat_on_air_waits_for_a_click(show: Show) -> None:
    first, second = await show.host(), await show.join()
    await show.call(first, "GoLive", tab=TAB)
    await show.lose(first)
    view = await show.call(second, "EnterSession", tab=TAB)
    assert (view.seat.mine, view.activity.wanted, view.seat.aired) == (True, True, False)
    assert (await show.call(second, "GoLive", tab=TAB)).seat.aired


async def test_takeover_continues_the_show_on_air(show: Show) -> None:
    first, second = await show.host(), await show.host()
    assert not (await show.take_over(second)).seat.aired, "off air there is nothing to continue"
    await show.call(second, "GoLive", tab=TAB)
    assert (await show.take_over(first)).seat.aired


@pytest.mark.parametrize("after", ["its stream broke", "it entered", "the server started"])
async def test_holder_without_a_stream_keeps_the_seat_for_five_seconds(show: Show, after: str) -> None:
    first, second = await show.host(), await show.join()
    await show.lose(first)
    if after == "its stream broke":
        await show.connect(first)
        await show.connect(first, False)
    elif after == "it entered":
        await show.call(first, "EnterSession", tab="another-load")
    else:
        now = show.now()
        await show.store.write(lambda db: presence.start(db, Members(show.store, "one"), now))
    show.late_ms += show.limits.gone_seconds * 1000 - 1000
    view = await show.call(second, "EnterSession", tab=TAB)
    assert (view.seat.mine, view.seat.free, view.seat.connected) == (False, False, False)
    show.late_ms += 1000
    view = await show.call(second, "EnterSession", tab=TAB)
    assert (view.seat.mine, view.seat.epoch) == (True, 2)


async def test_other_hosts_see_when_the_seat_of_a_closed_page_is_free(show: Show) -> None:
    first, second = await show.host(), await show.host()
    gone = show.limits.gone_seconds
    assert (await show.call(second, "GetSession")).seat.free_in_seconds is None
    await show.connect(first, False)
    assert gone - 1 < (await show.call(second, "GetSession")).seat.free_in_seconds <= gone
    await show.connect(first)
    assert (await show.call(second, "GetSession")).seat.free_in_seconds is None, "a reload keeps the seat"
    await show.lose(first)
    seat = (await show.call(second, "GetSession")).seat
    assert (seat.free, seat.free_in_seconds, seat.mine) == (True, 0, False)
    seat = (await show.call(second, "EnterSession", tab=TAB)).seat
    assert (seat.mine, seat.free_in_seconds) == (True, None)


async def test_returning_holder_gets_the_seat_at_once(show: Show) -> None:
    host = await show.host()
    await show.call(host, "GoLive", tab=TAB)
    await show.connect(host, False)
    seat = (await show.call(host, "EnterSession", tab="another-load")).seat
    assert (seat.mine, seat.epoch, seat.aired) == (True, 1, True)


async def test_seat_of_a_closed_page_goes_to_the_next_host(show: Show) -> None:
    first, second = await show.host(), await show.join()
    await show.lose(first)
    assert (await show.call(second, "GetSession")).seat.free
    view = await show.call(second, "EnterSession", tab=TAB)
    assert (view.seat.epoch, view.seat.mine) == (2, True)
    assert not (await show.call(first, "GetSession")).seat.mine


async def test_seat_of_an_expired_session_is_free(show: Show) -> None:
    first, second = await show.host(), await show.join()
    await show.store.write(lambda db: sessions.change(db, first, expires_at=1))
    view = await show.call(second, "EnterSession", tab=TAB)
    assert view.seat.mine
    assert (await show.call(first, "GetSession")).session.end_reason == "expired"


async def test_no_page_counts_as_open_after_a_restart(show: Show) -> None:
    first, second = await show.host(), await show.host()
    await show.store.write(lambda db: presence.start(db, Members(show.store, "one"), now_ms()))
    for host in (first, second):
        assert not (await show.session(host)).connected


async def test_newest_tab_acts_and_an_older_one_can_take_over(show: Show) -> None:
    host = await show.host()
    view = await show.call(host, "EnterSession", tab="newer-tab")
    assert view.session.tab == "newer-tab"
    for name, fields in OF_THE_SEAT.items():
        with pytest.raises(MovedToAnotherTab):
            await show.call(host, name, tab=TAB, **fields)
    view = await show.call(host, "TakeOver", tab=TAB)
    assert (view.session.tab, view.seat.epoch) == (TAB, 1)
    await show.call(host, "GoLive", tab=TAB)
