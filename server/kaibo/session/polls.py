"""Tabs that ask again and again, because neither a WebSocket nor an event stream is open for them."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field

from kaibo.errors import Overloaded

LEASE_SECONDS = 10.0
"""How long a tab counts as open after it asked. Pages ask every three seconds, and an answer may get lost."""


@dataclass(eq=False)
class _Lease:
    renewed: asyncio.Event = field(default_factory=asyncio.Event)
    began: "asyncio.Future[None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    task: "asyncio.Task[None]" = field(init=False)


class Polls:
    """Keeps a stream open for each tab that asks, until LEASE_SECONDS after the tab asked last."""

    def __init__(self) -> None:
        self._leases: dict[tuple[str, str], _Lease] = {}

    async def renew(self, session: str, tab: str, opened: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        """Keep the stream of this tab open for LEASE_SECONDS from now on. Raises what entering `opened` raises."""
        key = session, tab
        lease = self._leases.get(key)
        if lease is None:
            lease = self._leases[key] = _Lease()
            lease.task = asyncio.create_task(self._keep(key, lease, opened()))
        lease.renewed.set()
        await asyncio.shield(lease.began)

    async def close(self) -> None:
        """Close all streams, while the store is still open. A tab that waits for its first answer gets Overloaded."""
        leases = list(self._leases.values())
        for lease in leases:
            lease.task.cancel()
        await asyncio.gather(*(lease.task for lease in leases), return_exceptions=True)
        for lease in leases:
            if not lease.began.done():
                lease.began.set_exception(Overloaded())
        self._leases.clear()

    async def _keep(self, key: tuple[str, str], lease: _Lease, stream: AbstractAsyncContextManager[None]) -> None:
        try:
            async with stream:
                lease.began.set_result(None)
                with suppress(TimeoutError):
                    while True:
                        async with asyncio.timeout(LEASE_SECONDS):
                            await lease.renewed.wait()
                        lease.renewed.clear()
                del self._leases[key]  # a tab that asks while this stream closes opens its next one
        except Exception as error:
            if lease.began.done():
                raise
            del self._leases[key]
            lease.began.set_exception(error)
            lease.began.exception()  # asyncio complains about an error that no caller waits for
