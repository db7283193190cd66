"""The calls about activities, through the signed door, on both databases."""

import time
from collections.abc import Iterator

import pytest
from kaibo.activity.table import find
from kaibo.cluster import installation
from sqlalchemy import create_engine, text

from tests.gateway.door import Caller, serving


@pytest.fixture
def caller(store_url: str) -> Iterator[Caller]:
    with serving(store_url) as (made, _):
        yield made


def test_created_activity_is_read_back(caller: Caller) -> None:
    now = int(time.time())
    cover = "//images.example.com/c.png"
    activity = caller.call(
        "CreateActivityAPIV2",
        Name="新豆品鉴会",
        LiveTime=now + 60,
        EndTime=now + 3600,
        ViewUrlPath="Tasting1",
        CoverImage=cover,
        LiveMode=2,
        SiteTags=[{"Index": 1, "Value": "coffee"}],
    )
    assert activity["ActivityIdStr"] == str(activity["ActivityId"])
    assert 10**15 < activity["ActivityId"] < 2**53
    assert activity["Status"] == 2
    assert activity["ViewUrl"] == "http://localhost:8780/w/tasting1"
    read = caller.call("GetActivityAPI", ActivityId=activity["ActivityId"])
    assert (read["Name"], read["LiveTime"], read["EndTime"]) == ("新豆品鉴会", now + 60, now + 3600)
    assert (read["CoverImage"], read["LiveMode"], read["Status"]) == (cover, 2, 2)
    listed = caller.call("ListActivityAPI")["Activities"]
    assert listed[0]["SiteTags"] == [{"Index": 1, "Value": "coffee"}]


@pytest.mark.parametrize("previous", [False, True])
def test_rooms_of_a_new_activity_have_a_name_that_every_server_knows(store_url: str, previous: bool) -> None:
    engine = create_engine(store_url)
    if previous:
        lease = text("INSERT INTO server (id, lease_until) VALUES ('old', :until)")
        with engine.begin() as db:
            db.execute(lease, {"until": int(time.time() * 1000) + 3_600_000})
    with serving(store_url) as (caller, _):
        made = [caller.call(name, Name="x")["ActivityId"] for name in ("CreateActivityAPI", "CreateActivityAPIV2")]
    with engine.begin() as db:
        named, own = [find(db, activity) for activity in made], "" if previous else installation.find(db)
    engine.dispose()
    assert [show.room_names for show in named if show] == [own, own]


def test_impossible_time_or_path_is_refused(caller: Caller) -> None:
    now = int(time.time())
    for body, code in (
        ({}, "MissingParameter"),
        ({"Name": ""}, "InvalidParameter.Name"),
        ({"Name": "  "}, "InvalidParameter.Name"),
        ({"Name": "x" * 151}, "InvalidParameter.Name"),
        ({"Name": "x", "LiveTime": now + 10, "EndTime": now + 5}, "InvalidParameter.EndTime"),
        ({"Name": "x", "EndTime": now - 5}, "InvalidParameter.EndTime"),
        ({"Name": "x", "LiveTime": now, "EndTime": now + 259_201}, "InvalidParameter.EndTime"),
        ({"Name": "x", "IsAutoEndEnable": 1}, "InvalidParameter.EndTime"),
        ({"Name": "x", "ViewUrlPath": "a-b"}, "InvalidParameter.ViewUrlPath"),
        ({"Name": "x", "ViewUrlPath": "a" * 21}, "InvalidParameter.ViewUrlPath"),
    ):
        assert caller.refused("CreateActivityAPIV2", **body) == (400, code), body


def test_view_path_belongs_to_one_activity_in_any_case(caller: Caller) -> None:
    caller.call("CreateActivityAPIV2", Name="one", ViewUrlPath="Show")
    assert caller.refused("CreateActivityAPIV2", Name="two", ViewUrlPath="sHOW") == (
        409,
        "ResourceConflict.ViewUrlPath",
    )


def test_listing_pages_and_filters(caller: Caller) -> None:
    ids = [caller.call("CreateActivityAPIV2", Name=f"Show {n} 100%")["ActivityId"] for n in range(5)]
    first = caller.call("ListActivityAPI", PageItemCount=2)
    assert [activity["Id"] for activity in first["Activities"]] == ids[:-3:-1]
    assert first["TotalItemCount"] == 5
    last = caller.call("ListActivityAPI", PageNo=3, PageItemCount=2)
    assert [activity["Id"] for activity in last["Activities"]] == ids[:1]
    assert caller.call("ListActivityAPI", Name="sHOW 3")["TotalItemCount"] == 1
    assert caller.call("ListActivityAPI", Name="100%")["TotalItemCount"] == 5
    assert caller.call("ListActivityAPI", Name="_")["TotalItemCount"] == 0
    assert caller.call("ListActivityAPI", Status=1)["TotalItemCount"] == 0
    assert caller.call("ListActivityAPI", SearchActivityId=str(ids[2]))["Activities"][0]["Id"] == ids[2]
    assert caller.refused("ListActivityAPI", PageNo=1001, PageItemCount=10) == (400, "InvalidParameter.PageNo")
    assert caller.refused("ListActivityAPI", PageNo=0) == (400, "InvalidParameter.PageNo")


def test_deleted_activity_is_unknown_and_its_path_is_free(caller: Caller) -> None:
    activity_id = caller.call("CreateActivityAPIV2", Name="one", ViewUrlPath="show")["ActivityId"]
    gone = caller.call("DeleteActivityAPI", ActivityId=activity_id)
    assert (gone["ActivityId"], gone["ActivityIdStr"]) == (activity_id, str(activity_id))
    assert caller.refused("GetActivityAPI", ActivityId=activity_id) == (404, "ResourceNotFound.Activity")
    assert caller.refused("DeleteActivityAPI", ActivityId=activity_id) == (404, "ResourceNotFound.Activity")
    assert caller.call("ListActivityAPI")["TotalItemCount"] == 0
    caller.call("CreateActivityAPIV2", Name="two", ViewUrlPath="show")


def test_new_activity_has_no_airings(caller: Caller) -> None:
    activity_id = caller.call("CreateActivityAPIV2", Name="one")["ActivityId"]
    assert caller.call("ListAnActivityStartAndEndTimeAPI", ActivityId=activity_id) == {"StartAndEndTime": []}
