"""Connections to PostgreSQL that never wait without end.

PostgreSQL ends a long statement itself (`statement_timeout`), and the kernel ends a connection whose packets nobody
confirms (`tcp_user_timeout`). Neither helps when a server, or a proxy before it, takes the packets and does not answer.
So a thread of ours looks at the connections, and cuts one that has waited for too long.
"""

import os
import socket
import time
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Any
from weakref import WeakSet

from psycopg import Connection
from sqlalchemy import URL

CONNECT_SECONDS = 5
"""How long a connection may take to open."""
STATEMENT_SECONDS = 8.0
"""How long PostgreSQL may work on one statement."""
UNANSWERED_SECONDS = 10.0
"""How long a connection may wait for an answer. It is more than PostgreSQL needs to end a long statement itself."""
LOOK_SECONDS = 0.5
"""How often the thread looks at the connections."""


class Watched(Connection[Any]):
    """A connection that knows since when it waits for an answer."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._since = 0.0
        """When it began to wait, in seconds of the monotonic clock. 0: it does not wait."""
        self._cutting = Lock()

    def wait(self, *args: Any, **options: Any) -> Any:
        self.begin()
        try:
            return super().wait(*args, **options)
        finally:
            self.end()

    def begin(self) -> None:
        """Note that the connection waits from now on."""
        self._since = time.monotonic()

    def end(self) -> None:
        """Note that the connection got its answer."""
        with self._cutting:  # while the watch cuts the connection, its socket stays open
            self._since = 0.0

    def cut(self, before: float) -> bool:
        """Cut the connection if it waits since `before` (monotonic seconds). Its call fails. Return whether it did."""
        with self._cutting:
            if not 0 < self._since <= before:
                return False
            with socket.socket(fileno=os.dup(self.pgconn.socket)) as ours:
                ours.shutdown(socket.SHUT_RDWR)
            return True


class Watch:
    """Opens connections, and cuts those that get no answer."""

    def __init__(self, on_cut: Callable[[str, float], None]) -> None:
        """Take a function that hears of each cut: the reason, and since when (monotonic) there was no answer."""
        self._on_cut = on_cut
        self._connections: WeakSet[Watched] = WeakSet()
        self._adding = Lock()
        self._stop = Event()
        self._thread = Thread(target=self._run, name="store-watch", daemon=True)

    def start(self) -> None:
        """Start to look."""
        self._thread.start()

    def stop(self, patience: float) -> None:
        """Stop looking. Cut the connections that still wait after `patience` seconds."""
        self._stop.set()
        end = time.monotonic() + patience
        while time.monotonic() < end and any(each._since for each in self._all()):
            time.sleep(0.01)
        self._cut(time.monotonic())

    def connect(self, *args: Any, **options: Any) -> Watched:
        """Open a connection. Takes what psycopg takes, and raises what it raises."""
        opened = Watched.connect(*args, **options)
        with self._adding:
            self._connections.add(opened)
        opened.begin()
        try:
            opened.pgconn.exec_(b"SET statement_timeout = %d" % (STATEMENT_SECONDS * 1000))
        finally:
            opened.end()
        return opened

    def _all(self) -> list[Watched]:
        with self._adding:
            return list(self._connections)

    def _run(self) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            before = time.monotonic() - UNANSWERED_SECONDS
            if self._cut(before):
                self._on_cut(f"no answer for {UNANSWERED_SECONDS:g} s", before)

    def _cut(self, before: float) -> int:
        return sum(each.cut(before) for each in self._all())


def limits(url: URL) -> dict[str, Any]:
    """Return the limits that libpq takes. One that the URL names itself stays (PostgreSQL, "Parameter Key Words")."""
    milliseconds = int(UNANSWERED_SECONDS * 1000)
    ours = {"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": milliseconds, "keepalives_idle": CONNECT_SECONDS}
    return {name: value for name, value in ours.items() if name not in url.query}
