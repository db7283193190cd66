"""Run processes that end in the middle of their work, at a step that is counted, not timed."""

import logging
import os
import sys
from collections.abc import Callable

from sqlalchemy import Engine, event

CUT = 9
"""The exit code of a process that ended itself."""
STEPS = {"os.rename", "os.remove", "sqlite3.connect"}
"""Audit events that count beside statements and commits (https://docs.python.org/3/library/audit_events.html)."""
Count = Callable[..., None]


def cut_at(step: int, work: Callable[[], object], steps: Callable[[Count], None]) -> bool:
    """Do the work in a process that ends before the step of that number. 0 ends at no step.

    Return whether there was such a step."""
    pid = os.fork()
    if pid == 0:
        done = 0

        def count(*_: object) -> None:
            nonlocal done
            done += 1
            if done == step:
                os._exit(CUT)

        logging.disable()
        try:
            steps(count)
            work()
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, CUT)
    return code == CUT


def statements(count: Count) -> None:
    """Count each statement, each commit and each change of a file's name."""
    event.listen(Engine, "before_cursor_execute", count)
    event.listen(Engine, "commit", count)
    sys.addaudithook(lambda name, _: count() if name in STEPS else None)


def c_calls(count: Count) -> None:
    """Count each call of a C function. All calls that reach the system are such calls."""
    sys.setprofile(lambda _, what, __: count() if what == "c_call" else None)
