"""The links that a host makes in the studio to invite people."""

import pytest
import segno
from kaibo.features.link.errors import LinkRevoked, UnknownLink
from kaibo.session.errors import NameNeeded
from kaibo.session.role import Role

from tests.pages.launch.visitor import OTHER, Visitor
from tests.show import TAB, make_show

pytestmark = pytest.mark.anyio


async def test_invite_is_the_same_link_each_time(visitor: Visitor) -> None:
    host = await visitor.show.host()
    none = await visitor.show.call(host, "GetInvites", tab=TAB)
    assert [(each.role, each.state, each.url, each.qr) for each in (none.guest, none.host)] == [
        ("guest", "none", "", []),
        ("host", "none", "", []),
    ]
    made = await visitor.show.call(host, "CreateInvite", tab=TAB, role="guest")
    assert (made.state, made.people) == ("open", 0)
    assert made == await visitor.show.call(host, "CreateInvite", tab=TAB, role="guest")
    seen = await visitor.show.call(host, "GetInvites", tab=TAB)
    assert (seen.guest, seen.host.state) == (made, "none")
    second = await visitor.show.call(host, "CreateInvite", tab=TAB, role="host")
    assert second.url != made.url
    listed = (await visitor.signed("ListLaunchLinks", activity_id=visitor.show.id)).links
    assert {(each.link_id, each.role, each.state, each.user_name) for each in listed if each.kind == "created"} == {
        (made.link_id, "guest", "open", ""),
        (second.link_id, "host", "open", ""),
    }


async def test_qr_codes_hold_the_addresses(visitor: Visitor) -> None:
    host = await visitor.show.host()
    made = await visitor.show.call(host, "CreateInvite", tab=TAB, role="guest")
    seen = await visitor.show.call(host, "GetInvites", tab=TAB)
    path = (await visitor.show.activity()).view_path
    for rows, text in ((made.qr, made.url), (seen.watch_qr, visitor.show.limits.view_url(path))):
        code = segno.make_qr(text, error="m")
        assert [[int(square) for square in row] for row in rows] == [list(row) for row in code.matrix]


async def test_guest_comes_in_by_an_invite_and_tells_a_name(visitor: Visitor) -> None:
    host = await visitor.show.host()
    made = await visitor.show.call(host, "CreateInvite", tab=TAB, role="guest")
    guest = await visitor.enter(made.url)
    await visitor.show.call(guest, "EnterSession", tab=TAB)
    with pytest.raises(NameNeeded):
        await visitor.show.call(guest, "JoinStage", tab=TAB)
    assert (await visitor.show.call(guest, "SetMyName", tab=TAB, user_name=" 王磊 ")).session.user_name == "王磊"
    await visitor.show.call(guest, "JoinStage", tab=TAB)
    assert [each.user_name for each in (await visitor.show.call(host, "GetSession")).guests] == ["王磊"]
    assert (await visitor.show.call(host, "GetInvites", tab=TAB)).guest.people == 1


async def test_assistant_comes_in_by_an_invite(visitor: Visitor) -> None:
    host = await visitor.show.host()
    assert (await visitor.show.call(host, "GetInvites", tab=TAB)).assistant.state == "none"
    made = await visitor.show.call(host, "CreateInvite", tab=TAB, role="assistant")
    assistant = await visitor.enter(made.url)
    assert (await visitor.show.call(assistant, "EnterSession", tab=TAB)).session.role == Role.ASSISTANT
    seen = (await visitor.show.call(host, "GetInvites", tab=TAB)).assistant
    assert (seen.url, seen.people) == (made.url, 1)
    off = await visitor.show.call(host, "TurnOffInvite", tab=TAB, link_id=made.link_id, mode="everyone")
    assert (off.role, off.state) == ("assistant", "off")
    assert (await visitor.show.call(assistant, "GetSession")).session.end_reason == "revoked"


async def test_second_host_comes_in_by_an_invite(visitor: Visitor) -> None:
    host = await visitor.show.host()
    made = await visitor.show.call(host, "CreateInvite", tab=TAB, role="host")
    second = await visitor.enter(made.url)
    await visitor.show.call(second, "EnterSession", tab=TAB)
    assert (await visitor.show.session(second)).role is Role.HOST


async def test_invite_that_was_turned_off_admits_nobody_and_its_people_stay(visitor: Visitor) -> None:
    host = await visitor.show.host()
    made = await visitor.show.call(host, "CreateInvite", tab=TAB, role="guest")
    other = await visitor.show.call(host, "CreateInvite", tab=TAB, role="host")
    session, ticket = await visitor.enter(made.url), (await visitor.open(made.url)).ticket
    for _ in range(2):
        off = await visitor.show.call(host, "TurnOffInvite", tab=TAB, link_id=made.link_id)
        assert (off.state, off.url, off.link_id) == ("off", "", "")
    with pytest.raises(UnknownLink):
        await visitor.open(made.url)
    with pytest.raises(LinkRevoked):
        await visitor.redeem(ticket, OTHER)
    assert (await visitor.show.session(session)).end_reason == ""
    assert (await visitor.show.call(host, "GetInvites", tab=TAB)).host == other
    new = await visitor.show.call(host, "CreateInvite", tab=TAB, role="guest")
    assert (new.state, new.url == made.url) == ("open", False)
    assert await visitor.enter(new.url, nonce=OTHER)


async def test_invite_can_be_turned_off_with_all_its_people_but_the_caller(visitor: Visitor) -> None:
    host = await visitor.show.host()
    made = await visitor.show.call(host, "CreateInvite", tab=TAB, role="host")
    second, third = await visitor.enter(made.url), await visitor.enter(made.url, nonce=OTHER)
    await visitor.show.call(second, "EnterSession", tab=TAB)
    await visitor.show.connect(second)
    await visitor.show.take_over(second)
    assert (await visitor.show.call(second, "GetInvites", tab=TAB)).host.people == 1
    off = await visitor.show.call(second, "TurnOffInvite", tab=TAB, link_id=made.link_id, mode="everyone")
    assert off.state == "off"
    reasons = [(await visitor.show.session(each)).end_reason for each in (host, second, third)]
    assert reasons == ["", "", "revoked"]


async def test_removal_of_a_guest_blocks_the_invite_until_it_is_undone(visitor: Visitor) -> None:
    host = await visitor.show.host()
    made = await visitor.show.call(host, "CreateInvite", tab=TAB, role="guest")
    guest = await visitor.enter(made.url)
    await visitor.show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    assert (await visitor.show.call(host, "GetInvites", tab=TAB)).guest.state == "blocked"
    new = await visitor.show.call(host, "CreateInvite", tab=TAB, role="guest")
    assert new.url != made.url
    await visitor.show.call(host, "RestoreGuest", tab=TAB, session_id=guest)
    assert (await visitor.show.call(host, "GetInvites", tab=TAB)).guest == new
    await visitor.show.call(host, "TurnOffInvite", tab=TAB, link_id=new.link_id)
    assert (await visitor.show.call(host, "GetInvites", tab=TAB)).guest.url == made.url


async def test_rotation_turns_invites_off(visitor: Visitor) -> None:
    host = await visitor.show.host()
    for role in ("guest", "host"):
        await visitor.show.call(host, "CreateInvite", tab=TAB, role=role)
    await visitor.signed("RotateLaunchLinks", activity_id=visitor.show.id, role="all")
    seen = await visitor.show.call(host, "GetInvites", tab=TAB)
    assert (seen.guest.state, seen.host.state) == ("off", "off")
    assert (await visitor.show.call(host, "CreateInvite", tab=TAB, role="guest")).state == "open"


async def test_kept_guest_of_an_invite_gets_the_permanent_link_without_a_name(visitor: Visitor) -> None:
    host = await visitor.show.host()
    made = await visitor.show.call(host, "CreateInvite", tab=TAB, role="guest")
    guest = await visitor.enter(made.url)
    await visitor.show.call(guest, "EnterSession", tab=TAB)
    await visitor.show.call(guest, "SetMyName", tab=TAB, user_name="王磊")
    terms = {"role": "guest", "mode": "everyone"}
    await visitor.signed("RotateLaunchLinks", activity_id=visitor.show.id, keep_session_ids=[guest], **terms)
    kept = await visitor.show.session(guest)
    assert (kept.end_reason, kept.name) == ("", "王磊")
    assert (await visitor.signed("GetLaunchLink", link_id=kept.link)).user_name == ""


async def test_only_invites_of_the_own_show_can_be_turned_off(visitor: Visitor) -> None:
    host, other = await visitor.show.host(), Visitor(await make_show(visitor.show.store))
    theirs = await other.show.call(await other.show.host(), "CreateInvite", tab=TAB, role="guest")
    created = await visitor.create()
    for link_id in (theirs.link_id, created.link_id, "ln_none"):
        with pytest.raises(UnknownLink):
            await visitor.show.call(host, "TurnOffInvite", tab=TAB, link_id=link_id)
    assert await visitor.enter(created.url)
    assert await other.enter(theirs.url)


async def test_no_view_holds_an_invite(visitor: Visitor) -> None:
    host = await visitor.show.host()
    tokens = []
    for role in ("guest", "host"):
        made = await visitor.show.call(host, "CreateInvite", tab=TAB, role=role)
        tokens.append(made.url.rpartition("/")[2])
    told = (await visitor.show.call(host, "GetSession")).model_dump_json() + await visitor.everything()
    assert [token for token in tokens if token in told] == []
