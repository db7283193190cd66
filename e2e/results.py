"""Keep the traces, screenshots and logs of a test that fails, in `.test-results/`."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parent.parent / ".test-results"
Keeper = Callable[[Path], None]
"""Writes files into a folder, which exists."""
KEPT = "kept"
"""The title of the report's section that names the files."""
KEEPERS = pytest.StashKey[list[Keeper]]()


def keepers(item: pytest.Item) -> list[Keeper]:
    """Return what a failure of this test is to leave. Fixtures add to it."""
    return item.stash.setdefault(KEEPERS, [])


def keep(item: pytest.Item, report: pytest.TestReport) -> None:
    """Write what the test's fixtures have, and name each file in the report."""
    folder = FOLDER / re.sub(r"[^\w.-]+", "-", item.nodeid.removeprefix("e2e/"))[:120]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for keeper in keepers(item):
        with suppress(Exception):  # a broken part cannot tell, and the test's own error is what counts
            keeper(folder)
    keepers(item).clear()  # a second try has fixtures of its own
    report.sections.append((KEPT, "\n".join(map(str, _files(folder))) or "nothing"))


def log_since(file: Path, start: int) -> Keeper:
    """Keep a log from byte `start` on."""

    def write(folder: Path) -> None:
        (folder / file.name).write_bytes(file.read_bytes()[start:])

    return write


def _files(folder: Path) -> Iterator[Path]:
    return (file.relative_to(FOLDER.parent) for file in sorted(folder.iterdir()))
