"""The signed calls about access keys. The caller's own key must have all rights in its account."""

from collections.abc import Collection
from typing import Annotated, Any

from pydantic import Field

from kaibo.account import table
from kaibo.account.table import AccessKey
from kaibo.call import Call, Owner
from kaibo.errors import AccessDenied, InvalidParameter, TooMany
from kaibo.gateway.action import Done, Int, Seconds, Secret, Wire, action
from kaibo.names import checked

MOST = 100
Pattern = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9*]+$")]
LONGEST_NAME = 64
"""Characters of the name of a key or a sub-account."""
Name = Annotated[str, Field(max_length=LONGEST_NAME)]


class Scope(Wire):
    """The limits of a key's rights. An empty list sets no limit."""

    actions: Annotated[list[Pattern], Field(max_length=MOST)] = []
    """Names of actions, in which `*` stands for any text."""
    activity_ids: Annotated[list[Int], Field(max_length=MOST)] = []
    """Ids of activities."""


class CreateAccessKey(Scope):
    name: Name = ""
    sub_account_name: Name = ""
    expire_time: Seconds = 0


class CreatedAccessKey(Wire):
    access_key_id: str
    secret_access_key: str


class ListAccessKeys(Wire):
    page_number: Annotated[Int, Field(ge=1, le=10_000)] = 1
    page_size: Annotated[Int, Field(ge=1, le=100)] = 10


class ListedAccessKey(Wire):
    """An access key, without its secret."""

    access_key_id: str
    name: str
    sub_account_name: str
    secret_tail: str
    """The last four characters of the secret, to tell keys apart."""
    enable: int
    actions: list[str]
    activity_ids: list[int]
    create_time: int
    expire_time: int
    last_used_time: int


class ListedAccessKeys(Wire):
    access_keys: list[ListedAccessKey]
    page_number: int
    page_size: int
    total_count: int


class UpdateAccessKey(Wire):
    """An absent parameter leaves its value unchanged."""

    access_key_id: str
    name: Name | None = None
    enable: Annotated[Int, Field(ge=0, le=1)] | None = None
    actions: Annotated[list[Pattern], Field(max_length=MOST)] | None = None
    activity_ids: Annotated[list[Int], Field(max_length=MOST)] | None = None
    expire_time: Seconds | None = None


class DeleteAccessKey(Wire):
    access_key_id: str


def _secret_again(call: Call, request: Any, answer: dict[str, Any]) -> str:
    _check_whole(call, "CreateAccessKey")
    key = table.own_key(call.db, call.owner.account, answer["AccessKeyId"])
    return call.vault.unseal(key.sealed_secret, key.id)


@action("CreateAccessKey", writes=True, secret=Secret("SecretAccessKey", _secret_again))
def create_access_key(call: Call, request: CreateAccessKey) -> CreatedAccessKey:
    """Create an access key of this account. Only this answer shows its secret."""
    _check_whole(call, "CreateAccessKey")
    _check_expiry(call, request.expire_time)
    keys, number = table.keys(call.db, call.owner.account, limit=MOST)
    if number >= MOST:
        raise TooMany(MOST, "access keys")
    sub_accounts = {each.sub_account for each in keys}
    key, secret = table.create_key(
        call.db,
        call.vault,
        Owner(call.owner.account, _name("SubAccountName", request.sub_account_name.strip(), sub_accounts)),
        call.now,
        name=_name("Name", request.name),
        actions=request.actions,
        activities=request.activity_ids,
        expires_at=request.expire_time * 1000,
    )
    _note(call, table.own_key(call.db, call.owner.account, key), "made")
    return CreatedAccessKey(access_key_id=key, secret_access_key=secret)


@action("ListAccessKeys")
def list_access_keys(call: Call, request: ListAccessKeys) -> ListedAccessKeys:
    """List the account's keys, the newest first, without their secrets. Times are in unix seconds."""
    _check_whole(call, "ListAccessKeys")
    offset = (request.page_number - 1) * request.page_size
    keys, total = table.keys(call.db, call.owner.account, offset, request.page_size)
    return ListedAccessKeys(
        access_keys=[listed(key) for key in keys],
        page_number=request.page_number,
        page_size=request.page_size,
        total_count=total,
    )


def listed(key: AccessKey) -> ListedAccessKey:
    """Show a key without its secret."""
    return ListedAccessKey(
        access_key_id=key.id,
        name=key.name,
        sub_account_name=key.sub_account,
        secret_tail=key.secret_tail,
        enable=int(key.disabled_at is None),
        actions=key.actions,
        activity_ids=key.activities,
        create_time=key.created_at // 1000,
        expire_time=key.expires_at // 1000,
        last_used_time=key.last_used_at // 1000,
    )


@action("UpdateAccessKey", writes=True)
def update_access_key(call: Call, request: UpdateAccessKey) -> Done:
    """Change a key's name, scope or expiry, or turn it off or on. All servers know within five seconds."""
    _check_whole(call, "UpdateAccessKey")
    key = table.own_key(call.db, call.owner.account, request.access_key_id)
    if request.enable == 0 and key.id == call.key:
        raise InvalidParameter("AccessKeyId", "a key does not turn itself off: sign with another key")
    actions = key.actions if request.actions is None else request.actions
    activities = key.activities if request.activity_ids is None else request.activity_ids
    changes: dict[str, Any] = {"scope": table.scope(actions, activities)}
    if request.name is not None:
        changes["name"] = _name("Name", request.name, {key.name})
    if request.expire_time is not None:
        _check_expiry(call, request.expire_time)
        changes["expires_at"] = request.expire_time * 1000
    if request.enable is not None:
        changes["disabled_at"] = None if request.enable else key.disabled_at or call.now
    table.change_key(call.db, key.id, **changes)
    did = "changed" if request.enable is None else "on" if request.enable else "off"
    _note(call, table.own_key(call.db, call.owner.account, key.id), did)
    return Done()


@action("DeleteAccessKey", writes=True)
def delete_access_key(call: Call, request: DeleteAccessKey) -> Done:
    """Delete a key. All servers know within five seconds."""
    _check_whole(call, "DeleteAccessKey")
    key = table.own_key(call.db, call.owner.account, request.access_key_id)
    if key.id == call.key:
        raise InvalidParameter("AccessKeyId", "a key does not delete itself: sign with another key")
    table.delete_key(call.db, key.id)
    _note(call, key, "deleted")
    return Done()


def _note(call: Call, key: AccessKey, did: str) -> None:
    """Note for the audit log what happened to a key."""
    call.note("key", call.owner.account, 0, name=key.name, detail=f"{did} {key.id}")


def _check_whole(call: Call, name: str) -> None:
    """Refuse a caller with limited rights, who could otherwise create a key with more. Raises AccessDenied."""
    if not call.whole:
        raise AccessDenied(f"livesaas:{name}", "access keys")


def _name(parameter: str, text: str, stored: Collection[str] = ()) -> str:
    """Clean an optional name. Raises InvalidParameter."""
    return checked(parameter, text, LONGEST_NAME, stored) if text.strip() else ""


def _check_expiry(call: Call, expire_time: int) -> None:
    if 0 < expire_time <= call.now // 1000:
        raise InvalidParameter("ExpireTime", "it is not after now")
