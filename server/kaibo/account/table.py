"""Accounts and their access keys: every query about them stands here."""

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

from kaibo.call import Owner, new_id
from kaibo.errors import UnknownAccessKey
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
"""What the store says of itself, by name."""


class AccessKey(NamedTuple):
    """A long-term key. `sealed_secret` opens with the vault and the key's id, `secret_tail` is its last characters.
    `scope` is a JSON object: Actions (patterns) and ActivityIds narrow what it may do. Times in unix ms; an
    `expires_at` or `last_used_at` of 0 is never."""

    id: str
    account: str
    sub_account: str
    name: str
    sealed_secret: bytes
    secret_tail: str
    scope: str
    created_at: int
    disabled_at: int | None
    expires_at: int
    last_used_at: int

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
    """Its id."""
    account_id = new_id("ac_")
    db.execute(insert(account).values(id=account_id, name=name, created_at=now))
    return account_id


def accounts(db: Connection) -> list[str]:
    """The ids of all, the oldest first."""
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
    """Its id and its secret, which nobody can ask for again."""
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
    """As it is kept: what is empty narrows nothing."""
    return json.dumps({"Actions": list(actions), "ActivityIds": list(activities)})


def key(db: Connection, key_id: str) -> AccessKey | None:
    """Whoever's it is."""
    row = KEY.first(db, {"id": key_id})
    return None if row is None else AccessKey._make(row)


def own_key(db: Connection, account_id: str, key_id: str) -> AccessKey:
    """Raises UnknownAccessKey, the same for one that is not there and for another account's."""
    found = key(db, key_id)
    if found is None or found.account != account_id:
        raise UnknownAccessKey(key_id)
    return found


def keys(db: Connection, account_id: str, offset: int = 0, limit: int = 1000) -> tuple[list[AccessKey], int]:
    """An account's, the newest first, and how many there are in all."""
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
    """When keys were last used, by id, in unix ms."""
    db.execute(USED, [{"of": key_id, "at": at} for key_id, at in used.items()])
