"""Revoke, restore and rotate links: whom they let in then, and whose sessions end."""

from typing import Any

import pytest
from kaibo.errors import ApiError
from kaibo.features.link.errors import LinkRevoked, LinkRotated, UnknownLink
from kaibo.session.errors import UnknownSession

from tests.pages.launch.visitor import OTHER, Visitor
from tests.show import TAB, make_show

pytestmark = pytest.mark.anyio


async def test_revocation_for_new_people_keeps_sessions(visitor: Visitor) -> None:
    created = await visitor.create()
    session, ticket = await visitor.enter(created.url), (await visitor.open(created.url)).ticket
    assert (await visitor.signed("RevokeLaunchLink", link_id=created.link_id)).ended == 0
    with pytest.raises(UnknownLink):
        await visitor.open(created.url)
    with pytest.raises(LinkRevoked):
        await visitor.redeem(ticket, OTHER)
    assert (await visitor.show.session(session)).end_reason == ""
    assert (await visitor.signed("GetLaunchLink", url=created.url)).state == "revoked"
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


@pytest.mark.parametrize("end", ["RevokeLaunchLink", "RotateLaunchLinks"])
async def test_undone_removal_brings_nobody_back_after_the_end_for_everyone(visitor: Visitor, end: str) -> None:
    made, host = await visitor.create(), await visitor.show.host()
    guest = await visitor.enter(made.url)
    await visitor.show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    which = (
        {"link_id": made.link_id} if end == "RevokeLaunchLink" else {"activity_id": visitor.show.id, "role": "guest"}
    )
    await visitor.signed(end, mode="everyone", **which)
    await visitor.show.call(host, "RestoreGuest", tab=TAB, session_id=guest)
    assert (await visitor.show.session(guest)).end_reason == "revoked"


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
