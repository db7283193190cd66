"""A backend lets waiting guests in, or turns them away."""

from typing import Any

import pytest
from volcenginesdkcore.rest import ApiException

from tests.running import Person, Running
from tests.sdk.client import Sdk, calls
from tests.sdk.test_readme import enter

pytestmark = pytest.mark.anyio


async def knocks(sdk: Sdk, server: Running, show: int) -> tuple[Person, str]:
    """Let a guest knock. Return them, and the id of the session."""
    link = await sdk.universal("CreateLaunchLink", ActivityId=show, Role="guest", UserName="Mia")
    guest = await enter(server, link["Url"])
    await guest.call("EnterSession", Tab="tab-of-a-test")
    view = await guest.call("JoinStage", Tab="tab-of-a-test")
    assert view["Session"]["Place"] == "waiting"
    return guest, str(view["Session"]["SessionId"])


async def refusal(sdk: Sdk, name: str, **body: Any) -> int:
    with pytest.raises(ApiException) as refused:
        await sdk.universal(name, **body)
    return int(refused.value.status)


@calls("AdmitGuest", "TurnAwayGuest")
async def test_backend_admits_a_guest_and_turns_one_away(sdk: Sdk, server: Running) -> None:
    show = await sdk.create()
    await sdk.universal("PutShowSettings", ActivityId=show, Settings={"Guests": {"Mode": "ask"}})
    (first, mia), (second, bo) = [await knocks(sdk, server, show) for _ in range(2)]
    listed = (await sdk.universal("ListSessions", ActivityId=show))["Sessions"]
    assert {session["SessionId"]: session["Place"] for session in listed} == {mia: "waiting", bo: "waiting"}
    for _ in range(2):
        admitted = await sdk.universal("AdmitGuest", ActivityId=show, SessionId=mia)
        assert admitted == {"SessionId": mia, "Place": "backstage"}
    assert (await first.call("GetSession"))["Session"]["Place"] == "backstage"
    away = await sdk.universal("TurnAwayGuest", ActivityId=show, SessionId=bo)
    assert away == {"SessionId": bo, "Place": ""}
    assert (await second.call("GetSession"))["Session"]["EndReason"] == "turned-away"
    for name, session in (("TurnAwayGuest", mia), ("AdmitGuest", bo)):
        assert await refusal(sdk, name, ActivityId=show, SessionId=session) == 409
    other = await sdk.create()
    assert await refusal(sdk, "AdmitGuest", ActivityId=other, SessionId=mia) == 404
