"""Session handoff to a browser on the same computer. It gives the same person and rights, and admits nobody new."""

import pytest
from kaibo.call import Limits
from kaibo.errors import ApiError
from kaibo.features.link.errors import LinkRevoked, OpenElsewhere, TicketSpent
from kaibo.session.errors import SessionEnded, StageFull
from kaibo.store import Store

from tests.pages.launch.visitor import NONCE, Visitor
from tests.show import TAB, make_show

pytestmark = pytest.mark.anyio
SOON = 10_000


@pytest.fixture
async def visitor(store: Store) -> Visitor:
    return Visitor(await make_show(store, Limits(stage_cap=1)))


async def ticket(visitor: Visitor, session: str) -> str:
    told = await visitor.show.call(session, "ContinueInBrowser")
    path, _, ticket = told.enter_path.partition("#ticket=")
    assert path == "/enter"
    return str(ticket)


async def go_on(visitor: Visitor, session: str, nonce: str = NONCE, move: bool = False) -> str:
    return (await visitor.redeem(await ticket(visitor, session), nonce, move=move)).session_id


async def on_stage(visitor: Visitor, session: str) -> bool:
    return (await visitor.show.session(session)).joined_at is not None


async def join(visitor: Visitor, session: str) -> None:
    await visitor.show.call(session, "EnterSession", tab=TAB)
    await visitor.show.call(session, "JoinStage", tab=TAB)


async def test_handed_off_person_has_both_sessions(visitor: Visitor) -> None:
    first = await visitor.enter((await visitor.create(user_name="陈一鸣")).url, app=True)
    one = await ticket(visitor, first)
    peeked = await visitor.peek(one)
    assert (peeked.user_name, peeked.role, peeked.elsewhere) == ("陈一鸣", 1, None)
    made = await visitor.redeem(one)
    old, new = await visitor.show.session(first), await visitor.show.session(made.session_id)
    assert (new.name, new.role, new.link, new.via, new.first) == (old.name, old.role, old.link, "browser", old.id)
    assert new.expires_at == old.expires_at
    assert made.cookie
    assert made.cookie.max_age <= visitor.show.limits.session_seconds
    assert old.lives(visitor.now)
    with pytest.raises(TicketSpent):
        await visitor.redeem(one, "another-nonce-of-others")
    assert await visitor.redeem(one) == made


async def test_handoff_ticket_expires_after_two_minutes(visitor: Visitor) -> None:
    one = await ticket(visitor, await visitor.enter((await visitor.links()).url))
    visitor.now += 120_000 + SOON
    with pytest.raises(TicketSpent):
        await visitor.redeem(one)


async def test_handoff_uses_up_nothing_of_the_link(visitor: Visitor) -> None:
    created = await visitor.create(max_uses=2)
    first = await visitor.enter(created.url)
    again = await go_on(visitor, await go_on(visitor, first))
    assert (await visitor.show.session(again)).first == first
    assert (await visitor.signed("GetLaunchLink", link_id=created.link_id)).used_count == 1
    second = await visitor.enter(created.url)
    assert (await visitor.signed("GetLaunchLink", link_id=created.link_id)).state == "used-up"
    assert await go_on(visitor, second)


async def test_expired_link_still_allows_a_handoff(visitor: Visitor) -> None:
    links = await visitor.links()
    session = await visitor.enter(links.tmp_url)
    visitor.now = links.expire_time * 1000 + SOON
    visitor.show.late_ms = visitor.show.limits.tmp_link_seconds * 1000 + SOON
    life = (await visitor.show.session(session)).expires_at
    assert (await visitor.show.session(await go_on(visitor, session))).expires_at == life


@pytest.mark.parametrize("way", ["revoked", "rotated"])
async def test_revoked_link_allows_no_handoff(visitor: Visitor, way: str) -> None:
    created = await visitor.create()
    session = await visitor.enter(created.url)
    one = await ticket(visitor, session)
    if way == "revoked":
        await visitor.signed("RevokeLaunchLink", link_id=created.link_id)
    else:
        await visitor.signed("RotateLaunchLinks", activity_id=visitor.show.id, role="guest")
    for call in (visitor.peek, visitor.redeem):
        with pytest.raises(LinkRevoked):
            await call(one)
    with pytest.raises(LinkRevoked):
        await visitor.show.call(session, "ContinueInBrowser")
    assert await visitor.show.call(session, "GetSession")


async def test_removed_person_is_out_in_every_session(visitor: Visitor) -> None:
    host = await visitor.show.host()
    first = await visitor.enter((await visitor.create()).url)
    one = await ticket(visitor, first)
    second = await go_on(visitor, first, "nonce-of-another-place")
    await visitor.show.call(host, "RemoveGuest", tab=TAB, session_id=second)
    for session in (first, second):
        assert (await visitor.show.session(session)).end_reason == "removed"
        with pytest.raises(SessionEnded):
            await visitor.show.call(session, "ContinueInBrowser")
    with pytest.raises(ApiError):
        await visitor.redeem(one)


async def test_signed_removal_ends_every_session_of_a_person(visitor: Visitor) -> None:
    first = await visitor.enter((await visitor.links()).url)
    second = await go_on(visitor, first)
    await visitor.signed("EndSession", session_id=first, block_link=0)
    assert (await visitor.show.session(second)).end_reason == "removed"


async def test_handoff_ticket_of_an_ended_session_is_refused(visitor: Visitor) -> None:
    session = await visitor.enter((await visitor.links()).url)
    one = await ticket(visitor, session)
    await visitor.signed("EndSession", session_id=session, block_link=0)
    for call in (visitor.peek, visitor.redeem):
        with pytest.raises(TicketSpent):
            await call(one)


async def test_handoff_with_a_personal_link_ends_the_first_session(visitor: Visitor) -> None:
    first = await visitor.enter((await visitor.create(external_user_id="mia")).url, app=True)
    one = await ticket(visitor, first)
    assert (await visitor.peek(one)).elsewhere
    with pytest.raises(OpenElsewhere):
        await visitor.redeem(one)
    second = (await visitor.redeem(one, move=True)).session_id
    assert (await visitor.show.session(first)).end_reason == "moved"
    assert (await visitor.show.session(second)).first == first


async def test_place_on_the_stage_moves_along_and_counts_once(visitor: Visitor) -> None:
    host = await visitor.show.host()
    first = await visitor.enter((await visitor.create()).url)
    await join(visitor, first)  # the only place on the stage
    await visitor.show.call(host, "SetGuestOnAir", tab=TAB, session_id=first, on_air=False)
    second = await go_on(visitor, first)
    assert [await on_stage(visitor, one) for one in (first, second)] == [True, False]
    await join(visitor, second)
    assert [await on_stage(visitor, one) for one in (first, second)] == [False, True]
    assert not (await visitor.show.session(second)).on_air
    await join(visitor, first)
    assert [await on_stage(visitor, one) for one in (first, second)] == [True, False]


async def test_full_stage_refuses_a_handoff_without_a_place(visitor: Visitor) -> None:
    waits = await visitor.enter((await visitor.create()).url)
    other = await visitor.enter((await visitor.create()).url)
    one = await ticket(visitor, waits)
    await join(visitor, other)
    with pytest.raises(StageFull):
        await visitor.show.call(waits, "ContinueInBrowser")
    late = (await visitor.redeem(one)).session_id
    with pytest.raises(StageFull):
        await join(visitor, late)


async def test_handed_off_host_must_request_the_seat(visitor: Visitor) -> None:
    first = await visitor.enter((await visitor.links()).url, app=True)
    await visitor.show.call(first, "EnterSession", tab=TAB)
    await visitor.show.connect(first)
    second = await go_on(visitor, first)
    entered = await visitor.show.call(second, "EnterSession", tab=TAB)
    assert (entered.seat.mine, entered.seat.free) == (False, False)
    await visitor.show.take_over(second)
    await visitor.show.call(second, "RenewLink", tab=TAB)
    assert (await visitor.show.session(first)).end_reason == ""
