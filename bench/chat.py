"""Measure the conversation of a show with many readers, and the search for refused words."""

import asyncio
import contextlib
import itertools
import json
import os
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx2
from kaibo.gateway.most import Most
from kaibo.host import file_limit
from kaibo.talk.words import Words

from bench.line import percentile
from bench.processes import cpu
from e2e.kaibo import Kaibo

CASES = [
    tuple(map(int, case.split("x")))
    for case in os.environ.get("BENCH_CHAT", "1000x10,10000x1").replace(" ", "").split(",")
]
"""Readers x messages a second."""
SECONDS = int(os.environ.get("BENCH_CHAT_SECONDS", "20"))
PATIENCE = 60
AT_ONCE = 50
"""Readers who connect at the same time."""
WORDS, LETTERS, TIMES = 5_000, 200, 2_000
JSON = {"Content-Type": "application/json"}
SENT = re.compile(rb"sent (\d+)")


class Told(NamedTuple):
    """The outcome of a case."""

    cores: float
    took: list[float]
    """Milliseconds from the call until a reader has the message, for each reader and message."""
    expected: int


def measure() -> Iterator[str]:
    """Measure each case beside the same readers of a show in which nobody writes."""
    yield f"words: {_words():.1f} µs for a message of {LETTERS} letters against {WORDS} words (aim < 50)"
    places = _places()
    for wanted, rate in CASES:
        readers = min(wanted, places)
        if readers < wanted:
            yield f"{wanted} readers need more open files than this machine allows (ulimit -Hn)"
        with tempfile.TemporaryDirectory() as name:
            kaibo = Kaibo(
                Path(name) / "data", "--no-media", KAIBO_LOG_LEVEL="warning", KAIBO_TRUSTED_PROXIES="127.0.0.1"
            ).start()
            try:
                told, quiet = asyncio.run(_case(kaibo, readers, rate))
            finally:
                kaibo.stop()
        yield (
            f"{readers} readers, {rate} messages a second: {told.cores:.1%} of a core, "
            f"{quiet:.1%} without messages; {len(told.took)} of {told.expected} delivered, "
            f"median {percentile(told.took, 0.5):.0f} ms, p99 {percentile(told.took, 0.99):.0f} ms"
        )


def _places() -> int:
    """Return how many readers one server has room for. Raise the limit of open files first, as far as we may."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError):  # only root may do so, and not in each container
        resource.setrlimit(resource.RLIMIT_NOFILE, (file_limit.MOST, max(hard, file_limit.MOST)))
    return Most.of(file_limit.raise_limit()).viewers


def _words() -> float:
    """Return the microseconds that one message takes."""
    words = Words(f"{number:x}坏词{number}" for number in range(WORDS))
    text = ("今天的发布会 is really good " * LETTERS)[:LETTERS]
    began = time.process_time()
    for _ in range(TIMES):
        assert not words.in_text(text)
    return (time.process_time() - began) / TIMES * 1e6


async def _case(kaibo: Kaibo, readers: int, rate: int) -> tuple[Told, float]:
    path = urlsplit(kaibo.show().watch_url).path
    took: list[float] = []
    gate = asyncio.Semaphore(AT_ONCE)
    opened = await asyncio.gather(*(_connect(kaibo.port, path, number, gate) for number in range(readers)))
    reading = [asyncio.create_task(_read(stream, took)) for stream, _ in opened]
    authors = [await _author(kaibo, path, number) for number in range(max(2, 2 * rate))]
    quiet = await asyncio.to_thread(cpu, kaibo.pid, SECONDS / 2)
    writing = asyncio.create_task(_write(authors, rate))
    cores = await asyncio.to_thread(cpu, kaibo.pid, SECONDS)
    writing.cancel()
    sent = await writing
    await asyncio.sleep(2)  # the last batch arrives
    for task in reading:
        task.cancel()
    await asyncio.gather(*reading, return_exceptions=True)
    for _, writer in opened:
        writer.close()
    return Told(cores, took, sent * readers), quiet


async def _connect(
    port: int, path: str, number: int, gate: asyncio.Semaphore
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open the event stream of a viewer with an address of their own. Wait for the first event of the chat."""
    async with gate:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        head = f"GET {path}/events HTTP/1.1\r\nHost: localhost:{port}\r\nX-Forwarded-For: {address}\r\n\r\n"
        writer.write(head.encode())
        await asyncio.wait_for(reader.readuntil(b"event: talk"), PATIENCE)
        return reader, writer


async def _read(stream: asyncio.StreamReader, took: list[float]) -> None:
    while line := await stream.readline():
        now = time.time_ns()
        took += [(now - int(sent)) / 1e6 for sent in SENT.findall(line)]


async def _author(kaibo: Kaibo, path: str, number: int) -> httpx2.AsyncClient:
    origin = f"http://localhost:{kaibo.port}"
    headers = {"Origin": origin, "X-Forwarded-For": f"192.0.2.{number}"}
    author = httpx2.AsyncClient(base_url=f"{origin}{path}/call/", headers=headers, trust_env=False, timeout=30)
    assert (await author.post("SetChatName", json={"UserName": f"viewer {number}"})).is_success
    return author


async def _write(authors: list[httpx2.AsyncClient], rate: int) -> int:
    """Send messages in turn at a steady rate until cancelled. Return how many were sent."""
    sent, due = 0, time.monotonic()
    try:
        for author in itertools.cycle(authors):
            due += 1 / rate
            await asyncio.sleep(max(0, due - time.monotonic()))
            body = {"Text": f"Great show! 主播好 sent {time.time_ns()}", "Nonce": f"nonce-{sent:08}"}
            sent += 1  # a message on its way counts, because the server takes it
            answer = await asyncio.shield(author.post("SendMessage", content=json.dumps(body), headers=JSON))
            assert answer.is_success, answer.text
    except asyncio.CancelledError:
        pass
    return sent
