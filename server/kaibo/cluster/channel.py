"""Channels that carry short texts between servers. A text may get lost: a listener must not depend on any."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Protocol

import psycopg
from psycopg import sql
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy import make_url

NAME = "kaibo_nudges"
"""The name of a channel begins so. The release before has no other name."""
LONGEST = 7000
"""Bytes of one text. PostgreSQL takes 8000 (its documentation of NOTIFY)."""
UNANSWERED_SECONDS = 5.0
"""How long a connection may take to open, and how often it is tried for life."""
Names = Callable[[], tuple[str, ...]]
"""Gives the names under which a server sends. It listens to those that it got when the connection opened."""
Broken = (psycopg.Error, RedisError, OSError)
"""The errors of a channel whose server is away. TimeoutError is an OSError."""


class Channel(Protocol):
    """Carries texts to all servers, also back to the sender."""

    async def send(self, text: str) -> None:
        """Send a text of ASCII, at most LONGEST long. Raises Broken."""
        ...

    def listen(self) -> AsyncIterator[str | None]:
        """Yield None as soon as texts arrive, and then each text. Raises Broken."""
        ...

    async def close(self) -> None: ...


class RedisChannel:
    """Redis' publish and subscribe (https://redis.io/docs/latest/develop/pubsub/)."""

    def __init__(self, url: str, names: Names) -> None:
        self._names = names
        self._redis = Redis.from_url(
            url,
            decode_responses=True,
            socket_connect_timeout=UNANSWERED_SECONDS,
            socket_timeout=UNANSWERED_SECONDS,
            health_check_interval=UNANSWERED_SECONDS,
        )

    async def send(self, text: str) -> None:
        for name in self._names():
            await self._redis.publish(name, text)

    async def listen(self) -> AsyncIterator[str | None]:
        async with self._redis.pubsub() as subscribed:
            await subscribed.subscribe(*self._names())
            while True:
                # `listen` has no time limit, so it would not notice a server that is gone without a word
                message = await subscribed.get_message(timeout=UNANSWERED_SECONDS / 2)
                if message and message["type"] in {"subscribe", "message"}:
                    yield message["data"] if message["type"] == "message" else None

    async def close(self) -> None:
        await self._redis.aclose()


class PostgresChannel:
    """PostgreSQL's LISTEN and NOTIFY. They need a connection of their own, so no pool in transaction mode between."""

    def __init__(self, url: str, names: Names) -> None:
        self._names = names
        parts = make_url(url).set(drivername="postgresql")
        self._where = parts.render_as_string(hide_password=False)
        self._sending: psycopg.AsyncConnection | None = None

    async def send(self, text: str) -> None:
        if self._sending is None or self._sending.closed:
            self._sending = await self._connect()
        for name in self._names():
            await self._sending.execute("SELECT pg_notify(%s, %s)", (name, text))

    async def listen(self) -> AsyncIterator[str | None]:
        async with await self._connect() as connection:
            for name in self._names():
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(name)))
            yield None
            while True:
                async with aclosing(connection.notifies(timeout=UNANSWERED_SECONDS)) as heard:
                    async for each in heard:
                        yield each.payload
                await connection.execute("SELECT 1")  # a connection that is gone without a word fails here

    async def close(self) -> None:
        if self._sending:
            await self._sending.close()

    async def _connect(self) -> psycopg.AsyncConnection:
        return await psycopg.AsyncConnection.connect(
            self._where,
            autocommit=True,
            connect_timeout=int(UNANSWERED_SECONDS),
            keepalives_idle=int(UNANSWERED_SECONDS),
        )


def names(installation: str, previous: bool) -> tuple[str, ...]:
    """Name the channels of an installation. `previous` tells whether a server of the release before lives."""
    own = f"{NAME}_{installation}"
    return (own, NAME) if previous else (own,)


def open_channel(database_url: str, redis_url: str, names: Names) -> Channel | None:
    """Choose the channel: Redis, else PostgreSQL. None: the store is a file, and one server uses it."""
    if redis_url:
        return RedisChannel(redis_url, names)
    if make_url(database_url).get_backend_name() == "postgresql":
        return PostgresChannel(database_url, names)
    return None
