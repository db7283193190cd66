"""A place where Kaibo lives: a data folder, a database, a folder of files. Tests type commands there."""

import hashlib
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from kaibo.backup.rows import snapshot
from kaibo.cli import opening
from kaibo.clock import now_ms
from kaibo.features.audit.table import audit
from kaibo.files import parts
from kaibo.files.table import show_file
from kaibo.gateway.earlier_files import asset
from kaibo.host.data_folder import DataFolder
from kaibo.stores.opening import open_store
from sqlalchemy import insert

from tests.command import kaibo
from tests.show import Show, make_show

PASSPHRASE = "correct horse battery"
PICTURE = bytes(range(256)) * 1200
SHA256 = hashlib.sha256(PICTURE).hexdigest()


@dataclass
class Place:
    """The place at `folder`, with the store at `url`."""

    folder: Path
    url: str

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def run(self, *arguments: str, passphrase: str = PASSPHRASE) -> "subprocess.CompletedProcess[str]":
        """Run a command here."""
        self.folder.mkdir(exist_ok=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KAIBO_DATABASE_URL", self.url)
            patch.setenv("KAIBO_BACKUP_PASSPHRASE", passphrase)
            return kaibo(self.folder, *arguments)

    def told(self, *arguments: str) -> Any:
        """Run a command that succeeds. Return what it printed."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def rows(self) -> dict[str, list[str]]:
        """Return all rows of the store, as a backup has them."""
        with snapshot(self.url) as source:
            return {form.name: sorted(json.dumps(row) for row in source.rows(form)) for form in source.forms}

    def picture(self) -> bytes:
        """Return the bytes of the show's file."""
        return parts.content(self.data / "files", SHA256).read_bytes()

    async def fill(self) -> Show:
        """Make a show with a host, guests, a key, an event, a file and a page's file."""
        self.told("key", "create")
        folder = DataFolder(self.data)
        opening.claim_files(self.url, self.data / "files", folder)
        with self.opened() as store:
            show = await make_show(store)
            await show.host()
            await show.guest("陈一鸣 \u202e")
            await store.write(lambda db: db.execute(insert(asset), ASSET))
            await store.write(lambda db: db.execute(insert(audit), event(show)))
            row = {"activity": show.id, "sha256": SHA256, "account": show.account, "name": "a.png", "type": "image/png"}
            times = dict.fromkeys(("created_at", "changed_at", "ready_at"), now_ms())
            await store.write(lambda db: db.execute(insert(show_file), {**row, "size": len(PICTURE), **times}))
        there = parts.content(self.data / "files", SHA256)
        there.parent.mkdir()
        there.write_bytes(PICTURE)
        return show

    @contextmanager
    def opened(self) -> Iterator[Any]:
        store = open_store(self.url)
        store.start()
        try:
            yield store
        finally:
            store.close()


ASSET = {"name": "a-1.js", "encoding": "", "type": "text/javascript", "body": b"\0\xff\n'", "seen_at": 1}


def event(show: Show) -> dict[str, Any]:
    texts = dict.fromkeys(("kind", "actor", "link", "session", "name", "device", "address", "detail"), "x")
    return {"at": now_ms(), "account": show.account, "activity": show.id, "role": None, **texts}
