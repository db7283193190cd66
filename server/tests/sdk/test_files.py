"""The files of a show, by the SDK."""

import json

import pytest
from volcenginesdkcore.rest import ApiException

from tests.features.file.uploads import announced, part, pdf, sha256
from tests.sdk.client import Sdk, calls

pytestmark = pytest.mark.anyio


@calls("CreateShowFile", "PutShowFilePart", "ListShowFiles", "DeleteShowFile")
async def test_backend_puts_slides_into_a_show_and_takes_them_out(sdk: Sdk) -> None:
    activity, data = await sdk.create(), pdf(700_000)
    made = await sdk.universal("CreateShowFile", **announced(activity, data, "application/pdf", "季度总结.pdf"))
    for number in made["Missing"]:
        made = await sdk.universal("PutShowFilePart", **part(activity, data, number))
    assert made["Done"]
    copied = await sdk.create(old_id=activity)
    for show in (activity, copied):
        [file] = (await sdk.universal("ListShowFiles", method="GET", ActivityId=show))["Files"]
        assert (file["Name"], file["Size"], file["Done"]) == ("季度总结.pdf", 700_000, True)
    assert (await sdk.universal("DeleteShowFile", ActivityId=activity, Sha256=sha256(data)))["Status"]
    with pytest.raises(ApiException) as refused:
        await sdk.universal("DeleteShowFile", ActivityId=activity, Sha256=sha256(data))
    assert (refused.value.status, json.loads(refused.value.body)["ResponseMetadata"]["Error"]["Code"]) == (
        404,
        "ResourceNotFound.ShowFile",
    )
    assert len((await sdk.universal("ListShowFiles", ActivityId=copied))["Files"]) == 1
