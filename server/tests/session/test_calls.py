"""The calls of a session's page: what they change."""

import re

import pytest
from kaibo.activity import airings, table as activities
from kaibo.activity.errors import ShowNotLive
from kaibo.call import Limits
from kaibo.clock import now_ms
from kaibo.features.program.view import WatchPart, watch_part
from kaibo.session import admission, table as sessions
from kaibo.session.errors import NotOnStage, SessionEnded, StageFull, UnknownSession
from kaibo.session.table import public_name
from kaibo.session.viewer import Reading
from kaibo.store import Store
from kaibo.vault import fingerprint
from sqlalchemy import Connection

from tests.show import TAB, Show, make_show, public

pytestmark = pytest.mark.anyio


@pytest.fixture
async def show(store: Store) -> Show:
    return await make_show(store)


async def test_guest_joins_leaves_and_joins_again(show: Show) -> None:
    guest = await show.guest("小红")
    with pytest.raises(NotOnStage):
        await show.call(guest, "ConnectStage", tab=TAB)
    view = await show.call(guest, "JoinStage", tab=TAB)
    assert (view.session.on_stage, view.session.on_air) == (True, False)
    assert [(one.user_name, one.identity) for one in view.guests] == [("小红", f"guest-{public(guest)}")]
    assert view.identities.stage == f"guest-{public(guest)}"
    assert (await show.call(guest, "ConnectStage", tab=TAB)).token
    view = await show.call(guest, "LeaveStage", tab=TAB)
    assert (view.session.on_stage, view.guests, view.identities.stage) == (False, [], "")
    assert (await show.call(guest, "JoinStage", tab=TAB)).session.on_stage


async def test_only_hosts_and_the_own_page_see_a_session_id(show: Show) -> None:
    host, mine, other = await show.host(), await show.guest("小红"), await show.guest("小明")
    for guest in (mine, other):
        await show.call(guest, "JoinStage", tab=TAB)
        await show.call(guest, "ConnectStage", tab=TAB)
    await show.call(host, "GoLive", tab=TAB)
    await show.call(host, "ConnectStage", tab=TAB)
    await show.call(host, "ConnectProgram", tab=TAB)
    seen = await show.call(mine, "GetSession")
    assert [one.session_id for one in seen.guests] == [mine, ""]
    assert len({one.identity for one in seen.guests}) == 2
    told = seen.model_dump_json() + repr(show.granted)
    told += (await show.store.read(lambda db: watched(db, show))).model_dump_json()
    assert not [one for one in (host, other) if one.removeprefix("se_") in told]
    assert {one.session_id for one in (await show.call(host, "GetSession")).guests} == {mine, other}


def test_public_name_needs_the_secrets_hash() -> None:
    names = {public_name("se_a", fingerprint(secret)) for secret in ("one", "other")} | {public_name("se_b", "")}
    assert len(names) == 3
    assert all(re.fullmatch("[0-9a-f]{32}", name) for name in names)


def watched(db: Connection, show: Show) -> WatchPart:
    """Return what viewers see."""
    found = activities.find(db, show.id)
    assert found
    return watch_part(Reading(db, found, show.observed.of(db, show.id), now_ms(), show.limits))


async def test_freed_place_goes_to_another_guest(store: Store) -> None:
    show = await make_show(store, Limits(stage_cap=1))
    first, second = await show.guest(), await show.guest()
    await show.call(first, "JoinStage", tab=TAB)
    with pytest.raises(StageFull):
        await show.call(second, "JoinStage", tab=TAB)
    await show.call(first, "LeaveStage", tab=TAB)
    assert (await show.call(second, "JoinStage", tab=TAB)).session.on_stage


async def test_join_tokens_are_for_own_room_identity_and_sources(show: Show) -> None:
    host, guest = await show.host(), await show.guest("嘉宾")
    await show.call(guest, "JoinStage", tab=TAB)
    with pytest.raises(ShowNotLive):
        await show.call(host, "ConnectProgram", tab=TAB)
    await show.call(host, "GoLive", tab=TAB)
    await show.call(host, "ConnectProgram", tab=TAB)
    await show.call(host, "ConnectStage", tab=TAB)
    await show.call(guest, "ConnectStage", tab=TAB)
    program, stage, other = show.granted
    assert (program.room, program.identity) == (show.program, f"program-{public(host)}-1")
    assert (program.sources, program.subscribe) == (("camera", "microphone"), False)
    assert (stage.room, stage.identity) == (show.stage, f"host-{public(host)}-1")
    assert (other.room, other.identity, other.name) == (show.stage, f"guest-{public(guest)}", "嘉宾")
    assert other.sources == ("camera", "microphone", "screen_share", "screen_share_audio")
    assert other.subscribe
    assert not any(grant.hidden for grant in show.granted)


async def test_guest_waits_for_the_hosts_word(show: Show) -> None:
    host, guest = await show.host(), await show.guest()
    assert not (await show.call(guest, "JoinStage", tab=TAB)).session.on_air
    view = await show.call(host, "SetGuestOnAir", tab=TAB, session_id=guest, on_air=True)
    assert [one.on_air for one in view.guests] == [True]
    assert (await show.call(guest, "GetSession")).session.on_air


async def test_raised_hand_is_lowered_when_the_guest_comes_on(show: Show) -> None:
    host, guest = await show.host(), await show.guest()
    await show.call(guest, "JoinStage", tab=TAB)
    await show.call(guest, "RaiseHand", tab=TAB, raised=True)
    view = await show.call(host, "SetGuestOnAir", tab=TAB, session_id=guest, on_air=False)
    assert view.guests[0].hand_time, "only the answer to the hand lowers it"
    view = await show.call(host, "SetGuestOnAir", tab=TAB, session_id=guest, on_air=True)
    assert [(one.on_air, one.hand_time) for one in view.guests] == [(True, 0)]


async def test_removed_guest_is_out_and_their_link_is_blocked(show: Show) -> None:
    host = await show.host()
    guest, same_link, other = [await show.guest(link=link) for link in ("ln_a", "ln_a", "ln_b")]
    for one in (guest, same_link, other):
        await show.call(one, "JoinStage", tab=TAB)
    view = await show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    assert {one.session_id for one in view.guests} == {same_link, other}
    assert [one.session_id for one in view.removed] == [guest]
    seen = await show.call(guest, "GetSession")
    assert (seen.session.end_reason, seen.session.on_stage, seen.identities.stage) == ("removed", False, "")
    assert seen.removed == []
    for name in ("JoinStage", "ConnectStage", "LeaveStage"):
        with pytest.raises(SessionEnded):
            await show.call(guest, name, tab=TAB)
    assert await show.store.read(lambda db: admission.is_blocked(db, "ln_a"))
    assert not await show.store.read(lambda db: admission.is_blocked(db, "ln_b"))


async def test_removal_can_be_undone(show: Show) -> None:
    host, guest = await show.host(), await show.guest(link="ln_a")
    await show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    await show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    view = await show.call(host, "RestoreGuest", tab=TAB, session_id=guest)
    assert view.removed == []
    assert not await show.store.read(lambda db: admission.is_blocked(db, "ln_a"))
    assert (await show.call(guest, "GetSession")).session.end_reason == ""


async def test_link_stays_blocked_until_every_removal_is_undone(show: Show) -> None:
    host = await show.host()
    first, second = await show.guest(link="ln_a"), await show.guest(link="ln_a")
    for guest in (first, second):
        await show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    await show.call(host, "RestoreGuest", tab=TAB, session_id=first)
    assert await show.store.read(lambda db: admission.is_blocked(db, "ln_a"))


async def test_only_guests_of_this_show_can_be_removed(show: Show) -> None:
    host, another = await show.host(), await make_show(show.store)
    for session in (host, await another.guest(), "se_nobody"):
        with pytest.raises(UnknownSession):
            await show.call(host, "RemoveGuest", tab=TAB, session_id=session)


async def test_deleted_show_is_over_for_everyone(show: Show) -> None:
    host, guest = await show.host(), await show.guest()
    await show.call(guest, "JoinStage", tab=TAB)
    await show.delete()
    for session in (host, guest):
        view = await show.call(session, "EnterSession", tab=TAB)
        assert view.session.end_reason == "deleted"
        assert (view.identities.stage, view.identities.program, view.publisher) == ("", "", "")
        with pytest.raises(SessionEnded):
            await show.call(session, "ConnectStage", tab=TAB)


async def test_session_lives_exactly_until_it_expires(show: Show) -> None:
    host = await show.host()
    mine = await show.session(host)
    assert mine.lives(mine.expires_at - 1)
    assert not mine.lives(mine.expires_at)
    show.late_ms = 3_600_000
    view = await show.call(host, "EnterSession", tab=TAB)
    assert view.session.end_reason == "expired"
    with pytest.raises(SessionEnded):
        await show.call(host, "GoLive", tab=TAB)


async def test_view_has_the_start_of_the_airing(show: Show) -> None:
    host = await show.host()
    assert (await show.call(host, "GetSession")).activity.start_time == 0
    await show.store.write(lambda db: airings.begin(db, show.id, 5_000))
    view = await show.call(host, "GetSession")
    assert (view.activity.start_time, view.activity.order_number) == (5, 1)


async def test_place_ends_with_its_session(store: Store) -> None:
    show = await make_show(store, Limits(stage_cap=1))
    host, first, second = await show.host(), await show.guest("first"), await show.guest("second")
    await show.call(first, "JoinStage", tab=TAB)
    with pytest.raises(StageFull):
        await show.call(second, "JoinStage", tab=TAB)
    await store.write(lambda db: sessions.change(db, first, expires_at=show.now()))
    assert (await show.call(host, "GetSession")).guests == []
    await show.call(second, "JoinStage", tab=TAB)
    await show.call(second, "ConnectStage", tab=TAB)
    assert [guest.session_id for guest in (await show.call(host, "GetSession")).guests] == [second]


async def test_activity_with_a_guest_is_known_at_start(show: Show) -> None:
    guest = await show.guest()
    assert show.id not in await show.store.read(sessions.with_guests)
    await show.call(guest, "JoinStage", tab=TAB)
    assert show.id in await show.store.read(sessions.with_guests)


async def test_newest_guest_cannot_connect_after_places_were_reduced(store: Store) -> None:
    show = await make_show(store, Limits(stage_cap=3))
    guests = [await show.guest(f"g{number}") for number in range(3)]
    for guest in guests:
        await show.call(guest, "JoinStage", tab=TAB)
        show.late_ms += 1
    show.limits = Limits(stage_cap=2)
    for guest in guests[:2]:
        assert (await show.call(guest, "ConnectStage", tab=TAB)).token
    with pytest.raises(StageFull):
        await show.call(guests[2], "ConnectStage", tab=TAB)
    await show.call(guests[0], "LeaveStage", tab=TAB)
    assert (await show.call(guests[2], "ConnectStage", tab=TAB)).token
