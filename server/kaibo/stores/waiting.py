"""Calls of the event loop that wait for a thread of the store, and the way back."""

import asyncio
from contextlib import suppress
from typing import Any, NamedTuple

from kaibo.store import Work


class Outcome(NamedTuple):
    result: Any = None
    error: Exception | None = None


def failed(error: BaseException) -> Outcome:
    """Wrap the error of a failed call. A SystemExit must end neither the thread nor the event loop."""
    return Outcome(error=error if isinstance(error, Exception) else RuntimeError(repr(error)))


class Waiting(NamedTuple):
    work: Work[Any]
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"

    def settle(self, outcome: Outcome) -> None:
        if self.future.done():
            return
        if outcome.error is None:
            self.future.set_result(outcome.result)
        else:
            self.future.set_exception(outcome.error)


def settle(batch: list[Waiting], outcomes: list[Outcome]) -> None:
    """Give each waiting call its outcome. Wake each event loop only once, because a wake-up costs most."""
    for loop in {call.loop for call in batch}:
        pairs = [(call, outcome) for call, outcome in zip(batch, outcomes, strict=True) if call.loop is loop]
        with suppress(RuntimeError):  # the loop is closed: no call waits any more
            loop.call_soon_threadsafe(_settle_here, pairs)


def _settle_here(pairs: list[tuple[Waiting, Outcome]]) -> None:
    for call, outcome in pairs:
        call.settle(outcome)
