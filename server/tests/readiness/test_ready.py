"""`/ready` at a running server: what it says of each part, and to whom."""

import asyncio
import logging
import os
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import pytest
import trustme
from kaibo import clock
from kaibo.app import build
from kaibo.dependencies import Dependencies
from kaibo.files import folder
from kaibo.host import web_server
from kaibo.host.certificate import Certificate
from kaibo.host.livekit.config import free_port
from kaibo.media.engine import MediaEngine
from kaibo.media.livekit import LiveKitEngine
from kaibo.media.memory import MemoryEngine
from kaibo.media.relay import Rtc
from kaibo.readiness import checked, checks
from kaibo.readiness.checked import Checked, Unready
from kaibo.readiness.skew import Skew
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault
from sqlalchemy import text

from tests.features.program.looks import Engine
from tests.plain import NO_TLS
from tests.waiting import eventually
from tests.wire import Wire

pytestmark = pytest.mark.anyio
NAMES = ["store", "schema", "key", "certificate", "clock", "media", "bus", "disk", "files", "serving"]
on_sqlite = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


class Served(NamedTuple):
    http: httpx2.AsyncClient
    dependencies: Dependencies

    async def ready(self, **headers: str) -> tuple[int, dict[str, Any]]:
        answer = await self.http.get("/ready", headers={name.replace("_", "-"): each for name, each in headers.items()})
        return answer.status_code, answer.json()

    async def until(self, name: str, ok: bool) -> tuple[int, str]:
        """Ask until this part is ready, or is not. Return the status and the reason."""
        while True:
            status, told = await self.ready()
            if told[name]["ok"] == ok:
                return status, told[name]["reason"]
            await asyncio.sleep(0.02)


@asynccontextmanager
async def serving(
    folder: Path,
    url: str,
    rtc: Rtc | None = None,
    engine: MediaEngine | None = None,
    *,
    proxies: str = "",
    certificate: Certificate | None = None,
) -> AsyncIterator[Served]:
    port = free_port()
    settings = Settings(data=folder, port=port, database_url=url)
    dependencies = Dependencies(
        open_store(url), Vault(bytes(32)), engine or MemoryEngine(), rtc, certificate=certificate
    )
    server = web_server.server(build(settings, dependencies), port=port, stop_seconds=0, trusted_proxies=proxies)
    task = asyncio.create_task(server.serve())
    while not server.started:
        assert not task.done()
        await asyncio.sleep(0.005)
    try:
        async with httpx2.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", trust_env=False, verify=NO_TLS, timeout=60
        ) as http:
            yield Served(http, dependencies)
    finally:
        server.should_exit = True
        await task


@pytest.fixture(autouse=True)
def own_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    clock.forget()
    monkeypatch.setattr(checked, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(checked, "LIMIT_SECONDS", 30.0)  # no slow machine is unready
    yield
    clock.forget()


async def test_server_is_ready_and_says_what_it_does_not_use(store_url: str, tmp_path: Path) -> None:
    async with serving(tmp_path, store_url) as served:
        unused = {"media", "files", "certificate", *(["clock", "bus"] if store_url.startswith("sqlite") else [])}
        await served.until("bus", True)
        told = await served.ready()
        reasons = {name: "not used" if name in unused else "" for name in NAMES}
        assert told == (200, {name: {"ok": True, "reason": reasons[name]} for name in NAMES})
        assert (await served.http.get("/health")).text == "OK"


@on_sqlite
async def test_reasons_are_for_this_machine_alone(store_url: str, tmp_path: Path) -> None:
    public = (200, {name: {"ok": True} for name in NAMES})
    async with serving(tmp_path, store_url) as served:
        assert (await served.ready(Host="localhost"))[1]["store"] == {"ok": True, "reason": ""}
        for header in ("X_Forwarded_For", "Forwarded", "X_Real_IP", "Via", "X_Forwarded_Proto", "X_Forwarded_Host"):
            assert await served.ready(**{header: "127.0.0.1"}) == public, header
        for host in ("live.example.com", "live.example.com:8780", "127.0.0.1.example.com", "10.0.0.1", "[", ""):
            assert await served.ready(Host=host) == public, host
    async with serving(tmp_path, store_url, proxies="127.0.0.1") as served:
        for forwarded in ("203.0.113.7", "127.0.0.1", "203.0.113.7, 127.0.0.1", ""):
            assert await served.ready(X_Forwarded_For=forwarded) == public, forwarded


@on_sqlite
async def test_store_of_another_key_or_an_older_form_is_not_ready(store_url: str, tmp_path: Path) -> None:
    async with serving(tmp_path, store_url) as served:
        store = served.dependencies.store
        sealed = Vault(b"x" * 32).seal("kaibo", "master key")
        await store.write(
            lambda db: db.execute(text("INSERT INTO meta (name, value) VALUES ('master key', :it)"), {"it": sealed})
        )
        status, told = await served.ready()
        assert (status, told["key"]) == (503, {"ok": False, "reason": "the store was sealed with another master key"})
        await store.write(lambda db: db.execute(text("DELETE FROM meta")))
        assert await served.until("key", True) == (200, "")

        await store.write(lambda db: db.execute(text("UPDATE alembic_version SET version_num = '0011'")))
        status, reason = await served.until("schema", False)
        assert status == 503
        assert "kaibo migrate" in reason
        await store.write(lambda db: db.execute(text("UPDATE alembic_version SET version_num = '9999'")))
        status, reason = await served.until("schema", True)
        assert status == 200, "servers of the older version go on while they are replaced"
        assert "newer" in reason


@on_sqlite
async def test_engine_that_does_not_answer_is_not_ready(store_url: str, tmp_path: Path) -> None:
    rtc = Rtc(f"http://127.0.0.1:{free_port()}", "key", "s" * 32)
    async with serving(tmp_path, store_url, rtc, LiveKitEngine(rtc.url, rtc.key, rtc.secret)) as served:
        assert await served.until("media", False) == (503, "the media engine does not answer")
        assert (await served.http.get("/health")).text == "OK"


@on_sqlite
async def test_engine_that_is_back_is_ready_again(store_url: str, tmp_path: Path) -> None:
    engine = Engine()
    engine.down = True
    async with serving(tmp_path, store_url, Rtc("http://127.0.0.1:1", "key", "s" * 32), engine) as served:
        assert (await served.until("media", False))[0] == 503
        engine.down = False
        assert await served.until("media", True) == (200, "")


@on_sqlite
async def test_certificate_that_browsers_refuse_is_not_ready_until_it_is_renewed(
    store_url: str, tmp_path: Path
) -> None:
    ca, host, now = trustme.CA(), "live.example.com", datetime.now(UTC)

    def write(name: str, ends: timedelta) -> tuple[Path, Path]:
        leaf = ca.issue_cert(name, not_before=now - timedelta(days=30), not_after=now + ends)
        file, key = tmp_path / "fullchain.pem", tmp_path / "privkey.pem"
        file.write_bytes(leaf.cert_chain_pems[0].bytes())
        key.write_bytes(leaf.private_key_pem.bytes())
        return file, key

    given = Certificate(*write(host, timedelta(days=-1)), f"https://{host}")
    async with serving(tmp_path, store_url, certificate=given) as served:
        status, reason = await served.until("certificate", False)
        assert status == 503
        assert reason.startswith("the certificate ended on")
        for name, days, ready, begins in (
            ("other.example.com", 60, False, "the certificate is not for live.example.com"),
            (host, 5, True, "the certificate ends in 4 days"),
            (host, 60, True, ""),
        ):
            file, _ = write(name, timedelta(days=days))
            os.utime(file, ns=(days, days))  # a file system may report the same time for both
            await given.look_again()
            status, reason = await served.until("certificate", ready)
            assert status == (200 if ready else 503)
            assert reason.startswith(begins)


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
async def test_store_that_is_away_is_not_ready_until_it_is_back(store_url: str, tmp_path: Path) -> None:
    wire = Wire(store_url)
    await wire.mend()
    async with serving(tmp_path, wire.url) as served:
        assert await served.until("store", True) == (200, "")
        await wire.cut("refused")
        status, reason = await served.until("store", False)
        assert status == 503
        assert "database" in reason
        await wire.mend()
        assert (await served.until("store", True))[1] == ""
    await wire.close()


@on_sqlite
async def test_server_that_is_about_to_stop_is_not_ready(store_url: str, tmp_path: Path) -> None:
    async with serving(tmp_path, store_url) as served:
        assert await served.until("serving", True) == (200, "")
        served.dependencies.closing.announce()
        assert await served.until("serving", False) == (503, "the server stops")


@on_sqlite
async def test_little_room_on_the_disk_is_not_ready_until_there_is_more(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(tmp_path, store_url) as served:
        free = shutil.disk_usage(tmp_path).free
        monkeypatch.setattr(checks, "LEAST_FREE", 2 * free)
        status, reason = await served.until("disk", False)
        assert status == 503
        assert "MB are free, less than" in reason
        monkeypatch.setattr(checks, "LEAST_FREE", 0)
        assert await served.until("disk", True) == (200, "")


@on_sqlite
async def test_missing_folder_of_files_is_not_ready_until_it_is_back(store_url: str, tmp_path: Path) -> None:
    async with serving(tmp_path, store_url) as served:
        assert await served.until("files", True) == (200, "not used")
        await served.dependencies.store.write(lambda db: folder.claim(db, tmp_path / "files", "sv_1"))
        assert await served.until("files", True) == (200, "")
        (tmp_path / "files").rename(tmp_path / "unmounted")
        status, reason = await served.until("files", False)
        assert status == 503
        assert reason == "the folder of files is away, or is not the one of this store"
        (tmp_path / "unmounted").rename(tmp_path / "files")
        assert await served.until("files", True) == (200, "")


async def told_of(work: Callable[[], Awaitable[str]], name: str = "part") -> tuple[bool, str]:
    return tuple(await Checked(name, work).now())  # type: ignore[return-value]


async def test_check_that_fails_or_hangs_is_not_ready_and_breaks_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "LIMIT_SECONDS", 0.05)
    monkeypatch.setattr(checked, "FRESH_SECONDS", 3600.0)
    runs, go_on = [0], asyncio.Event()

    async def hangs() -> str:
        runs[0] += 1
        await go_on.wait()
        return "late"

    async def unready() -> str:
        raise Unready("because")

    async def fails() -> str:
        raise RuntimeError("with a secret in it")

    part = Checked("part", hangs)
    for _ in range(3):
        assert await part.now() == (False, "no answer for 0.05 s")
    assert runs == [1], "a check runs once at a time"
    go_on.set()
    assert part._task
    await part._task
    assert await part.now() == (True, "late")
    assert await told_of(unready) == (False, "because")
    assert await told_of(fails) == (False, "the check failed: RuntimeError")


async def test_answer_serves_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "FRESH_SECONDS", 3600.0)
    runs = []

    async def runs_once() -> str:
        runs.append(1)
        return ""

    part = Checked("part", runs_once)
    await asyncio.gather(*(part.now() for _ in range(100)))
    assert len(runs) == 1
    monkeypatch.setattr(checked, "FRESH_SECONDS", 0.0)
    await part.now()
    assert len(runs) == 2


def off_by(seconds: float, took: float = 0.0) -> None:
    """Read a database's clock that this machine's clock is so far ahead of. The reading takes `took` seconds."""
    at = time.monotonic()
    clock.follow(clock.machine_ms() - int(seconds * 1000), at - took / 2, at + took / 2)


async def test_clock_that_is_off_is_said_once_and_again_when_it_is_right(caplog: pytest.LogCaptureFixture) -> None:
    skew = Skew()
    for seconds in (0.5, 8.0, 8.2, -0.9, -3.0, 0.0, 0.1):
        off_by(seconds)
        await skew.look()
    assert [each.getMessage() for each in caplog.records] == [
        "this machine's clock is 8.0 s ahead of the database's; keep both right by NTP",
        "this machine's clock agrees with the database's again",
        "this machine's clock is 3.0 s behind the database's; keep both right by NTP",
        "this machine's clock agrees with the database's again",
    ]
    caplog.clear()
    off_by(8.0, took=15.0)
    await skew.look()
    assert not caplog.records, "a slow reading says nothing of the clock"


@pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
async def test_server_whose_clock_is_off_is_not_ready_until_it_is_right_and_says_so(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    ahead_ms = [30_000]
    monkeypatch.setattr(clock, "machine_ms", lambda: time.time_ns() // 1_000_000 + ahead_ms[0])
    monkeypatch.setattr("kaibo.app.RENEW_SECONDS", 0.2)

    def lines() -> list[str]:
        return [each.getMessage() for each in caplog.records if each.name == "kaibo.clock"]

    async with serving(tmp_path, store_url) as served:
        status, reason = await served.until("clock", False)
        assert status == 503
        assert "off the database's" in reason
        (line,) = lines()
        assert "ahead of the database's" in line
        ahead_ms[0] = 0
        await eventually(lambda: len(lines()) > 1)
        assert lines()[1] == "this machine's clock agrees with the database's again"
        assert await served.until("clock", True) == (200, "")
