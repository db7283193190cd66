"""Run wrk against a server, with requests that are written and signed beforehand.

wrk signs nothing, and a signature is valid for 15 minutes."""

import asyncio
import json
import os
import re
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from kaibo.account import table as access
from kaibo.activity import table as activities
from kaibo.call import Owner
from kaibo.clock import now_ms
from kaibo.gateway.signature import Signed, sign
from kaibo.store import Store
from kaibo.stores.opening import open_store
from kaibo.vault import Vault

from e2e.kaibo import Kaibo

CONNECTIONS, SECONDS = 32, 6
PATIENCE = 20  # seconds for one answer: a slow answer counts as slow, not as lost
TICKS = os.sysconf("SC_CLK_TCK")
SCRIPT = """
local requests, next = {}, 0
for line in io.lines("%s") do requests[#requests + 1] = line:gsub("\\\\r", "\\r"):gsub("\\\\n", "\\n") end
request = function() next = next %% #requests + 1; return requests[next] end
done = function(found, latency)
  local lost = 0
  for _, number in pairs(found.errors) do lost = lost + number end
  io.write(string.format("FOUND %%d %%d %%d %%d\\n", found.requests, found.duration, latency:percentile(99), lost))
end
"""


class Load(NamedTuple):
    """The result of one run of wrk.

    `per_cpu` and `per_second` are answers per second of the server's CPU and of the clock. `p99` is in ms.
    `refused` counts lost answers also."""

    calls: int
    per_cpu: float
    per_second: float
    p99: float
    refused: int

    @property
    def told(self) -> str:
        return f"{self.per_cpu:,.0f} per CPU second, {self.per_second:,.0f} a second, p99 {self.p99:.1f} ms"


class Account(NamedTuple):
    """An account with one key and one activity."""

    id: str
    key: str
    secret: str
    activity: int


def wrk(requests: Path, port: int, pid: int, seconds: int = SECONDS) -> Load:
    """Send the requests of a file, over and over, to the server with this port and process id."""
    script = requests.with_suffix(".lua")
    script.write_text(SCRIPT % requests)
    limits = [f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", f"{PATIENCE}s"]
    command = ["wrk", "-t1", *limits, "-s", str(script), f"http://127.0.0.1:{port}"]
    before = cpu(pid)
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = cpu(pid) - before
    figures = re.search(r"FOUND (\d+) (\d+) (\d+) (\d+)", output)
    assert figures, output
    calls, took, p99, refused = map(int, figures.groups())
    return Load(calls, calls / used, calls / took * 1e6, p99 / 1000, refused)


def middle(rounds: Sequence[Load]) -> Load:
    """Return the median of each figure. Fail if any request was refused."""
    assert all(result.refused == 0 for result in rounds), rounds
    calls, per_cpu, per_second, p99, _ = (median(figures) for figures in zip(*rounds, strict=True))
    return Load(round(calls), per_cpu, per_second, p99, 0)


def cpu(pid: int) -> float:
    """Return the CPU seconds of a process so far (proc(5): utime and stime)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def accounts(kaibo: Kaibo, number: int) -> list[Account]:
    """Put new accounts into the store of a server, which may be running."""
    vault = Vault(bytes.fromhex((kaibo.folder / "master.key").read_text()))
    with _store(kaibo) as store:
        return asyncio.run(_accounts(store, vault, number))


@contextmanager
def _store(kaibo: Kaibo) -> Iterator[Store]:
    store = open_store(kaibo.settings.get("KAIBO_DATABASE_URL") or f"sqlite:///{kaibo.folder}/kaibo.db")
    store.start()
    try:
        yield store
    finally:
        store.close()


async def _accounts(store: Store, vault: Vault, number: int) -> list[Account]:
    now = now_ms()

    async def create(index: int) -> Account:
        account = await store.write(lambda db: access.create_account(db, f"bench {index}", now))
        key, secret = await store.write(lambda db: access.create_key(db, vault, Owner(account), now))
        show = await store.write(
            lambda db: activities.create(db, Owner(account), now + index, name="bench", live_time=now)
        )
        return Account(account, key, secret, show.id)

    return list(await asyncio.gather(*(create(index) for index in range(number))))


def signed(port: int, key: str, secret: str, action: str, version: str = "2020-06-01", **asked: object) -> str:
    """Return the bytes of a signed call."""
    query, body = f"Action={action}&Version={version}", json.dumps(asked).encode()
    headers = {"Host": f"localhost:{port}", "Content-Type": "application/json"}
    request = Signed("POST", query, {name.lower(): value for name, value in headers.items()}, body)
    headers |= sign(request, key, secret, int(time.time()), "cn-north-1", "livesaas")
    return raw(f"/?{query}", headers, body)


def launch(port: int, account: Account) -> str:
    """Return GetDownloadLiveClient, signed: the call that opens a room."""
    return signed(port, account.key, account.secret, "GetDownloadLiveClient", "2023-08-01", ActivityId=account.activity)


def raw(path: str, headers: dict[str, str], body: bytes) -> str:
    """Return the bytes of a POST."""
    head = [f"POST {path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*head, f"Content-Length: {len(body)}", "", body.decode()])


def written(file: Path, requests: Iterable[str]) -> Path:
    """Write the requests for wrk, one a line."""
    file.write_text("".join(request.replace("\r", "\\r").replace("\n", "\\n") + "\n" for request in requests))
    return file
