"""Count signed calls per second of server CPU, beside LiveKit's own CreateRoom, which works in memory."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.load import accounts, launch, middle, written, wrk
from bench.peer import livekit
from e2e.kaibo import Kaibo

ACCOUNTS = 1000  # so many that each stays below ten calls a second on any machine
ROUNDS = 3


def measure() -> Iterator[str]:
    """Return medians of three rounds, ours and LiveKit's in turn: over SQLite, then over PostgreSQL if one is named."""
    yield from _beside("SQLite")
    if url := os.environ.get("KAIBO_TEST_POSTGRES"):
        yield from _beside("PostgreSQL", KAIBO_DATABASE_URL=url)
    else:
        yield "over PostgreSQL: not measured; run by scripts/postgres.py it is"


def _beside(store: str, **settings: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as name, livekit(Path(name) / "peer") as peer:
        folder = Path(name)
        kaibo = Kaibo(folder / "data", KAIBO_LOG_LEVEL="warning", **settings).start()
        try:
            ours = written(folder / "signed", (launch(kaibo.port, account) for account in accounts(kaibo, ACCOUNTS)))
            theirs = peer.rooms("rooms", (f"bench-{index}" for index in range(100)))
            rounds = [(wrk(ours, kaibo.port, kaibo.pid), wrk(theirs, peer.port, peer.pid)) for _ in range(ROUNDS)]
        finally:
            kaibo.stop()
    mine, other = (middle([pair[i] for pair in rounds]) for i in (0, 1))
    yield f"signed GetDownloadLiveClient ({store}): {mine.told}"
    yield f"LiveKit CreateRoom (existing names): {other.told}"
    yield f"ratio per CPU second: {mine.per_cpu / other.per_cpu:.2f}"
