"""A store that is full before its server starts: rows put into the SQLite file through the product's own tables."""

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from kaibo import migrations
from kaibo.access import table as access
from kaibo.activity.status import Status
from kaibo.activity.table import Activity, activity, activity_count
from kaibo.call import Owner
from kaibo.folder import DataFolder
from kaibo.vault import Vault
from sqlalchemy import create_engine, insert

from bench.load import Account

BATCH = 10_000
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
            rows = _rows(owner, (now - 86_400_000 * (index + 1)) * 1000, size)
            last: dict[str, Any] = {}
            while some := list(islice(rows, BATCH)):
                db.execute(insert(activity), some)
                last = some[-1]
            db.execute(insert(activity_count).values(account=owner.account, sub_account="", number=size))
            made.append(Account(owner.account, key, secret, last["id"]))
    engine.dispose()
    return made


def _rows(owner: Owner, first: int, size: int) -> Iterator[dict[str, Any]]:
    """Ids a millisecond apart, as if they had been created one after another."""
    for index in range(size):
        number = first + index * 1000
        yield Activity(
            id=number,
            account=owner.account,
            sub_account=owner.sub_account,
            name=f"Show {index} of the season",
            live_time=number // 1000,
            end_time=0,
            status=Status.PREVIEW,
            view_path=_base36(number),
            cover_image="",
            extra=EXTRA,
            created_at=number // 1000,
            deleted_at=None,
            wanted=False,
            room_epoch=1,
            link_epoch=1,
            live_mode=1,
            live_layout=1,
            lock_preview=False,
            host_account=None,
        )._asdict()


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits
