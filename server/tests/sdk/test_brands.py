"""Host accounts by the SDKs: create, list, change, give to a show, delete."""

import time

import pytest
import volcenginesdklivesaas as rooms
import volcenginesdklivesaas20230801 as brands

from tests.running import Running
from tests.sdk.client import Refusal, Sdk, calls, unread

pytestmark = pytest.mark.anyio
NOT_FOUND = Refusal(404, "ResourceNotFound.HostAccount")


async def brand(sdk: Sdk, name: str, **fields: object) -> int:
    given = brands.HostAccountForUpdateHostAccountInput(name=name, **fields)
    return int((await sdk.call(brands.UpdateHostAccountRequest(host_account=given))).host_account_id)


@calls("UpdateHostAccount", "ListHostAccounts", "ListHostAccountAPI")
async def test_host_accounts_are_listed_as_written(sdk: Sdk) -> None:
    first = await brand(sdk, "开播")
    other = await brand(sdk, "Other", avatar_url="https://example.com/a.png", home_url="https://example.com/")
    assert await brand(sdk, "开播 Studio", id=first, is_follow_enable=1) == first
    named = brands.HostAccountForUpdateHostAccountInput(id=other, name="Other")
    follow = {"get_follow_data_url": "https://example.com/r", "update_follow_data_url": "https://example.com/w"}
    await sdk.call(brands.UpdateHostAccountRequest(host_account=named, **follow))
    listed = await sdk.call(brands.ListHostAccountsRequest())
    assert unread(listed) == set()
    assert (listed.page_no, listed.page_item_count, listed.total_item_count) == (1, 10, 2)
    assert (listed.get_follow_data_url, listed.update_follow_data_url) == tuple(follow.values())
    newest, oldest = listed.host_accounts
    assert (newest.id, newest.name, newest.avatar_url, newest.home_url) == (other, "Other", "", "")
    assert (oldest.id, oldest.name, oldest.is_follow_enable) == (first, "开播 Studio", 1)
    assert abs(oldest.create_time - time.time()) < 60
    older = await sdk.call(rooms.ListHostAccountAPIRequest())
    assert unread(older) == set()
    assert [one.to_dict() for one in older.host_account] == [account.to_dict() for account in listed.host_accounts]
    assert (older.page_no, older.page_item_count, older.total_item_count) == (1, 10, 2)


async def test_host_accounts_are_searched_and_paged(sdk: Sdk) -> None:
    first, other = await brand(sdk, "开播 Studio"), await brand(sdk, "100%")
    for asked, wanted in (
        ({"host_account_id": first}, [first]),
        ({"host_account_id": first + 1000}, []),
        ({"host_account_name": "studio"}, [first]),
        ({"host_account_name": "%"}, [other]),
        ({"page_no": 2, "page_item_count": 1}, [first]),
    ):
        listed = await sdk.call(brands.ListHostAccountsRequest(**asked))
        older = await sdk.call(rooms.ListHostAccountAPIRequest(**asked))
        assert [account.id for account in listed.host_accounts] == [one.id for one in older.host_account] == wanted
        assert listed.total_item_count == older.total_item_count


@calls("UpdateActivityHostAccount", "DeleteHostAccount")
async def test_show_keeps_a_host_account_until_it_is_deleted(sdk: Sdk) -> None:
    mine, show = await brand(sdk, "开播"), await sdk.create()
    under = rooms.ListHostAccountAPIRequest(activity_id=show)
    listing = rooms.ListActivityAPIRequest(host_account_name="开播")

    async def told() -> tuple[list[int], list[str]]:
        listed = await sdk.call(listing)
        one = [one.id for one in (await sdk.call(under)).host_account]
        return one, [activity.host_account_name for activity in listed.activities]

    assert await told() == ([], [])
    given = brands.UpdateActivityHostAccountRequest(
        activity_id=show, host_account_id=mine, is_business_account_enable=1
    )
    assert (await sdk.call(given)).status is True
    assert await told() == ([mine], ["开播"])
    assert (await sdk.call(brands.UpdateActivityHostAccountRequest(activity_id=show))).status is True
    assert await told() == ([], [])
    await sdk.call(given)
    assert (await sdk.call(brands.DeleteHostAccountRequest(host_account_id=mine))).status is True
    assert await told() == ([], [])
    read = (await sdk.call(rooms.ListActivityAPIRequest())).activities
    assert [(one.host_account_id, one.host_account_name) for one in read] == [(0, "")]
    assert await sdk.refused(given) == NOT_FOUND
    assert await sdk.refused(brands.DeleteHostAccountRequest(host_account_id=mine)) == NOT_FOUND


async def test_other_accounts_host_account_is_unknown(sdk: Sdk, server: Running) -> None:
    mine, other = await brand(sdk, "开播"), await Sdk.of(server)
    show = await other.create()
    named = brands.HostAccountForUpdateHostAccountInput(id=mine, name="x")
    for ask in (
        brands.UpdateHostAccountRequest(host_account=named),
        brands.DeleteHostAccountRequest(host_account_id=mine),
        brands.UpdateActivityHostAccountRequest(activity_id=show, host_account_id=mine),
    ):
        assert await other.refused(ask) == NOT_FOUND
    assert (await other.call(brands.ListHostAccountsRequest())).host_accounts == []
