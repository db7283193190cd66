"""From a link to a session: which links open, until when, how often, and for whom."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from kaibo.activity import table as activities
from kaibo.errors import ApiError
from kaibo.features.link.errors import LinkExpired, LinkRevoked, TicketSpent, UnknownLink
from kaibo.features.link.state import PURPOSE
from kaibo.features.link.ticket_calls import RedeemedTicket
from kaibo.features.link.token import LaunchToken, read
from kaibo.session import admission
from kaibo.session.admission import Removed
from kaibo.session.role import Role
from kaibo.vault import fingerprint
from sqlalchemy import Engine, event, update

from tests.pages.launch.visitor import NONCE, Visitor

pytestmark = pytest.mark.anyio


async def refusals(visitor: Visitor, url: str, ticket: str) -> set[type[ApiError]]:
    """Return the errors that refuse the link and a ticket that was made with it."""
    found: set[type[ApiError]] = set()
    calls: list[Callable[[], Awaitable[object]]] = [
        lambda: visitor.open(url),
        lambda: visitor.peek(ticket),
        lambda: visitor.redeem(ticket),
    ]
    for call in calls:
        with pytest.raises(ApiError) as refused:
            await call()
        found.add(type(refused.value))
    return found


async def test_permanent_link_stays_the_same(visitor: Visitor) -> None:
    first = await visitor.links()
    visitor.now += 400 * 24 * 3600 * 1000
    assert (await visitor.links()).url == first.url
    assert (await visitor.open(first.url)).ticket


async def test_temporary_link_opens_exactly_until_it_expires(visitor: Visitor) -> None:
    links = await visitor.links()
    assert links.expire_time == visitor.now // 1000 + visitor.show.limits.tmp_link_seconds
    visitor.now = links.expire_time * 1000 - 1
    ticket = (await visitor.open(links.tmp_url)).ticket
    assert (await visitor.peek(ticket)).role == Role.HOST
    visitor.now += 1
    assert await refusals(visitor, links.tmp_url, ticket) == {LinkExpired}
    assert (await visitor.open(links.url)).ticket


async def test_only_a_guest_reads_the_settings_about_guests(visitor: Visitor) -> None:
    tickets = {
        role: (await visitor.open((await visitor.links(login_type=role, user_name="Ann")).url)).ticket
        for role in (Role.HOST, Role.GUEST)
    }
    ran: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        ran.append(statement)

    reads = {}
    event.listen(Engine, "before_cursor_execute", note)
    try:
        for role, ticket in tickets.items():
            ran.clear()
            await visitor.redeem(ticket)
            reads[role] = sum("show_settings" in statement for statement in ran)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert reads == {Role.HOST: 0, Role.GUEST: 1}


async def test_guests_answer_holds_no_host_link(visitor: Visitor) -> None:
    links = await visitor.links(login_type=1, user_name="陈一鸣")
    token = read(links.url.rpartition("/")[2], {1: visitor.show.vault.key(PURPOSE)})
    assert isinstance(token, LaunchToken)
    assert (token.role, token.name, token.permanent) == (Role.GUEST, "陈一鸣", True)
    assert (links.tmp_url, links.expire_time) == ("", 0)


async def test_ticket_becomes_a_session_in_the_links_role(visitor: Visitor) -> None:
    links = await visitor.links(login_type=1, user_name="陈一鸣")
    opened = await visitor.open(links.url)
    assert opened.deep_link == f"kaibo://open?v=1&server=http%3A%2F%2Flocalhost%3A8780&ticket={opened.ticket}"
    assert opened.enter_path == "/enter"
    peeked = await visitor.peek(opened.ticket)
    assert (peeked.name, peeked.role, peeked.user_name) == ("A show", Role.GUEST, "陈一鸣")
    redeemed = await visitor.redeem(opened.ticket)
    assert redeemed.path == f"/s/{redeemed.session_id}"
    assert redeemed.cookie
    assert redeemed.cookie.path == redeemed.path
    session = await visitor.show.session(redeemed.session_id)
    assert (session.role, session.name, session.activity) == (Role.GUEST, "陈一鸣", visitor.show.id)
    assert (session.browser, session.system) == ("Chrome", "Linux")
    assert session.secret_hash == fingerprint(redeemed.cookie.value)


async def test_ticket_expires_after_two_minutes(visitor: Visitor) -> None:
    opened = await visitor.open((await visitor.links()).url)
    visitor.now += 120_000 - 1
    assert await visitor.peek(opened.ticket)
    visitor.now += 1
    for call in (visitor.peek, visitor.redeem):
        with pytest.raises(TicketSpent):
            await call(opened.ticket)


async def test_lost_answer_is_repeated_to_the_same_nonce_for_a_minute(visitor: Visitor) -> None:
    opened = await visitor.open((await visitor.links()).url)
    first = await visitor.redeem(opened.ticket)
    with pytest.raises(TicketSpent):
        await visitor.redeem(opened.ticket, "nonce-of-another-browser")
    with pytest.raises(TicketSpent):
        await visitor.peek(opened.ticket)
    visitor.now += 60_000 - 1
    assert await visitor.redeem(opened.ticket) == first
    visitor.now += 1
    with pytest.raises(TicketSpent):
        await visitor.redeem(opened.ticket)


async def test_returning_app_resumes_its_session(visitor: Visitor) -> None:
    url = (await visitor.links()).url
    session = await visitor.enter(url, app=True)
    ticket = (await visitor.open(url)).ticket
    assert (await visitor.peek(ticket)).link_id == (await visitor.show.session(session)).link
    for _ in range(2):  # the first answer may get lost
        await visitor.show.call(session, "ResumeTicket", ticket=ticket, nonce=NONCE)
    listed = await visitor.signed("ListSessions", activity_id=visitor.show.id)
    assert [one.session_id for one in listed.sessions] == [session]
    for nonce in (NONCE, "another-nonce-of-others"):
        with pytest.raises(TicketSpent):
            await visitor.show.call(await visitor.enter(url), "ResumeTicket", ticket=ticket, nonce=nonce)
    with pytest.raises(TicketSpent):
        await visitor.show.call(session, "ResumeTicket", ticket=ticket, nonce="another-nonce-of-others")
    with pytest.raises(TicketSpent):
        await visitor.redeem(ticket, nonce="another-nonce-of-others")


async def test_session_resumes_no_ticket_of_another_link_or_an_old_one(visitor: Visitor) -> None:
    url = (await visitor.links()).url
    guest = await visitor.enter((await visitor.create()).url)
    host = await visitor.enter(url)
    ticket = (await visitor.open(url)).ticket
    with pytest.raises(TicketSpent):
        await visitor.show.call(guest, "ResumeTicket", ticket=ticket, nonce=NONCE)
    visitor.show.late_ms += 120_000
    with pytest.raises(TicketSpent):
        await visitor.show.call(host, "ResumeTicket", ticket=ticket, nonce=NONCE)
    with pytest.raises(TicketSpent):
        await visitor.show.call(host, "ResumeTicket", ticket="tk_" + "x" * 22, nonce=NONCE)


async def test_made_up_ticket_is_refused(visitor: Visitor) -> None:
    for call in (visitor.peek, visitor.redeem):
        with pytest.raises(TicketSpent):
            await call("tk_" + "x" * 22)


async def test_one_of_many_concurrent_redeemers_gets_the_session(visitor: Visitor) -> None:
    ticket = (await visitor.open((await visitor.links()).url)).ticket
    nonces = [f"nonce-of-a-browser-no-{n}" for n in range(10, 30)]
    done = await asyncio.gather(*(visitor.redeem(ticket, nonce) for nonce in nonces), return_exceptions=True)
    assert [type(one) for one in done if not isinstance(one, RedeemedTicket)] == [TicketSpent] * 19


async def test_concurrent_first_opens_get_tickets_of_their_own(visitor: Visitor) -> None:
    url = (await visitor.links()).url
    opened = await asyncio.gather(*(visitor.open(url) for _ in range(20)))
    assert len({one.ticket for one in opened}) == len({one.listen_key for one in opened}) == 20


async def test_links_of_a_deleted_show_are_unknown(visitor: Visitor) -> None:
    url = (await visitor.links()).url
    ticket = (await visitor.open(url)).ticket
    await visitor.show.delete()
    assert await refusals(visitor, url, ticket) == {UnknownLink}


async def test_link_of_a_removed_person_is_blocked_until_the_undo(visitor: Visitor) -> None:
    url = (await visitor.links(login_type=1, user_name="王磊")).url
    other = (await visitor.links(login_type=1, user_name="陈一鸣")).url
    redeemed = await visitor.redeem((await visitor.open(url)).ticket)
    ticket = (await visitor.open(url)).ticket
    session = await visitor.show.session(redeemed.session_id)
    gone = Removed(session.id, session.activity, session.link, session.name, visitor.now)
    await visitor.show.store.write(lambda db: admission.block(db, gone))
    assert await refusals(visitor, url, ticket) == {LinkRevoked, UnknownLink}
    assert (await visitor.open(other)).ticket
    await visitor.show.store.write(lambda db: admission.unblock(db, session.id))
    assert (await visitor.redeem(ticket)).session_id != session.id


async def test_links_of_an_older_epoch_are_revoked(visitor: Visitor) -> None:
    url = (await visitor.links()).url
    ticket = (await visitor.open(url)).ticket
    rotate = update(activities.activity).values(link_epoch=2)
    await visitor.show.store.write(lambda db: db.execute(rotate).rowcount)
    assert await refusals(visitor, url, ticket) == {LinkRevoked, UnknownLink}
    with pytest.raises(UnknownLink):
        await visitor.open(url)
    assert (await visitor.open((await visitor.links()).url)).ticket


async def test_forged_token_opens_nothing(visitor: Visitor) -> None:
    url = (await visitor.links()).url
    for made_up in ("", "x", url[:-1], url + "A", url[:-3] + "AAA"):
        with pytest.raises(UnknownLink):
            await visitor.open(made_up)


async def test_store_keeps_no_secret(visitor: Visitor) -> None:
    url = (await visitor.links()).url
    opened = await visitor.open(url)
    redeemed = await visitor.redeem(opened.ticket)
    assert redeemed.cookie
    kept = await visitor.everything()
    assert redeemed.session_id in kept
    for secret in (opened.ticket, opened.listen_key, redeemed.cookie.value, NONCE, url.rpartition("/")[2]):
        assert secret not in kept
