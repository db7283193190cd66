"""The signed calls about host accounts (docs/wire.md, "Host accounts")."""

from typing import Annotated

from pydantic import Field

from kaibo.activity.brand import table
from kaibo.activity.brand.table import HostAccount
from kaibo.call import Call
from kaibo.errors import TooMany
from kaibo.gateway.action import Done, Flag, Int, LongText, Wire, action

MOST = 1000


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
    name: Annotated[str, Field(min_length=1, max_length=100)]
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
    """The account's host accounts, the newest first; a name is contained, in any case."""
    found, total = page(call, request, request.host_account_id or None)
    read_url, write_url = table.follow_urls(call.db, call.owner.account)
    return ListedHostAccounts(
        host_accounts=found,
        get_follow_data_url=read_url,
        update_follow_data_url=write_url,
        page_no=request.page_no,
        page_item_count=request.page_item_count,
        total_item_count=total,
    )


def page(call: Call, request: ListHostAccounts, wanted: int | None) -> tuple[list[ListedHostAccount], int]:
    """A page of host accounts, of the one with an id (None: of all), and how many there are."""
    offset = (request.page_no - 1) * request.page_item_count
    name = request.host_account_name.strip()
    found, total = table.page(call.db, call.owner.account, wanted, name, offset, request.page_item_count)
    return [_listed(one) for one in found], total


def _listed(one: HostAccount) -> ListedHostAccount:
    return ListedHostAccount(
        id=one.id,
        name=one.name,
        avatar_url=one.avatar_url,
        home_url=one.home_url,
        is_follow_enable=one.is_follow_enable,
        create_time=one.created_at // 1000,
    )


@action("UpdateHostAccount", "2023-08-01", writes=True)
def update_host_account(call: Call, request: UpdateHostAccount) -> UpdatedHostAccount:
    """Change the host account with this Id, or make a new one without; the follow addresses are the account's."""
    given = request.host_account
    values = given.model_dump(exclude={"id"})
    if given.id:
        found = table.get(call.db, call.owner.account, given.id).id
        table.change(call.db, found, **values)
    else:
        if table.page(call.db, call.owner.account, None, "", 0, 1)[1] >= MOST:
            raise TooMany(MOST, "host accounts")
        found = table.create(call.db, call.owner.account, call.now, **values)
    if request.get_follow_data_url or request.update_follow_data_url:
        table.set_follow_urls(call.db, call.owner.account, request.get_follow_data_url, request.update_follow_data_url)
    return UpdatedHostAccount(host_account_id=found)


@action("DeleteHostAccount", "2023-08-01", writes=True)
def delete_host_account(call: Call, request: HostAccountId) -> Done:
    """It is no more; shows that were given under it are given under none."""
    table.remove(call.db, table.get(call.db, call.owner.account, request.host_account_id).id)
    return Done()
