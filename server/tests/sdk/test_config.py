"""The basic configuration by the SDK, written and read whole, and the call for parts of an activity."""

import re
import time
from typing import Any

import pytest
import volcenginesdklivesaas as rooms

from tests.sdk.client import Refusal, Sdk, calls, unread

pytestmark = pytest.mark.anyio
Input, Output = rooms.UpdateActivityBasicConfigAPIRequest, rooms.GetActivityBasicConfigAPIResponse
NOT_WRITTEN = {"account_id", "activity_id", "live_time", "end_time", "is_auto_end_enable", "name"}
READ_ONLY = {"live_layout", "bind_account_level_group_name", "cover_image_url_default", "thumb_up_effect_default_urls"}
UNSET = {"auto_start_config", "risk_warning_setting"}
"""Objects that no caller wrote."""
PARTS = {
    "need_act_msg": "act_msg",
    "need_act_basic_msg": "act_basic_msg",
    "need_act_stream_msg": "act_stream_msg",
    "need_real_time_online_number": "real_time_online_number",
}


def value(kind: str, at: int) -> Any:
    """Make a value of the SDK's type. Each `at` gives another value."""
    if kind == "int":
        return at + 1
    if kind == "str":
        return f"字 {at}"
    if inner := re.fullmatch(r"list\[(.+)\]", kind):
        return [value(inner[1], at), value(inner[1], at + 1)]
    model = getattr(rooms, kind)
    return model(**{name: value(field, at + 1) for name, field in model.swagger_types.items()})


def full(activity: int, live: int) -> Any:
    """Make a configuration with a value in every field."""
    fields = {n: value(k, at) for at, (n, k) in enumerate(Input.swagger_types.items()) if n not in NOT_WRITTEN}
    times = {"live_time": live, "end_time": live + 3600, "is_auto_end_enable": 1}
    return Input(activity_id=activity, name="全部", **times, **fields)


def filled(given: Any) -> Any:
    """Return a model's fields with a value, as plain data."""
    if isinstance(given, list):
        return [filled(item) for item in given]
    if not hasattr(given, "swagger_types"):
        return given
    return {name: filled(getattr(given, name)) for name in given.swagger_types if getattr(given, name) is not None}


def back(read: Any) -> Any:
    """Turn an answer into a request: the fields that the SDK has in both."""
    fields = {}
    for name, kind in Input.swagger_types.items():
        given = getattr(read, name)
        inner = re.search(r"\w+Input", kind)
        if inner and given is not None:
            model = getattr(rooms, inner[0])
            many = given if isinstance(given, list) else [given]
            made = [model(**{one: getattr(item, one) for one in model.swagger_types}) for item in many]
            given = made if isinstance(given, list) else made[0]
        fields[name] = given
    return Input(**fields)


async def read(sdk: Sdk, activity: int) -> Any:
    return await sdk.call(rooms.GetActivityBasicConfigAPIRequest(activity_id=activity))


@calls("UpdateActivityBasicConfigAPI", "GetActivityBasicConfigAPI")
async def test_every_field_reads_back_and_can_be_written_back(sdk: Sdk) -> None:
    live = int(time.time()) + 3600
    activity_id = await sdk.create()
    ask = full(activity_id, live)
    done = await sdk.call(ask)
    assert (done.activity_id, done.activity_id_str, done.status) == (activity_id, str(activity_id), 2)
    first = await read(sdk, activity_id)
    assert unread(first) == set()
    told, wrote = filled(first), filled(ask) | {"account_id": 0}
    assert {name: told[name] for name in wrote} == wrote
    assert told.keys() - wrote.keys() == READ_ONLY
    await sdk.call(back(first))
    assert filled(await read(sdk, activity_id)) == told
    found = rooms.SiteTagNewForListActivityAPIInput(index=ask.site_tags[0].index, value=[ask.site_tags[0].value])
    listed = await sdk.call(rooms.ListActivityAPIRequest(site_tag_news=[found]))
    assert [activity.id for activity in listed.activities] == [activity_id]


async def test_new_configuration_can_be_written_back(sdk: Sdk) -> None:
    tag = rooms.SiteTagForCreateActivityAPIV2Input(index=3, value="北京")
    activity_id = await sdk.create(
        cover_image="https://example.com/c.png", live_mode=2, site_tags=[tag], is_link_mic_enable=1
    )
    details = await sdk.call(rooms.GetActivityAPIRequest(activity_id=activity_id))
    first = await read(sdk, activity_id)
    assert unread(first) == UNSET
    assert (first.name, first.cover_image_url, first.live_time) == (
        details.name,
        details.cover_image,
        details.live_time,
    )
    assert (first.end_time, first.announcement, first.language_type) == (0, "", [])
    await sdk.call(back(first))
    assert (await read(sdk, activity_id)).to_dict() == first.to_dict()
    assert (await sdk.call(rooms.GetActivityAPIRequest(activity_id=activity_id))).to_dict() == details.to_dict()


async def test_missing_field_returns_to_its_default(sdk: Sdk) -> None:
    made, live = await sdk.create(live_layout=2), int(time.time()) + 3600
    await sdk.call(full(made, live))
    await sdk.call(Input(activity_id=made, name="短"))
    now = await read(sdk, made)
    assert unread(now) == UNSET
    assert (now.name, now.announcement, now.site_tags, now.language_type) == ("短", "", [], [])
    assert (now.end_time, now.is_auto_end_enable, now.cover_image_url, now.live_layout) == (0, 0, "", 2)
    assert now.live_time < live
    tags = rooms.SiteTagNewForListActivityAPIInput(index=1, value=["字 1"])
    assert (await sdk.call(rooms.ListActivityAPIRequest(site_tag_news=[tags]))).activities == []
    for wrong, code in (
        ({"name": " "}, "InvalidParameter.Name"),
        ({"name": "a", "end_time": 5}, "InvalidParameter.EndTime"),
        ({"name": "a", "is_auto_end_enable": 1}, "InvalidParameter.EndTime"),
    ):
        assert await sdk.refused(Input(activity_id=made, **wrong)) == Refusal(400, code)


@calls("GetCustomActMsgAPI", "GetRealTimeOnlineNumberAPI")
async def test_each_requested_part_is_returned(sdk: Sdk) -> None:
    activity_id = await sdk.create("分")
    await sdk.call(full(activity_id, int(time.time()) + 3600))
    ask = rooms.GetCustomActMsgAPIRequest
    none = await sdk.call(ask(activity_id=activity_id))
    assert unread(none) == set(PARTS.values())
    for flag, part in PARTS.items():
        told = await sdk.call(ask(activity_id=activity_id, **{flag: 1}))
        assert {name for name in PARTS.values() if getattr(told, name) is None} == set(PARTS.values()) - {part}
    every = await sdk.call(ask(activity_id=activity_id, **dict.fromkeys(PARTS, 1)))
    details = (await sdk.call(rooms.GetActivityAPIRequest(activity_id=activity_id))).to_dict()
    config = (await read(sdk, activity_id)).to_dict()
    number = await sdk.call(rooms.GetRealTimeOnlineNumberAPIRequest(activity_id=activity_id))
    act = every.act_msg.to_dict()
    assert act == {name: details[name] for name in act}
    basic = every.act_basic_msg.to_dict()
    assert unread(every) == set()
    assert basic.pop("is_count_down_enable") == config["is_countdown_enable"]
    assert basic.pop("player_top_type") == [str(one) for one in config["player_top_type"]]
    for tags in ("site_tags", "text_site_tags"):
        given = [(one["index"], one["value"]) for one in basic.pop(tags)]
        assert given == [(one["index"], one["value"]) for one in config[tags]]
    assert basic == {name: config[name] for name in basic}
    assert every.act_stream_msg.line_details == []
    assert every.real_time_online_number.to_dict() == number.to_dict() == {"fake_popularity": 0, "real_popularity": 0}
