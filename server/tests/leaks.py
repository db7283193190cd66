"""Connections that a test never closed.

Python finds such a connection when it collects garbage, in a later test. A machine that stops for a second can make a
cancelled client leave one. So up to `MOST` of them fail nothing. Each is printed with the test and the lines that
opened it.
"""

import asyncio.selector_events as plain
import inspect
import os
import re
import warnings
from typing import Any

import pytest

MOST = 2
"""More open connections than this fail the run: then the machine is not the cause."""
LEFT_OPEN = "unclosed (transport|<socket|<StreamWriter)"
LINES = 12
FOREIGN = re.compile("/site-packages/|/lib/python|^<")

_told: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("filterwarnings", f"default:{LEFT_OPEN}:ResourceWarning")
    transport: Any = plain._SelectorTransport  # type: ignore[attr-defined]
    made, shown = transport.__init__, transport.__repr__

    def make(self: Any, *arguments: Any, **named: Any) -> None:
        made(self, *arguments, **named)
        test = os.environ.get("PYTEST_CURRENT_TEST", "no test")
        self.opened_by = f"{test}\n{opener()}"

    def show(self: Any) -> str:
        return f"{shown(self)} of {getattr(self, 'opened_by', 'no test')}"

    transport.__init__, transport.__repr__ = make, show


def opener() -> str:
    """Return the lines outside of installed packages that lead here, the innermost first."""
    lines: list[str] = []
    frame = inspect.currentframe()
    while frame and len(lines) < LINES:
        code = frame.f_code
        if code.co_filename != __file__ and not FOREIGN.search(code.co_filename):
            lines.append(f"  {code.co_filename}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return "\n".join(lines)


def pytest_warning_recorded(warning_message: warnings.WarningMessage) -> None:
    text = str(warning_message.message)
    if text.startswith("unclosed transport"):
        _told.append(text)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if len(_told) > MOST and not hasattr(session.config, "workeroutput"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _told:
        terminalreporter.section("connections left open")
    for one in _told:
        terminalreporter.line(one)
    if len(_told) > MOST:
        terminalreporter.line(f"more than {MOST}: the run fails", red=True)
