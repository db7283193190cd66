"""The tables of host accounts and of follow addresses, and every query about them."""

from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from kaibo.activity.errors import UnknownHostAccount
from kaibo.store import METADATA

host_account = Table(
    "host_account",
    METADATA,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("account", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("avatar_url", Text, nullable=False),
    Column("home_url", Text, nullable=False),
    Column("is_follow_enable", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

follow_url = Table(
    "follow_url",
    METADATA,
    Column("account", String(64), primary_key=True),
    Column("read_url", Text, nullable=False),
    Column("write_url", Text, nullable=False),
)


class HostAccount(NamedTuple):
    """A brand of shows."""

    id: int
    account: str
    name: str
    avatar_url: str
    home_url: str
    is_follow_enable: int
    created_at: int
    """Unix ms."""


def create(db: Connection, account: str, now: int, **values: Any) -> int:
    """Create a host account. Return its id: the moment in unix microseconds, or the next free number."""
    free = now * 1000
    while db.execute(select(host_account.c.id).where(host_account.c.id == free)).first():
        free += 1
    db.execute(insert(host_account).values(id=free, account=account, created_at=now, **values))
    return free


def get(db: Connection, account: str, host_account_id: int) -> HostAccount:
    """Find a host account. Raises UnknownHostAccount when there is none, or when it is another account's."""
    mine = (host_account.c.id == host_account_id) & (host_account.c.account == account)
    row = db.execute(select(host_account).where(mine)).first()
    if row is None:
        raise UnknownHostAccount(host_account_id)
    return HostAccount._make(row)


def change(db: Connection, host_account_id: int, **values: Any) -> None:
    db.execute(update(host_account).where(host_account.c.id == host_account_id).values(**values))


def remove(db: Connection, host_account_id: int) -> None:
    """Delete a host account. Its activities have none from now on."""
    db.execute(delete(host_account).where(host_account.c.id == host_account_id))


def page(
    db: Connection, account: str, host_account_id: int | None, name: str, offset: int, limit: int
) -> tuple[list[HostAccount], int]:
    """Return one page of host accounts, the newest first, and the number of all.

    None and "" filter nothing. A name filter finds parts of names, in any case.
    """
    conditions = [host_account.c.account == account]
    if host_account_id is not None:
        conditions.append(host_account.c.id == host_account_id)
    if name:
        conditions.append(host_account.c.name.icontains(name, autoescape=True))
    rows = db.execute(
        select(host_account).where(*conditions).order_by(host_account.c.id.desc()).offset(offset).limit(limit)
    )
    total = db.scalar(select(func.count()).select_from(host_account).where(*conditions)) or 0
    return [HostAccount._make(row) for row in rows], total


def follow_urls(db: Connection, account: str) -> tuple[str, str]:
    """Return the addresses at which an account's followers are read and written. "" stands for a missing one."""
    row = db.execute(select(follow_url).where(follow_url.c.account == account)).first()
    return ("", "") if row is None else (row.read_url, row.write_url)


def set_follow_urls(db: Connection, account: str, read_url: str, write_url: str) -> None:
    db.execute(delete(follow_url).where(follow_url.c.account == account))
    db.execute(insert(follow_url).values(account=account, read_url=read_url, write_url=write_url))
