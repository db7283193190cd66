"""Access keys by universal calls of the SDK and by the older one: create, list, narrow, disable, delete."""

import asyncio
import time
from typing import Any

import pytest
import volcenginesdklivesaas as rooms
import volcenginesdklivesaas20230801 as links
from kaibo.account import keys
from volcenginesdkcore.rest import ApiException

from tests.sdk.client import OURS, Key, Refusal, Sdk, calls

pytestmark = pytest.mark.anyio
SECONDS = 6
DENIED = Refusal(403, "AccessDenied")
READ = rooms.ListActivityAPIRequest()


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server remember a key for a moment only."""
    monkeypatch.setattr(keys, "SECONDS", 0.3)


async def narrowed(sdk: Sdk, **scope: Any) -> Sdk:
    created_key = await sdk.universal("CreateAccessKey", **scope)
    assert created_key.keys() == {"AccessKeyId", "SecretAccessKey"}
    return sdk.by(Key(created_key["AccessKeyId"], created_key["SecretAccessKey"]))


async def works(sdk: Sdk) -> bool:
    try:
        await sdk.call(READ)
    except ApiException:
        return False
    return True


async def soon(sdk: Sdk, wanted: bool) -> None:
    """Wait until a key works, or stops working. A change takes as long as the server remembers a key."""
    async with asyncio.timeout(SECONDS):
        while True:
            if await works(sdk) is wanted:
                return
            await asyncio.sleep(0.1)


@calls("CreateAccessKey", "ListAccessKeys")
async def test_key_is_listed_as_created(sdk: Sdk) -> None:
    show, end = await sdk.create(), int(time.time()) + 3600
    scope: dict[str, Any] = {"Actions": ["Get*", "ListActivityAPI"], "ActivityIds": [show]}
    created_key = await sdk.universal("CreateAccessKey", Name="后端", SubAccountName="陈一鸣", ExpireTime=end, **scope)
    for method in ("POST", "GET"):
        told = await sdk.universal("ListAccessKeys", method=method, PageNumber=1, PageSize=20)
        assert (told["PageNumber"], told["PageSize"], told["TotalCount"]) == (1, 20, 2)
        assert {key["AccessKeyId"] for key in told["AccessKeys"]} == {sdk.key.id, created_key["AccessKeyId"]}
        (one,) = [key for key in told["AccessKeys"] if key["AccessKeyId"] == created_key["AccessKeyId"]]
        assert abs(one.pop("CreateTime") - time.time()) < 60
        assert one == {
            "AccessKeyId": created_key["AccessKeyId"],
            "Name": "后端",
            "SubAccountName": "陈一鸣",
            "SecretTail": created_key["SecretAccessKey"][-4:],
            "Enable": 1,
            **scope,
            "ExpireTime": end,
            "LastUsedTime": 0,
        }
    assert (await sdk.universal("ListAccessKeys", PageNumber=2, PageSize=2))["AccessKeys"] == []


@calls("UpdateAccessKey", "DeleteAccessKey")
async def test_disabled_or_deleted_key_is_refused(sdk: Sdk) -> None:
    off, gone, narrow = await narrowed(sdk), await narrowed(sdk), await narrowed(sdk, Actions=["Get*"])
    assert [await works(one) for one in (off, gone, narrow)] == [True, True, False]
    assert await sdk.universal("UpdateAccessKey", AccessKeyId=off.key.id, Enable=0) == {"Status": True}
    assert await sdk.universal("DeleteAccessKey", AccessKeyId=gone.key.id) == {"Status": True}
    assert await sdk.universal("UpdateAccessKey", AccessKeyId=narrow.key.id, Actions=["*"]) == {"Status": True}
    await asyncio.gather(soon(off, False), soon(gone, False), soon(narrow, True))
    for one in (off, gone):
        assert await one.refused(READ) == Refusal(401, "InvalidAccessKey")
    listed = (await sdk.universal("ListAccessKeys"))["AccessKeys"]
    assert {key["AccessKeyId"]: key["Enable"] for key in listed} == {sdk.key.id: 1, off.key.id: 0, narrow.key.id: 1}
    with pytest.raises(ApiException) as unknown:
        await sdk.universal("DeleteAccessKey", AccessKeyId=gone.key.id)
    assert unknown.value.status == 404
    await sdk.universal("UpdateAccessKey", AccessKeyId=off.key.id, Enable=1)
    await soon(off, True)


async def test_key_cannot_change_itself(sdk: Sdk) -> None:
    wishes: list[tuple[str, dict[str, Any]]] = [("DeleteAccessKey", {}), ("UpdateAccessKey", {"Enable": 0})]
    for name, more in wishes:
        with pytest.raises(ApiException) as refused:
            await sdk.universal(name, AccessKeyId=sdk.key.id, **more)
        assert refused.value.status == 400
    assert (await sdk.call(READ)).total_item_count == 0


@calls("CreateAccessKey")
async def test_narrowed_key_does_only_what_it_may(sdk: Sdk) -> None:
    show, other = await sdk.create(), await sdk.create()
    reader = await narrowed(sdk, Actions=["Get*"])
    one_only = await narrowed(sdk, ActivityIds=[show])
    get = rooms.GetActivityAPIRequest
    assert (await reader.call(get(activity_id=show))).id == show
    assert await reader.refused(READ) == DENIED
    assert await reader.refused(rooms.DeleteActivityAPIRequest(activity_id=show)) == DENIED
    assert (await one_only.call(links.GetDownloadLiveClientRequest(activity_id=show))).url
    assert await one_only.refused(get(activity_id=other)) == DENIED
    assert await one_only.refused(READ) == DENIED, "the call names no activity"
    for key in (reader, one_only, await narrowed(sdk, SubAccountName="陈一鸣")):
        for name in ("CreateAccessKey", "ListAccessKeys"):
            with pytest.raises(ApiException) as refused:
                await key.universal(name)
            assert refused.value.status == 403


async def test_older_sdk_creates_and_deletes_keys(sdk: Sdk) -> None:
    form = {"Name": "旧", "Actions": ["Get*", "List*"], "ExpireTime": int(time.time()) + 60}
    created_key = await sdk.old().form("CreateAccessKey", OURS, **form)
    told = await sdk.old().get("ListAccessKeys", OURS, PageSize=1, PageNumber=1)
    (newest,) = told["AccessKeys"]
    assert (newest["AccessKeyId"], newest["Name"]) == (created_key["AccessKeyId"], "旧")
    assert (newest["Actions"], newest["ExpireTime"]) == (form["Actions"], form["ExpireTime"])
    old = sdk.old(Key(created_key["AccessKeyId"], created_key["SecretAccessKey"]))
    assert (await old.get("ListActivityAPI", "2020-06-01"))["Activities"] == []
    assert await old.refused("ListHostAccountAPI", "2020-06-01", PageNo=0) == "InvalidParameter.PageNo"
    changed = await sdk.old().json("UpdateAccessKey", OURS, AccessKeyId=created_key["AccessKeyId"], Name="新")
    assert changed == {"Status": True}
    gone = await sdk.old().form("DeleteAccessKey", OURS, AccessKeyId=created_key["AccessKeyId"])
    assert gone == {"Status": True}
