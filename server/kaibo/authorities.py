"""The certificate authorities that this server trusts when it asks another server.

To read them takes 50 ms of the event loop. A client that is made for one question must not read them again."""

import ssl
from functools import lru_cache

import httpx2


@lru_cache(maxsize=1)
def trusted() -> ssl.SSLContext:
    """Return the context for https that all clients share. The environment does not change it."""
    return httpx2.create_ssl_context(trust_env=False)
