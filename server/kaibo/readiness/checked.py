"""A check of one part, with a time limit. Its answer serves for a moment, so that many callers cost little."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from kaibo.errors import ApiError

FRESH_SECONDS = 1.0
"""How long an answer serves."""
LIMIT_SECONDS = 1.0
"""How long a check may take. After it the part counts as not ready."""
NOT_USED = "not used"
log = logging.getLogger("kaibo.ready")


class Unready(Exception):
    """A part is not ready. Takes the reason, which names no secret."""


class Answer(NamedTuple):
    ok: bool
    reason: str
    """Why it is not ready, or what else is to know. Often empty."""


Check = Callable[[], Awaitable[str]]
"""Gives a note about a part that is ready, often "". Raises Unready, and may raise any other error."""


class Checked:
    """The latest answer of one check. The check never runs twice at the same time."""

    def __init__(self, name: str, check: Check) -> None:
        self._name = name
        self._check = check
        self._task: asyncio.Task[Answer] | None = None
        self._begun = 0.0

    async def now(self) -> Answer:
        """Return the answer. Raises nothing, and takes LIMIT_SECONDS at most."""
        clock = asyncio.get_running_loop().time
        if self._task is None or (self._task.done() and clock() - self._begun >= FRESH_SECONDS):
            self._begun = clock()
            self._task = asyncio.create_task(self._run())
        await asyncio.wait([self._task], timeout=max(0.0, self._begun + LIMIT_SECONDS - clock()))
        return self._task.result() if self._task.done() else Answer(False, f"no answer for {LIMIT_SECONDS:g} s")

    async def _run(self) -> Answer:
        try:
            return Answer(True, await self._check())
        except (Unready, ApiError) as error:
            return Answer(False, str(error))
        except Exception as error:
            log.debug("the check of %s failed", self._name, exc_info=error)
            return Answer(False, f"the check failed: {type(error).__name__}")
