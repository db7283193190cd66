"""Signed calls per second of server CPU, beside LiveKit's own CreateRoom: an API over a store against one in memory."""

import asyncio
import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import jwt
from kaibo.access import table as access
from kaibo.activity import table as activities
from kaibo.call import Owner
from kaibo.gateway.signature import Signed, sign
from kaibo.store import Store, open_store
from kaibo.vault import Vault

from e2e.kaibo import Kaibo

ACCOUNTS = 1000  # so many that each stays under its ten calls a second, whatever this machine does
ROUNDS, SECONDS, CONNECTIONS = 3, 6, 32
TICKS = os.sysconf("SC_CLK_TCK")
SCRIPT = """
local requests, next = {}, 0
for line in io.lines("%s") do requests[#requests + 1] = line:gsub("\\\\r", "\\r"):gsub("\\\\n", "\\n") end
request = function() next = next %% #requests + 1; return requests[next] end
done = function(summary) io.write("OTHER ", summary.errors.status, "\\n") end
"""


class Load(NamedTuple):
    """What one run of wrk found: calls per second of the server's CPU, the 99th percentile in ms, refusals."""

    per_cpu: float
    p99: float
    refused: int


def measure() -> Iterator[str]:
    """Median of three rounds, ours and LiveKit's in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kaibo = Kaibo(folder / "data", KAIBO_LOG_LEVEL="warning").start()
        try:
            ours, theirs = _signed_calls(folder, kaibo), _create_room(folder, kaibo)
            rounds = [
                (_wrk(ours, kaibo.port, kaibo.pid), _wrk(theirs, kaibo.livekit["port"], kaibo.livekit_pid))
                for _ in range(ROUNDS)
            ]
        finally:
            kaibo.stop()
    assert all(one.refused == 0 for pair in rounds for one in pair), rounds
    mine, peer = (median(pair[i].per_cpu for pair in rounds) for i in (0, 1))
    p99 = [median(pair[i].p99 for pair in rounds) for i in (0, 1)]
    yield f"signed GetDownloadLiveClient (SQLite): {mine:,.0f} per CPU second, p99 {p99[0]:.1f} ms"
    yield f"LiveKit CreateRoom (existing names):   {peer:,.0f} per CPU second, p99 {p99[1]:.1f} ms"
    yield f"ratio: {mine / peer:.2f}"


def _wrk(requests: Path, port: int, pid: int) -> Load:
    script = requests.with_suffix(".lua")
    script.write_text(SCRIPT % requests)
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{SECONDS}s",
        "--latency",
        "-s",
        str(script),
        f"http://127.0.0.1:{port}",
    ]
    before = _cpu(pid)
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = _cpu(pid) - before
    count = re.search(r"(\d+) requests in", told)
    tail = re.search(r"99%\s+([\d.]+)(us|ms|s)", told)
    other = re.search(r"OTHER (\d+)", told)
    assert count
    assert tail
    assert other
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[tail[2]]
    return Load(int(count[1]) / used, float(tail[1]) * scale, int(other[1]))


def _cpu(pid: int) -> float:
    """CPU seconds of a process so far (proc(5): utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _signed_calls(folder: Path, kaibo: Kaibo) -> Path:
    """A request of each account, signed beforehand: a signature is good for a quarter of an hour."""
    vault = Vault(bytes.fromhex((kaibo.folder / "master.key").read_text()))
    store = open_store(f"sqlite:///{kaibo.folder}/kaibo.db")
    store.start()
    made = asyncio.run(_accounts(store, vault))
    store.close()
    query = "Action=GetDownloadLiveClient&Version=2023-08-01"
    lines = []
    for key, secret, activity in made:
        body = json.dumps({"ActivityId": activity}).encode()
        headers = {"Host": f"localhost:{kaibo.port}", "Content-Type": "application/json"}
        signed = Signed("POST", query, {name.lower(): value for name, value in headers.items()}, body)
        headers |= sign(signed, key, secret, int(time.time()), "cn-north-1", "livesaas")
        lines.append(_raw(f"/?{query}", headers, body))
    return _written(folder / "signed", lines)


async def _accounts(store: Store, vault: Vault) -> list[tuple[str, str, int]]:
    now = time.time_ns() // 1_000_000

    async def one(index: int) -> tuple[str, str, int]:
        account = await store.write(lambda db: access.create_account(db, f"bench {index}", now))
        key, secret = await store.write(lambda db: access.create_key(db, vault, Owner(account), now))
        show = await store.write(
            lambda db: activities.create(db, Owner(account), now + index, name="bench", live_time=now)
        )
        return key, secret, show.id

    return list(await asyncio.gather(*(one(index) for index in range(ACCOUNTS))))


def _create_room(folder: Path, kaibo: Kaibo) -> Path:
    grant = {"roomCreate": True, "roomList": True}
    claims = {"iss": kaibo.livekit["key"], "exp": int(time.time()) + 3600, "video": grant}
    token = jwt.encode(claims, kaibo.livekit["secret"], "HS256")
    path = "/twirp/livekit.RoomService/CreateRoom"
    lines = []
    for index in range(100):
        body = json.dumps({"name": f"bench-{index}", "empty_timeout": 600}).encode()
        headers = {"Host": "localhost", "Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        lines.append(_raw(path, headers, body))
    return _written(folder / "rooms", lines)


def _raw(path: str, headers: dict[str, str], body: bytes) -> str:
    head = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\\r\\n".join([*head, f"Content-Length: {len(body)}", "", body.decode()])


def _written(file: Path, lines: list[str]) -> Path:
    file.write_text("\n".join(lines) + "\n")
    return file
