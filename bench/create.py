"""Create activities, each acknowledged when it is on the disk, beside rooms that LiveKit creates in memory."""

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.load import CONNECTIONS, Account, Load, accounts, middle, signed, written, wrk
from bench.peer import livekit
from e2e.kaibo import Kaibo

DISK = "/var/tmp"  # /tmp may be in memory
ROUNDS = 3
REQUESTS = 36_000  # per round, more than a round uses: no name occurs twice
EACH = 100  # per account, below its limit of 120 a minute


def measure() -> Iterator[str]:
    """Return medians of three rounds, ours and LiveKit's in turn. Every name is new.

    Each round starts a fresh LiveKit, because the rooms of earlier rounds slow it down."""
    with tempfile.TemporaryDirectory(dir=DISK) as name:
        folder = Path(name)
        kaibo = Kaibo(folder / "data", KAIBO_LOG_LEVEL="warning").start()
        try:
            makers = accounts(kaibo, ROUNDS * REQUESTS // EACH)
            before = _rows(kaibo)
            rounds = [
                (_ours(folder, kaibo, makers[number::ROUNDS], number), _theirs(folder / f"peer-{number}"))
                for number in range(ROUNDS)
            ]
            on_disk = _rows(kaibo) - before
        finally:
            kaibo.stop()
    mine, other = (middle([pair[i] for pair in rounds]) for i in (0, 1))
    answered = sum(pair[0].calls for pair in rounds)
    assert on_disk >= answered, (on_disk, answered)
    yield f"CreateActivityAPIV2 (SQLite, on the disk): {mine.told}"
    yield f"LiveKit CreateRoom (new names):            {other.told}"
    yield f"ratio per CPU second: {mine.per_cpu / other.per_cpu:.2f}"
    yield f"ratio per second:     {mine.per_second / other.per_second:.2f}"


def _ours(folder: Path, kaibo: Kaibo, makers: list[Account], number: int) -> Load:
    requests = (
        signed(kaibo.port, maker.key, maker.secret, "CreateActivityAPIV2", Name=f"bench {number} {index} {maker.id}")
        for index in range(EACH)
        for maker in makers
    )
    return _all_new(wrk(written(folder / f"create-{number}", requests), kaibo.port, kaibo.pid))


def _theirs(folder: Path) -> Load:
    with livekit(folder) as peer:
        file = peer.rooms("rooms", (f"bench-{index}" for index in range(REQUESTS)))
        return _all_new(wrk(file, peer.port, peer.pid))


def _all_new(load: Load) -> Load:
    assert load.calls + CONNECTIONS <= REQUESTS, "this machine needs more REQUESTS"
    return load


def _rows(kaibo: Kaibo) -> int:
    db = sqlite3.connect(kaibo.folder / "kaibo.db")
    count: int = db.execute("SELECT count(*) FROM activity").fetchone()[0]
    db.close()
    return count
