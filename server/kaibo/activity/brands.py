"""The signed calls about a show's host account (docs/wire.md, "Host accounts")."""

import json

from kaibo.activity import table
from kaibo.activity.brand import table as brands
from kaibo.activity.brand.actions import ListedHostAccount, ListHostAccounts, page
from kaibo.activity.rights import of_call
from kaibo.call import Call
from kaibo.gateway.action import Done, Flag, Int, Wire, action


class ListHostAccountAPI(ListHostAccounts):
    activity_id: Int = 0


class ListedHostAccountsOld(Wire):
    host_account: list[ListedHostAccount]
    page_no: int
    page_item_count: int
    total_item_count: int


@action("ListHostAccountAPI", "2020-06-01", rate="120/minute")
def list_host_account(call: Call, request: ListHostAccountAPI) -> ListedHostAccountsOld:
    """List the account's host accounts, as ListHostAccounts does. With ActivityId, list only that show's.

    The key of the list is HostAccount, in the singular.
    """
    account_id = request.host_account_id or None
    if request.activity_id:
        show_account = of_call(call, request.activity_id).host_account or 0
        account_id = show_account if account_id in (None, show_account) else 0
    accounts, total = page(call, request, account_id)
    return ListedHostAccountsOld(
        host_account=accounts,
        page_no=request.page_no,
        page_item_count=request.page_item_count,
        total_item_count=total,
    )


class UpdateActivityHostAccount(Wire):
    activity_id: Int
    host_account_id: Int = 0
    is_business_account_enable: Flag = 0


@action("UpdateActivityHostAccount", "2023-08-01", writes=True)
def update_host_account(call: Call, request: UpdateActivityHostAccount) -> Done:
    """Set the show's host account. HostAccountId 0 sets none."""
    show = of_call(call, request.activity_id)
    brand = brands.get(call.db, call.owner.account, request.host_account_id) if request.host_account_id else None
    extra = {**json.loads(show.extra), "IsBusinessAccountEnable": request.is_business_account_enable}
    table.change(
        call.db, show.id, host_account=brand.id if brand else None, extra=json.dumps(extra, ensure_ascii=False)
    )
    call.mark_changed(show.id)
    return Done()
