"""Listings by the SDKs: each supported filter, in both actions."""

import time
from dataclasses import dataclass
from typing import Any

import pytest
import volcenginesdklivesaas as rooms
import volcenginesdklivesaas20230801 as brands

from tests.sdk.client import Key, Refusal, Sdk, calls, unread

pytestmark = pytest.mark.anyio
BOTH = ["ListActivityAPI", "ListActivityByCacheAPI"]


@dataclass
class Shows:
    """Three shows of an account. `old` is plain, `new` has every field, and `mine` belongs to a sub-account."""

    old: int
    new: int
    mine: int
    brand: int
    live: int


async def shows(sdk: Sdk) -> Shows:
    live = int(time.time()) + 7200
    tags = [(1, "北京"), (2, "春")]
    named = brands.HostAccountForUpdateHostAccountInput(name="开播 Studio")
    brand = (await sdk.call(brands.UpdateHostAccountRequest(host_account=named))).host_account_id
    old = await sdk.create(
        "Zebra", site_tags=[rooms.SiteTagForCreateActivityAPIV2Input(index=1, value="上海")], live_time=live - 3600
    )
    new = await sdk.create(
        "发布会 100%",
        live_time=live,
        view_url_path="Newest",
        live_mode=2,
        live_layout=2,
        site_tags=[rooms.SiteTagForCreateActivityAPIV2Input(index=at, value=value) for at, value in tags],
        text_site_tags=[rooms.TextSiteTagForCreateActivityAPIV2Input(index=1, value="文")],
    )
    await sdk.call(brands.UpdateActivityHostAccountRequest(activity_id=new, host_account_id=brand))
    await sdk.call(rooms.UpdateActivityStatusAPIRequest(activity_id=new, is_stream_view_enable=4))
    key = await sdk.universal("CreateAccessKey", SubAccountName="陈一鸣")
    sub = sdk.by(Key(key["AccessKeyId"], key["SecretAccessKey"]))
    mine = await sub.create("alpha")
    listed = await sub.call(rooms.ListActivityAPIRequest())
    assert [activity.id for activity in listed.activities] == [mine]
    return Shows(old, new, mine, brand, live)


def tag(action: str, index: int, *values: str) -> Any:
    return getattr(rooms, f"SiteTagNewFor{action}Input")(index=index, name="城市", value=list(values))


@calls(*BOTH)
async def test_listed_activity_has_every_field(sdk: Sdk) -> None:
    made = await shows(sdk)
    for action in BOTH:
        listed = await sdk.call(getattr(rooms, f"{action}Request")(name="发布"))
        assert (listed.page_no, listed.page_item_count, listed.total_item_count) == (1, 10, 1)
        (one,) = listed.activities
        assert unread(listed) == set()
        assert (one.id, one.name, one.status, one.is_lock_preview) == (made.new, "发布会 100%", 2, 1)
        assert (one.live_time, one.stream_start_time, one.online_status) == (made.live, 0, 1)
        assert abs(one.create_time - time.time()) < 60
        assert (one.host_account_id, one.host_account_name) == (made.brand, "开播 Studio")
        assert (one.live_mode, one.live_layout, one.live_review_status) == (2, 2, 0)
        assert (one.sub_account_name, one.cover_image, one.vertical_cover_image) == ("admin@bytedance.com", "", "")
        assert one.view_url.endswith("/w/newest")
        assert [(t.index, t.value) for t in one.site_tags] == [(1, "北京"), (2, "春")]
        assert [(t.index, t.value) for t in one.text_site_tags] == [(1, "文")]


@pytest.mark.parametrize("action", BOTH)
async def test_each_filter_finds_its_activities(sdk: Sdk, action: str) -> None:
    made = await shows(sdk)
    everything = [made.mine, made.new, made.old]

    async def found(**asked: Any) -> list[int]:
        listed = await sdk.call(getattr(rooms, f"{action}Request")(**asked))
        ids = [activity.id for activity in listed.activities]
        assert listed.total_item_count == len(ids)
        return ids

    assert await found() == everything
    assert await found(name="ZEB") == [made.old]
    assert await found(name="%") == [made.new]
    assert await found(name="_") == []
    assert await found(status=0) == everything
    assert await found(status=2) == everything
    assert await found(status=4) == []
    assert await found(live_time=made.live - 3600) == [made.new, made.old]
    assert await found(live_time=made.live + 1) == []
    assert await found(is_lock_preview=1) == [made.new]
    assert await found(is_lock_preview=0) == [made.mine, made.old]
    assert await found(live_mode=2) == [made.new]
    assert await found(live_layout=1) == [made.mine, made.old]
    assert await found(host_account_id=made.brand) == [made.new]
    assert await found(host_account_id=made.brand + 1) == []
    assert await found(host_account_name="studio") == [made.new]
    assert await found(follower_user_name="陈一鸣") == [made.mine]
    assert await found(follower_user_name="admin@bytedance.com") == [made.new, made.old]
    assert await found(live_review_status=0) == everything
    assert await found(live_review_status=1) == []
    assert await found(site_tag_news=[tag(action, 1, "北京")]) == [made.new]
    assert await found(site_tag_news=[tag(action, 1, "北京", "上海")]) == [made.new, made.old]
    assert await found(site_tag_news=[tag(action, 1, "北京", "上海"), tag(action, 2, "春")]) == [made.new]
    assert await found(site_tag_news=[tag(action, 2, "北京")]) == []
    assert await found(name="发布", status=2, live_mode=2, is_lock_preview=1) == [made.new]


@pytest.mark.parametrize("action", BOTH)
async def test_listing_is_sorted_and_paged(sdk: Sdk, action: str) -> None:
    made = await shows(sdk)

    async def found(**asked: Any) -> tuple[list[int], int]:
        listed = await sdk.call(getattr(rooms, f"{action}Request")(**asked))
        assert (listed.page_no, listed.page_item_count) == (asked.get("page_no", 1), asked.get("page_item_count", 10))
        return [activity.id for activity in listed.activities], listed.total_item_count

    assert await found(sort_order="Asc") == ([made.old, made.new, made.mine], 3)
    assert await found(sort_by="CreateTime") == ([made.mine, made.new, made.old], 3)
    assert await found(sort_by="LiveTime") == ([made.new, made.old, made.mine], 3)
    assert await found(sort_by="LiveTime", sort_order="Asc") == ([made.mine, made.old, made.new], 3)
    by_name = (await found(sort_by="Name", sort_order="Asc"))[0]
    assert by_name == list(reversed((await found(sort_by="Name"))[0]))
    assert await found(page_no=1, page_item_count=2) == ([made.mine, made.new], 3)
    assert await found(page_no=2, page_item_count=2) == ([made.old], 3)
    assert await found(page_no=3, page_item_count=2) == ([], 3)
    for wrong, code in (
        ({"sort_by": "Colour"}, "InvalidParameter.SortBy"),
        ({"sort_order": "Up"}, "InvalidParameter.SortOrder"),
        ({"page_no": 101, "page_item_count": 100}, "InvalidParameter.PageNo"),
        ({"status": 9}, "InvalidParameter.Status"),
    ):
        assert await sdk.refused(getattr(rooms, f"{action}Request")(**wrong)) == Refusal(400, code)


async def test_activity_is_found_by_id_and_by_page(sdk: Sdk) -> None:
    made = await shows(sdk)

    async def found(**asked: Any) -> list[int]:
        listed = await sdk.call(rooms.ListActivityAPIRequest(**asked))
        return [activity.id for activity in listed.activities]

    url = (await sdk.call(rooms.GetActivityAPIRequest(activity_id=made.new))).view_url
    assert await found(search_activity_id=str(made.new)) == [made.new]
    assert await found(search_activity_id=str(made.new + 1)) == []
    assert await found(search_activity_id=str(made.new), name="zebra") == []
    assert await found(view_page_url=url) == [made.new]
    assert await found(view_page_url="newest") == [made.new]
    assert await found(view_page_url=f"{url}x") == []
    wrong = rooms.ListActivityAPIRequest(search_activity_id="abc")
    assert await sdk.refused(wrong) == Refusal(400, "InvalidParameter.SearchActivityId")
