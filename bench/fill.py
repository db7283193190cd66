"""Fill a store before its server starts. The rows in the SQLite file equal those that the product writes."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from kaibo import migrations
from kaibo.account import table as access
from kaibo.activity.table import Activity, activity, create
from kaibo.activity.totals import activity_count
from kaibo.call import Owner
from kaibo.clock import now_ms
from kaibo.host.data_folder import DataFolder
from kaibo.vault import Vault
from sqlalchemy import Connection, create_engine, insert, update

from bench.load import Account

BATCH, DAY = 10_000, 86_400_000
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
EXTRA = '{"IsAutoEndEnable": 0, "IsLinkMicEnable": 1, "SiteTags": [{"Index": 1, "Value": "bench"}]}'


def fill(folder: Path, *sizes: int) -> list[Account]:
    """Make a data folder with an account of each size, in activities. `activity` is the newest of each account."""
    data = DataFolder(folder)
    vault = Vault(data.master_keys())
    url = f"sqlite:///{folder}/kaibo.db"
    migrations.upgrade(url)
    now = now_ms()
    engine = create_engine(url)
    accounts = []
    with engine.begin() as db:
        for index, size in enumerate(sizes):
            owner = Owner(access.create_account(db, f"bench {size}", now))
            key, secret = access.create_key(db, vault, owner, now)
            newest = create(db, owner, now, name="The newest show", live_time=now, extra=EXTRA)
            older = _like(newest, now - DAY * (index + 1), size - 1)
            while some := list(islice(older, BATCH)):
                db.execute(insert(activity), some)
            _counted(db, owner, size)
            accounts.append(Account(owner.account, key, secret, newest.id))
    engine.dispose()
    return accounts


def _like(model: Activity, first: int, size: int) -> Iterator[dict[str, Any]]:
    """Copy the rows of one that the product wrote. Keys differ, and the rows are a millisecond apart."""
    for index in range(size):
        moment = first + index
        yield model._replace(
            id=moment * 1000,
            name=f"Show {index} of the season",
            view_path=_base36(moment * 1000),
            live_time=moment,
            created_at=moment,
        )._asdict()


def _counted(db: Connection, owner: Owner, size: int) -> None:
    """Raise the number of rows that the product keeps. It counted the row that it wrote."""
    mine = activity_count.c.account == owner.account
    assert db.execute(update(activity_count).where(mine).values(number=size)).rowcount == 1


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits
