"""Make launch links, and redeem them in a nearly empty store and in a full one.

The full store holds a million links and five million rows of the audit log."""

import json
import os
import random
import secrets
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kaibo import migrations
from kaibo.activity import table as activities
from kaibo.call import Call, Event, Limits, Owner
from kaibo.clock import now_ms
from kaibo.features.audit.table import audit
from kaibo.features.link.state import url
from kaibo.features.link.table import LaunchLink, launch_link
from kaibo.features.link.token import LaunchToken, StoredLink
from kaibo.host.data_folder import DataFolder
from kaibo.vault import Vault
from sqlalchemy import Connection, create_engine, insert

from bench.line import Line, percentile
from e2e.kaibo import Kaibo

DISK = "/var/tmp"  # /tmp may be in memory
SMALL, BIG = 1_000, int(os.environ.get("BENCH_LINKS_ROWS", "1_000_000"))
LINES = 5
"""Rows of the audit log for each link."""
MINTED, ROUNDS = 200_000, 5
REDEEMED, BATCH = 1_500, 10_000
OF_ACTIVITY = 1_000
"""Links of one activity."""


def measure() -> Iterator[str]:
    """Measure links made per second of one core's time, the median of five rounds, and the time to redeem one.

    Links are redeemed from a store on the disk, nearly empty and full in turn."""
    yield f"links made: {_minted():,.0f} per CPU second"
    with tempfile.TemporaryDirectory(dir=DISK) as name:
        stores = {size: _fill(Path(name) / str(size), size) for size in (SMALL, BIG)}
        servers = {size: Kaibo(Path(name) / str(size), KAIBO_LOG_LEVEL="warning").start() for size in stores}
        try:
            took = _redeem(servers, stores)
        finally:
            for kaibo in servers.values():
                kaibo.stop()
    for size, values in took.items():
        p50, p99 = percentile(values, 0.5), percentile(values, 0.99)
        yield f"a link of {size:,} redeemed: p50 {p50:.1f} ms, p99 {p99:.1f} ms ({len(values)} calls)"
    yield f"p50 ratio: {percentile(took[BIG], 0.5) / percentile(took[SMALL], 0.5):.2f}"


def _minted() -> float:
    """Make links with the function that the calls use, each for another person."""
    engine = create_engine("sqlite://")
    rates = []
    with engine.connect() as db:
        call = Call(db=db, now=0, owner=Owner(""), limits=Limits(), vault=Vault(bytes(32)))
        for _ in range(ROUNDS):
            began = time.process_time()
            for number in range(MINTED):
                url(call, LaunchToken(1840847565136997, 1, f"guest {number}"))
            rates.append(MINTED / (time.process_time() - began))
    return sorted(rates)[ROUNDS // 2]


def _fill(folder: Path, size: int) -> list[str]:
    """Make a data folder with so many links. Return the tokens of the links to redeem."""
    vault = Vault(DataFolder(folder).master_keys())
    database = f"sqlite:///{folder}/kaibo.db"
    migrations.upgrade(database)
    now = now_ms()
    engine = create_engine(database)
    with engine.begin() as db:
        shows = [
            activities.create(db, Owner("bench"), now + number, name="A show", live_time=now).id
            for number in range(max(1, size // OF_ACTIVITY))
        ]
        links = _links(db, shows, size, now)
        _log(db, shows, links, now)
        call = Call(db=db, now=now, owner=Owner(""), limits=Limits(), vault=vault)
        chosen = random.sample(links, min(REDEEMED, size))
        tokens = [url(call, StoredLink(link)).rpartition("/")[2] for link in chosen]
    engine.dispose()
    return tokens


def _links(db: Connection, shows: list[int], size: int, now: int) -> list[str]:
    links: list[str] = []
    rows = []
    for number in range(size):
        links.append("ln_" + secrets.token_urlsafe(16))
        of = shows[number % len(shows)]
        rows.append(LaunchLink(links[-1], of, 1, f"guest {number}", 1, 0, created_at=now + number)._asdict())
        if len(rows) == BATCH or number == size - 1:
            db.execute(insert(launch_link), rows)
            rows.clear()
    return links


def _log(db: Connection, shows: list[int], links: list[str], now: int) -> None:
    """Write the audit rows of each link, spread over half a year."""
    kinds = ("issue", "open", "redeem", "open", "refuse")
    rows, spread = [], 180 * 24 * 3600 * 1000 // (LINES * len(links))
    for number in range(LINES * len(links)):
        link = number % len(links)
        event = Event(
            now - (LINES * len(links) - number) * spread,
            "bench",
            shows[link % len(shows)],
            kinds[number // len(links)],
            link=links[link],
            role=1,
            name=f"guest {link}",
            device="Chrome · Windows",
            address="203.0.113.0/24",
        )
        rows.append(event._asdict())
        if len(rows) == BATCH or number == LINES * len(links) - 1:
            db.execute(insert(audit), rows)
            rows.clear()


def _redeem(servers: dict[int, Kaibo], tokens: dict[int, list[str]]) -> dict[int, list[float]]:
    lines = {size: Line(kaibo.port) for size, kaibo in servers.items()}
    took: dict[int, list[float]] = {size: [] for size in servers}
    for turn in range(REDEEMED):
        for size, kaibo in servers.items():
            token = tokens[size][turn % len(tokens[size])]
            ticket = json.loads(lines[size].ask(_call(kaibo, turn, "OpenLaunch", Token=token)).body)["Result"]["Ticket"]
            nonce = secrets.token_hex(16)
            answer = lines[size].ask(_call(kaibo, turn, "RedeemTicket", Ticket=ticket, Nonce=nonce))
            assert answer.status == 200, answer
            took[size].append(answer.took)
    return took


def _call(kaibo: Kaibo, turn: int, name: str, **asked: str) -> bytes:
    """Redeem like a page, each time from another address, because the server limits calls per address."""
    body = json.dumps(asked)
    address = f"10.{turn >> 16 & 255}.{turn >> 8 & 255}.{turn & 255}"
    return (
        f"POST /client/{name} HTTP/1.1\r\nHost: localhost:{kaibo.port}\r\nOrigin: {kaibo.said['Url']}\r\n"
        f"X-Forwarded-For: {address}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
