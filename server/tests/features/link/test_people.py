"""Links with terms: how many people they let in, and on which device."""

import asyncio

import pytest
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.call import Limits
from kaibo.features.link.errors import LinkUsedUp, OpenElsewhere, ShowIsOver, TicketSpent
from kaibo.session import table as stays
from kaibo.session.errors import StageFull
from kaibo.session.role import Role
from kaibo.store import Store

from tests.pages.launch.visitor import OTHER, Visitor
from tests.show import TAB, make_show

pytestmark = pytest.mark.anyio
HOUR = 3600


async def test_one_time_link_makes_one_session(visitor: Visitor) -> None:
    created = await visitor.create(max_uses=1)
    first, second = (await visitor.open(created.url)).ticket, (await visitor.open(created.url)).ticket
    session = await visitor.redeem(first)
    for used in (
        lambda: visitor.open(created.url),
        lambda: visitor.peek(second),
        lambda: visitor.redeem(second, OTHER),
    ):
        with pytest.raises(LinkUsedUp):
            await used()
    assert (await visitor.redeem(first)).session_id == session.session_id, "a lost answer is repeated"
    with pytest.raises(TicketSpent):
        await visitor.redeem(first, OTHER)
    assert (await visitor.show.session(session.session_id)).lives(visitor.now + 24 * HOUR * 1000)
    found = await visitor.signed("GetLaunchLink", link_id=created.link_id)
    assert (found.state, found.used_count, [use.session_id for use in found.uses]) == (
        "used-up",
        1,
        [session.session_id],
    )


async def test_concurrent_redeemers_share_the_allowed_uses(visitor: Visitor) -> None:
    url = (await visitor.create(max_uses=3)).url
    tickets = [(await visitor.open(url)).ticket for _ in range(100)]

    async def redeem(ticket: str) -> bool:
        try:
            return bool(await visitor.redeem(ticket))
        except LinkUsedUp:
            return False

    assert sum(await asyncio.gather(*map(redeem, tickets))) == 3


async def test_personal_link_moves_from_device_to_device(visitor: Visitor) -> None:
    created = await visitor.create(external_user_id="u-17")
    first = await visitor.enter(created.url)
    ticket = (await visitor.open(created.url)).ticket
    elsewhere = (await visitor.peek(ticket)).elsewhere
    assert elsewhere
    assert (elsewhere.browser, elsewhere.system) == ("Chrome", "Linux")
    with pytest.raises(OpenElsewhere):
        await visitor.redeem(ticket, OTHER)
    assert (await visitor.show.session(first)).end_reason == ""
    second = (await visitor.redeem(ticket, OTHER, move=True)).session_id
    assert (await visitor.show.session(first)).end_reason == "moved"
    assert (await visitor.show.session(second)).end_reason == ""
    assert (await visitor.redeem(ticket, OTHER, move=True)).session_id == second, "a lost answer is repeated"
    with pytest.raises(OpenElsewhere):
        await visitor.enter(created.url)


async def test_moved_guest_keeps_place_and_air_permission(store: Store) -> None:
    visitor = Visitor(await make_show(store, Limits(stage_cap=1)))
    show, host = visitor.show, await visitor.show.host()
    created = await visitor.create(external_user_id="u-17")
    first = await visitor.enter(created.url)
    await show.call(first, "EnterSession", tab=TAB)
    await show.call(first, "JoinStage", tab=TAB)
    await show.call(host, "EnterSession", tab=TAB)
    await show.call(host, "SetGuestOnAir", tab=TAB, session_id=first, on_air=False)
    place = (await show.session(first)).joined_at
    second = (await visitor.redeem((await visitor.open(created.url)).ticket, OTHER, move=True)).session_id
    moved = await show.session(second)
    assert (moved.on_air, moved.joined_at) == (False, place)
    assert (await show.session(first)).joined_at is None
    assert [guest.session_id for guest in (await show.call(host, "GetSession")).guests] == [second]
    with pytest.raises(StageFull):
        await visitor.open((await visitor.create()).url)


async def test_moved_host_must_request_the_seat(visitor: Visitor) -> None:
    """On air one click cuts off no host, whatever person the link names."""
    show, made = visitor.show, await visitor.create("host", "", external_user_id="u-17")
    first = await visitor.enter(made.url)
    await show.call(first, "EnterSession", tab=TAB)
    await show.connect(first)
    ticket = (await visitor.open(made.url)).ticket
    assert (await visitor.peek(ticket)).elsewhere is None
    second = (await visitor.redeem(ticket, OTHER, move=True)).session_id
    assert (await show.session(first)).end_reason == ""
    assert not (await show.call(second, "EnterSession", tab=TAB)).seat.mine
    assert (await show.call(second, "TakeOver", tab=TAB)).seat.asked.mine
    assert (await show.call(first, "RefuseTakeOver", tab=TAB)).seat.mine
    assert (await show.call(second, "GetSession")).seat.refused


async def test_link_without_a_person_holds_several_sessions(visitor: Visitor) -> None:
    url = (await visitor.create()).url
    assert await visitor.enter(url) != await visitor.enter(url, nonce=OTHER)


async def test_guest_waits_before_a_full_stage_and_after_the_show(store: Store) -> None:
    visitor = Visitor(await make_show(store, Limits(stage_cap=1)))
    show, url = visitor.show, (await visitor.create()).url
    first = await visitor.enter(url)
    await show.call(first, "EnterSession", tab=TAB)
    await show.call(first, "JoinStage", tab=TAB)
    with pytest.raises(StageFull):
        await visitor.open(url)
    assert (await visitor.open((await visitor.links()).url)).ticket, "a full stage keeps no host out"
    await store.write(lambda db: stays.change(db, first, expires_at=visitor.now))
    assert (await visitor.open(url)).ticket, "an ended session has no place"
    await store.write(lambda db: stays.change(db, first, expires_at=visitor.now + HOUR * 1000))
    await show.call(first, "LeaveStage", tab=TAB)
    assert (await visitor.open(url)).ticket
    await store.write(lambda db: activities.change(db, show.id, status=int(Status.OVER)))
    with pytest.raises(ShowIsOver):
        await visitor.open(url)
    assert (await visitor.open((await visitor.links()).url)).ticket
    await show.host()
    assert (await visitor.open(url)).ticket, "a present host may start again"
    assert (await show.session(first)).role is Role.GUEST
