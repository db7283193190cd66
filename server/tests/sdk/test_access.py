"""The rules about viewers, by both of the vendor's SDKs."""

from typing import Any

import pytest
import volcenginesdklivesaas as rooms
import volcenginesdklivesaas20230801 as people
from volcenginesdklivesaas20230801 import (
    ConvertWhiteListViewingRestrictionForUpdateViewingRestrictionInput as MainList,
    CustomViewingRestrictionForUpdateViewingRestrictionInput as Custom,
    PasswordViewingRestrictionForUpdateViewingRestrictionInput as Password,
    SubViewingRestrictionForUpdateViewingRestrictionInput as Sub,
    ViewingRestrictionForUpdateViewingRestrictionInput as Main,
    WhiteListUserForInsertWhiteListInput as User,
    WhitelistViewingRestrictionForUpdateViewingRestrictionInput as SubList,
)

from tests.sdk.client import Refusal, Sdk, calls

pytestmark = pytest.mark.anyio


@calls("UpdateViewingRestriction", "GetViewingRestrictionInfo")
async def test_rules_are_set_and_told(sdk: Sdk) -> None:
    show = await sdk.create()

    async def told(kind: int = 1) -> Any:
        return await sdk.call(people.GetViewingRestrictionInfoRequest(activity_id=show, viewing_restriction_type=kind))

    assert (await told()).viewing_restriction.viewing_account_type == 1
    password = Password(password="绿茶", prompt="See your mail.")
    main = Main(viewing_account_type=2, password_viewing_restriction=password, viewing_restriction_button_title="Go")
    sub = Sub(viewing_account_type=3, whitelist_viewing_restriction=SubList(welcome_title="Hello"))
    set_to = await sdk.call(
        people.UpdateViewingRestrictionRequest(
            activity_id=show,
            viewing_restriction=main,
            is_sub_viewing_restriction_enable=True,
            sub_viewing_restriction=sub,
        )
    )
    assert set_to.activity_id == show
    assert set_to.viewing_restriction.password_viewing_restriction.prompt == "See your mail."
    assert set_to.viewing_restriction.password_viewing_restriction.password == ""
    assert set_to.sub_viewing_restriction.whitelist_viewing_restriction.welcome_title == "Hello"
    both = await told()
    assert both.viewing_restriction.password_viewing_restriction.password == "绿茶"
    assert both.viewing_restriction.viewing_restriction_button_title == "Go"
    assert both.sub_viewing_restriction.white_list_viewing_restriction.welcome_title == "Hello"
    assert ((await told(2)).sub_viewing_restriction, (await told(3)).viewing_restriction) == (None, None)
    prompt = Main(viewing_account_type=2, password_viewing_restriction=Password(prompt="Ask Ann."))
    await sdk.call(
        people.UpdateViewingRestrictionRequest(
            activity_id=show, viewing_restriction=prompt, is_sub_viewing_restriction_enable=False
        )
    )
    after = await told()
    assert after.viewing_restriction.password_viewing_restriction.password == "绿茶"
    assert after.viewing_restriction.password_viewing_restriction.prompt == "Ask Ann."
    assert after.sub_viewing_restriction is None


@pytest.mark.parametrize(
    ("main", "code"),
    [
        (Main(viewing_account_type=2), "MissingParameter"),
        (Main(viewing_account_type=5), "InvalidParameter.ViewingAccountType"),
        (Main(viewing_account_type=9), "InvalidParameter.ViewingAccountType"),
        (
            Main(viewing_account_type=3, white_list_viewing_restriction=MainList(enable_trial=True)),
            "InvalidParameter.EnableTrial",
        ),
        (
            Main(viewing_account_type=4, custom_viewing_restriction=Custom(custom_url="javascript:alert(1)")),
            "InvalidParameter.CustomUrl",
        ),
        (
            Main(viewing_account_type=4, custom_viewing_restriction=Custom(error_redirect_url="//x")),
            "InvalidParameter.ErrorRedirectUrl",
        ),
    ],
)
async def test_rule_that_cannot_hold_is_refused(sdk: Sdk, main: Main, code: str) -> None:
    ask = people.UpdateViewingRestrictionRequest(activity_id=await sdk.create(), viewing_restriction=main)
    assert await sdk.refused(ask) == Refusal(400, code)


@calls("InsertWhiteList", "GetWhiteList", "DeleteWhiteList")
async def test_white_list_is_kept(sdk: Sdk) -> None:
    show = await sdk.create()

    async def listed(order: int = 1, **more: object) -> list[tuple[str, str]]:
        found = await sdk.call(people.GetWhiteListRequest(activity_id=show, permission_order=order, **more))
        return [(one.external_user_id, one.nick_name) for one in found.white_list]

    users = [User(external_user_id=f"u{number}", nick_name=f"员工 {number}") for number in range(3)]
    long = User(external_user_id="x" * 101, nick_name="long")
    added = await sdk.call(
        people.InsertWhiteListRequest(activity_id=show, permission_order=1, white_list_user=[*users, long])
    )
    assert [(one.nick_name, bool(one.error_reason)) for one in added.error_user_list] == [("long", True)]
    again = [User(external_user_id="u1", nick_name="改名")]
    await sdk.call(people.InsertWhiteListRequest(activity_id=show, permission_order=1, white_list_user=again))
    assert await listed() == [("u0", "员工 0"), ("u1", "改名"), ("u2", "员工 2")]
    assert await listed(key_word="改") == [("u1", "改名")]
    assert await listed(page_num=2, page_size=2) == [("u2", "员工 2")]
    assert await listed(2) == []
    gone = people.DeleteWhiteListRequest(
        activity_id=show, permission_order=1, delete_all=0, delete_user_list=["u0", "nobody"]
    )
    assert (await sdk.call(gone)).status == 1
    assert [user for user, _ in await listed()] == ["u1", "u2"]
    await sdk.call(people.DeleteWhiteListRequest(activity_id=show, permission_order=1, delete_all=1))
    assert await listed() == []


@calls("GetActivityLoginSecret", "GetSDKTokenAPI")
async def test_tokens_are_made(sdk: Sdk) -> None:
    show, other = await sdk.create(), await sdk.create()
    ask = [(show, 1), (show, 2), (other, 2)]
    made = [await sdk.call(people.GetActivityLoginSecretRequest(activity_id=of, mode=mode)) for of, mode in ask]
    secrets = [one.login_secret for one in made]
    assert len(set(secrets)) == 3
    assert {len(one) for one in secrets} == {64}
    person = rooms.GetSDKTokenAPIRequest(activity_id=show, mode=2, nickname="安", user_id_str="ann")
    assert len((await sdk.call(person)).token.split(".")) == 3
    assert (await sdk.old().get("GetActivityLoginSecret", "2023-08-01", ActivityId=show, Mode=2))[
        "LoginSecret"
    ] == made[1].login_secret


@calls("UpdateActivityUserBanStatus")
async def test_viewers_are_banned(sdk: Sdk) -> None:
    show = await sdk.create()

    async def banned() -> list[tuple[str, int]]:
        found = await sdk.call(people.ListActivityUsersRequest(activity_id=show, search_status=4))
        return sorted((one.external_user_id, one.is_banned_user) for one in found.user_msgs)

    ban = people.UpdateActivityUserBanStatusRequest(
        activity_id=show, ban_status=1, ban_type=1, user_ids=[7], external_user_ids=["ann"], cookies=["8"]
    )
    assert (await sdk.call(ban)).status is True
    assert await banned() == [("", 1), ("", 1), ("ann", 1)]
    ban.ban_status = 0
    await sdk.call(ban)
    assert await banned() == []
    ban.cookies = ["no number"]
    assert await sdk.refused(ban) == Refusal(400, "InvalidParameter.Cookies")
