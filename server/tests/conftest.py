"""Fixtures of the server's tests: migrated stores on SQLite and PostgreSQL, and running servers."""

import asyncio
import itertools
import os
import random
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from kaibo import migrations
from kaibo.features.program import reconcile
from kaibo.host.livekit import config
from kaibo.host.livekit.config import free_port
from kaibo.store import Store
from kaibo.stores import sqlite
from kaibo.stores.opening import open_store

from tests import livekits
from tests.copies import Copies
from tests.grouped import pytest_xdist_make_scheduler as pytest_xdist_make_scheduler
from tests.leaks import (
    pytest_configure as pytest_configure,
    pytest_sessionfinish as pytest_sessionfinish,
    pytest_terminal_summary as pytest_terminal_summary,
    pytest_warning_recorded as pytest_warning_recorded,
)
from tests.proxied import OURS
from tests.running import Media, Running, running
from tests.strangers import House, Mirror, application, doors, serving

POSTGRES = "KAIBO_TEST_POSTGRES"
PARTS = {"media", "other"}
"""The fixtures that need LiveKit, or PostgreSQL beside each store."""
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
MOST_WORKERS = 8
# A port is free until its taker opens it. So each process of a run chooses from ports of its own.
_ports = [port for port in config.QUIET if port % MOST_WORKERS == WORKER % MOST_WORKERS]
config._shuffled = itertools.cycle(random.sample(_ports, len(_ports)))
# No test cuts the power. Without waits for the disk a test needs a third less CPU time. Other processes keep the waits.
sqlite.DURABLE = "synchronous=OFF"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need more than Python and SQLite."""
    for item in items:
        if isinstance(item, pytest.Function):
            values = list(item.callspec.params.values()) if hasattr(item, "callspec") else []
            if "postgresql" in values or PARTS.intersection(item.fixturenames):
                item.add_marker(pytest.mark.parts)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run asynchronous tests, which are marked `anyio`, on asyncio."""
    return "asyncio"


@pytest.fixture(scope="session")
def sqlite_form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty store, which each test copies."""
    file = tmp_path_factory.mktemp("form") / "kaibo.db"
    migrations.upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def copies() -> Iterator[Copies]:
    """Make an empty PostgreSQL store. Each test gets a copy."""
    if POSTGRES not in os.environ:
        pytest.fail(f"{POSTGRES} is not set: the tests need a PostgreSQL that they may make databases in")
    made = Copies(os.environ[POSTGRES])
    yield made
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Yield the URL of a store of this test's own, on either database."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("sqlite_form"), tmp_path / "kaibo.db")
        yield f"sqlite:///{file}"
        return
    with request.getfixturevalue("copies").empty() as url:
        yield url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """Open a store of this test's own."""
    opened = open_store(store_url)
    opened.start()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Media]:
    """Keep a LiveKit for all servers of this test process. The first of them starts it."""
    made = Media(tmp_path_factory.mktemp("media"))
    yield made
    asyncio.run(made.stop())


@pytest.fixture
async def server(
    sqlite_form: Path, tmp_path: Path, media: Media, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Running]:
    """Run a server over a SQLite store of its own, with the LiveKit that all share.

    It looks at all shows every two seconds, because tests change rows behind its back, without a nudge.
    """
    monkeypatch.setattr(reconcile, "QUIET_PERIOD", reconcile.PERIOD)
    async with running(tmp_path, f"sqlite:///{shutil.copy(sqlite_form, tmp_path / 'kaibo.db')}", media) as made:
        yield made


@pytest.fixture
async def behind(server: Running) -> Running:
    """Run a server that knows its proxies."""
    await server.stop()
    server.trusted_proxies = OURS
    await server.start()
    return server


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """Run a Redis of this test's own."""
    with livekits.redis(tmp_path) as running:
        yield running


@pytest.fixture
async def house(sqlite_form: Path, tmp_path: Path) -> AsyncIterator[House]:
    """Run the whole server without a LiveKit. Yield it with all its doors."""
    shutil.copy(sqlite_form, tmp_path / "kaibo.db")
    port = free_port()
    app = application(tmp_path, port)
    async with serving(app, port):
        yield House(port, doors(app))


@pytest.fixture
async def mirrored() -> AsyncIterator[tuple[Mirror, int]]:
    """Run an application of the test's own behind our server, which trusts 127.0.0.1. Yield it with its port."""
    made, port = Mirror(), free_port()
    async with serving(made, port, lifespan="off", trusted_proxies="127.0.0.1"):
        yield made, port
        made.go_on.set()
