"""Accounts and their access keys: every query about them stands here."""

import secrets
import string
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    LargeBinary,
    String,
    Table,
    bindparam,
    insert,
    select,
)

from kaibo.call import new_id
from kaibo.store import METADATA
from kaibo.vault import Vault

LETTERS = string.ascii_letters + string.digits

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
    Column("sealed_secret", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("disabled_at", BigInteger),
)


class AccessKey(NamedTuple):
    """A long-term key. `sealed_secret` opens with the vault and the key's id."""

    id: str
    account: str
    sealed_secret: bytes
    created_at: int
    disabled_at: int | None


KEY = select(access_key).where(access_key.c.id == bindparam("id"))


def create_account(db: Connection, name: str, now: int) -> str:
    """Its id."""
    account_id = new_id("ac_")
    db.execute(insert(account).values(id=account_id, name=name, created_at=now))
    return account_id


def accounts(db: Connection) -> list[str]:
    """The ids of all, the oldest first."""
    return list(db.scalars(select(account.c.id).order_by(account.c.created_at)))


def create_key(db: Connection, vault: Vault, account_id: str, now: int) -> tuple[str, str]:
    """Its id and its secret, which nobody can ask for again."""
    key_id = "AKLT" + "".join(secrets.choice(LETTERS) for _ in range(40))
    secret = "".join(secrets.choice(LETTERS) for _ in range(56))
    sealed = vault.seal(secret, key_id)
    db.execute(insert(access_key).values(id=key_id, account=account_id, sealed_secret=sealed, created_at=now))
    return key_id, secret


def key(db: Connection, key_id: str) -> AccessKey | None:
    row = db.execute(KEY, {"id": key_id}).first()
    return None if row is None else AccessKey._make(row)
