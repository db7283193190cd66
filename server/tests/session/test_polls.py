import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import pytest
from kaibo.errors import Overloaded
from kaibo.session.polls import Polls

pytestmark = pytest.mark.anyio


async def test_closing_ends_each_stream_and_refuses_the_tabs_that_wait() -> None:
    polls, store_answers, coming, seen = Polls(), asyncio.Event(), asyncio.Event(), list[str]()

    @asynccontextmanager
    async def stream(name: str) -> AsyncGenerator[None]:
        if name == "waits":
            coming.set()
            await store_answers.wait()
        try:
            yield
        finally:
            await asyncio.sleep(0)  # writing takes turns of the loop
            seen.append(name)

    for name in ("one", "other", "one"):
        await polls.renew("se_1", name, lambda name=name: stream(name))  # type: ignore[misc]
    waiting = asyncio.create_task(polls.renew("se_1", "waits", lambda: stream("waits")))
    await coming.wait()
    at_once = asyncio.create_task(polls.renew("se_1", "at once", lambda: stream("at once")))
    await asyncio.sleep(0)
    await polls.close()
    assert sorted(seen) == ["one", "other"]
    for task in (waiting, at_once):
        with pytest.raises(Overloaded):
            await task
