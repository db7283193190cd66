"""The tables of accounts and access keys, and every query about them."""

import json
import secrets
import string
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    LargeBinary,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from kaibo.account.errors import UnknownAccessKey
from kaibo.call import Owner, new_id
from kaibo.store import METADATA, Prepared
from kaibo.vault import Vault

LETTERS = string.ascii_letters + string.digits
TAIL = 4

account = Table(
    "account",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

access_key = Table(
    "access_key",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("account", String(64), ForeignKey("account.id"), nullable=False, index=True),
    Column("sub_account", String(64), nullable=False, server_default=""),
    Column("name", String(64), nullable=False, server_default=""),
    Column("sealed_secret", LargeBinary, nullable=False),
    Column("secret_tail", String(TAIL), nullable=False, server_default=""),
    Column("scope", Text, nullable=False, server_default="{}"),
    Column("created_at", BigInteger, nullable=False),
    Column("disabled_at", BigInteger),
    Column("expires_at", BigInteger, nullable=False, server_default="0"),
    Column("last_used_at", BigInteger, nullable=False, server_default="0"),
)

meta = Table(
    "meta",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""Facts about the store itself, by name."""


class AccessKey(NamedTuple):
    """A long-term key. Times are in unix ms."""

    id: str
    account: str
    sub_account: str
    name: str
    sealed_secret: bytes
    """The vault opens it with the key's id as label."""
    secret_tail: str
    """The last characters of the secret."""
    scope: str
    """The limits of the key's rights: a JSON object with Actions (patterns) and ActivityIds."""
    created_at: int
    disabled_at: int | None
    expires_at: int
    """0 for never."""
    last_used_at: int
    """0 for never."""

    @property
    def owner(self) -> Owner:
        return Owner(self.account, self.sub_account)

    @property
    def actions(self) -> list[str]:
        return list(json.loads(self.scope).get("Actions", ()))

    @property
    def activities(self) -> list[int]:
        return list(json.loads(self.scope).get("ActivityIds", ()))


USED = update(access_key).where(access_key.c.id == bindparam("of")).values(last_used_at=bindparam("at"))
KEY = Prepared(select(access_key).where(access_key.c.id == bindparam("id")))


def create_account(db: Connection, name: str, now: int) -> str:
    """Create an account. Return its id."""
    account_id = new_id("ac_")
    db.execute(insert(account).values(id=account_id, name=name, created_at=now))
    return account_id


def accounts(db: Connection) -> list[str]:
    """Return the ids of all accounts, the oldest first."""
    return list(db.scalars(select(account.c.id).order_by(account.c.created_at)))


def create_key(
    db: Connection,
    vault: Vault,
    owner: Owner,
    now: int,
    *,
    name: str = "",
    actions: Sequence[str] = (),
    activities: Sequence[int] = (),
    expires_at: int = 0,
) -> tuple[str, str]:
    """Create a key. Return its id and its secret. No call shows the secret again."""
    key_id = "AKLT" + "".join(secrets.choice(LETTERS) for _ in range(40))
    secret = "".join(secrets.choice(LETTERS) for _ in range(56))
    row = {
        "id": key_id,
        "account": owner.account,
        "sub_account": owner.sub_account,
        "name": name,
        "sealed_secret": vault.seal(secret, key_id),
        "secret_tail": secret[-TAIL:],
        "scope": scope(actions, activities),
        "created_at": now,
        "expires_at": expires_at,
        "last_used_at": 0,
    }
    db.execute(insert(access_key).values(row))
    return key_id, secret


def scope(actions: Sequence[str], activities: Sequence[int]) -> str:
    """Write a scope as the store keeps it. An empty list sets no limit."""
    return json.dumps({"Actions": list(actions), "ActivityIds": list(activities)})


def key(db: Connection, key_id: str) -> AccessKey | None:
    """Find a key of any account."""
    row = KEY.first(db, {"id": key_id})
    return None if row is None else AccessKey._make(row)


def own_key(db: Connection, account_id: str, key_id: str) -> AccessKey:
    """Find a key of this account. Raises UnknownAccessKey when there is none, or when it is another account's."""
    row = key(db, key_id)
    if row is None or row.account != account_id:
        raise UnknownAccessKey(key_id)
    return row


def keys(db: Connection, account_id: str, offset: int = 0, limit: int = 1000) -> tuple[list[AccessKey], int]:
    """Return one page of an account's keys, the newest first, and the number of all."""
    mine = access_key.c.account == account_id
    order = (access_key.c.created_at.desc(), access_key.c.id)
    rows = db.execute(select(access_key).where(mine).order_by(*order).offset(offset).limit(limit))
    total = db.scalar(select(func.count()).select_from(access_key).where(mine)) or 0
    return [AccessKey._make(row) for row in rows], total


def change_key(db: Connection, key_id: str, **values: Any) -> None:
    db.execute(update(access_key).where(access_key.c.id == key_id).values(**values))


def delete_key(db: Connection, key_id: str) -> None:
    db.execute(delete(access_key).where(access_key.c.id == key_id))


def note_used(db: Connection, used: dict[str, int]) -> None:
    """Write when keys were last used: unix ms by key id."""
    db.execute(USED, [{"of": key_id, "at": at} for key_id, at in used.items()])
