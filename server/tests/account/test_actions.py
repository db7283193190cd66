"""Keys, their scopes and sub-accounts, through the signed door, on both databases."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kaibo.account import table
from kaibo.vault import Vault
from sqlalchemy import create_engine, update

from tests.gateway.door import Caller, answering

V = "2026-12-01"
DENIED = (403, "AccessDenied")


@pytest.fixture
def new(store_url: str) -> Iterator[Callable[[], Caller]]:
    with answering(store_url) as made:
        yield made


def key(caller: Caller, **fields: Any) -> Caller:
    """Make a caller with another key of the same account."""
    created_key = caller.call("CreateAccessKey", V, **fields)
    return Caller(caller.http, created_key["AccessKeyId"], created_key["SecretAccessKey"], account=caller.account)


def let_expire(store_url: str, key_id: str) -> None:
    """Let a key be at its end for long."""
    engine = create_engine(store_url)
    with engine.begin() as db:
        db.execute(update(table.access_key).where(table.access_key.c.id == key_id).values(expires_at=1))
    engine.dispose()


def test_key_is_made_listed_changed_and_deleted(new: Callable[[], Caller]) -> None:
    caller = new()
    soon = int(time.time()) + 3600
    other = key(caller, Name=" robot ", Actions=["Get*"], ActivityIds=[5], ExpireTime=soon)
    listed = caller.call("ListAccessKeys", V)
    assert listed["TotalCount"] == 2
    found = next(access_key for access_key in listed["AccessKeys"] if access_key["AccessKeyId"] == other.key)
    assert (found["Name"], found["Actions"], found["ActivityIds"]) == ("robot", ["Get*"], [5])
    assert (found["Enable"], found["ExpireTime"], found["SecretTail"]) == (1, soon, other.secret[-4:])
    assert other.secret not in str(listed)
    assert caller.call("UpdateAccessKey", V, AccessKeyId=other.key, Enable=0, Name="off") == {"Status": True}
    found = next(
        access_key
        for access_key in caller.call("ListAccessKeys", V)["AccessKeys"]
        if access_key["AccessKeyId"] == other.key
    )
    assert (found["Enable"], found["Name"], found["Actions"]) == (0, "off", ["Get*"])
    caller.call("DeleteAccessKey", V, AccessKeyId=other.key)
    assert caller.call("ListAccessKeys", V, PageSize=1)["TotalCount"] == 1
    assert caller.refused("DeleteAccessKey", V, AccessKeyId=other.key) == (404, "ResourceNotFound.AccessKey")


def test_disabled_deleted_or_expired_key_is_refused(new: Callable[[], Caller], store_url: str) -> None:
    caller = new()
    off, gone, over = key(caller), key(caller), key(caller, ExpireTime=int(time.time()) + 60)
    for one in (off, gone, over):
        assert one.call("ListActivityAPI")
    caller.call("UpdateAccessKey", V, AccessKeyId=off.key, Enable=0)
    caller.call("DeleteAccessKey", V, AccessKeyId=gone.key)
    let_expire(store_url, over.key)
    caller.expire_keys()
    for one in (off, gone, over):
        assert one.refused("ListActivityAPI") == (401, "InvalidAccessKey")
    caller.call("UpdateAccessKey", V, AccessKeyId=off.key, Enable=1)
    caller.call("UpdateAccessKey", V, AccessKeyId=over.key, ExpireTime=0)
    caller.expire_keys()
    assert off.call("ListActivityAPI")
    assert over.call("ListActivityAPI")


def test_narrow_key_does_only_what_it_may(new: Callable[[], Caller]) -> None:
    caller = new()
    mine, other = (caller.call("CreateActivityAPIV2", Name=name)["ActivityId"] for name in ("mine", "other"))
    reader = key(caller, Actions=["Get*", "ListActivityAPI"])
    assert reader.call("GetActivityAPI", ActivityId=other)
    assert reader.call("ListActivityAPI")["TotalItemCount"] == 2
    assert reader.refused("DeleteActivityAPI", ActivityId=mine) == DENIED
    one_show = key(caller, ActivityIds=[mine])
    assert one_show.call("GetActivityAPI", ActivityId=mine)
    assert one_show.refused("GetActivityAPI", ActivityId=other) == DENIED
    assert one_show.refused("ListActivityAPI") == DENIED, "the call names no activity"
    assert one_show.refused("CreateActivityAPIV2", Name="x") == DENIED
    for narrow in (reader, one_show):
        for name, body in (
            ("CreateAccessKey", {}),
            ("ListAccessKeys", {}),
            ("UpdateAccessKey", {"AccessKeyId": narrow.key, "Actions": []}),
            ("DeleteAccessKey", {"AccessKeyId": caller.key}),
        ):
            assert narrow.refused(name, V, **body) == DENIED, name
    every = key(caller, Actions=["*"])
    assert every.refused("CreateAccessKey", V) == DENIED, "a list without a filter is also a list"


def test_sub_account_sees_its_own_shows_and_the_main_account_sees_all(new: Callable[[], Caller]) -> None:
    main = new()
    sales, training = key(main, SubAccountName="sales"), key(main, SubAccountName="training")
    ours = main.call("CreateActivityAPIV2", Name="main's")["ActivityId"]
    theirs = sales.call("CreateActivityAPIV2", Name="sales'")["ActivityId"]
    unknown = (404, "ResourceNotFound.Activity")
    for name in ("GetActivityAPI", "GetActivityBasicConfigAPI", "DeleteActivityAPI", "GetDownloadLiveClientAPI"):
        assert training.refused(name, ActivityId=theirs) == unknown, name
        assert sales.refused(name, ActivityId=ours) == unknown, name
    assert sales.call("GetActivityAPI", ActivityId=theirs)["OwnerSubAccount"] == "sales"
    assert main.call("GetActivityAPI", ActivityId=theirs)["OwnerSubAccount"] == "sales"
    assert main.call("GetActivityAPI", ActivityId=ours)["OwnerSubAccount"] == "admin@bytedance.com"
    assert [activity["Id"] for activity in sales.call("ListActivityAPI")["Activities"]] == [theirs]
    assert sales.call("ListActivityAPI")["TotalItemCount"] == 1
    assert training.call("ListActivityAPI")["TotalItemCount"] == 0
    listed = main.call("ListActivityAPI")
    assert {activity["Id"]: activity["SubAccountName"] for activity in listed["Activities"]} == {
        ours: "admin@bytedance.com",
        theirs: "sales",
    }
    assert listed["TotalItemCount"] == 2
    for name, found in (("sales", [theirs]), ("admin@bytedance.com", [ours]), ("nobody", [])):
        answer = main.call("ListActivityAPI", FollowerUserName=name)
        assert [activity["Id"] for activity in answer["Activities"]] == found
    assert sales.refused("CreateAccessKey", V) == DENIED
    sales.call("DeleteActivityAPI", ActivityId=theirs)
    assert main.call("ListActivityAPI")["TotalItemCount"] == 1


def test_wrong_parameter_is_named(new: Callable[[], Caller]) -> None:
    caller, stranger = new(), new()
    for body, code in (
        ({"Actions": ["a b"]}, "InvalidParameter.Actions.0"),
        ({"Actions": ["x"] * 101}, "InvalidParameter.Actions"),
        ({"ActivityIds": ["x"]}, "InvalidParameter.ActivityIds.0"),
        ({"ExpireTime": 5}, "InvalidParameter.ExpireTime"),
        ({"Name": "x" * 65}, "InvalidParameter.Name"),
    ):
        assert caller.refused("CreateAccessKey", V, **body) == (400, code)
    mine = (400, "InvalidParameter.AccessKeyId")
    assert caller.refused("UpdateAccessKey", V, AccessKeyId=caller.key, Enable=0) == mine
    assert caller.refused("DeleteAccessKey", V, AccessKeyId=caller.key) == mine
    unknown = (404, "ResourceNotFound.AccessKey")
    assert stranger.refused("UpdateAccessKey", V, AccessKeyId=caller.key, Name="x") == unknown
    assert stranger.refused("DeleteAccessKey", V, AccessKeyId=caller.key) == unknown


def test_account_has_a_hundred_keys_at_most(new: Callable[[], Caller], store_url: str) -> None:
    caller, vault = new(), Vault(bytes(32))
    engine = create_engine(store_url)
    with engine.begin() as db:
        mine = table.own_key(db, caller.account, caller.key)
        for _ in range(99):
            table.create_key(db, vault, mine.owner, 0)
    engine.dispose()
    assert caller.refused("CreateAccessKey", V) == (409, "ResourceConflict.TooMany")


def test_last_use_of_a_key_is_written_at_the_end(store_url: str) -> None:
    with answering(store_url) as new:
        caller = new()
        caller.call("ListActivityAPI")
        before = int(time.time() * 1000)
    engine = create_engine(store_url)
    with engine.begin() as db:
        used = table.own_key(db, caller.account, caller.key).last_used_at
    engine.dispose()
    assert abs(used - before) < 5000
