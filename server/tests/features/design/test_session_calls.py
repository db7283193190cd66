"""The design of a show by the studio's door: rights, revisions, earlier shows, and what the audit log has."""

from typing import Any

import pytest
from kaibo.activity import table as activities
from kaibo.activity.brand import table as brands
from kaibo.activity.errors import UnknownActivity
from kaibo.app import SESSION
from kaibo.call import Owner
from kaibo.clock import now_ms
from kaibo.errors import AccessDenied
from kaibo.features.design import designs, session_calls, table
from kaibo.features.design.check import checked
from kaibo.features.design.errors import DesignChanged
from kaibo.session import table as sessions
from kaibo.session.errors import MovedToAnotherTab, SeatTaken
from kaibo.session.role import Role
from kaibo.store import Store
from sqlalchemy import Connection

from tests.features.design.designed import first, titled
from tests.show import TAB, Show, make_show

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(store: Store) -> Show:
    return await make_show(store)


async def put(show: Show, session: str, title: str, revision: int, tab: str = TAB) -> int:
    """Write a design with this title from a studio. Return the new revision."""
    answer = await show.call(session, "PutShowDesign", tab=tab, design=titled(title), revision=revision)
    return int(answer.revision)


async def test_host_writes_and_the_view_names_the_revision(show: Show) -> None:
    host = await show.host()
    assert (await show.call(host, "GetSession")).design.revision == 0
    assert (await show.call(host, "GetShowDesign")).design == first()
    assert await put(show, host, "one", 0) == 1
    assert await put(show, host, "two", 1) == 2
    assert (await show.call(host, "GetSession")).design.revision == 2
    kept = await show.call(host, "GetShowDesign")
    assert (kept.revision, kept.design["sources"]["title"]["title"]) == (2, "two")


async def test_host_without_the_seat_reads_and_writes_not(show: Show) -> None:
    holder, other = await show.host(), await show.host()
    await put(show, holder, "mine", 0)
    assert (await show.call(other, "GetShowDesign")).revision == 1
    for name, fields in (
        ("PutShowDesign", {"design": titled("theirs"), "revision": 1}),
        ("CopyShowDesign", {"from_activity_id": show.id}),
        ("ListEarlierShows", {}),
    ):
        with pytest.raises(SeatTaken):
            await show.call(other, name, tab=TAB, **fields)
    assert (await show.call(holder, "GetShowDesign")).revision == 1


async def test_only_the_acting_tab_writes(show: Show) -> None:
    host = await show.host()
    with pytest.raises(MovedToAnotherTab):
        await put(show, host, "other", 0, tab="another-tab-of-it")


async def test_guest_has_no_part_in_the_design(show: Show) -> None:
    host, guest = await show.host(), await show.guest()
    await put(show, host, "secret", 0)
    for name in [action.name for action in SESSION if action.function.__module__ == session_calls.__name__]:
        with pytest.raises(AccessDenied):
            await show.call(guest, name, tab=TAB, design=first(), revision=1, from_activity_id=1)
    assert (await show.call(guest, "GetSession")).design is None


async def test_new_holder_goes_on_with_the_design(show: Show) -> None:
    holder, other = await show.host(), await show.host()
    await put(show, holder, "before", 0)
    await show.take_over(other)
    with pytest.raises(SeatTaken):
        await put(show, holder, "late", 1)
    assert await put(show, other, "after", 1) == 2


async def test_stale_studio_is_refused(show: Show) -> None:
    host = await show.host()
    await put(show, host, "one", 0)
    with pytest.raises(DesignChanged, match="its revision is 1"):
        await put(show, host, "two", 0)
    assert await put(show, host, "one", 0) == 1, "the same design again is the repetition of a lost answer"


async def test_audit_log_has_one_line_an_hour_for_a_studio(show: Show) -> None:
    host, noted = await show.host(), []
    await show.store.write(lambda db: sessions.change(db, host, expires_at=now_ms() + 2 * designs.NOTE_MS))

    async def note(title: str, revision: int) -> None:
        before = await noted_at(show)
        await put(show, host, title, revision)
        noted.append(await noted_at(show) != before)

    for at in range(3):
        await note(f"drag {at}", at)
    show.late_ms += designs.NOTE_MS
    for at in range(3, 5):
        await note(f"drag {at}", at)
    assert noted == [True, False, False, True, False]


async def noted_at(show: Show) -> int:
    row = await show.store.read(lambda db: table.of(db, show.id))
    return row.noted_at if row else 0


async def of_house(show: Show, house: int | None, name: str, live_time: int, account: str = "", sub: str = "") -> int:
    """Make another show with a design. Return its id."""

    def work(db: Connection) -> int:
        owner = Owner(account or show.account, sub)
        made = activities.create(db, owner, now_ms(), name=name, live_time=live_time)
        activities.change(db, made.id, host_account=house)
        table.put(db, made.id, 0, {"document": titled_text(name), "changed_at": 1})
        return made.id

    return await show.store.write(work)


def titled_text(title: str) -> str:
    return checked(titled(title))


async def house(show: Show, name: str = "House") -> int:
    """Make a host account. Return its id."""

    looks = {"avatar_url": "", "home_url": "", "is_follow_enable": 0}
    return await show.store.write(lambda db: brands.create(db, show.account, now_ms(), name=name, **looks))


async def join(show: Show, to: int) -> None:
    await show.store.write(lambda db: activities.change(db, show.id, host_account=to))


async def earlier(show: Show, host: str) -> list[Any]:
    return [one.activity_id for one in (await show.call(host, "ListEarlierShows", tab=TAB)).shows]


async def test_host_starts_from_an_earlier_show_of_the_same_house(show: Show) -> None:
    host, mine = await show.host(), await house(show)
    await join(show, mine)
    old = await of_house(show, mine, "old", 1_000_000)
    late = await of_house(show, mine, "late", 2_000_000)
    listed = (await show.call(host, "ListEarlierShows", tab=TAB)).shows
    assert [(one.activity_id, one.name, one.live_time) for one in listed] == [(late, "late", 2000), (old, "old", 1000)]
    assert (await show.call(host, "CopyShowDesign", tab=TAB, from_activity_id=old)).revision == 1
    assert (await show.call(host, "GetShowDesign")).design["sources"]["title"]["title"] == "old"


async def test_list_tells_how_an_earlier_show_looks(show: Show) -> None:
    host, mine = await show.host(), await house(show)
    await join(show, mine)
    made = await of_house(show, mine, "Spring Launch", 1)
    newer = await of_house(show, mine, "Spring of tomorrow", 2)
    await show.store.write(lambda db: table.put(db, newer, 1, {"document": '{"v": 2}'}))
    [one] = (await show.call(host, "ListEarlierShows", tab=TAB)).shows
    shown, ground = first()["air"]["scene"], first()["brand"]["background"]
    assert (one.activity_id, one.scenes, one.template) == (made, len(first()["scenes"]), shown)
    assert one.colours == [ground["first"], ground["last"]]
    for search, found in (("ｓpring", [made]), (" launch ", [made]), ("%", []), ("autumn", [])):
        shows = (await show.call(host, "ListEarlierShows", tab=TAB, search=search)).shows
        assert [each.activity_id for each in shows] == found, search


async def test_host_sees_no_other_teams_show(show: Show) -> None:
    host, mine, theirs = await show.host(), await house(show), await house(show, "Other")
    other = await make_show(show.store)
    hidden = [
        await of_house(show, theirs, "another house", 1),
        await of_house(show, None, "no house", 1),
        await of_house(show, mine, "another sub-account", 1, sub="team"),
        await of_house(show, mine, "another account", 1, account=other.account),
        show.id,
        5,
    ]
    gone = await of_house(show, mine, "deleted", 1)
    row = await show.store.read(lambda db: activities.find(db, gone))
    assert row
    await show.store.write(lambda db: activities.remove(db, row, now_ms()))
    for belongs in (False, True):
        if belongs:
            await join(show, mine)
        assert await earlier(show, host) == []
        for one in (*hidden, gone):
            with pytest.raises(UnknownActivity):
                await show.call(host, "CopyShowDesign", tab=TAB, from_activity_id=one)
    assert (await show.call(host, "GetShowDesign")).revision == 0


async def test_list_of_earlier_shows_is_short(show: Show) -> None:
    host, mine = await show.host(), await house(show)
    await join(show, mine)
    made = [await of_house(show, mine, f"show {at}", at * 1000) for at in range(session_calls.MOST_EARLIER + 3)]
    assert await earlier(show, host) == made[: -session_calls.MOST_EARLIER - 1 : -1]


def test_every_call_of_the_studio_is_a_hosts() -> None:
    for name in ("PutShowDesign", "CopyShowDesign", "ListEarlierShows"):
        action = SESSION.find(name, "2026-12-01")
        assert (action.by, action.seat) == (frozenset({Role.HOST}), True)
