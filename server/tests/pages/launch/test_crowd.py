"""One link fills neither the stage nor the store. Dead sessions keep no honest person out."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any

import kaibo.app  # noqa: F401 (all tables)
import pytest
from kaibo.activity import table as activities
from kaibo.call import Limits
from kaibo.clock import now_ms
from kaibo.features.link import forgetting, launches, rotation, table as links
from kaibo.features.link.state import State
from kaibo.session import crowd, table as sessions, takeover as takeovers
from kaibo.session.errors import LinkCrowded
from kaibo.session.role import Role
from kaibo.store import METADATA, Store
from sqlalchemy import Connection, Table, func, insert, select, update

from tests.pages.launch.visitor import Visitor
from tests.show import TAB, make_show

pytestmark = pytest.mark.anyio
CAP = 25
DAY_MS = 24 * 3600 * 1000
KEPT_MS = 30 * DAY_MS
BOUNDED = {
    "waiting": "one row for each server and show with open viewers' pages, forgotten with the server",
    "meta": "one row for each name that the code gives",
    "account": "one row for each account, made by the operator's command",
    "absence": "one row for each person who is missing from a stage or a program",
    "access_key": "limited for each account",
    "activity": "one row for each show, made by signed calls",
    "activity_count": "one row for each sub-account",
    "activity_tag": "the tags of a show",
    "airing": "one row for each time that a host puts a show on air",
    "asset": "the files of the pages of each release, forgotten 30 days after the last server had it",
    "ask": "forgotten after kept_days",
    "admin": "made by owners, 200 of an account at most",
    "admin_challenge": "forgotten five minutes after it was asked for",
    "admin_link": "made by owners and on the server, forgotten after an hour",
    "admin_passkey": "20 of an admin at most",
    "admin_session": "made with a proof, forgotten after twelve hours",
    "admin_try": "forgotten after a minute",
    "assistant_account": "20 of a show at most; forgotten kept_days after its show was deleted",
    "announcement": "written by the crew and signed calls; forgotten after chat_days",
    "audit": "forgotten after audit_days",
    "chat": "limited for each pass and address; forgotten after chat_days",
    "question": "limited for each pass and address; forgotten after chat_days",
    "question_vote": "one of a pass for each question; forgotten after chat_days",
    "reaction": "six rows for each show",
    "silence": "written by the crew and signed calls; forgotten after chat_days",
    "talk": "one row for each show",
    "talker": "one row for each pass that told a name; forgotten after chat_days",
    "drain": "one row for each node that an operator named; deleted when that node is gone",
    "file_gone": "one row for each deleted file, until the next minute",
    "follow_url": "limited with the host account that it is of",
    "hls_viewer": "200,000 of a server at most, forgotten seconds after their last request, and with the server",
    "hls_wish": "one row for each show on air that a viewer wants by HLS, forgotten after the wish",
    "host_account": "limited for each account",
    "installation": "one row",
    "recording": "one row for each airing that was recorded",
    "replay": "one row for each recording that a show offers, by its airings and by signed calls",
    "invocation": "forgotten after the longest signature",
    "launch": "forgotten kept_days after its ticket",
    "launch_link": "one row for each link that was made or opened; forgotten kept_days after its show was deleted",
    "observed": "one row for each show",
    "presence": "one row for each session with an open stream, deleted with its server's lease",
    "removed": "one row for each person whom a host or a signed call put out: a removal blocks a link for ever",
    "seat": "one row for each show",
    "server": "one row for each living server",
    "session": "limited for each link and network; forgotten kept_days after its end",
    "server_report": "one row for each server, forgotten ten minutes after its last report",
    "show_file": "limited for each show, and by bytes for each account",
    "show_design": "one row of 256 KiB for each show, written by signed calls and by the holder of the seat",
    "show_settings": "one row for each show, written by signed calls",
    "stage_line": "one row for each show, one for its host, one for each guest who is there",
    "takeover": "limited in a minute; forgotten after kept_days",
    "thumbnail": "one row of 64 KiB for each show on air, deleted within a minute of its end",
    "tried": "one row for each session and code of refusal; forgotten after a minute",
    "signed_viewer": "one row for each user whom the integrator signs in; forgotten after kept_days, a week at least",
    "viewing_rule": "one row for each show, written by signed calls",
    "viewer_ban": "10,000 of a show, written by signed calls",
    "white_list": "200,000 of each of the two lists of a show, written by signed calls",
    "viewer": "forgotten kept_days after the last look",
}
"""How each table is bounded. A new table needs a line here, and the server must keep to it."""


@pytest.fixture
async def visitor(store: Store) -> Visitor:
    return Visitor(await make_show(store, Limits(stage_cap=CAP)))


async def put(visitor: Visitor, link: str, number: int, network: str = "", **values: Any) -> list[str]:
    """Add living sessions of a link, made an hour ago."""
    show, now = visitor.show, now_ms()
    fixed = {
        "activity": show.id,
        "account": show.account,
        "link": link,
        "role": Role.GUEST,
        "name": "嘉宾",
        "secret_hash": "",
        "browser": "",
        "system": "",
        "created_at": now - 3_600_000,
        "expires_at": now + DAY_MS,
        "end_reason": "",
        "tab": "",
        "connected": True,
        "on_air": True,
        "address": network,
        **values,
    }
    made = [{"id": f"se_{link[-8:]}_{network}_{turn}", **fixed} for turn in range(number)]
    for start in range(0, number, 500):
        rows: Sequence[Any] = made[start : start + 500]
        await show.store.write(partial(_insert, rows=rows))
    return [str(one["id"]) for one in made]


def _insert(db: Connection, rows: Sequence[Any]) -> None:
    db.execute(insert(sessions.session), rows)


def _age(db: Connection, table: Table, asked_at: int) -> None:
    db.execute(update(table).values(asked_at=asked_at))


async def living(visitor: Visitor, link: str) -> int:
    return len(await visitor.show.store.read(lambda db: sessions.living_of_link(db, link, now_ms())))


def test_every_table_is_bounded() -> None:
    assert BOUNDED.keys() == METADATA.tables.keys()


async def test_one_link_leaves_places_on_the_stage_to_others(visitor: Visitor) -> None:
    show, created = visitor.show, await visitor.create()
    people = await put(visitor, created.link_id, CAP)
    for person in people:
        await show.call(person, "EnterSession", tab=TAB)
    for person in people[: crowd.places(CAP)]:
        await show.call(person, "JoinStage", tab=TAB)
    with pytest.raises(LinkCrowded):
        await show.call(people[-1], "JoinStage", tab=TAB)
    with pytest.raises(LinkCrowded):
        await visitor.open(created.url)
    other = await visitor.enter((await visitor.create()).url)
    await show.call(other, "EnterSession", tab=TAB)
    assert (await show.call(other, "JoinStage", tab=TAB)).session.on_stage


async def test_same_link_has_places_for_another_network(visitor: Visitor) -> None:
    show, created = visitor.show, await visitor.create()
    await put(visitor, created.link_id, crowd.places(CAP), joined_at=1)
    [far] = await put(visitor, created.link_id, 1, "203.0.113.0/24")
    await show.call(far, "EnterSession", tab=TAB)
    assert (await show.call(far, "JoinStage", tab=TAB)).session.on_stage


@pytest.mark.parametrize("networks", [1, 2])
async def test_living_sessions_of_a_link_are_limited(visitor: Visitor, networks: int) -> None:
    """The limit holds for one network and for all networks."""
    created, most = await visitor.create(), crowd.OF_NETWORK * CAP
    ticket = (await visitor.open(created.url)).ticket
    if networks == 1:
        await put(visitor, created.link_id, most)
    else:
        for far in range(crowd.OF_ALL // crowd.OF_NETWORK):
            await put(visitor, created.link_id, most, f"198.51.{far}.0/24")
    with pytest.raises(LinkCrowded):
        await visitor.open(created.url)
    with pytest.raises(LinkCrowded):
        await visitor.redeem(ticket)


async def test_concurrent_tickets_make_no_more_sessions_than_allowed(visitor: Visitor) -> None:
    created, most = await visitor.create(), crowd.OF_NETWORK * CAP
    tickets = [(await visitor.open(created.url)).ticket for _ in range(most + 10)]
    told = await asyncio.gather(*(visitor.redeem(ticket) for ticket in tickets), return_exceptions=True)
    assert [type(one) for one in told if isinstance(one, BaseException)] == [LinkCrowded] * 10
    assert await living(visitor, created.link_id) == most


async def test_unused_session_makes_room(visitor: Visitor) -> None:
    created, most = await visitor.create(), crowd.OF_NETWORK * CAP
    old, *others = await put(visitor, created.link_id, most, connected=False)
    await visitor.show.store.write(lambda db: sessions.change(db, old, created_at=1))
    made = await visitor.enter(created.url)
    assert await living(visitor, created.link_id) == most
    assert [(await visitor.show.session(one)).end_reason for one in (old, others[0], made)] == ["expired", "", ""]


@pytest.mark.parametrize("used", [{"connected": True}, {"joined_at": 1}, {"seated_at": 1}, {}])
async def test_used_sessions_make_no_room(visitor: Visitor, used: dict[str, Any]) -> None:
    created = await visitor.create("host", "")
    kept: dict[str, Any] = {"connected": False, "role": Role.HOST, **(used or {"created_at": visitor.now})}
    await put(visitor, created.link_id, crowd.OF_NETWORK * CAP, **kept)
    with pytest.raises(LinkCrowded):
        await visitor.open(created.url)


async def test_many_sessions_end_together_with_one_event(visitor: Visitor) -> None:
    created = await visitor.create()
    await put(visitor, created.link_id, rotation.NOTED + 1)
    told = await visitor.signed("RevokeLaunchLink", link_id=created.link_id, mode="everyone")
    assert (told.ended, await living(visitor, created.link_id)) == (rotation.NOTED + 1, 0)
    await put(visitor, "ln_another", rotation.NOTED + 1)
    assert (await visitor.signed("RotateLaunchLinks", activity_id=visitor.show.id, role="guest", mode="everyone")).ended
    assert await living(visitor, "ln_another") == 0


async def test_ended_sessions_are_forgotten_and_used_ones_are_kept(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    show, store = visitor.show, visitor.show.store
    ago = now_ms() - KEPT_MS - DAY_MS
    over = await put(visitor, "ln_over", 5, ended_at=ago)
    expired = await put(visitor, "ln_expired", 1, expires_at=ago)
    lately = await put(visitor, "ln_lately", 1, ended_at=now_ms())
    sits, gone, asker = await show.host(), await show.guest(), await show.host()
    await show.call(asker, "TakeOver", tab=TAB)
    await show.call(sits, "RemoveGuest", tab=TAB, session_id=gone)
    ids = [sits, gone, asker]
    old = update(sessions.session).where(sessions.session.c.id.in_(ids)).values(expires_at=ago)
    await store.write(lambda db: db.execute(old))
    await forgetting.forget(store, KEPT_MS)
    kept = await store.read(lambda db: set(db.scalars(select(sessions.session.c.id))))
    assert kept == {*lately, *ids}
    assert not kept & {*over, *expired}
    await store.write(partial(_age, table=takeovers.takeover, asked_at=now_ms() - KEPT_MS - 1))
    await forgetting.forget(store, KEPT_MS)
    assert await store.read(lambda db: db.scalar(select(func.count()).select_from(takeovers.takeover))) == 0
    kept = await store.read(lambda db: set(db.scalars(select(sessions.session.c.id))))
    assert kept == {*lately, sits, gone}


async def test_used_up_link_stays_so_after_its_session_was_forgotten(visitor: Visitor) -> None:
    created = await visitor.create(max_uses=1)
    session = await visitor.enter(created.url)
    ago = now_ms() - KEPT_MS - DAY_MS
    await visitor.show.store.write(lambda db: sessions.change(db, session, expires_at=ago))
    await forgetting.forget(visitor.show.store, KEPT_MS)
    assert await visitor.show.store.read(lambda db: sessions.find(db, session)) is None
    link = await visitor.signed("GetLaunchLink", link_id=created.link_id)
    assert (link.state, link.used_count, link.uses) == (State.USED_UP, 1, [])


async def test_links_of_a_show_are_forgotten_after_its_deletion(visitor: Visitor) -> None:
    show, store = visitor.show, visitor.show.store
    session = await visitor.enter((await visitor.create()).url)
    await show.delete()

    async def left() -> int:
        await forgetting.forget(store, KEPT_MS)
        count = select(func.count()).select_from(links.launch_link)
        return await store.read(lambda db: db.scalar(count)) or 0

    assert await left() == 1
    ago = now_ms() - KEPT_MS - DAY_MS
    await store.write(lambda db: activities.change(db, show.id, deleted_at=ago))
    assert await left() == 1, "its opening is younger"
    await store.write(lambda db: db.execute(update(launches.launch).values(expires_at=ago)))
    assert await left() == 0
    assert await store.read(lambda db: sessions.find(db, session))
