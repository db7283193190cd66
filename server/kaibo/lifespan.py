"""The life of a server process: what begins before its first request, and ends after its last."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from starlette.applications import Starlette

from kaibo.cluster.members import RENEW_SECONDS
from kaibo.cluster.periodic import every
from kaibo.errors import DiskFull, Overloaded
from kaibo.feature import Background
from kaibo.services import Services

STOP_SECONDS = 0.5
"""How long the last work of one part may take when the server stops."""
log = logging.getLogger("kaibo")


def lifespan_of(
    services: Services, backgrounds: list[Background]
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """Give the start and the end of a server: its store, its lease, and the work beside the calls."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncGenerator[None]:
        services.store.start()
        await services.members.renew()
        for background in backgrounds:
            await background.start()
        work = [every(RENEW_SECONDS, services.members.renew)]
        work += [every(*periodic) for background in backgrounds for periodic in background.periodic]
        work += [background.reconcile() for background in backgrounds if background.reconcile]
        tasks = [asyncio.create_task(coroutine) for coroutine in work]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        stops = (*services.at_stop, *(background.stop for background in backgrounds), services.members.leave)
        for stop in stops:
            await _without_store(stop)
        await services.rates.close()
        await services.engine.close()
        services.store.close()

    return lifespan


async def _without_store(stop: Callable[[], Awaitable[None]]) -> None:
    """Do the last work of a part. Go on when the store does not take it."""
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await stop()
    except (Overloaded, DiskFull, TimeoutError) as error:
        log.warning("the server stops although the store does not take everything: %r", error)
