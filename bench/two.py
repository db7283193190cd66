"""Run servers that share a PostgreSQL, beside a LiveKit and perhaps a Redis."""

import asyncio
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from kaibo import migrations
from kaibo.account import table as access
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.call import Owner
from kaibo.clock import now_ms
from kaibo.host.livekit.config import free_port
from kaibo.session import seat as seats, table as sessions
from kaibo.session.role import Role
from kaibo.store import Store
from kaibo.stores.opening import open_store
from kaibo.vault import fingerprint
from sqlalchemy import Connection, create_engine, func, make_url, select, text

from bench.host import TAB
from bench.peer import Peer
from e2e.kaibo import COMMAND, SIZE, Kaibo, until

GRACE_SECONDS = "600"
"""No host of a benchmark is absent for so long."""


class Host(NamedTuple):
    """The session of a host whose show was asked to go live."""

    activity: int
    session: str
    secret: str


class Served(Kaibo):
    """`kaibo serve`: a server whose LiveKit runs elsewhere. `said` has its `Url` alone."""

    def start(self) -> "Served":
        with self.log_file.open("a") as log:
            self._process = self._spawn(log)
        assert self._process.stdout
        assert self._process.stdout.readline(), self.log()
        self.said = {"Url": f"http://localhost:{self.port}"}
        return self

    def _spawn(self, log: IO[str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [COMMAND, "serve", "--data", self.folder, "--port", str(self.port)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, **SIZE, **self.settings},
            cwd=self.folder.parent,
        )


@contextmanager
def database() -> Iterator[str]:
    """Make a database beside the one that KAIBO_TEST_POSTGRES names, with our tables. Drop it at the end."""
    here, name = make_url(os.environ["KAIBO_TEST_POSTGRES"]), f"bench_{secrets.token_hex(6)}"
    server = create_engine(here.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as db:
        db.execute(text(f"CREATE DATABASE {name}"))
    try:
        url = here.set(database=name).render_as_string(hide_password=False)
        migrations.upgrade(url)
        yield url
    finally:
        with server.connect() as db:
            db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Run a Redis. Yield its URL."""
    program, port = shutil.which("redis-server"), free_port()
    assert program, "make dev installs it"
    command = [program, "--port", str(port), "--save", "", "--dir", str(folder), "--bind", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout
        while b"Ready to accept connections" not in running.stdout.readline():
            assert running.poll() is None, "Redis did not start"
        try:
            yield f"redis://127.0.0.1:{port}"
        finally:
            running.terminate()


@contextmanager
def served(folder: Path, number: int, url: str, peer: Peer, **more: str) -> Iterator[list[Kaibo]]:
    """Run so many servers with one store and one master key."""
    settings = {"DATABASE_URL": url, "GRACE_SECONDS": GRACE_SECONDS, "LOG_LEVEL": "warning", **peer.settings, **more}
    made: list[Kaibo] = []
    with ExitStack() as after:
        for place in range(number):
            kaibo = Served(folder / str(place), **{f"KAIBO_{name}": value for name, value in settings.items()})
            if made:
                kaibo.folder.mkdir()
                shutil.copy(made[0].folder / "master.key", kaibo.folder)
            after.callback(kaibo.stop)
            made.append(kaibo.start())
        yield made


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """Open a store, for work beside its servers."""
    store = open_store(url)
    store.start()
    try:
        yield store
    finally:
        store.close()


def ask_to_go_live(url: str, number: int) -> list[Host]:
    """Make shows whose hosts have clicked on Go live. They are live as soon as a publisher is there."""

    def work(db: Connection) -> list[Host]:
        now = now_ms()
        account = access.create_account(db, "bench", now)
        return [_host(db, account, now + index) for index in range(number)]

    with opened(url) as store:
        return asyncio.run(store.write(work))


def wait_until_live(url: str, number: int) -> None:
    """Wait until so many shows are on air."""
    live = select(func.count()).select_from(activities.activity).where(activities.activity.c.status == Status.LIVE)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        until(lambda: db.scalar(live) == number, 90, f"{number} shows are live")
    engine.dispose()


def _host(db: Connection, account: str, now: int) -> Host:
    show = activities.create(db, Owner(account), now, name="bench", live_time=now)
    secret = secrets.token_urlsafe(16)
    session = sessions.create(
        db,
        activity=show.id,
        account=account,
        link="ln_bench",
        role=Role.HOST,
        name="",
        browser="",
        system="",
        secret_hash=fingerprint(secret),
        on_air=False,
        now=now,
        expires_at=now + 24 * 3600 * 1000,
    )
    sessions.change(db, session.id, tab=TAB)
    seats.take(db, show.id, session.id, now, resumable=True)
    activities.change(db, show.id, live_requested=True)
    return Host(show.id, session.id, secret)
