"""Assistant accounts by both SDKs, as a vendor's customer uses them."""

import pytest
import volcenginesdklivesaas20230801 as links
from volcenginesdklivesaas20230801 import TeachAssistantAccountForUpdateTeachAssistantAccountInput as Account

from tests.running import Running
from tests.sdk.client import Refusal, Sdk, calls, unread

pytestmark = pytest.mark.anyio
VERSION = "2023-08-01"


@calls("ListTeachAssistantAccounts", "UpdateTeachAssistantAccount", "DeleteTeachAssistantAccount")
async def test_assistant_account_is_made_changed_and_deleted(sdk: Sdk, server: Running) -> None:
    show = await sdk.create()

    async def write(**fields: object) -> links.UpdateTeachAssistantAccountResponse:
        account = Account(**fields)
        return await sdk.call(
            links.UpdateTeachAssistantAccountRequest(activity_id=show, teach_assistant_account=account)
        )

    none = await sdk.call(links.ListTeachAssistantAccountsRequest(activity_id=show))
    assert (none.teach_assistant_accounts, none.max_teach_assistant_account_number) == ([], 20)
    made = await write(
        id=0, identity_id="0", nick_name="助教", title="头衔", password="123456", audience_group_ids=[0, 7]
    )
    assert unread(made) == set()
    [account] = made.teach_assistant_accounts
    assert (account.nick_name, account.title, account.password) == ("助教", "头衔", "123456")
    assert (account.audience_group_ids, account.teach_assistant_features) == ([0, 7], [])
    changed = await write(id=account.id, identity_id=account.identity_id, teach_assistant_features=[1, 2])
    read = await sdk.call(links.ListTeachAssistantAccountsRequest(activity_id=show))
    assert unread(read) == set()
    assert read.to_dict() == changed.to_dict()
    [now] = read.teach_assistant_accounts
    assert (now.teach_assistant_features, now.nick_name) == ([1, 2], "助教")
    for url in (now.login_url, now.one_step_login_url):
        assert url.startswith(f"{server.url}/")
        assert (await server.client().get(url)).status_code == 200
    told = (await sdk.call(links.GetActivityLinksRequest(activity_id=show))).teach_assistant_login_links
    assert [(each.login_url, each.password) for each in told] == [(now.login_url, "123456")]
    left = await sdk.call(links.DeleteTeachAssistantAccountRequest(activity_id=show, id=now.id))
    assert (left.teach_assistant_accounts, left.max_teach_assistant_account_number) == ([], 20)
    assert (await server.client().get(now.one_step_login_url)).status_code == 404


async def test_older_sdk_writes_an_account_by_json(sdk: Sdk) -> None:
    show, old = await sdk.create(), sdk.old()
    given = {"NickName": "Ada", "Password": "a b c d e"}
    made = await old.json("UpdateTeachAssistantAccount", VERSION, ActivityId=show, TeachAssistantAccount=given)
    [account] = made["TeachAssistantAccounts"]
    listed = await old.get("ListTeachAssistantAccounts", VERSION, ActivityId=show)
    assert listed["TeachAssistantAccounts"] == [account]
    left = await old.json("DeleteTeachAssistantAccount", VERSION, ActivityId=show, Id=account["Id"])
    assert left["TeachAssistantAccounts"] == []


async def test_wrong_account_has_a_code(sdk: Sdk) -> None:
    show = await sdk.create()
    update, delete = links.UpdateTeachAssistantAccountRequest, links.DeleteTeachAssistantAccountRequest
    for ask, status, code in (
        (update(activity_id=show), 400, "MissingParameter"),
        (update(activity_id=show, teach_assistant_account=Account(password="12345")), 400, "InvalidParameter.Password"),
        (
            update(activity_id=show, teach_assistant_account=Account(id=7)),
            404,
            "ResourceNotFound.TeachAssistantAccount",
        ),
        (delete(activity_id=show, id=7), 404, "ResourceNotFound.TeachAssistantAccount"),
        (links.ListTeachAssistantAccountsRequest(activity_id=404), 404, "ResourceNotFound.Activity"),
    ):
        assert await sdk.refused(ask) == Refusal(status, code)
