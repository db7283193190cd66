"""Configuration, status and listings, through the signed door, on both databases."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kaibo.activity import table
from kaibo.activity.status import Status
from sqlalchemy import create_engine

from tests.gateway.door import Caller, answering


@pytest.fixture
def new(store_url: str) -> Iterator[Callable[[], Caller]]:
    with answering(store_url) as made:
        yield made


@pytest.fixture
def caller(new: Callable[[], Caller]) -> Caller:
    return new()


def create(caller: Caller, **fields: Any) -> int:
    return int(caller.call("CreateActivityAPIV2", **{"Name": "show", **fields})["ActivityId"])


def become(store_url: str, activity: int, **values: Any) -> None:
    """Set the status, as the reconciler does after a look."""
    engine = create_engine(store_url)
    with engine.begin() as db:
        table.change(db, activity, **values)
    engine.dispose()


def test_written_configuration_is_read_back_whole(caller: Caller) -> None:
    now = int(time.time())
    made = create(
        caller,
        LiveTime=now + 60,
        EndTime=now + 3600,
        CoverImage="//a/c.png",
        VerticalCoverImage="//a/v.png",
        IsLinkMicEnable=1,
        LiveLayout=2,
        SiteTags=[{"Index": 1, "Value": "tea"}],
        AutoStartConfig={"RepeatType": 2},
        CreatorName="kept",
    )
    read = caller.call("GetActivityBasicConfigAPI", ActivityId=made)
    assert (read["Name"], read["LiveTime"], read["EndTime"]) == ("show", now + 60, now + 3600)
    assert (read["CoverImageUrl"], read["VerticalCoverImageUrl"]) == ("//a/c.png", "//a/v.png")
    assert (read["IsLinkMicEnable"], read["LiveLayout"], read["AutoStartConfig"]["RepeatType"]) == (1, 2, 2)
    assert (read["Announcement"], read["IsTimeShift"], read["LanguageType"]) == ("", 0, [])
    assert caller.call("UpdateActivityBasicConfigAPI", **read)["Status"] == 2
    assert caller.call("GetActivityBasicConfigAPI", ActivityId=made) == read
    written = {**read, "Name": " 新名 ", "Announcement": "hello", "PlayerTopType": [1, 2], "IsPCHeaderImageEnable": 1}
    written["RiskWarningSetting"] = {"IsRiskWarningEnable": 1, "RiskWarningTitle": "t"}
    caller.call("UpdateActivityBasicConfigAPI", **written)
    again = caller.call("GetActivityBasicConfigAPI", ActivityId=made)
    assert (again["Name"], again["Announcement"], again["PlayerTopType"]) == ("新名", "hello", [1, 2])
    assert (again["IsPCHeaderImageEnable"], again["RiskWarningSetting"]["RiskWarningTitle"]) == (1, "t")
    assert caller.call("GetActivityAPI", ActivityId=made)["Name"] == "新名"


def test_missing_field_returns_to_its_default(caller: Caller) -> None:
    now = int(time.time())
    made = create(caller, EndTime=now + 3600, CoverImage="//a/c.png", SiteTags=[{"Index": 1, "Value": "tea"}])
    caller.call("UpdateActivityBasicConfigAPI", ActivityId=made, Name="bare")
    read = caller.call("GetActivityBasicConfigAPI", ActivityId=made)
    assert (read["EndTime"], read["CoverImageUrl"], read["SiteTags"]) == (0, "", [])
    # The server follows the database's clock. A slow reading of it is a little off.
    assert now - 5 <= read["LiveTime"] <= now + 60
    assert caller.call("ListActivityAPI", SiteTagNews=[{"Index": 1, "Value": ["tea"]}])["TotalItemCount"] == 0
    assert caller.refused("UpdateActivityBasicConfigAPI", ActivityId=made) == (400, "MissingParameter")
    for body, name in (
        ({"Name": " "}, "Name"),
        ({"Name": "x", "EndTime": now - 5}, "EndTime"),
        ({"Name": "x", "IsAutoEndEnable": 1}, "EndTime"),
        ({"Name": "x", "Announcement": "x" * 2001}, "Announcement"),
        ({"Name": "x", "SiteTags": [{"Value": "x" * 201}]}, "SiteTags.0.Value"),
    ):
        refused = caller.refused("UpdateActivityBasicConfigAPI", ActivityId=made, **body)
        assert refused == (400, f"InvalidParameter.{name}")


def test_start_time_stays_while_the_show_is_on_air(caller: Caller, store_url: str) -> None:
    made = create(caller, LiveTime=1_700_000_000)
    become(store_url, made, status=int(Status.LIVE), live_requested=True)
    frozen = (400, "InvalidParameter.LiveTime")
    body: dict[str, Any] = {"ActivityId": made, "Name": "x"}
    starts: list[dict[str, Any]] = [{}, {"LiveTime": 1_700_000_000}]
    assert caller.refused("UpdateActivityBasicConfigAPI", **body, LiveTime=1_700_000_060) == frozen
    for start in starts:
        assert caller.call("UpdateActivityBasicConfigAPI", **body, **start)["Status"] == 1
        assert caller.call("GetActivityAPI", ActivityId=made)["LiveTime"] == 1_700_000_000


def test_status_is_restored_and_the_preview_locked(caller: Caller, store_url: str) -> None:
    made = create(caller)

    def update(value: int) -> Any:
        return caller.patiently(
            "UpdateActivityStatusAPI", "2020-06-01", {"ActivityId": made, "IsStreamViewEnable": value}
        )

    assert update(4).json()["Result"] == {"ActivityId": 0, "ActivityIdStr": "", "Status": 0}
    assert caller.call("GetActivityAPI", ActivityId=made)["IsLockPreview"] == 1
    assert caller.call("ListActivityAPI", IsLockPreview=1)["TotalItemCount"] == 1
    assert caller.call("ListActivityAPI", IsLockPreview=0)["TotalItemCount"] == 0
    become(store_url, made, status=int(Status.LIVE), live_requested=True)
    assert update(3).json()["ResponseMetadata"]["Error"]["Code"] == "ResourceConflict.Live"
    assert update(5).status_code == 200
    become(store_url, made, status=int(Status.OVER), live_requested=False)
    assert update(3).status_code == 200
    read = caller.call("GetActivityAPI", ActivityId=made)
    assert (read["Status"], read["IsLockPreview"]) == (2, 0)
    for value in (0, 2, 6):
        code = update(value).json()["ResponseMetadata"]["Error"]["Code"]
        assert code == "InvalidParameter.IsStreamViewEnable"


def test_listings_filter_by_each_parameter(new: Callable[[], Caller]) -> None:
    caller = new()
    tags = [{"Index": 1, "Value": "tea"}, {"Index": 2, "Value": "north"}]
    one = create(caller, Name="Tea 1%", LiveTime=1_700_000_000, LiveMode=2, SiteTags=tags)
    two = create(caller, Name="Coffee", LiveTime=1_800_000_000, LiveLayout=2, SiteTags=tags[:1], ViewUrlPath="beans")
    for wish, found in (
        ({}, [two, one]),
        ({"Name": "1%"}, [one]),
        ({"Name": "TEA"}, [one]),
        ({"LiveTime": 1_700_000_001}, [two]),
        ({"LiveMode": 2}, [one]),
        ({"LiveLayout": 2}, [two]),
        ({"Status": 2}, [two, one]),
        ({"Status": 4}, []),
        ({"LiveReviewStatus": 1}, []),
        ({"SearchActivityId": str(one)}, [one]),
        ({"ViewPageUrl": "http://localhost:8780/w/Beans/"}, [two]),
        ({"SiteTagNews": [{"Index": 1, "Value": ["tea", "x"]}]}, [two, one]),
        ({"SiteTagNews": [{"Index": 1, "Value": ["tea"]}, {"Index": 2, "Value": ["north"]}]}, [one]),
        ({"SiteTagNews": [{"Index": 2, "Value": ["tea"]}]}, []),
        ({"SiteTagNews": [{"Index": 2, "Value": []}]}, [two, one]),
        ({"SortBy": "LiveTime", "SortOrder": "asc"}, [one, two]),
        ({"SortBy": "Name"}, [one, two]),
        ({"SortBy": "create_time", "SortOrder": "Asc"}, [one, two]),
        ({"PageNo": 2, "PageItemCount": 1}, [one]),
    ):
        listed = caller.call("ListActivityAPI", **wish)
        assert [item["Id"] for item in listed["Activities"]] == found, wish
        if "PageNo" not in wish:
            assert listed["TotalItemCount"] == len(found), wish
    for wish, name in (
        ({"SortBy": "Colour"}, "SortBy"),
        ({"SortOrder": "up"}, "SortOrder"),
        ({"PageNo": 1001}, "PageNo"),
        ({"SearchActivityId": "x"}, "SearchActivityId"),
    ):
        assert caller.refused("ListActivityAPI", **wish) == (400, f"InvalidParameter.{name}")
    cached = caller.call("ListActivityByCacheAPI", Name="tea", SiteTagNews=[{"Index": 2, "Value": ["north"]}])
    assert [item["Id"] for item in cached["Activities"]] == [one]


def test_totals_follow_creation_and_deletion(new: Callable[[], Caller]) -> None:
    caller, other = new(), new()
    made = [create(caller) for _ in range(3)]
    create(other)
    caller.call("DeleteActivityAPI", ActivityId=made[0])
    listed = caller.call("ListActivityAPI")
    assert (listed["TotalItemCount"], len(listed["Activities"])) == (2, 2)
    assert caller.refused("DeleteActivityAPI", ActivityId=made[0]) == (404, "ResourceNotFound.Activity")
    assert caller.call("ListActivityAPI")["TotalItemCount"] == 2


def test_copy_takes_over_every_field_that_is_not_sent(caller: Caller) -> None:
    old = create(caller, CoverImage="//a/c.png", LiveMode=2, IsLinkMicEnable=1, SiteTags=[{"Index": 1, "Value": "tea"}])
    copy = create(caller, Name="again", OldId=old, LiveLayout=2)
    read = caller.call("GetActivityAPI", ActivityId=copy)
    assert (read["Name"], read["CoverImage"], read["LiveMode"], read["LiveLayout"]) == ("again", "//a/c.png", 2, 2)
    assert read["EndTime"] == 0
    assert caller.call("GetActivityBasicConfigAPI", ActivityId=copy)["IsLinkMicEnable"] == 1
    assert caller.call("ListActivityAPI", SiteTagNews=[{"Index": 1, "Value": ["tea"]}])["TotalItemCount"] == 2
    assert caller.refused("CreateActivityAPIV2", Name="x", OldId=5) == (404, "ResourceNotFound.Activity")
    assert caller.call("CreateActivityAPI", Name="the older name")["Status"] == 2


def test_only_the_requested_parts_are_returned(caller: Caller) -> None:
    made = create(caller, Name="x")
    assert caller.call("GetCustomActMsgAPI", ActivityId=made) == {
        "ActMsg": None,
        "ActBasicMsg": None,
        "ActStreamMsg": None,
        "RealTimeOnlineNumber": None,
    }
    flags = ("NeedActMsg", "NeedActBasicMsg", "NeedActStreamMsg", "NeedRealTimeOnlineNumber")
    wanted: dict[str, Any] = dict.fromkeys(flags, 1)
    whole = caller.call("GetCustomActMsgAPI", ActivityId=made, **wanted)
    assert whole["ActMsg"] == caller.call("GetActivityAPI", ActivityId=made)
    assert whole["ActBasicMsg"]["Name"] == "x"
    assert whole["ActStreamMsg"] == {"LineDetails": []}
    assert whole["RealTimeOnlineNumber"] == {"RealPopularity": 0, "FakePopularity": 0}


def test_shows_on_air_are_found_by_an_index(caller: Caller, store_url: str) -> None:
    """The server asks this every other second, for any number of activities."""
    live, wanted, _ = create(caller), create(caller), create(caller)
    become(store_url, live, status=int(Status.LIVE), live_requested=True)
    become(store_url, wanted, live_requested=True)
    engine = create_engine(store_url)
    with engine.begin() as db:
        assert {show.id for show in table.active(db)} == {live, wanted}
        if engine.dialect.name == "sqlite":  # PostgreSQL plans by size: it reads three rows without an index
            text = str(table.ACTIVE.compile(engine))
            plan = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}").all()
            assert "ix_activity_on_air" in str(plan), plan
    engine.dispose()
