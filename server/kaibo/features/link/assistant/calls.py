"""The vendor's signed calls about the accounts of assistants (docs/wire.md, "Assistants")."""

import json
import secrets
from typing import Annotated, Any

from pydantic import Field

from kaibo.activity.fields import ActivityId
from kaibo.activity.rights import of_call
from kaibo.activity.table import Activity
from kaibo.call import Call
from kaibo.errors import InvalidParameter, MissingParameter, TooMany
from kaibo.features.link import state as links, table as link_table
from kaibo.features.link.assistant import accounts, table
from kaibo.features.link.assistant.table import LONGEST_IDENTITY, LONGEST_NAME, AssistantAccount
from kaibo.features.link.state import AGAIN, ISSUE
from kaibo.gateway.action import Int, Secret, Wire, action
from kaibo.names import checked
from kaibo.session import table as sessions

MOST = 20
"""Assistant accounts of an activity."""
LONGEST_TITLE = 10
RATE = "6/second"
Password = Annotated[str, Field(max_length=4 * accounts.LONGEST)]
Numbers = Annotated[list[Int], Field(max_length=100)]


class GivenAccount(Wire):
    """An account as a caller gives it. Without an Id the call makes a new one. A field that is absent stays."""

    id: Int = 0
    identity_id: Annotated[str, Field(max_length=LONGEST_IDENTITY)] = ""
    nick_name: Annotated[str, Field(max_length=10 * LONGEST_NAME)] | None = None
    password: Password | None = None
    """6 to 64 characters. A new account without one gets one that the server makes."""
    title: Annotated[str, Field(max_length=10 * LONGEST_TITLE)] | None = None
    teach_assistant_features: Numbers | None = None
    """The server stores and returns it. Every assistant has the rights of the role."""
    audience_group_ids: Numbers | None = None
    """The server stores and returns it."""


class UpdateTeachAssistantAccount(ActivityId):
    """Which account to write."""

    teach_assistant_account: GivenAccount | None = None


class DeleteTeachAssistantAccount(ActivityId):
    """Which account to delete."""

    id: Int


class ListedAccount(Wire):
    """An assistant account."""

    id: int
    identity_id: str
    nick_name: str
    password: str
    title: str
    teach_assistant_features: list[int]
    audience_group_ids: list[int]
    login_url: str
    """The address that asks for the password."""
    one_step_login_url: str
    """The launch link of this assistant. "" while the link is turned off."""


class AssistantAccounts(Wire):
    """The accounts of an activity, the oldest first."""

    max_teach_assistant_account_number: int
    teach_assistant_accounts: list[ListedAccount]


def _again(call: Call, request: ActivityId, answer: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the accounts for a repeated call. The kept answer holds no password."""
    accounts = _listed(call, of_call(call, request.activity_id)).teach_assistant_accounts
    return [account.model_dump(by_alias=True) for account in accounts]


SECRET = Secret("TeachAssistantAccounts", _again)


@action("ListTeachAssistantAccounts", "2023-08-01", rate=RATE)
def list_accounts(call: Call, request: ActivityId) -> AssistantAccounts:
    """List the assistant accounts of an activity, with their links and passwords. Nothing changes."""
    return _listed(call, of_call(call, request.activity_id))


@action("UpdateTeachAssistantAccount", "2023-08-01", rate=RATE, writes=True, secret=SECRET)
def update_account(call: Call, request: UpdateTeachAssistantAccount) -> AssistantAccounts:
    """Change the assistant account with this Id. Without an Id, create one. Return all accounts of the activity.

    A new password ends the sessions of the account, and gives it a new link. So does every change of an account whose
    link was turned off.

    Raises TooMany, UnknownAssistantAccount, and InvalidParameter for a name, a password or an IdentityId.
    """
    show, given = of_call(call, request.activity_id), request.teach_assistant_account
    if given is None:
        raise MissingParameter("TeachAssistantAccount")
    if given.id:
        _change(call, show, given)
    else:
        _create(call, show, given)
    return _listed(call, show)


@action("DeleteTeachAssistantAccount", "2023-08-01", rate=RATE, writes=True, secret=SECRET)
def delete_account(call: Call, request: DeleteTeachAssistantAccount) -> AssistantAccounts:
    """Delete an assistant account. Its sessions end, and its link and its password open nothing from now on.

    Return the accounts that are left. Raises UnknownAssistantAccount.
    """
    show = of_call(call, request.activity_id)
    account = table.get(call.db, show.id, request.id)
    accounts.turn_off(call, show, account)
    table.remove(call.db, account.id)
    return _listed(call, show)


def _create(call: Call, show: Activity, given: GivenAccount) -> None:
    there = table.of_activity(call.db, show.id)
    if len(there) >= MOST:
        raise TooMany(MOST, "assistant accounts")
    name = _name(given.nick_name or "", [])
    account_id = table.free_id(call.db, call.now)
    password = accounts.checked_password(given.password) if given.password else accounts.made_password()
    account = AssistantAccount(
        id=account_id,
        activity=show.id,
        door=secrets.token_hex(16),
        identity=_new_identity(given, account_id, {each.identity for each in there}),
        name=name,
        title=_title(given.title or ""),
        sealed_password=call.vault.seal(password, table.label(account_id)),
        features=json.dumps(given.teach_assistant_features or []),
        groups=json.dumps(given.audience_group_ids or []),
        link=accounts.make_link(call, show, name),
        created_at=call.now,
    )
    table.create(call.db, account)


def _new_identity(given: GivenAccount, account_id: int, taken: set[str]) -> str:
    """Return the IdentityId of a new account: the given one, or the account's number as text. Raises InvalidParameter.

    The vendor's callers send "0" for a new account.
    """
    if given.identity_id in ("", "0"):
        return str(account_id)
    name = checked("IdentityId", given.identity_id, LONGEST_IDENTITY)
    if name in taken:
        raise InvalidParameter("IdentityId", "an assistant account of this activity has it; give the Id to change that")
    return name


def _change(call: Call, show: Activity, given: GivenAccount) -> None:
    account = table.get(call.db, show.id, given.id)
    if given.identity_id not in ("", "0", account.identity):
        raise InvalidParameter("IdentityId", "it is not that of the account with this Id")
    values: dict[str, Any] = {}
    if given.nick_name is not None:
        values["name"] = _name(given.nick_name, [account.name])
    if given.title is not None:
        values["title"] = _title(given.title)
    if given.teach_assistant_features is not None:
        values["features"] = json.dumps(given.teach_assistant_features)
    if given.audience_group_ids is not None:
        values["groups"] = json.dumps(given.audience_group_ids)
    fresh = accounts.checked_password(given.password) if given.password else ""
    renewed = bool(fresh) and not accounts.fits(call, account, fresh)
    if renewed:
        values["sealed_password"] = call.vault.seal(fresh, table.label(account.id))
    name = values.get("name", account.name)
    if renewed or accounts.link_of(call, show, account) is None:
        accounts.turn_off(call, show, account)
        values["link"] = accounts.make_link(call, show, name)
    elif name != account.name:
        link_table.rename(call.db, account.link, name)
        for session in sessions.living_of_link(call.db, account.link, call.now):
            sessions.change(call.db, session.id, name=name)
        call.mark_changed(show.id)
    if values:
        table.change(call.db, account.id, **values)


def _name(text: str, stored: list[str]) -> str:
    return checked("NickName", text, LONGEST_NAME, stored) if text.strip() else ""


def _title(text: str) -> str:
    return checked("Title", text, LONGEST_TITLE) if text.strip() else ""


def _listed(call: Call, show: Activity) -> AssistantAccounts:
    found = [_shown(call, show, account) for account in table.of_activity(call.db, show.id)]
    return AssistantAccounts(max_teach_assistant_account_number=MOST, teach_assistant_accounts=found)


def _shown(call: Call, show: Activity, account: AssistantAccount) -> ListedAccount:
    link = accounts.link_of(call, show, account)
    if link:
        links.note(call, ISSUE, link, AGAIN)
    return ListedAccount(
        id=account.id,
        identity_id=account.identity,
        nick_name=account.name,
        password=accounts.password(call, account),
        title=account.title,
        teach_assistant_features=json.loads(account.features),
        audience_group_ids=json.loads(account.groups),
        login_url=accounts.login_url(call, account),
        one_step_login_url=links.url_of(call, link.terms) if link else "",
    )
