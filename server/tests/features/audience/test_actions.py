"""The calls about the audience, through the signed door, on both databases."""

from collections.abc import Iterator
from typing import Any

import pytest
from kaibo.activity import table as activities
from kaibo.features.audience import table
from kaibo.features.audience.table import Change
from kaibo.session.role import Role
from kaibo.store import Store
from kaibo.talk import people

from tests.gateway.door import Caller, serving
from tests.show import TAB, Show

pytestmark = pytest.mark.anyio
FIRST = 1_700_000_000_000
UNKNOWN = (404, "ResourceNotFound.Activity")


@pytest.fixture
def callers(store_url: str) -> Iterator[tuple[Caller, Caller]]:
    with serving(store_url) as both:
        yield both


@pytest.fixture
def caller(callers: tuple[Caller, Caller]) -> Caller:
    return callers[0]


@pytest.fixture
async def show(caller: Caller, store: Store) -> Show:
    activity_id = caller.call("CreateActivityAPIV2", Name="A show")["ActivityId"]
    found = await store.read(lambda db: activities.find(db, activity_id))
    assert found
    return Show(store, activity_id, found.account)


async def watch(show: Show, viewer: str, online: bool = True, at: int = 0, address: str = "") -> None:
    """Let a viewer come or go, `at` so many ms."""
    change = Change(show.id, viewer, online, address)
    await show.store.write(lambda db: table.write(db, [change], FIRST + at))


def number(caller: Caller, show: Show) -> tuple[int, int]:
    told = caller.call("GetRealTimeOnlineNumberAPI", ActivityId=show.id)
    return told["RealPopularity"], told["FakePopularity"]


def on_stage(caller: Caller, show: Show) -> Any:
    return caller.call("GetLinkUserAmount", "2023-08-01", ActivityId=show.id)["LinkUserAmount"]


def users(caller: Caller, show: Show, status: int = 1, **more: object) -> Any:
    return caller.call("ListActivityUsers", "2023-08-01", ActivityId=show.id, SearchStatus=status, **more)


def ids(listed: Any) -> list[int]:
    return [user["UserId"] for user in listed["UserMsgs"]]


async def test_new_show_has_no_audience(caller: Caller, show: Show) -> None:
    assert number(caller, show) == (0, 0)
    assert on_stage(caller, show) == 0
    assert users(caller, show) == {
        "PageNumber": 1,
        "PageSize": 50,
        "TotalCount": 0,
        "OnlineUserCount": 0,
        "TotalUserCount": 0,
        "UserMsgs": [],
    }


async def test_present_viewers_are_counted_and_past_ones_are_listed(caller: Caller, show: Show) -> None:
    for at, viewer in enumerate("abc"):
        await watch(show, viewer, at=at, address="192.0.2.7")
    await watch(show, "b", online=False, at=9)
    assert number(caller, show) == (2, 0)
    listed = users(caller, show)
    assert (listed["OnlineUserCount"], listed["TotalUserCount"], listed["TotalCount"]) == (2, 3, 3)
    assert ids(listed) == [people.number(viewer) for viewer in "cba"]
    assert [user["OnlineStatus"] for user in listed["UserMsgs"]] == [1, 0, 1]
    assert listed["UserMsgs"][0] == {
        "UserId": people.number("c"),
        "UserName": "",
        "ExternalUserId": "",
        "IsPresenter": 0,
        "OnlineStatus": 1,
        "IP": "192.0.2.7",
        "SilenceStatus": 0,
        "IsBannedUser": 0,
        "IsBannedIP": 0,
        "AudienceGroupId": 0,
        "UserCookie": 0,
        "UserCredit": 0,
        "ShiftScreenNumber": 0,
        "MuteNumber": 0,
        "NoInteractNumber": 0,
    }


async def test_stage_count_has_guests_with_a_place_and_the_connected_holder(caller: Caller, show: Show) -> None:
    await watch(show, "a")
    host, guest = await show.host(), await show.guest()
    assert on_stage(caller, show) == 1
    await show.call(guest, "JoinStage", tab=TAB)
    assert on_stage(caller, show) == 2
    await show.connect(host, False)
    assert on_stage(caller, show) == 1
    await show.call(guest, "LeaveStage", tab=TAB)
    assert on_stage(caller, show) == 0
    await show.connect(host)
    await show.connect(await show.join(Role.HOST))
    assert on_stage(caller, show) == 1, "a host without the seat is not on the stage"


async def test_list_has_the_host_then_guests_then_viewers_in_pages(caller: Caller, show: Show) -> None:
    guests = [await show.guest(name) for name in ("陈一鸣", "Ada")]
    host = await show.host()
    for guest in guests:
        await show.call(guest, "JoinStage", tab=TAB)
    await show.connect(guests[1], False)
    for at, viewer in enumerate("abcd"):
        await watch(show, viewer, at=at)
    whole = users(caller, show)
    assert ids(whole) == [people.number(one) for one in (host, *guests, *"dcba")]
    assert [user["IsPresenter"] for user in whole["UserMsgs"]] == [1, 0, 0, 0, 0, 0, 0]
    assert [user["OnlineStatus"] for user in whole["UserMsgs"]] == [1, 1, 0, 1, 1, 1, 1]
    assert [user["UserName"] for user in whole["UserMsgs"]] == ["", "陈一鸣", "Ada", "", "", "", ""]
    assert (whole["TotalCount"], whole["OnlineUserCount"], whole["TotalUserCount"]) == (7, 4, 4)
    pages = [users(caller, show, PageNumber=page, PageSize=2) for page in range(1, 6)]
    assert [ids(page) for page in pages] == [ids(whole)[at : at + 2] for at in (0, 2, 4, 6, 8)]
    assert {page["TotalCount"] for page in pages} == {7}


async def test_search_by_name_finds_guests_and_by_group_the_host(caller: Caller, show: Show) -> None:
    guest, host = await show.guest("Ada"), await show.host()
    await show.call(guest, "JoinStage", tab=TAB)
    await watch(show, "a")
    assert ids(users(caller, show, SearchName="aD")) == [people.number(guest)]
    assert users(caller, show, SearchName="Bob")["TotalCount"] == 0
    assert len(ids(users(caller, show, SearchAudienceGroupId=0))) == 3
    assert ids(users(caller, show, SearchAudienceGroupId=7)) == [people.number(host)]


async def test_removed_guest_is_listed_until_the_undo(caller: Caller, show: Show) -> None:
    guest, host = await show.guest("Ada"), await show.host()
    await watch(show, "a")
    await show.call(host, "RemoveGuest", tab=TAB, session_id=guest)
    out = users(caller, show, 3)
    assert ids(out) == [people.number(guest)]
    assert (out["TotalCount"], out["TotalUserCount"], out["UserMsgs"][0]["UserName"]) == (1, 1, "Ada")
    assert users(caller, show, 3, SearchName="bob")["UserMsgs"] == []
    await show.call(host, "RestoreGuest", tab=TAB, session_id=guest)
    assert users(caller, show, 3)["UserMsgs"] == []
    for status in (2, 4, 5):
        assert (users(caller, show, status)["TotalCount"], users(caller, show, status)["UserMsgs"]) == (0, [])


async def test_other_account_and_deleted_show_get_unknown_activity(callers: tuple[Caller, Caller], show: Show) -> None:
    mine, other = callers

    def refused(by: Caller) -> set[tuple[int, str]]:
        return {
            by.refused("GetRealTimeOnlineNumberAPI", ActivityId=show.id),
            by.refused("GetLinkUserAmount", "2023-08-01", ActivityId=show.id),
            by.refused("ListActivityUsers", "2023-08-01", ActivityId=show.id, SearchStatus=1),
        }

    assert refused(other) == {UNKNOWN}
    await watch(show, "a")
    await show.delete()
    assert refused(mine) == {UNKNOWN}


async def test_wrong_parameter_is_named(caller: Caller, show: Show) -> None:
    for more, code in (
        ({}, "MissingParameter"),
        ({"SearchStatus": 0}, "InvalidParameter.SearchStatus"),
        ({"SearchStatus": 6}, "InvalidParameter.SearchStatus"),
        ({"SearchStatus": 1, "PageNumber": 0}, "InvalidParameter.PageNumber"),
        ({"SearchStatus": 1, "PageSize": 101}, "InvalidParameter.PageSize"),
    ):
        assert caller.refused("ListActivityUsers", "2023-08-01", ActivityId=show.id, **more) == (400, code), more


async def test_audience_calls_work_by_get_too(caller: Caller, show: Show) -> None:
    query = f"&ActivityId={show.id}&SearchStatus=1&PageSize=1"
    for action, version in (
        ("GetRealTimeOnlineNumberAPI", "2020-06-01"),
        ("GetLinkUserAmount", "2023-08-01"),
        ("ListActivityUsers", "2023-08-01"),
    ):
        assert caller.send(action, version, method="GET", query=query).status_code == 200
