"""Check whether the time to a refusal tells an existing access key from an unknown one."""

import os
import random
import secrets
import tempfile
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from statistics import median

from bench.line import Line
from bench.load import Account, accounts, signed
from e2e.kaibo import Kaibo

SAMPLES = int(os.environ.get("BENCH_TIMING_SAMPLES", "4000"))  # of each kind
WARM = 1000
TOLERANCE = 0.05
PAIRS = [
    ("unknown, asked again", "known, remembered"),
    ("unknown, fresh", "known, not remembered"),
    ("unknown, fresh", "known, remembered"),
    ("unknown, asked again", "known, not remembered"),
]


def measure() -> Iterator[str]:
    """Time the kinds in random order over one connection. Return the effect of each pair.

    The effect is Mann–Whitney's AUC. It is the chance that an unknown key takes longer than a known key with a wrong
    signature. At 0.5 the time tells nothing. A kind beside itself shows what chance alone gives.

    BENCH_TIMING_SAMPLES sets the samples of a kind."""
    with tempfile.TemporaryDirectory() as name:
        kaibo = Kaibo(Path(name) / "data", KAIBO_LOG_LEVEL="warning").start()
        try:
            took = _sampled(kaibo, accounts(kaibo, SAMPLES + 1))
        finally:
            kaibo.stop()
    same = took["known, remembered"]  # in the random order of the calls
    yield f"chance: {auc(same[::2], same[1::2]):.3f} is the AUC of every other call against the rest of its kind"
    for unknown, known in PAIRS:
        one, other = median(took[unknown]) * 1000, median(took[known]) * 1000
        effect = auc(took[unknown], took[known])
        alike = "alike" if abs(effect - 0.5) < TOLERANCE else "NOT alike"
        yield f"{unknown} {one:.0f} µs; {known} {other:.0f} µs: {one - other:+.1f} µs, AUC {effect:.3f}, {alike}"


def _sampled(kaibo: Kaibo, known: list[Account]) -> dict[str, list[float]]:
    """Return the milliseconds of each kind.

    The server remembers a key for five seconds. So each key that must not be remembered is used once."""
    once, again = iter(known[1:]), _nobody()
    keys: dict[str, Callable[[], str]] = {
        "unknown, asked again": lambda: again,
        "unknown, fresh": _nobody,
        "known, remembered": lambda: known[0].key,
        "known, not remembered": lambda: next(once).key,
    }
    kinds = [kind for kind in keys for _ in range(SAMPLES)]
    random.shuffle(kinds)
    calls = [(kind, _forged(kaibo, keys[kind]())) for kind in kinds]
    warm = [_forged(kaibo, key) for key in (again, known[0].key)]
    took: dict[str, list[float]] = {kind: [] for kind in keys}
    line = Line(kaibo.port)
    for _ in range(WARM):
        line.ask(random.choice(warm))
    for kind, call in calls:
        answer = line.ask(call)
        assert (b"SignatureDoesNotMatch" if kind.startswith("known") else b"InvalidAccessKey") in answer.body, answer
        took[kind].append(answer.took)
    line.close()
    return took


def _nobody() -> str:
    """Make an access key of the same shape as ours."""
    return "AKLT" + secrets.token_hex(20)


def _forged(kaibo: Kaibo, key: str) -> bytes:
    return signed(kaibo.port, key, "a" * 56, "GetDownloadLiveClient", "2023-08-01", ActivityId=1).encode()


def auc(some: list[float], others: list[float]) -> float:
    """Compute the chance that one of `some` is larger than one of `others`. Ties count half."""
    marked = sorted([(value, 1) for value in some] + [(value, 0) for value in others])
    below, wins = 0, 0.0
    for _, tied in groupby(marked, key=lambda one: one[0]):
        marks = [mark for _, mark in tied]
        mine, theirs = sum(marks), len(marks) - sum(marks)
        wins += mine * (below + theirs / 2)
        below += theirs
    return wins / len(some) / len(others)
