"""A page of another release gets its files from any server that shares the store."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest
from kaibo.app import build
from kaibo.clock import now_ms
from kaibo.dependencies import Dependencies
from kaibo.gateway import earlier_files
from kaibo.gateway.assets import Assets
from kaibo.gateway.earlier_files import KEPT_MS, NOTED_MS, EarlierFiles, asset
from kaibo.gateway.negotiation import FOREVER
from kaibo.gateway.plain_files import PLAIN_FILES, PlainFiles
from kaibo.host.livekit.config import free_port
from kaibo.media.memory import MemoryEngine
from kaibo.settings import Settings
from kaibo.store import Store
from kaibo.stores.opening import open_store
from kaibo.vault import Vault
from sqlalchemy import func, select, update

from tests.plain import NO_TLS
from tests.strangers import serving

pytestmark = pytest.mark.anyio
SCRIPT = "const words = 1;" * 100
OLD, WORKER, NEW = "/assets/Studio-aaaaAAAA.js", "/assets/draw.worker-aaaaAAAA.js", "/assets/Studio-bbbbBBBB.js"


def release(folder: Path, *paths: str) -> Path:
    """Write a build with these files."""
    for path in paths:
        file = folder / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(SCRIPT + path)
        file.with_name(file.name + ".gz").write_bytes(gzip.compress((SCRIPT + path).encode(), mtime=0))
        file.with_name(file.name + ".br").write_bytes(b"as brotli writes it")
    return folder


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setattr(earlier_files, "SOON", 0)
    return release(tmp_path / "old", OLD, WORKER), release(tmp_path / "new", NEW)


@asynccontextmanager
async def server(url: str, dist: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """Run a server with one release's build over the store."""
    port = free_port()
    settings = Settings(data=dist, port=port, web=str(dist), database_url=url)
    app = build(settings, Dependencies(open_store(url), Vault(bytes(32)), MemoryEngine(), None))
    base = f"http://localhost:{port}"
    async with serving(app, port), httpx2.AsyncClient(base_url=base, trust_env=False, verify=NO_TLS) as http:
        yield http


async def stored(store: Store, path: str) -> None:
    """Wait until the store has the file."""
    query = select(func.count()).where(asset.c.name == path.lstrip("/"))
    while True:  # polls: a server tells nobody what it stored
        if await store.read(lambda db: db.scalar(query)):
            return
        await asyncio.sleep(0.01)


async def answers(http: httpx2.AsyncClient, path: str) -> list[Any]:
    """Ask for a file in each coding, and for a copy that the client has. Return all that a browser sees."""
    seen: list[Any] = []
    for wish in ("gzip, br", "gzip", ""):
        async with http.stream("GET", path, headers={"Accept-Encoding": wish}) as answer:
            body = b"".join([part async for part in answer.aiter_raw()])
        headers = {name: value for name, value in answer.headers.items() if name not in ("date", "x-request-id")}
        connect = headers.pop("content-security-policy", "")
        seen.append((answer.status_code, headers, body, bool(connect)))
    again = await http.get(path, headers={"If-None-Match": seen[0][1].get("etag", "none")})
    return [*seen, again.status_code]


async def test_page_of_another_release_gets_its_files(
    store_url: str, store: Store, releases: tuple[Path, Path]
) -> None:
    old, new = releases
    async with server(store_url, old) as before, server(store_url, new) as after:
        for path, its, other in ((OLD, before, after), (WORKER, before, after), (NEW, after, before)):
            await stored(store, path)
            own = await answers(its, path)
            assert [each[0] for each in own[:3]] == [200, 200, 200]
            assert own[0][1]["cache-control"] == FOREVER
            assert own[0][3] is (path == WORKER), "a worker's script has a policy of its own"
            assert [each[1].get("content-encoding") for each in own[:3]] == ["br", "gzip", None]
            assert await answers(other, path) == own


async def test_unknown_file_is_missing_and_leaves_nothing(
    store_url: str, store: Store, releases: tuple[Path, Path]
) -> None:
    async with server(store_url, releases[1]) as http:
        await stored(store, max(PLAIN_FILES.names()))  # the last one
        before = await store.read(lambda db: db.scalar(select(func.count()).select_from(asset)))
        paths = [
            "/assets/Studio-cccccccc.js",
            "/assets/none.js",
            f"/assets/{'a' * 2000}-cccccccc.js",
            f"/assets/{'a' * 2000}.js",
        ]
        paths += [f"{OLD}.br", "/launch/0123456789ab/none.js", "/launch/x/none.js"]
        for path in paths:
            assert (await http.get(path)).status_code == 404
        assert await store.read(lambda db: db.scalar(select(func.count()).select_from(asset))) == before


async def test_file_that_no_server_has_is_forgotten_after_a_month(store: Store, releases: tuple[Path, Path]) -> None:
    old, new = (Assets(dist / "assets") for dist in releases)
    await EarlierFiles(store).keep([old])
    await EarlierFiles(store).keep([new])
    long_ago = now_ms() - KEPT_MS - 1
    await store.write(lambda db: db.execute(update(asset).values(seen_at=long_ago)))
    await EarlierFiles(store).keep([new])
    assert await EarlierFiles(store).find(OLD[1:]) is None
    assert await EarlierFiles(store).find(NEW[1:])
    seen = await store.read(lambda db: set(db.scalars(select(asset.c.seen_at))))
    assert min(seen) > now_ms() - NOTED_MS


async def test_plain_file_of_another_release_is_served(
    store_url: str, store: Store, releases: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static/theme.js").write_text(SCRIPT)
    (tmp_path / "static/gone.js").write_text(SCRIPT)
    earlier = PlainFiles(tmp_path / "static", "/launch")
    await EarlierFiles(store).keep([earlier])
    async with server(store_url, releases[1]) as http:
        for name in ("theme.js", "gone.js"):
            answer = await http.get(f"{earlier.base}/{name}")
            assert (answer.text, answer.headers["cache-control"]) == (SCRIPT, FOREVER)
            assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        lost = await http.get("/launch/0123456789ab/theme.js")
        todays = await http.get(f"{PLAIN_FILES.base}/theme.js")
        assert (lost.text, lost.headers["cache-control"]) == (todays.text, "no-cache")
