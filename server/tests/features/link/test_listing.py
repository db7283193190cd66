"""The signed calls that list and name links and sessions."""

from typing import Any

import pytest
from kaibo.account import table as access
from kaibo.activity.errors import UnknownActivity
from kaibo.errors import InvalidParameter, MissingParameter
from kaibo.features.link.errors import UnknownLink
from kaibo.session.errors import UnknownSession
from kaibo.store import Store

from tests.pages.launch.visitor import Visitor
from tests.show import TAB

pytestmark = pytest.mark.anyio


async def sessions(visitor: Visitor, **which: Any) -> Any:
    return await visitor.signed("ListSessions", activity_id=visitor.show.id, **which)


@pytest.mark.parametrize("name", ["GetLaunchLink", "RevokeLaunchLink", "RestoreLaunchLink"])
async def test_malformed_address_is_an_unknown_link(visitor: Visitor, name: str) -> None:
    for address in ("https://[x", "https://x:99999999/l/x", "https://x/l/\x07", "x", "https://"):
        with pytest.raises(UnknownLink):
            await visitor.signed(name, url=address)
    created = await visitor.create()
    assert (await visitor.signed(name, url=f" {created.url}\n")).link_id == created.link_id, (
        "a copied address may have spaces"
    )


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
        await visitor.signed("GetLaunchLink", link_id=created.link_id, activity_id=404)
    with pytest.raises(MissingParameter):
        await visitor.signed("GetLaunchLink")
    with pytest.raises(InvalidParameter):
        await visitor.signed("GetLaunchLink", link_id=created.link_id, url=created.url)


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
    of_link = await visitor.signed(
        "ListSessions", activity_id=visitor.show.id, only_living=0, link_id=found[theirs].link_id
    )
    assert [session.session_id for session in of_link.sessions] == [theirs]


async def test_removed_person_stays_out_until_the_undo(visitor: Visitor) -> None:
    url = (await visitor.create()).url
    session = await visitor.enter(url)
    await visitor.signed("EndSession", session_id=session)
    with pytest.raises(UnknownLink):
        await visitor.open(url)
    assert (await visitor.signed("GetLaunchLink", url=url)).state == "blocked"
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
