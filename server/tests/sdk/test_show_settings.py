"""The settings of an activity, by the SDK."""

import json
from typing import Any

import pytest
from kaibo.activity import show_settings
from kaibo.session.role import Role
from volcenginesdkcore.rest import ApiException

from tests.running import Running
from tests.sdk.client import Sdk, calls
from tests.show import TAB, Show

pytestmark = pytest.mark.anyio

CHAT = {
    **dict.fromkeys(("On", "Questions", "Reactions", "AnonymousQuestions"), True),
    **dict.fromkeys(("Review", "Links"), False),
    "SlowSeconds": 0,
    "Words": [],
}
DEFAULTS = {
    "Guests": {"Mode": "backstage"},
    "Picture": {"Size": "720p"},
    "WatchPage": {"Indexed": False},
    "Chat": CHAT,
    "Access": {"Watermark": False},
    "Delivery": {"WebrtcViewers": -1},
    "Recording": {"On": True, "OnlineAtEnd": True, "KeepDays": 0, "Download": False},
}


@calls("GetShowSettings", "PutShowSettings")
async def test_activity_decides_and_the_server_fills_the_rest(sdk: Sdk, server: Running) -> None:
    activity = await sdk.create()
    first = await sdk.universal("GetShowSettings", method="GET", ActivityId=activity)
    assert (first["Revision"], first["Settings"]) == (0, {})
    assert first["Effective"] == DEFAULTS
    put = await sdk.universal("PutShowSettings", ActivityId=activity, Settings={"Guests": {"Mode": "on-air"}})
    assert put["Settings"] == {"Guests": {"Mode": "on-air"}}
    assert put["Effective"] == DEFAULTS | put["Settings"]
    assert await sdk.universal("GetShowSettings", ActivityId=activity) == put
    back = await sdk.universal("PutShowSettings", ActivityId=activity, Settings={}, Revision=put["Revision"])
    assert (back["Revision"], back["Settings"], back["Effective"]) == (2, {}, first["Effective"])


async def test_unknown_setting_and_stale_revision_change_nothing(sdk: Sdk) -> None:
    activity = await sdk.create()
    put = await sdk.universal("PutShowSettings", ActivityId=activity, Settings={"Guests": {"Mode": "off-air"}})
    assert put["Settings"] == {"Guests": {"Mode": "backstage"}}, "off-air is the old name"
    wrong: list[tuple[dict[str, Any], int, str]] = [
        ({"Settings": {"Guest": {}}}, 400, "InvalidParameter.Settings.Guest"),
        ({"Settings": {"Guests": {"Modus": "on-air"}}}, 400, "InvalidParameter.Settings.Guests.Modus"),
        ({"Settings": {"Guests": {"Mode": "loud"}}}, 400, "InvalidParameter.Settings.Guests.Mode"),
        ({"Settings": {}, "Revision": 0}, 409, "ResourceConflict.ShowSettings"),
        ({}, 400, "MissingParameter"),
    ]
    for body, status, code in wrong:
        with pytest.raises(ApiException) as refused:
            await sdk.universal("PutShowSettings", ActivityId=activity, **body)
        error = json.loads(refused.value.body)["ResponseMetadata"]["Error"]
        assert refused.value.status == status
        assert error["Code"] == code
    assert await sdk.universal("GetShowSettings", ActivityId=activity) == put


async def test_setting_of_another_version_is_left_out(sdk: Sdk, server: Running) -> None:
    activity = await sdk.create()
    store = server.dependencies.store
    for guests, decided in (
        ({"Mode": "on-air", "Places": 3}, {"Guests": {"Mode": "on-air"}}),
        ({"Mode": "on-request"}, {}),
        ({"Mode": "off-air"}, {"Guests": {"Mode": "backstage"}}),
    ):
        written = {"Guests": guests, "Countdown": {"Shown": True}}
        await store.write(lambda db, document=written: show_settings.put(db, activity, document, 1))  # type: ignore[misc]
        read = await sdk.universal("GetShowSettings", ActivityId=activity)
        assert (read["Settings"], read["Effective"]) == (decided, DEFAULTS | decided)


async def test_guest_who_joins_follows_the_activity(sdk: Sdk, server: Running) -> None:
    activity = await sdk.create()
    show = Show(server.dependencies.store, activity, sdk.account)
    on_air = {}
    for mode in ("backstage", "ask", "on-air"):
        await sdk.universal("PutShowSettings", ActivityId=activity, Settings={"Guests": {"Mode": mode}})
        guest = await server.person(show, Role.GUEST, mode)
        on_air[mode] = (await guest.call("JoinStage", Tab=TAB))["Session"]["OnAir"]
    assert on_air == {"backstage": False, "ask": False, "on-air": True}


async def test_studio_composes_in_the_size_of_the_activity(sdk: Sdk, server: Running) -> None:
    activity = await sdk.create()
    host = await server.person(Show(server.dependencies.store, activity, sdk.account), Role.HOST)
    seen = {}
    for size in ("360p", "720p", "1080p", "server"):
        await sdk.universal("PutShowSettings", ActivityId=activity, Settings={"Picture": {"Size": size}})
        program = (await host.call("GetSession"))["Program"]
        seen[size] = (program["Width"], program["Height"], program["Fps"])
    assert seen == {
        "360p": (640, 360, 30),
        "720p": (1280, 720, 30),
        "1080p": (1920, 1080, 30),
        "server": (1280, 720, 30),
    }
