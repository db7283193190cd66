"""List an account's activities, the first page and the deepest, with twenty thousand and with a million.

It also measures how slow other accounts' calls get during a search of the big account.

An account may list 120 times a minute, and no setting raises that. The server's process counts. So each round starts
another server on the same store and asks less than that for each account."""

import json
import os
import random
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Event, Thread

from bench.fill import fill
from bench.line import Line, percentile
from bench.load import Account, accounts, launch, signed
from e2e.kaibo import Kaibo

SMALL, BIG = 20_000, int(os.environ.get("BENCH_LISTING_ROWS", "1_000_000"))
PAGES = {"first page": 1, "last page": 1000}  # of ten activities; page ten thousand is the deepest
ROUNDS = 6
EACH = 55  # calls a round for each account and page
SEARCHES = ("ListActivityAPI", "ListActivityByCacheAPI")  # accounts that search the same, each with a limit of its own
SEARCHERS, MOST = 4, 110
OTHERS = 50  # other accounts, each below its limit of ten calls a second
WINDOW, PACE = 15, 0.01  # seconds


def measure() -> Iterator[str]:
    """Return percentiles over all rounds, in ms. BENCH_LISTING_ROWS sets less than a million."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        owners = dict(zip((SMALL, BIG), fill(folder, SMALL, BIG), strict=True))
        took: dict[tuple[int, str], list[float]] = {(size, page): [] for size in owners for page in PAGES}
        for _ in range(ROUNDS):
            kaibo = Kaibo(folder, KAIBO_LOG_LEVEL="warning").start()
            try:
                _list(kaibo, owners, took)
            finally:
                kaibo.stop()
        for (size, page), values in took.items():
            yield f"{size:,} activities, {page}: {_told(values)}"
        for page in PAGES:
            ratio = percentile(took[BIG, page], 0.99) / percentile(took[SMALL, page], 0.99)
            yield f"p99 with {BIG:,} over p99 with {SMALL:,}, {page}: {ratio:.2f}"
        yield from _beside_searches(folder, owners[BIG])


def _list(kaibo: Kaibo, owners: dict[int, Account], took: dict[tuple[int, str], list[float]]) -> None:
    line = Line(kaibo.port)
    calls = [kind for kind in took for _ in range(EACH)]
    random.shuffle(calls)
    for turn, (size, page) in enumerate([*took, *calls]):
        answer = line.ask(_page(kaibo, owners[size], SEARCHES[0], PageNo=PAGES[page], PageItemCount=10))
        result = json.loads(answer.body)["Result"]
        assert (len(result["Activities"]), result["TotalItemCount"]) == (10, size), answer
        if turn >= len(took):  # the first call of each connection is a warm-up and is not counted
            took[size, page].append(answer.took)
    line.close()


def _beside_searches(folder: Path, big: Account) -> Iterator[str]:
    kaibo = Kaibo(folder, KAIBO_LOG_LEVEL="warning").start()
    try:
        others = accounts(kaibo, OTHERS)
        _launches(kaibo, others, 1)
        yield f"another account's GetDownloadLiveClient, nobody searching: {_told(_launches(kaibo, others, WINDOW))}"
        done, times = Event(), list[float]()
        numbers = count()
        searchers = [Thread(target=_search, args=(kaibo, big, numbers, done, times)) for _ in range(SEARCHERS)]
        for one in searchers:
            one.start()
        beside = _launches(kaibo, others, WINDOW, done)
        done.set()
        for one in searchers:
            one.join()
    finally:
        kaibo.stop()
    yield f"the same beside {SEARCHERS} connections that search {BIG:,}: {_told(beside)}"
    yield f"their searches: {_told(times)}"


def _search(kaibo: Kaibo, big: Account, numbers: "count[int]", done: Event, times: list[float]) -> None:
    """Search until all calls are done or the limit refuses: then the other callers stop as well."""
    line = Line(kaibo.port)
    while not done.is_set() and (number := next(numbers)) < MOST * len(SEARCHES):
        answer = line.ask(_page(kaibo, big, SEARCHES[number % len(SEARCHES)], Name=f"{number} of no season"))
        assert json.loads(answer.body)["Result"]["TotalItemCount"] == 0, answer
        times.append(answer.took)
    done.set()
    line.close()


def _launches(kaibo: Kaibo, others: list[Account], seconds: int, done: Event | None = None) -> list[float]:
    """Make a hundred calls a second, one after another.

    Time each from when it was due, so that a hanging call counts for all calls behind it."""
    calls = [launch(kaibo.port, one).encode() for one in others]
    line = Line(kaibo.port)
    took, began, turn = list[float](), time.monotonic(), 0
    while (due := began + turn * PACE) < began + seconds and not (done and done.is_set()):
        time.sleep(max(0.0, due - time.monotonic()))
        late = max(0.0, time.monotonic() - due)
        answer = line.ask(calls[turn % len(calls)])
        assert answer.status == 200, answer
        took.append(late * 1000 + answer.took)
        turn += 1
    line.close()
    return took


def _page(kaibo: Kaibo, owner: Account, action: str, **asked: int | str) -> bytes:
    return signed(kaibo.port, owner.key, owner.secret, action, "2020-06-01", **asked).encode()


def _told(took: list[float]) -> str:
    p50, p99 = percentile(took, 0.5), percentile(took, 0.99)
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms ({len(took)} calls)"
