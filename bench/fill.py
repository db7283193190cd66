"""A store that is full before its server starts: rows put into the SQLite file, each like one that the product made."""

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from kaibo import migrations
from kaibo.account import table as access
from kaibo.activity.table import Activity, activity, activity_count, create
from kaibo.call import Owner
from kaibo.host.data_folder import DataFolder
from kaibo.vault import Vault
from sqlalchemy import Connection, create_engine, insert, update

from bench.load import Account

BATCH, DAY = 10_000, 86_400_000
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
EXTRA = '{"IsAutoEndEnable": 0, "IsLinkMicEnable": 1, "SiteTags": [{"Index": 1, "Value": "bench"}]}'


def fill(folder: Path, *sizes: int) -> list[Account]:
    """A data folder with an account of each size, in activities; each account's `activity` is its newest."""
    data = DataFolder(folder)
    vault = Vault(data.master_secret())
    url = f"sqlite:///{folder}/kaibo.db"
    migrations.upgrade(url)
    now = time.time_ns() // 1_000_000
    engine = create_engine(url)
    made = []
    with engine.begin() as db:
        for index, size in enumerate(sizes):
            owner = Owner(access.create_account(db, f"bench {size}", now))
            key, secret = access.create_key(db, vault, owner, now)
            newest = create(db, owner, now, name="The newest show", live_time=now, extra=EXTRA)
            older = _like(newest, now - DAY * (index + 1), size - 1)
            while some := list(islice(older, BATCH)):
                db.execute(insert(activity), some)
            _counted(db, owner, size)
            made.append(Account(owner.account, key, secret, newest.id))
    engine.dispose()
    return made


def _like(model: Activity, first: int, size: int) -> Iterator[dict[str, Any]]:
    """Rows that differ from one that the product made where each is its own, as if created a millisecond apart."""
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
    """The product keeps how many there are; it has counted the one that it made."""
    mine = activity_count.c.account == owner.account
    assert db.execute(update(activity_count).where(mine).values(number=size)).rowcount == 1


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits
