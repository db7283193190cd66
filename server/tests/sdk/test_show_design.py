"""The design of a show, by the SDK: a company gives its shows their look."""

import json

import pytest
from kaibo.session.role import Role
from volcenginesdkcore.rest import ApiException

from tests.features.design.designed import first, titled
from tests.running import Running
from tests.sdk.client import Sdk, calls
from tests.show import Show

pytestmark = pytest.mark.anyio


@calls("GetShowDesign", "PutShowDesign", "CopyShowDesign")
async def test_host_finds_the_look_that_the_company_gave(sdk: Sdk, server: Running) -> None:
    activity = await sdk.create()
    read = await sdk.universal("GetShowDesign", method="GET", ActivityId=activity)
    assert read == {"Design": first(), "Revision": 0}
    put = await sdk.universal("PutShowDesign", ActivityId=activity, Design=titled("全员大会"), Revision=0)
    assert put == {"Revision": 1}
    series = await sdk.create()
    assert await sdk.universal("CopyShowDesign", ActivityId=series, FromActivityId=activity) == {"Revision": 1}
    made = await sdk.create(old_id=activity)
    for show in (activity, series, made):
        host = await server.person(Show(server.dependencies.store, show, sdk.account), Role.HOST)
        seen = await host.call("GetShowDesign")
        assert (seen["Revision"], seen["Design"]["sources"]["title"]["title"]) == (1, "全员大会")


async def test_stale_and_wrong_designs_are_refused(sdk: Sdk) -> None:
    activity, wrong = await sdk.create(), first()
    await sdk.universal("PutShowDesign", ActivityId=activity, Design=first(), Revision=0)
    wrong["brand"]["colour"] = "red"
    for design, revision, status, code in (
        (titled("late"), 0, 409, "ResourceConflict.ShowDesign"),
        (wrong, 1, 400, "InvalidParameter.Design.brand.colour"),
    ):
        with pytest.raises(ApiException) as refused:
            await sdk.universal("PutShowDesign", ActivityId=activity, Design=design, Revision=revision)
        error = json.loads(refused.value.body)["ResponseMetadata"]["Error"]
        assert (refused.value.status, error["Code"]) == (status, code)
