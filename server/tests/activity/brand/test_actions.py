"""Host accounts through the signed door, on both databases."""

from collections.abc import Iterator

import pytest

from tests.gateway.door import Caller, serving

NEW, OLD = "2023-08-01", "2020-06-01"


@pytest.fixture
def callers(store_url: str) -> Iterator[tuple[Caller, Caller]]:
    with serving(store_url) as made:
        yield made


def brand(caller: Caller, name: str, **fields: object) -> int:
    return int(caller.call("UpdateHostAccount", NEW, HostAccount={"Name": name, **fields})["HostAccountId"])


def test_host_account_is_made_changed_listed_and_deleted(callers: tuple[Caller, Caller]) -> None:
    mine, other = callers
    tea = brand(
        mine, "茶 Tea", AvatarUrl="//images.example.com/t.png", HomeUrl="https://tea.example.com", IsFollowEnable=1
    )
    coffee = brand(mine, "Coffee")
    listed = mine.call("ListHostAccounts", NEW)
    assert [account["Id"] for account in listed["HostAccounts"]] == [coffee, tea]
    assert listed["TotalItemCount"] == 2
    found = listed["HostAccounts"][1]
    assert (found["Name"], found["AvatarUrl"], found["IsFollowEnable"]) == ("茶 Tea", "//images.example.com/t.png", 1)
    assert mine.call("ListHostAccounts", NEW, HostAccountName="tEA")["TotalItemCount"] == 1
    assert mine.call("ListHostAccounts", NEW, HostAccountId=coffee)["HostAccounts"][0]["Name"] == "Coffee"
    assert mine.call("ListHostAccounts", NEW, PageNo=2, PageItemCount=1)["HostAccounts"][0]["Id"] == tea
    changed = {
        "HostAccount": {"Id": tea, "Name": "Green tea"},
        "GetFollowDataUrl": "https://a",
        "UpdateFollowDataUrl": "https://b",
    }
    assert mine.call("UpdateHostAccount", NEW, **changed) == {"HostAccountId": tea}
    listed = mine.call("ListHostAccounts", NEW)
    assert (listed["HostAccounts"][1]["Name"], listed["HostAccounts"][1]["AvatarUrl"]) == ("Green tea", "")
    assert (listed["GetFollowDataUrl"], listed["UpdateFollowDataUrl"]) == ("https://a", "https://b")
    assert other.call("ListHostAccounts", NEW)["TotalItemCount"] == 0
    unknown = (404, "ResourceNotFound.HostAccount")
    assert other.refused("UpdateHostAccount", NEW, HostAccount={"Id": tea, "Name": "x"}) == unknown
    assert other.refused("DeleteHostAccount", NEW, HostAccountId=tea) == unknown
    assert mine.call("DeleteHostAccount", NEW, HostAccountId=tea) == {"Status": True}
    assert mine.refused("DeleteHostAccount", NEW, HostAccountId=tea) == unknown
    assert mine.refused("UpdateHostAccount", NEW, HostAccount={}) == (400, "MissingParameter")


def test_show_is_given_under_a_host_account(callers: tuple[Caller, Caller]) -> None:
    mine, other = callers
    tea, coffee = brand(mine, "Tea"), brand(mine, "Coffee")
    show, plain = (mine.call("CreateActivityAPIV2", Name=name)["ActivityId"] for name in ("show", "plain"))
    give = ("UpdateActivityHostAccount", NEW)
    assert mine.call(*give, ActivityId=show, HostAccountId=tea, IsBusinessAccountEnable=1) == {"Status": True}
    assert [one["Id"] for one in mine.call("ListHostAccountAPI", OLD, ActivityId=show)["HostAccount"]] == [tea]
    assert mine.call("ListHostAccountAPI", OLD, ActivityId=plain)["TotalItemCount"] == 0
    assert mine.call("ListHostAccountAPI", OLD, ActivityId=show, HostAccountId=coffee)["TotalItemCount"] == 0
    assert mine.call("ListHostAccountAPI", OLD)["TotalItemCount"] == 2
    for wish in ({"HostAccountId": tea}, {"HostAccountName": "te"}):
        listed = mine.call("ListActivityAPI", **wish)
        assert [activity["Id"] for activity in listed["Activities"]] == [show]
        assert (listed["Activities"][0]["HostAccountId"], listed["Activities"][0]["HostAccountName"]) == (tea, "Tea")
    unknown = (404, "ResourceNotFound.HostAccount")
    theirs = other.call("CreateActivityAPIV2", Name="theirs")["ActivityId"]
    assert other.refused(*give, ActivityId=theirs, HostAccountId=tea) == unknown
    copy = mine.call("CreateActivityAPIV2", Name="copy", OldId=show)["ActivityId"]
    assert mine.call("ListHostAccountAPI", OLD, ActivityId=copy)["TotalItemCount"] == 1
    mine.call("DeleteHostAccount", NEW, HostAccountId=tea)
    assert mine.call("ListHostAccountAPI", OLD, ActivityId=show)["TotalItemCount"] == 0
    mine.call(*give, ActivityId=show, HostAccountId=coffee)
    mine.call(*give, ActivityId=show)
    assert mine.call("ListActivityAPI", HostAccountId=coffee)["TotalItemCount"] == 0
