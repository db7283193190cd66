"""Time a change at one server until a page at another one has it."""

import json
import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import httpx2
from kaibo.session.call import COOKIE

from bench.host import TAB
from bench.two import Host, ask_to_go_live
from e2e.kaibo import Kaibo

APART = 0.25, 0.45
"""Seconds between two changes. A server reads a view ten times a second at most, and these must not wait for that."""
PATIENCE = 15.0


class Took(NamedTuple):
    """Milliseconds from the call until the view is there."""

    same: list[float]
    """At the server that had the call."""
    other: list[float]


class Page:
    """The event stream of a host's page. It notes when it first saw whether the live show is wanted."""

    def __init__(self, kaibo: Kaibo, host: Host) -> None:
        self._url = f"{_origin(kaibo)}/s/{host.session}/events"
        self._cookie = f"{COOKIE}={host.secret}"
        self._seen = threading.Condition()
        self._wanted: bool | None = None
        self._at = 0.0
        self._over = False

    def listen(self) -> None:
        """Read views until `close`."""
        for view in self._views():
            with self._seen:
                if view["Activity"]["Wanted"] != self._wanted:
                    self._wanted, self._at = view["Activity"]["Wanted"], time.perf_counter()
                    self._seen.notify_all()

    def saw(self, wanted: bool) -> float:
        """Wait until the page shows that. Return since when, in seconds of the performance counter."""
        with self._seen:
            assert self._seen.wait_for(lambda: self._wanted == wanted, PATIENCE), "the page did not hear of the change"
            return self._at

    def close(self) -> None:
        self._over = True

    def _views(self) -> Iterator[dict[str, dict[str, bool]]]:
        timeout = httpx2.Timeout(PATIENCE, read=2 * PATIENCE)
        with httpx2.stream("GET", self._url, headers={"Cookie": self._cookie}, timeout=timeout, trust_env=False) as got:
            assert got.is_success, got.read()
            event = ""
            for line in got.iter_lines():  # a comment comes at least every ten seconds
                if self._over:
                    return
                if line.startswith("event: "):
                    event = line.removeprefix("event: ")
                elif event == "view" and line.startswith("data: "):
                    yield json.loads(line.removeprefix("data: "))


def timed(url: str, one: Kaibo, other: Kaibo, number: int) -> Took:
    """Let a host end and ask for the live show in turn, at `one`. Pages at both servers listen."""
    [host] = ask_to_go_live(url, 1)
    pages = [Page(one, host), Page(other, host)]
    headers = {"Cookie": f"{COOKIE}={host.secret}", "Origin": _origin(one)}
    took = Took([], [])
    with ThreadPoolExecutor(2) as beside, httpx2.Client(headers=headers, trust_env=False, timeout=PATIENCE) as http:

        def change(wanted: bool) -> None:
            name = "GoLive" if wanted else "EndLive"
            answer = http.post(f"{_origin(one)}/s/{host.session}/call/{name}", json={"Tab": TAB})
            assert answer.is_success, answer.text

        listening = [beside.submit(page.listen) for page in pages]
        try:
            for page in pages:
                page.saw(True)
            for turn in range(number):
                time.sleep(random.uniform(*APART))
                began, wanted = time.perf_counter(), turn % 2 == 1
                change(wanted)
                for page, times in zip(pages, took, strict=True):
                    times.append((page.saw(wanted) - began) * 1000)
        finally:
            for page in pages:
                page.close()
            change(number % 2 == 1)  # with this view the pages end
    for each in listening:
        each.result()
    return took


def _origin(kaibo: Kaibo) -> str:
    return str(kaibo.said["Url"])
