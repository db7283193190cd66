"""Measure several servers with one PostgreSQL: nudges between them, quiet live shows, and signed calls."""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench import looks, nudges
from bench.line import percentile
from bench.load import Load, accounts, launch, middle, written, wrk
from bench.looks import Cost, Quiet
from bench.peer import Peer, livekit
from bench.two import database, redis, served

NUDGES = int(os.environ.get("BENCH_CLUSTER_NUDGES", "50"))
"""Changes over each kind of bus."""
REAL = int(os.environ.get("BENCH_CLUSTER_REAL", "100"))
"""Live shows on a real LiveKit."""
SHOWS = [int(number) for number in os.environ.get("BENCH_CLUSTER_SHOWS", "300,1000").split(",")]
"""Live shows on the engine in memory."""
SECONDS = float(os.environ.get("BENCH_CLUSTER_SECONDS", "20"))
"""How long quiet shows are measured: two rounds over all shows."""
LOOKS = int(os.environ.get("BENCH_CLUSTER_LOOKS", "1000"))
"""Looks at LiveKit, for the cost of one."""
CALLS = int(os.environ.get("BENCH_CLUSTER_CALLS", "5"))
"""Seconds of signed calls in one round."""
ROUNDS, ACCOUNTS = 3, 1000


def measure() -> Iterator[str]:
    """Return medians and the sums over all servers. BENCH_CLUSTER_… set smaller sizes."""
    if "KAIBO_TEST_POSTGRES" not in os.environ:
        yield "several servers: not measured; run by scripts/postgres.py they are"
        return
    with tempfile.TemporaryDirectory() as name, livekit(Path(name) / "peer") as peer:
        folder = Path(name)
        yield from _nudges(folder, peer)
        yield from _calls(folder, peer)
        yield from _quiet(folder, peer)


def _nudges(folder: Path, peer: Peer) -> Iterator[str]:
    """Time a change on the one server until the other's page has it, over each kind of bus."""
    with redis(folder) as url:
        for bus, more in (("Redis", {"REDIS_URL": url}), ("PostgreSQL", {})):
            with database() as store, served(_below(folder, bus), 2, store, peer, **more) as (one, other):
                took = nudges.timed(store, one, other, NUDGES)
            figures = [
                f"{where} p50 {percentile(times, 0.5):.0f} ms, p95 {percentile(times, 0.95):.0f} ms"
                for where, times in (("the other server", took.other), ("the same server", took.same))
            ]
            yield f"a call → a page, over {bus} ({NUDGES} changes): {'; '.join(figures)}"


def _calls(folder: Path, peer: Peer) -> Iterator[str]:
    """Count the signed calls of one server, and of two at once. All use one database on this machine."""
    with database() as store, served(_below(folder, "calls"), 2, store, peer) as servers:
        callers = accounts(servers[0], ACCOUNTS)
        files = [
            written(folder / f"signed-{kaibo.port}", (launch(kaibo.port, account) for account in callers))
            for kaibo in servers
        ]
        ends = [(file, kaibo.port, kaibo.pid, CALLS) for file, kaibo in zip(files, servers, strict=True)]
        alone, both = [], []
        with ThreadPoolExecutor(2) as beside:
            for _ in range(ROUNDS):
                alone.append(wrk(*ends[0]))
                both.append(list(beside.map(lambda end: wrk(*end), ends)))
    single = middle(alone)
    middle([load for loads in both for load in loads])
    together = median(_sum(loads) for loads in both)
    yield f"signed calls of one server on PostgreSQL: {single.told}"
    yield f"of two servers at once: {together:,.0f} a second; ratio {together / single.per_second:.2f}"


def _sum(loads: list[Load]) -> float:
    return sum(load.per_second for load in loads)


def _quiet(folder: Path, peer: Peer) -> Iterator[str]:
    """Measure live shows in which nothing happens: on LiveKit, and then so many that only memory holds them."""
    with ExitStack() as after:
        store, here = after.enter_context(database()), _below(folder, "real")
        for servers, fresh in ((1, REAL), (2, 0)):
            used = looks.on_livekit(here, store, peer, fresh, servers, SECONDS, after)
            figures = f"{used.kaibo:.3f} cores, LiveKit with its publishers {used.livekit:.3f}"
            yield f"{REAL} quiet live shows on LiveKit, {servers} of Kaibo: {figures}"
        cost = looks.cost(peer, LOOKS)
    yield f"one look: {cost.livekit * 1000:.2f} ms of LiveKit's CPU, {cost.client * 1000:.2f} ms of its client's"
    for number in SHOWS:
        for servers in (1, 2):
            with database() as store:
                yield _told(number, servers, looks.in_memory(store, number, servers, SECONDS), cost)


def _told(number: int, servers: int, quiet: list[Quiet], cost: Cost) -> str:
    """Add up what all servers and LiveKit use."""
    looked = sum(each.looks for each in quiet) / SECONDS
    kaibo, client = sum(each.cpu for each in quiet) / SECONDS, looked * cost.client
    livekit = looked * cost.livekit + sum(each.listed for each in quiet) / SECONDS * cost.listed
    parts = f"Kaibo {kaibo:.3f}, its client {client:.3f}, LiveKit {livekit:.3f}; {looked:.0f} looks a second"
    return f"{number:,} quiet live shows, {servers} of Kaibo: {kaibo + client + livekit:.3f} cores ({parts})"


def _below(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made
