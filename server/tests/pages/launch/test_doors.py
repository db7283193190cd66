"""Every door to a room asks one question: was the link of the session blocked before the person came in?"""

import json
from typing import Any

import pytest
from kaibo.app import CLIENT, SESSION
from kaibo.clock import now_ms
from kaibo.features.design import designs
from kaibo.features.link.errors import LinkRevoked, TicketSpent, UnknownLink
from kaibo.features.program.plan import allowed
from kaibo.session import admission, allowed_rooms
from kaibo.session.admission import Removed
from kaibo.session.errors import SessionEnded
from kaibo.session.role import Role
from kaibo.store import Store

from tests.databases import SQLITE
from tests.pages.launch.visitor import NONCE, Visitor
from tests.show import TAB, make_show

pytestmark = pytest.mark.anyio
MANY = 8
OTHER = "another-nonce-of-others"
FIELDS: dict[str, Any] = {
    "tab": TAB,
    "session_id": "se_somebody",
    "on_air": True,
    "on": True,
    "ask_id": "as_somebody",
    "ticket": "t" * 22,
    "nonce": NONCE,
    "link_id": "ln_of_nobody",
    "role": "guest",
    "user_name": "小红",
    "activity_id": 1,
    "name": "a.png",
    "type": "image/png",
    "size": 1,
    "sha256": "0" * 64,
    "part": 0,
    "data": "AA==",
    "picture": "AA==",
    "design": json.loads(designs.first()),
    "revision": 0,
    "from_activity_id": 1,
    "allowed": True,
    "session_ids": ["se_x"],
    "text": "hello",
    "raised": True,
    "id": 1,
    "before": 1,
    "user_id": 1,
    "silenced": True,
    "banned": True,
    "answered": True,
    "on_screen": True,
    "media_id": 1,
    "online": True,
}
ANSWERED = {"GetSession", "EnterSession"}
"""Calls of the session's door that answer only that the session is over. Every other call is refused."""
ASKED = {
    "OpenLaunch": (UnknownLink, "token"),
    "PeekTicket": (LinkRevoked, "ticket"),
    "RedeemTicket": (LinkRevoked, "ticket"),
}
"""Calls of the strangers' door that lead to a room."""
LEAD_NOWHERE = {"AskForLink", "CollectLink", "OpenKey"}
"""Calls of the strangers' door that lead to no room. The host grants the new link, and a join code leads to OpenLaunch.
"""
BY_PASSWORD = {"SignInAssistant"}
"""Calls whose link is that of an account (tests/features/link/test_assistant_accounts.py)."""


@pytest.fixture
async def visitor(store: Store) -> Visitor:
    return Visitor(await make_show(store))


async def shut(visitor: Visitor, role: Role) -> str:
    """Return a session whose link was blocked before its person came in. Older versions left such sessions."""
    gone = await visitor.show.join(role, link="ln_blocked")
    removed = Removed(gone, visitor.show.id, "ln_blocked", "", now_ms())
    await visitor.show.store.write(lambda db: admission.block(db, removed))
    return await visitor.show.join(role, link="ln_blocked")


@pytest.mark.parametrize(("role", "name"), [(role, one.name) for role in Role for one in SESSION if role in one.by])
@SQLITE
async def test_session_of_blocked_link_reaches_no_room(visitor: Visitor, role: Role, name: str) -> None:
    show, session = visitor.show, await shut(visitor, role)
    action = next(one for one in SESSION if one.name == name)
    asked = {key: FIELDS[key] for key in action.request.model_fields if key in FIELDS}
    if name in ANSWERED:
        assert (await show.call(session, name, **asked)).session.end_reason == "revoked"
    else:
        with pytest.raises(SessionEnded):
            await show.call(session, name, **asked)
    mine = await show.session(session)
    assert (mine.joined_at, mine.seated_at) == (None, 0)
    activity = await show.activity()
    assert not await show.store.read(lambda db: allowed_rooms.of_session(db, activity, mine, now_ms(), 25))
    want = await show.store.read(lambda db: allowed(db, show.id, now_ms()))
    assert want
    assert (want.host, want.publisher, dict(want.guests)) == ("", "", {})
    assert want.assistants | want.previews == frozenset()


def test_every_call_of_strangers_is_classified() -> None:
    assert {one.name for one in CLIENT} == ASKED.keys() | LEAD_NOWHERE | BY_PASSWORD


@pytest.mark.parametrize("name", ASKED)
@SQLITE
async def test_stranger_with_blocked_link_gets_no_session(visitor: Visitor, name: str) -> None:
    created = await visitor.create()
    ticket = (await visitor.open(created.url)).ticket
    await visitor.signed("EndSession", session_id=await visitor.enter(created.url, nonce=OTHER))
    error, field = ASKED[name]
    given = {"token": created.url.rpartition("/")[2], "ticket": ticket, "nonce": NONCE}
    needed = {field} | ({"nonce"} if name == "RedeemTicket" else set())
    with pytest.raises(error):
        await visitor.client(name, **{key: given[key] for key in needed})


async def in_advance(visitor: Visitor, url: str) -> list[str]:
    tickets = [(await visitor.open(url)).ticket for _ in range(MANY)]
    return [(await visitor.redeem(ticket)).session_id for ticket in tickets]


@pytest.mark.parametrize("how", ["RemoveGuest", "EndSession"])
async def test_removed_guest_stays_out_by_tickets_redeemed_in_advance(visitor: Visitor, how: str) -> None:
    show, host, url = visitor.show, await visitor.show.host(), (await visitor.create()).url
    first, *others = await in_advance(visitor, url)
    await show.call(first, "EnterSession", tab=TAB)
    await show.call(first, "JoinStage", tab=TAB)
    if how == "RemoveGuest":
        await show.call(host, how, tab=TAB, session_id=first)
    else:
        await visitor.signed(how, session_id=first)
    for other in others:
        seen = await show.call(other, "EnterSession", tab=TAB)
        assert seen.session.end_reason == "removed"
        with pytest.raises(SessionEnded):
            await show.call(other, "JoinStage", tab=TAB)
    assert (await show.call(host, "GetSession")).guests == []
    await show.call(host, "RestoreGuest", tab=TAB, session_id=first)
    again = await visitor.enter(url)
    await show.call(again, "EnterSession", tab=TAB)
    assert (await show.call(again, "JoinStage", tab=TAB)).session.on_stage


async def test_block_of_a_host_link_ends_hosts_who_never_held_the_seat(visitor: Visitor) -> None:
    """The holder of the seat has the same link, and stays."""
    show, url = visitor.show, (await visitor.links()).url
    mine, *others = await in_advance(visitor, url)
    await show.call(mine, "EnterSession", tab=TAB)
    await show.connect(mine)
    await visitor.signed("EndSession", session_id=others[0])
    assert [(await show.session(one)).end_reason for one in (mine, *others)] == ["", *["removed"] * (MANY - 1)]
    assert (await show.call(mine, "GoLive", tab=TAB)).seat.mine


async def test_others_of_a_shared_link_stay_until_they_leave(visitor: Visitor) -> None:
    show, host, url = visitor.show, await visitor.show.host(), (await visitor.create()).url
    gone, stays = await visitor.enter(url), await visitor.enter(url, nonce=OTHER)
    for one in (gone, stays):
        await show.call(one, "EnterSession", tab=TAB)
        await show.call(one, "JoinStage", tab=TAB)
    view = await show.call(host, "RemoveGuest", tab=TAB, session_id=gone)
    assert [guest.session_id for guest in view.guests] == [stays]
    assert (await show.call(stays, "ConnectStage", tab=TAB)).token
    left = await show.call(stays, "LeaveStage", tab=TAB)
    assert left.session.end_reason == "revoked"
    with pytest.raises(SessionEnded):
        await show.call(stays, "JoinStage", tab=TAB)
    await show.call(host, "RestoreGuest", tab=TAB, session_id=gone)
    assert (await show.call(stays, "JoinStage", tab=TAB)).session.on_stage


async def test_place_in_one_browser_keeps_the_persons_other_session(visitor: Visitor) -> None:
    show, host, url = visitor.show, await visitor.show.host(), (await visitor.create()).url
    gone, app = await visitor.enter(url), await visitor.enter(url, nonce=OTHER, app=True)
    ticket = (await show.call(app, "ContinueInBrowser")).enter_path.rpartition("=")[2]
    browser = (await visitor.redeem(ticket)).session_id
    for one in (gone, browser):
        await show.call(one, "EnterSession", tab=TAB)
        await show.call(one, "JoinStage", tab=TAB)
    await show.call(host, "RemoveGuest", tab=TAB, session_id=gone)
    assert (await show.call(app, "EnterSession", tab=TAB)).session.end_reason == ""
    assert (await show.call(app, "JoinStage", tab=TAB)).session.on_stage


async def test_host_removes_everyone_of_a_shared_link(visitor: Visitor) -> None:
    show, host = visitor.show, await visitor.show.host()
    shared, own = (await visitor.create()).url, (await visitor.create()).url
    people = [await visitor.enter(shared, nonce=NONCE + str(turn)) for turn in range(4)]
    apart = await visitor.enter(own)
    for one in (*people, apart):
        await show.call(one, "EnterSession", tab=TAB)
        await show.call(one, "JoinStage", tab=TAB)
    first, *rest = people
    [seen] = (await show.call(host, "RemoveGuest", tab=TAB, session_id=first)).removed
    assert (seen.session_id, seen.others) == (first, 3)
    view = await show.call(host, "RemoveGuest", tab=TAB, session_id=first, all_of_link=True)
    assert [guest.session_id for guest in view.guests] == [apart]
    assert [one.others for one in view.removed] == [0]
    assert [(await show.session(person)).end_reason for person in people] == ["removed"] * 4
    assert (await show.session(rest[0])).joined_at is None


async def test_removal_of_a_link_ends_only_guests(visitor: Visitor) -> None:
    """The removal of a guest ends no host, even with the same link."""
    show, host, guest = visitor.show, await visitor.show.host(), await visitor.show.guest(link="ln_HOST")
    await show.call(host, "RemoveGuest", tab=TAB, session_id=guest, all_of_link=True)
    assert (await show.session(host)).lives(now_ms())


async def test_handoff_ticket_of_a_blocked_person_is_refused(visitor: Visitor) -> None:
    created = await visitor.create()
    gone, app = await visitor.enter(created.url), await visitor.enter(created.url, nonce=OTHER, app=True)
    ticket = (await visitor.show.call(app, "ContinueInBrowser")).enter_path.rpartition("=")[2]
    await visitor.signed("EndSession", session_id=gone)
    with pytest.raises(TicketSpent):
        await visitor.redeem(ticket)


async def test_revoked_link_keeps_its_present_sessions(visitor: Visitor) -> None:
    created = await visitor.create()
    session = await visitor.enter(created.url)
    await visitor.signed("RevokeLaunchLink", link_id=created.link_id)
    await visitor.show.call(session, "EnterSession", tab=TAB)
    assert (await visitor.show.call(session, "JoinStage", tab=TAB)).session.on_stage
