"""Rates of calls: in memory, in a real Redis, and while Redis is down."""

import asyncio
import subprocess

import pytest
from hypothesis import given, strategies as st
from kaibo.cluster import rates
from kaibo.cluster.members import OneServer
from kaibo.cluster.rates import Memory, Rates
from kaibo.errors import RateLimited
from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

pytestmark = [pytest.mark.anyio, pytest.mark.parts]
MEMORY = "async+memory://"


async def granted(rates: Rates, rate: str, *whose: str, calls: int = 1) -> int:
    count = 0
    for _ in range(calls):
        try:
            await rates.hit(rate, *whose)
            count += 1
        except RateLimited:
            pass
    return count


async def test_each_name_has_the_whole_rate() -> None:
    rates = Rates(MEMORY)
    assert await granted(rates, "3/minute", "a", "x", calls=5) == 3
    assert await granted(rates, "3/minute", "b", "x", calls=5) == 3
    assert await granted(rates, "3/minute", "a", "y", calls=5) == 3


async def test_refusal_says_when_the_next_call_is_free() -> None:
    rates = Rates(MEMORY)
    assert await granted(rates, "2/minute", "a", calls=2) == 2
    with pytest.raises(RateLimited) as refused:
        await rates.hit("2/minute", "a")
    assert 59 <= refused.value.retry_after <= 61
    assert await granted(rates, "5/second", "b", calls=6) == 5
    with pytest.raises(RateLimited) as refused:
        await rates.hit("5/second", "b")
    assert refused.value.retry_after in (1, 2)
    await asyncio.sleep(1.05)
    assert await granted(rates, "5/second", "b", calls=6) == 5


@given(st.lists(st.sampled_from("ab"), max_size=30), st.integers(1, 5))
def test_memory_counts_like_the_package(calls: list[str], amount: int) -> None:
    async def both() -> None:
        item = parse(f"{amount}/minute")
        ours, theirs = MovingWindowRateLimiter(Memory()), MovingWindowRateLimiter(MemoryStorage())
        for whose in calls:
            assert await ours.hit(item, whose) == await theirs.hit(item, whose)
            assert (await ours.get_window_stats(item, whose)).remaining == (
                await theirs.get_window_stats(item, whose)
            ).remaining

    asyncio.run(both())


async def test_servers_count_together_in_redis_and_alone_without_it(
    redis: tuple[int, "subprocess.Popen[bytes]"], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    port, process = redis
    one, other = (Rates(f"async+redis://127.0.0.1:{port}") for _ in range(2))
    assert await granted(one, "4/minute", "a", calls=3) == 3
    assert await granted(other, "4/minute", "a", calls=3) == 1
    with pytest.raises(RateLimited) as refused:
        await other.hit("4/minute", "a")
    assert 55 <= refused.value.retry_after <= 61
    process.kill()
    process.wait()
    monkeypatch.setattr(rates, "PAUSE", 3600.0)
    assert await granted(other, "4/minute", "b", calls=6) == 4, "without Redis the server counts alone"
    assert await granted(other, "4/minute", "c", calls=100) == 4
    assert len(caplog.records) == 1, "the server must not ask Redis again at once"
    for each in (one, other):
        await each.close()


async def test_installations_on_one_redis_count_apart(redis: tuple[int, "subprocess.Popen[bytes]"]) -> None:
    url = f"async+redis://127.0.0.1:{redis[0]}"
    one, same, other = (Rates(url, OneServer(installation)) for installation in ("abcd2345", "abcd2345", "efgh2345"))
    assert await granted(one, "3/hour", "a", calls=2) == 2
    assert await granted(same, "3/hour", "a", calls=2) == 1
    assert await granted(other, "3/hour", "a", calls=4) == 3
    for each in (one, same, other):
        await each.close()


async def test_blocking_storage_is_refused() -> None:
    with pytest.raises(ValueError, match="async"):
        Rates("memory://")
