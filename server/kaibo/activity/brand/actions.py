"""The signed calls about host accounts (docs/wire.md, "Host accounts")."""

from typing import Annotated

from pydantic import Field

from kaibo.activity.brand import table
from kaibo.activity.brand.table import HostAccount
from kaibo.call import Call
from kaibo.errors import TooMany
from kaibo.gateway.action import Done, Flag, Int, LongText, Wire, action
from kaibo.names import checked

MOST = 1000
LONGEST_NAME = 100
"""Characters of a host account's name."""


class ListHostAccounts(Wire):
    host_account_id: Int = 0
    host_account_name: LongText = ""
    page_no: Annotated[Int, Field(ge=1, le=10_000)] = 1
    page_item_count: Annotated[Int, Field(ge=1, le=1000)] = 10


class ListedHostAccount(Wire):
    id: int
    name: str
    avatar_url: str
    home_url: str
    is_follow_enable: int
    create_time: int


class ListedHostAccounts(Wire):
    host_accounts: list[ListedHostAccount]
    get_follow_data_url: str
    update_follow_data_url: str
    page_no: int
    page_item_count: int
    total_item_count: int


class GivenHostAccount(Wire):
    id: Int = 0
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    avatar_url: LongText = ""
    home_url: LongText = ""
    is_follow_enable: Flag = 0


class UpdateHostAccount(Wire):
    host_account: GivenHostAccount
    get_follow_data_url: LongText = ""
    update_follow_data_url: LongText = ""


class UpdatedHostAccount(Wire):
    host_account_id: int


class HostAccountId(Wire):
    host_account_id: Int


@action("ListHostAccounts", "2023-08-01")
def list_host_accounts(call: Call, request: ListHostAccounts) -> ListedHostAccounts:
    """List the account's host accounts, the newest first. A name filter finds parts of names, in any case."""
    accounts, total = page(call, request, request.host_account_id or None)
    read_url, write_url = table.follow_urls(call.db, call.owner.account)
    return ListedHostAccounts(
        host_accounts=accounts,
        get_follow_data_url=read_url,
        update_follow_data_url=write_url,
        page_no=request.page_no,
        page_item_count=request.page_item_count,
        total_item_count=total,
    )


def page(call: Call, request: ListHostAccounts, account_id: int | None) -> tuple[list[ListedHostAccount], int]:
    """Return one page of host accounts, and the number of all. An `account_id` leaves only that host account."""
    offset = (request.page_no - 1) * request.page_item_count
    name = request.host_account_name.strip()
    accounts, total = table.page(call.db, call.owner.account, account_id, name, offset, request.page_item_count)
    return [_listed(account) for account in accounts], total


def _listed(account: HostAccount) -> ListedHostAccount:
    return ListedHostAccount(
        id=account.id,
        name=account.name,
        avatar_url=account.avatar_url,
        home_url=account.home_url,
        is_follow_enable=account.is_follow_enable,
        create_time=account.created_at // 1000,
    )


@action("UpdateHostAccount", "2023-08-01", writes=True)
def update_host_account(call: Call, request: UpdateHostAccount) -> UpdatedHostAccount:
    """Change the host account with this Id. Without an Id, create one. The account shares the follow addresses."""
    given, stored = request.host_account, None
    if given.id:
        stored = table.get(call.db, call.owner.account, given.id)
    values = given.model_dump(exclude={"id"})
    values["name"] = checked("HostAccount.Name", given.name, LONGEST_NAME, [stored.name] if stored else [])
    if stored:
        account_id = stored.id
        table.change(call.db, account_id, **values)
    else:
        if table.page(call.db, call.owner.account, None, "", 0, 1)[1] >= MOST:
            raise TooMany(MOST, "host accounts")
        account_id = table.create(call.db, call.owner.account, call.now, **values)
    if request.get_follow_data_url or request.update_follow_data_url:
        table.set_follow_urls(call.db, call.owner.account, request.get_follow_data_url, request.update_follow_data_url)
    return UpdatedHostAccount(host_account_id=account_id)


@action("DeleteHostAccount", "2023-08-01", writes=True)
def delete_host_account(call: Call, request: HostAccountId) -> Done:
    """Delete a host account. Its shows have no host account then."""
    table.remove(call.db, table.get(call.db, call.owner.account, request.host_account_id).id)
    return Done()
