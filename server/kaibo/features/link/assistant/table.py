"""The table of assistant accounts, and every query about them."""

from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)

from kaibo.features.link.assistant.errors import UnknownAssistantAccount
from kaibo.store import METADATA
from kaibo.vault import Vault, moved

LONGEST_IDENTITY, LONGEST_NAME = 64, 20

assistant_account = Table(
    "assistant_account",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("activity", BigInteger, ForeignKey("activity.id"), nullable=False),
    Column("door", String(32), nullable=False, unique=True),
    Column("identity", String(LONGEST_IDENTITY), nullable=False),
    Column("name", String(4 * LONGEST_NAME), nullable=False),
    Column("title", Text, nullable=False),
    Column("sealed_password", LargeBinary, nullable=False),
    Column("features", Text, nullable=False),
    Column("groups", Text, nullable=False),
    Column("link", String(32), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("ix_assistant_account_of_activity", "activity", "identity", unique=True),
)


class AssistantAccount(NamedTuple):
    """An assistant of one show."""

    id: int
    activity: int
    door: str
    """Names the account in the address that asks for the password."""
    identity: str
    """The vendor's IdentityId. It is unique in a show."""
    name: str
    title: str
    sealed_password: bytes
    features: str
    """A JSON list of numbers. The server stores it and does not act upon it."""
    groups: str
    """The same, of groups of viewers."""
    link: str
    """The id of the launch link that this account opens."""
    created_at: int
    """Unix ms."""


def label(account_id: int) -> str:
    """Return the label under which an account's password is sealed."""
    return f"assistant {account_id}"


def free_id(db: Connection, now: int) -> int:
    """Return an id for a new account: the moment in unix microseconds, or the next free number. `now` is unix ms."""
    free = now * 1000
    while db.execute(select(assistant_account.c.id).where(assistant_account.c.id == free)).first():
        free += 1
    return free


def create(db: Connection, account: AssistantAccount) -> None:
    """Store a new account."""
    db.execute(insert(assistant_account).values(**account._asdict()))


def of_activity(db: Connection, activity_id: int) -> list[AssistantAccount]:
    """List the accounts of an activity, the oldest first."""
    mine = select(assistant_account).where(assistant_account.c.activity == activity_id)
    return [AssistantAccount._make(row) for row in db.execute(mine.order_by(assistant_account.c.id))]


def get(db: Connection, activity_id: int, account_id: int) -> AssistantAccount:
    """Find an account of an activity. Raises UnknownAssistantAccount."""
    mine = (assistant_account.c.id == account_id) & (assistant_account.c.activity == activity_id)
    row = db.execute(select(assistant_account).where(mine)).first()
    if row is None:
        raise UnknownAssistantAccount(account_id)
    return AssistantAccount._make(row)


def by_door(db: Connection, door: str) -> AssistantAccount | None:
    """Find the account that an address names."""
    row = db.execute(select(assistant_account).where(assistant_account.c.door == door)).first()
    return None if row is None else AssistantAccount._make(row)


def change(db: Connection, account_id: int, **values: Any) -> None:
    """Set columns of an account."""
    db.execute(update(assistant_account).where(assistant_account.c.id == account_id).values(**values))


def remove(db: Connection, account_id: int) -> None:
    """Delete an account."""
    db.execute(delete(assistant_account).where(assistant_account.c.id == account_id))


def reseal(db: Connection, old: Vault, new: Vault) -> None:
    """Seal all passwords with the newest key of `new`. Raises MasterKeyUnusable when `old` does not open one."""
    for row in db.execute(select(assistant_account.c.id, assistant_account.c.sealed_password)).all():
        refusal = (
            f"master.key does not open the password of assistant account {row.id}; delete that account, then try again"
        )
        change(db, row.id, sealed_password=moved(old, new, row.sealed_password, label(row.id), refusal))
