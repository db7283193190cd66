"""Links with terms: until when, how often and for whom they open. Also revoke, restore and rotate."""

import asyncio
from typing import Any

import pytest
from kaibo.account import table as access
from kaibo.activity import table as activities
from kaibo.activity.errors import UnknownActivity
from kaibo.activity.status import Status
from kaibo.call import Call, Limits, Owner
from kaibo.errors import ApiError, InvalidParameter, MissingParameter
from kaibo.features.link.creation import CreateLaunchLink, create_launch_link
from kaibo.features.link.errors import (
    ClientTokenReused,
    LinkExpired,
    LinkNotYet,
    LinkRevoked,
    LinkRotated,
    LinkUsedUp,
    OpenElsewhere,
    ShowIsOver,
    TicketSpent,
    UnknownLink,
)
from kaibo.session import table as stays
from kaibo.session.errors import StageFull, UnknownSession
from kaibo.session.role import Role
from kaibo.store import Store
from pydantic import ValidationError
from sqlalchemy import Connection

from tests.pages.launch.visitor import Visitor
from tests.show import TAB, make_show

pytestmark = pytest.mark.anyio
OTHER = "nonce-of-another-device"
HOUR = 3600


@pytest.fixture
async def visitor(store: Store) -> Visitor:
    return Visitor(await make_show(store))


async def link(visitor: Visitor, **which: Any) -> Any:
    return await visitor.signed("GetLaunchLink", **which)


async def test_link_reads_back_its_terms(visitor: Visitor) -> None:
    now = visitor.now // 1000
    policy: dict[str, Any] = {
        "external_user_id": "u-17",
        "avatar_url": "https://cdn.example.com/a.png",
        "not_before": now + 60,
        "expire_time": now + HOUR,
        "max_uses": 3,
        "locale": "en",
        "prefer": "browser",
        "note": "for the launch",
    }
    created = await visitor.create(**policy)
    assert created.expire_time == now + HOUR
    found = await link(visitor, link_id=created.link_id)
    assert found.model_dump(include=set(policy)) == policy
    assert (found.role, found.user_name, found.kind, found.state) == ("guest", "嘉宾", "created", "early")
    assert (found.url, found.uses, found.used_count) == (created.url, [], 0)
    assert (found.create_time, found.first_open_time, found.revoke_time) == (now, 0, 0)
    assert await link(visitor, url=created.url) == found


async def test_link_opens_only_between_its_times(visitor: Visitor) -> None:
    begins, ends = visitor.now // 1000 + 60, visitor.now // 1000 + 120
    url = (await visitor.create(not_before=begins, expire_time=ends)).url
    for at, refusal in ((begins * 1000 - 1, LinkNotYet), (ends * 1000, LinkExpired)):
        visitor.now = at
        with pytest.raises(refusal):
            await visitor.open(url)
    for at in (begins * 1000, ends * 1000 - 1):
        visitor.now = at
        assert await visitor.enter(url)


async def test_link_lives_for_its_ttl(visitor: Visitor) -> None:
    created = await visitor.create(ttl_seconds=60)
    assert created.expire_time == visitor.now // 1000 + 60
    assert (await visitor.create()).expire_time == 0


@pytest.mark.parametrize(
    ("policy", "error"),
    [
        ({"user_name": " "}, MissingParameter),
        ({"user_name": "一" * 16}, InvalidParameter),
        ({"user_name": "a\nb"}, InvalidParameter),
        ({"expire_time": 1}, InvalidParameter),
        ({"expire_time": 2**33, "ttl_seconds": 5}, InvalidParameter),
        ({"not_before": 2**33, "ttl_seconds": 5}, InvalidParameter),
        ({"return_url": "https://evil.example/"}, InvalidParameter),
        ({"return_url": "https://[x"}, InvalidParameter),
        ({"avatar_url": "https://[x"}, ValidationError),
        ({"avatar_url": "https://x:99999999/a.png"}, ValidationError),
        ({"avatar_url": "https:///a.png"}, ValidationError),
        ({"avatar_url": "https://cdn.example.com/a\n.png"}, ValidationError),
        ({"avatar_url": "http://cdn.example.com/a.png"}, ValidationError),
        ({"avatar_url": "javascript:alert(1)"}, ValidationError),
        ({"role": "viewer"}, ValidationError),
        ({"prefer": "neither"}, ValidationError),
        ({"max_uses": -1}, ValidationError),
        ({"activity_id": 404}, UnknownActivity),
    ],
)
async def test_impossible_terms_are_refused(visitor: Visitor, policy: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        await visitor.create(**policy)


async def test_return_url_outside_the_allowed_origins_is_refused(store: Store) -> None:
    visitor = Visitor(await make_show(store, Limits(return_origins=frozenset({"https://lms.example.com"}))))
    address = "https://LMS.example.com/course/7?done=1"
    session = await visitor.enter((await visitor.create(return_url=address)).url)
    view = await visitor.show.call(session, "GetSession")
    assert view.session.return_url == address
    wrong = "https://lms.example.com:99999999/", "https://lms.example.com:x/", "https://lms.example.com/\x07"
    split = "https://lms.example\t.com/", "\nhttps://lms.example.com/", "https://lms.example.com/ x", "https://[::1/"
    evil = "https://lms.example.com.evil.org/", "http://lms.example.com/", "//lms.example.com", "/x"
    for address in (*evil, *wrong, *split):
        with pytest.raises(InvalidParameter):
            await visitor.create(return_url=address)


@pytest.mark.parametrize("name", ["GetLaunchLink", "RevokeLaunchLink", "RestoreLaunchLink"])
async def test_malformed_address_is_an_unknown_link(visitor: Visitor, name: str) -> None:
    for address in ("https://[x", "https://x:99999999/l/x", "https://x/l/\x07", "x", "https://"):
        with pytest.raises(UnknownLink):
            await visitor.signed(name, url=address)
    created = await visitor.create()
    assert (await visitor.signed(name, url=f" {created.url}\n")).link_id == created.link_id, (
        "a copied address may have spaces"
    )


async def test_client_token_returns_the_same_link(visitor: Visitor) -> None:
    first = await visitor.create(client_token="order-1", ttl_seconds=60)
    visitor.now += 5000
    assert await visitor.create(client_token="order-1", ttl_seconds=60) == first
    with pytest.raises(ClientTokenReused):
        await visitor.create(client_token="order-1", ttl_seconds=61)
    assert (await visitor.create(client_token="order-2", ttl_seconds=60)).link_id != first.link_id
    assert (await visitor.create()).link_id != (await visitor.create()).link_id


async def test_repeated_creation_reports_the_links_state(visitor: Visitor) -> None:
    async def again() -> str:
        return str((await visitor.create(client_token="order-1", max_uses=1, ttl_seconds=60)).state)

    assert await again() == "open"
    created = await visitor.create(client_token="order-1", max_uses=1, ttl_seconds=60)
    session = await visitor.enter(created.url)
    assert await again() == "used-up"
    await visitor.signed("EndSession", session_id=session)
    assert await again() == "blocked"
    visitor.now += 60_000
    await visitor.signed("UnblockSession", session_id=session)
    assert await again() == "expired"
    await visitor.signed("RevokeLaunchLink", link_id=created.link_id)
    assert await again() == "revoked"
    await visitor.signed("RestoreLaunchLink", link_id=created.link_id)
    await visitor.signed("RotateLaunchLinks", activity_id=visitor.show.id, role="guest")
    assert await again() == "rotated"
    assert (await visitor.create(not_before=2**32)).state == "early"


async def test_field_of_a_later_version_with_its_default_is_the_same_retry(visitor: Visitor) -> None:
    show = visitor.show
    first = await visitor.create(client_token="order-1")
    assert await visitor.create(client_token="order-1", max_uses=0, note="") == first

    class Later(CreateLaunchLink):
        more: str = ""

    def create(db: Connection, **more: str) -> str:
        call = Call(db=db, now=visitor.now, owner=Owner(show.account), limits=show.limits, vault=show.vault)
        asked = Later(activity_id=show.id, role="guest", user_name="嘉宾", client_token="order-1", **more)
        return create_launch_link(call, asked).link_id

    assert await show.store.write(create) == first.link_id
    with pytest.raises(ClientTokenReused):
        await show.store.write(lambda db: create(db, more="x"))


async def test_concurrent_creations_with_one_client_token_make_one_link(visitor: Visitor) -> None:
    made = await asyncio.gather(*(visitor.create(client_token="at-once") for _ in range(20)))
    assert len({one.link_id for one in made}) == 1


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
    found = await link(visitor, link_id=created.link_id)
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


async def test_revocation_for_new_people_keeps_sessions(visitor: Visitor) -> None:
    created = await visitor.create()
    session, ticket = await visitor.enter(created.url), (await visitor.open(created.url)).ticket
    assert (await visitor.signed("RevokeLaunchLink", link_id=created.link_id)).ended == 0
    with pytest.raises(UnknownLink):
        await visitor.open(created.url)
    with pytest.raises(LinkRevoked):
        await visitor.redeem(ticket, OTHER)
    assert (await visitor.show.session(session)).end_reason == ""
    assert (await link(visitor, url=created.url)).state == "revoked"
    assert (await visitor.signed("RestoreLaunchLink", url=created.url)).state == "open"
    assert await visitor.redeem(ticket, OTHER)


async def test_revocation_for_everyone_ends_the_links_sessions(visitor: Visitor) -> None:
    made, other = await visitor.create(), await visitor.create()
    mine, second, theirs = (
        await visitor.enter(made.url),
        await visitor.enter(made.url, nonce=OTHER),
        await visitor.enter(other.url),
    )
    assert (await visitor.signed("RevokeLaunchLink", link_id=made.link_id, mode="everyone")).ended == 2
    reasons = [(await visitor.show.session(one)).end_reason for one in (mine, second, theirs)]
    assert reasons == ["revoked", "revoked", ""]


async def test_vendors_link_is_revoked_by_its_address(visitor: Visitor) -> None:
    """No browser has opened the link, so it has no row yet."""
    links, guest = await visitor.links(), await visitor.links(login_type=1, user_name="陈一鸣")
    for url in (links.tmp_url, guest.url):
        assert (await visitor.signed("RevokeLaunchLink", url=url)).link_id
        with pytest.raises(UnknownLink):
            await visitor.open(url)
    assert (await visitor.open(links.url)).ticket
    listed = await visitor.signed("ListLaunchLinks", activity_id=visitor.show.id)
    assert sorted((one.kind, one.role, one.state) for one in listed.links) == [
        ("permanent", "guest", "revoked"),
        ("permanent", "host", "open"),
        ("temporary", "host", "revoked"),
    ]


async def test_unopened_permanent_host_link_can_be_listed_and_revoked(visitor: Visitor) -> None:
    [host] = (await visitor.signed("ListLaunchLinks", activity_id=visitor.show.id)).links
    assert (host.kind, host.role, host.state, host.first_open_time) == ("permanent", "host", "open", 0)
    await visitor.signed("RevokeLaunchLink", activity_id=visitor.show.id, link_id=host.link_id)
    with pytest.raises(UnknownLink):
        await visitor.open((await visitor.links()).url)
    [host] = (await visitor.signed("ListLaunchLinks", activity_id=visitor.show.id)).links
    assert host.state == "revoked"


async def test_rotation_ends_the_old_links_of_its_role(visitor: Visitor) -> None:
    before = await visitor.links()
    guest = await visitor.links(login_type=1, user_name="陈一鸣")
    created, keys = (
        await visitor.create("host", ""),
        await visitor.signed("GetTemporaryLoginTokenAPI", "2020-06-01", activity_id=visitor.show.id),
    )
    sessions = [await visitor.enter(before.url), await visitor.enter(guest.url)]
    rotated = await visitor.signed("RotateLaunchLinks", activity_id=visitor.show.id, role="host")
    assert rotated.ended == 0
    for old in (before.url, before.tmp_url, created.url):
        with pytest.raises(UnknownLink):
            await visitor.open(old)
    with pytest.raises(UnknownLink):
        await visitor.client("OpenKey", key=keys.secret_key)
    assert (await visitor.links()).url == rotated.url != before.url
    for good in (rotated.url, rotated.tmp_url, guest.url):
        assert (await visitor.open(good)).ticket
    assert [(await visitor.show.session(session)).end_reason for session in sessions] == ["", ""]
    with pytest.raises(LinkRotated):
        await visitor.signed("RestoreLaunchLink", link_id=created.link_id)
    guests = await visitor.signed("RotateLaunchLinks", activity_id=visitor.show.id, role="guest")
    assert (guests.url, guests.expire_time) == ("", 0)
    with pytest.raises(UnknownLink):
        await visitor.open(guest.url)
    assert (await visitor.open(rotated.url)).ticket


async def test_kept_session_survives_a_rotation_of_all_links(visitor: Visitor) -> None:
    url, guest = (await visitor.links()).url, (await visitor.links(login_type=1, user_name="陈")).url
    kept, leaked, invited = await visitor.enter(url), await visitor.enter(url, nonce=OTHER), await visitor.enter(guest)
    rotate: dict[str, Any] = {"activity_id": visitor.show.id, "mode": "everyone", "keep_session_ids": [kept]}
    assert (await visitor.signed("RotateLaunchLinks", role="host", **rotate)).ended == 1
    reasons = [(await visitor.show.session(one)).end_reason for one in (kept, leaked, invited)]
    assert reasons == ["", "revoked", ""]
    assert (await visitor.signed("RotateLaunchLinks", role="all", **rotate)).ended == 1
    assert (await visitor.show.session(invited)).end_reason == "revoked"


@pytest.mark.parametrize("mode", ["new-joins-only", "everyone"])
async def test_unknown_session_to_keep_stops_the_rotation(visitor: Visitor, mode: str) -> None:
    url, other = (await visitor.links()).url, Visitor(await make_show(visitor.show.store))
    mine, theirs = await visitor.enter(url), await other.enter((await other.links()).url)
    for wrong in (theirs, "se_made-up"):
        rotate: dict[str, Any] = {
            "activity_id": visitor.show.id,
            "role": "all",
            "mode": mode,
            "keep_session_ids": [mine, wrong],
        }
        with pytest.raises(UnknownSession):
            await visitor.signed("RotateLaunchLinks", **rotate)
    assert (await visitor.links()).url == url
    assert (await visitor.show.session(mine)).end_reason == ""


@pytest.mark.parametrize("role", ["host", "guest"])
async def test_kept_person_moves_to_the_new_link(visitor: Visitor, role: str) -> None:
    show = visitor.show
    who: dict[str, Any] = {} if role == "host" else {"login_type": 1, "user_name": "陈一鸣"}
    created = await visitor.create(role, "陈一鸣", avatar_url="https://cdn.example.com/a.png")
    first = await visitor.enter(created.url, app=True)
    second = await going_on(visitor, first)
    rotate: dict[str, Any] = {"role": role, "mode": "everyone", "keep_session_ids": [second]}
    assert (await visitor.signed("RotateLaunchLinks", activity_id=show.id, **rotate)).ended == 0, (
        "the kept person has both sessions"
    )
    ticket = (await visitor.open((await visitor.links(**who)).url)).ticket
    link_id = (await visitor.peek(ticket)).link_id
    for session in (first, second):
        assert (await show.session(session)).link == link_id
        assert (await show.call(session, "GetSession")).session.link_id == link_id
    await show.call(second, "ResumeTicket", ticket=ticket, nonce=OTHER)
    third = await show.session(await going_on(visitor, first))
    assert (third.name, third.avatar_url, third.first) == ("陈一鸣", "https://cdn.example.com/a.png", first)


async def going_on(visitor: Visitor, session: str) -> str:
    """Hand the session off to the browser. Return the new session's id."""
    ticket = (await visitor.show.call(session, "ContinueInBrowser")).enter_path.rpartition("=")[2]
    assert (await visitor.peek(ticket)).user_name == (await visitor.show.session(session)).name
    return (await visitor.redeem(ticket)).session_id


async def test_studio_renews_the_host_link_and_stays(visitor: Visitor) -> None:
    show, old = visitor.show, await visitor.links()
    mine, leaked = await visitor.enter(old.url), await visitor.enter(old.url, nonce=OTHER)
    for session in (mine, leaked):
        await show.call(session, "EnterSession", tab=TAB)
        await show.connect(session)
    made = await show.call(mine, "RenewLink", tab=TAB)
    assert made.url == (await visitor.links()).url != old.url
    assert [(await show.session(one)).end_reason for one in (mine, leaked)] == ["", "revoked"]
    assert (await show.call(mine, "GetSession")).seat.mine
    with pytest.raises(UnknownLink):
        await visitor.open(old.url)
    ticket = (await visitor.open(made.url)).ticket
    assert (await visitor.peek(ticket)).link_id == (await show.call(mine, "GetSession")).session.link_id
    await show.call(mine, "ResumeTicket", ticket=ticket, nonce=OTHER)
    assert await going_on(visitor, mine)


async def test_only_the_holder_renews_the_host_link(visitor: Visitor) -> None:
    url = (await visitor.links()).url
    mine, other = await visitor.enter(url), await visitor.enter(url, nonce=OTHER)
    await visitor.show.call(mine, "EnterSession", tab=TAB)
    await visitor.show.connect(mine)
    await visitor.show.call(other, "EnterSession", tab=TAB)
    with pytest.raises(ApiError, match="seat"):
        await visitor.show.call(other, "RenewLink", tab=TAB)


async def test_other_accounts_links_and_sessions_are_unknown(visitor: Visitor, store: Store) -> None:
    stranger = await store.write(lambda db: access.create_account(db, "other", visitor.now))
    created = await visitor.create()
    session = await visitor.enter(created.url)
    for name, which in (
        ("GetLaunchLink", {"link_id": created.link_id}),
        ("GetLaunchLink", {"url": created.url}),
        ("RevokeLaunchLink", {"link_id": created.link_id}),
        ("RestoreLaunchLink", {"link_id": created.link_id}),
        ("GetLaunchLink", {"link_id": "ln_made-up"}),
        ("GetLaunchLink", {"url": "https://example.com/l/made-up"}),
    ):
        with pytest.raises(UnknownLink):
            await visitor.signed(name, account=stranger, **which)
    for name in ("EndSession", "UnblockSession"):
        with pytest.raises(UnknownSession):
            await visitor.signed(name, account=stranger, session_id=session)
        with pytest.raises(UnknownSession):
            await visitor.signed(name, activity_id=404, session_id=session)
    for name in ("ListLaunchLinks", "ListSessions"):
        with pytest.raises(UnknownActivity):
            await visitor.signed(name, account=stranger, activity_id=visitor.show.id)
    with pytest.raises(UnknownActivity):
        await visitor.signed("RotateLaunchLinks", account=stranger, activity_id=visitor.show.id, role="all")
    with pytest.raises(UnknownLink):
        await link(visitor, link_id=created.link_id, activity_id=404)
    with pytest.raises(MissingParameter):
        await link(visitor)
    with pytest.raises(InvalidParameter):
        await link(visitor, link_id=created.link_id, url=created.url)


async def test_lists_come_in_pages_and_hold_no_address(visitor: Visitor) -> None:
    made = []
    for number in range(5):
        made.append((await visitor.create(user_name=f"g{number}")).link_id)
        visitor.now += 1
    pages, token = [], ""
    while True:
        page = await visitor.signed(
            "ListLaunchLinks", activity_id=visitor.show.id, role="guest", page_size=2, page_token=token
        )
        pages.append([one.link_id for one in page.links])
        assert "/l/" not in page.model_dump_json()
        if not (token := page.next_page_token):
            break
        await visitor.create(user_name="late")
    assert pages == [made[4:2:-1], made[2:0:-1], made[:1]]
    with pytest.raises(InvalidParameter):
        await visitor.signed("ListLaunchLinks", activity_id=visitor.show.id, page_token="x")


async def test_sessions_are_listed_with_their_state(visitor: Visitor) -> None:
    host, guest = (await visitor.links()).url, (await visitor.create(external_user_id="u-1")).url
    mine, theirs = await visitor.enter(host, app=True), await visitor.enter(guest)
    await visitor.show.call(mine, "EnterSession", tab=TAB)
    await visitor.show.connect(mine)
    found = {session.session_id: session for session in (await sessions(visitor)).sessions}
    assert (found[mine].role, found[mine].via, found[mine].holds_seat, found[mine].connected) == (
        "host",
        "app",
        True,
        True,
    )
    assert (found[theirs].role, found[theirs].via, found[theirs].external_user_id) == ("guest", "browser", "u-1")
    ended = await visitor.signed("EndSession", session_id=theirs)
    assert (ended.end_reason, ended.blocked) == ("removed", True)
    assert [session.session_id for session in (await sessions(visitor)).sessions] == [mine]
    assert {session.session_id for session in (await sessions(visitor, only_living=0)).sessions} == {mine, theirs}
    of_link = await sessions(visitor, only_living=0, link_id=found[theirs].link_id)
    assert [session.session_id for session in of_link.sessions] == [theirs]


async def sessions(visitor: Visitor, **which: Any) -> Any:
    return await visitor.signed("ListSessions", activity_id=visitor.show.id, **which)


async def test_removed_person_stays_out_until_the_undo(visitor: Visitor) -> None:
    url = (await visitor.create()).url
    session = await visitor.enter(url)
    await visitor.signed("EndSession", session_id=session)
    with pytest.raises(UnknownLink):
        await visitor.open(url)
    assert (await link(visitor, url=url)).state == "blocked"
    assert (await visitor.signed("UnblockSession", session_id=session)).blocked is False
    assert (await visitor.open(url)).ticket
    again = await visitor.enter(url)
    await visitor.signed("EndSession", session_id=again, block_link=0)
    assert (await visitor.show.session(again)).end_reason == "removed"
    assert (await visitor.open(url)).ticket
    await visitor.signed("EndSession", session_id=await visitor.enter(url))
    assert (await visitor.signed("RestoreLaunchLink", url=url)).state == "open"
    for over in (session, again):
        assert (await visitor.signed("EndSession", session_id=over)).blocked is False
    assert (await visitor.open(url)).ticket, "other people may use the link"


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
