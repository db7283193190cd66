"""Callers behind proxies: 127.0.0.2 and 127.0.0.3 are trusted ones."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2

from tests.plain import NO_TLS
from tests.running import PATIENCE

OURS = "127.0.0.2, 127.0.0.3,10.0.0.0/8"
PROXY, STRANGER, CALLER = "127.0.0.2", "127.0.0.9", "198.51.100.7"


@asynccontextmanager
async def coming(peer: str, **headers: str) -> AsyncIterator[httpx2.AsyncClient]:
    """Open connections from that address, with these headers."""
    way = httpx2.AsyncHTTPTransport(verify=NO_TLS, local_address=peer)
    async with httpx2.AsyncClient(transport=way, headers=headers, timeout=PATIENCE, trust_env=False) as made:
        yield made
