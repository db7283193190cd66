"""Accounts of assistants: a link, an address that asks for a password, and the end of both."""

from typing import Any

import pytest
from kaibo.errors import ApiError, InvalidParameter, MissingParameter, TooMany
from kaibo.features.link.assistant.calls import MOST
from kaibo.features.link.assistant.errors import UnknownAssistantAccount, WrongAssistantPassword
from kaibo.features.link.errors import UnknownLink
from kaibo.session.role import Role
from kaibo.store import Store

from tests.databases import SQLITE
from tests.pages.launch.visitor import Visitor
from tests.show import TAB, make_show

pytestmark = pytest.mark.anyio
VENDOR = "2023-08-01"
PASSWORD = "six words"


async def update(visitor: Visitor, **account: Any) -> list[Any]:
    """Write an account. Return all accounts of the show."""
    show = visitor.show.id
    answer = await visitor.signed(
        "UpdateTeachAssistantAccount", VENDOR, activity_id=show, teach_assistant_account=account
    )
    return list(answer.teach_assistant_accounts)


async def listed(visitor: Visitor) -> list[Any]:
    answer = await visitor.signed("ListTeachAssistantAccounts", VENDOR, activity_id=visitor.show.id)
    return list(answer.teach_assistant_accounts)


async def delete(visitor: Visitor, account_id: int) -> None:
    await visitor.signed("DeleteTeachAssistantAccount", VENDOR, activity_id=visitor.show.id, id=account_id)


async def sign_in(visitor: Visitor, account: Any, password: str) -> str:
    """Type a password at the account's address. Return the session's id."""
    door = account.login_url.rpartition("/a/")[2]
    opened = await visitor.client("SignInAssistant", door=door, password=password)
    return (await visitor.redeem(opened.ticket)).session_id


async def view(visitor: Visitor, session: str) -> Any:
    await visitor.show.call(session, "EnterSession", tab=TAB)
    return await visitor.show.call(session, "GetSession")


async def ended(visitor: Visitor, session: str) -> str:
    return str((await visitor.show.call(session, "GetSession")).session.end_reason)


async def test_password_and_link_open_the_same_role(visitor: Visitor) -> None:
    [made] = await update(visitor, nick_name="小助", password=PASSWORD, title="场控", teach_assistant_features=[1, 3])
    assert (made.nick_name, made.password, made.title) == ("小助", PASSWORD, "场控")
    assert (made.teach_assistant_features, made.audience_group_ids) == ([1, 3], [])
    assert await listed(visitor) == [made]
    for session in (await sign_in(visitor, made, f"  {PASSWORD} "), await visitor.enter(made.one_step_login_url)):
        mine = (await view(visitor, session)).session
        assert (mine.role, mine.user_name) == (Role.ASSISTANT, "小助")
    links = await visitor.signed("GetActivityLinks", VENDOR, activity_id=visitor.show.id)
    [told] = links.teach_assistant_login_links
    assert (told.login_url, told.password) == (made.login_url, PASSWORD)


async def test_account_without_a_password_gets_a_long_one(visitor: Visitor) -> None:
    first, second = (await update(visitor), await update(visitor))[1]
    assert len(first.password) == 12
    assert first.password != second.password
    assert first.one_step_login_url != second.one_step_login_url
    assert first.identity_id == str(first.id)
    assert await sign_in(visitor, second, second.password)


async def test_wrong_password_opens_nothing(visitor: Visitor) -> None:
    [made] = await update(visitor, password=PASSWORD)
    for wrong in ("", "six word", PASSWORD.upper(), PASSWORD + "s"):
        with pytest.raises(WrongAssistantPassword):
            await sign_in(visitor, made, wrong)
    with pytest.raises(UnknownLink):
        await visitor.client("SignInAssistant", door="0" * 32, password=PASSWORD)


async def test_store_holds_no_password(visitor: Visitor) -> None:
    await update(visitor, password="unmistakable")
    kept = await visitor.everything()
    assert "assistant account" in kept, "the note of the account's link"
    assert "unmistakable" not in kept


async def test_new_password_ends_sessions_and_link(visitor: Visitor) -> None:
    [made] = await update(visitor, password=PASSWORD)
    inside = await sign_in(visitor, made, PASSWORD)
    [same] = await update(visitor, id=made.id, password=PASSWORD, title="主管")
    assert same.one_step_login_url == made.one_step_login_url
    assert await ended(visitor, inside) == ""
    [renewed] = await update(visitor, id=made.id, identity_id=made.identity_id, password="other words")
    assert (renewed.title, renewed.login_url) == ("主管", made.login_url)
    assert renewed.one_step_login_url != made.one_step_login_url
    assert await ended(visitor, inside) == "revoked"
    with pytest.raises(UnknownLink):
        await visitor.open(made.one_step_login_url)
    with pytest.raises(WrongAssistantPassword):
        await sign_in(visitor, made, PASSWORD)
    assert await sign_in(visitor, renewed, "other words")


async def test_deletion_ends_sessions_link_and_password(visitor: Visitor) -> None:
    await update(visitor, nick_name="stays")
    stays, goes = await update(visitor, nick_name="goes", password=PASSWORD)
    inside, other = await sign_in(visitor, goes, PASSWORD), await sign_in(visitor, stays, stays.password)
    await delete(visitor, goes.id)
    assert await listed(visitor) == [stays]
    assert (await ended(visitor, inside), await ended(visitor, other)) == ("revoked", "")
    for late in (sign_in(visitor, goes, PASSWORD), visitor.open(goes.one_step_login_url)):
        with pytest.raises(UnknownLink):
            await late
    with pytest.raises(UnknownAssistantAccount):
        await delete(visitor, goes.id)


async def test_account_whose_link_is_off_opens_nothing_until_it_is_written(visitor: Visitor) -> None:
    [made] = await update(visitor, password=PASSWORD)
    await visitor.signed("RotateLaunchLinks", activity_id=visitor.show.id, role="assistant")
    assert [each.one_step_login_url for each in await listed(visitor)] == [""]
    with pytest.raises(UnknownLink):
        await sign_in(visitor, made, PASSWORD)
    [again] = await update(visitor, id=made.id)
    host, inside = await visitor.show.host(), await sign_in(visitor, again, PASSWORD)
    await visitor.show.call(host, "RemoveAssistant", tab=TAB, session_id=inside)
    with pytest.raises(UnknownLink):
        await sign_in(visitor, again, PASSWORD)
    [back] = await update(visitor, id=made.id)
    assert len({made.one_step_login_url, again.one_step_login_url, back.one_step_login_url}) == 3
    assert await sign_in(visitor, back, PASSWORD)


async def test_new_name_reaches_people_who_are_in(visitor: Visitor) -> None:
    [made] = await update(visitor, nick_name="Ada")
    inside = await visitor.enter(made.one_step_login_url)
    [named] = await update(visitor, id=made.id, nick_name="Ada L.")
    assert named.one_step_login_url == made.one_step_login_url
    assert (await view(visitor, inside)).session.user_name == "Ada L."
    assert (await visitor.peek((await visitor.open(made.one_step_login_url)).ticket)).user_name == "Ada L."


@pytest.mark.parametrize(
    ("account", "error"),
    [
        ({"password": "short"}, InvalidParameter),
        ({"password": "p" * 65}, InvalidParameter),
        ({"password": "a\tb\tc\td"}, InvalidParameter),
        ({"nick_name": "名" * 21}, InvalidParameter),
        ({"title": "头" * 11}, InvalidParameter),
        ({"identity_id": "taken"}, InvalidParameter),
        ({"id": 404}, UnknownAssistantAccount),
    ],
)
@SQLITE
async def test_wrong_account_is_refused(visitor: Visitor, account: dict[str, Any], error: type[ApiError]) -> None:
    [taken] = await update(visitor, id=0, identity_id="taken")
    with pytest.raises(error):
        await update(visitor, **account)
    with pytest.raises(InvalidParameter):
        await update(visitor, id=taken.id, identity_id="another")
    with pytest.raises(MissingParameter):
        await visitor.signed("UpdateTeachAssistantAccount", VENDOR, activity_id=visitor.show.id)
    assert await listed(visitor) == [taken]


@SQLITE
async def test_show_has_so_many_accounts_and_no_more(visitor: Visitor) -> None:
    for _ in range(MOST):
        await update(visitor)
    with pytest.raises(TooMany):
        await update(visitor)
    answer = await visitor.signed("ListTeachAssistantAccounts", VENDOR, activity_id=visitor.show.id)
    assert (answer.max_teach_assistant_account_number, len(answer.teach_assistant_accounts)) == (MOST, MOST)


@SQLITE
async def test_account_belongs_to_its_show_alone(visitor: Visitor, store: Store) -> None:
    [made] = await update(visitor)
    other = Visitor(await make_show(store))
    for meddle in (update(other, id=made.id, password=PASSWORD), delete(other, made.id)):
        with pytest.raises(UnknownAssistantAccount):
            await meddle
    await visitor.signed("DeleteActivityAPI", "2020-06-01", activity_id=visitor.show.id)
    with pytest.raises(UnknownLink):
        await sign_in(visitor, made, made.password)
