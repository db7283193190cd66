import asyncio

import pytest
from kaibo.program.shared import Shared

pytestmark = pytest.mark.anyio


class Book:
    def __init__(self) -> None:
        self.read, self.fails = 0, False

    async def __call__(self, activity_id: int) -> str:
        self.read += 1
        text = f"{activity_id}:{self.read}"
        await asyncio.sleep(0)
        if self.fails:
            raise RuntimeError("once")
        return text


async def test_many_who_look_at_once_share_one_reading() -> None:
    book = Book()
    shared = Shared(book)
    assert set(await asyncio.gather(*(shared.of(7) for _ in range(50)))) == {"7:1"}
    assert await shared.of(8) == "8:2"


async def test_a_stale_reading_serves_nobody_who_asks_later() -> None:
    book = Book()
    shared = Shared(book)
    early = asyncio.create_task(shared.of(7))
    await asyncio.sleep(0)
    shared.stale(7)
    assert await shared.of(7) == "7:2"
    assert await early == "7:1"


async def test_who_stops_looking_stops_nobody_else() -> None:
    shared = Shared(Book())
    first, second = asyncio.create_task(shared.of(7)), asyncio.create_task(shared.of(7))
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "7:1"


async def test_a_reading_that_failed_is_made_again_after_the_next_change() -> None:
    book = Book()
    shared, book.fails = Shared(book), True
    with pytest.raises(RuntimeError):
        await shared.of(7)
    book.fails = False
    shared.stale(7)
    assert await shared.of(7) == "7:2"
