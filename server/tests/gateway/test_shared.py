"""Readings that many callers share, one at a time and a set time apart. Book counts them."""

import asyncio

import pytest
from kaibo.gateway.shared import Shared

pytestmark = pytest.mark.anyio


class Book:
    def __init__(self) -> None:
        self.read, self.fails = 0, False
        self.began = asyncio.Event()

    async def __call__(self, activity_id: int, key: str) -> str:
        self.read += 1
        self.began.set()
        text = f"{activity_id}{key}:{self.read}"
        await asyncio.sleep(0)
        if self.fails:
            raise RuntimeError("once")
        return text


async def test_concurrent_callers_share_one_reading() -> None:
    book = Book()
    shared: Shared[str, str] = Shared(book)
    assert set(await asyncio.gather(*(shared.of(7, "a") for _ in range(50)))) == {"7a:1"}
    assert await shared.of(8, "a") == "8a:2"


async def test_stale_reading_is_not_given_to_later_callers() -> None:
    book = Book()
    shared: Shared[str, str] = Shared(book)
    early = asyncio.create_task(shared.of(7, "a"))
    await book.began.wait()
    shared.stale(7)
    assert await shared.of(7, "a") == "7a:2"
    assert await early == "7a:1"


async def test_cancelled_caller_cancels_no_other() -> None:
    shared: Shared[str, str] = Shared(Book())
    first, second = asyncio.create_task(shared.of(7, "a")), asyncio.create_task(shared.of(7, "a"))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "7a:1"


async def test_failed_reading_is_not_given_to_later_callers() -> None:
    book = Book()
    shared: Shared[str, str] = Shared(book)
    book.fails = True
    with pytest.raises(RuntimeError):
        await shared.of(7, "a")
    book.fails = False
    assert await shared.of(7, "a") == "7a:2"


async def test_close_changes_are_read_together_and_the_last_one_is_kept() -> None:
    book = Book()
    shared: Shared[str, str] = Shared(book, apart=0.5)
    assert await shared.of(7, "a") == "7a:1"
    looks = []
    for _ in range(20):
        shared.stale(7)
        looks.append(asyncio.create_task(shared.of(7, "a")))
        await asyncio.sleep(0)
    seen = await asyncio.gather(*looks)
    assert seen[-1] == f"7a:{book.read}"
    assert book.read < len(looks)


async def test_keys_of_an_activity_are_read_apart_and_grow_stale_together() -> None:
    book = Book()
    shared: Shared[str, str] = Shared(book, apart=0)
    assert [await shared.of(7, key) for key in "abab"] == ["7a:1", "7b:2", "7a:1", "7b:2"]
    shared.stale(7)
    assert [await shared.of(7, key) for key in "ab"] == ["7a:3", "7b:4"]


async def test_reading_too_old_to_serve_is_forgotten() -> None:
    shared: Shared[str, str] = Shared(Book(), apart=0, fresh=0)
    assert await shared.of(7, "a") == "7a:1"
    while shared._readings:
        assert not shared._readings[7]["a"].stale
        await asyncio.sleep(0)
    assert await shared.of(7, "a") == "7a:2"
