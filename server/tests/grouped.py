"""Keep the tests of a group in one process of a run: those of each file that names the group.

xdist writes the group of a test into its id. pytest 9.2 makes the ids itself. So the tests of a group went to all
processes, and each process started a town of its own. This scheduler reads the name of the group from the file.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadGroupScheduling

GROUP = re.compile(r'pytest\.mark\.xdist_group\("(\w+)"\)')


class Grouped(LoadGroupScheduling):  # type: ignore[misc]
    """Gives the largest group to a process first. Each other test goes to the process that is free."""

    def _split_scope(self, nodeid: str) -> str:
        return group(self.config.rootpath / nodeid.partition("::")[0]) or nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Grouped | None:
    """Replace the scheduler of `--dist loadgroup`."""
    return Grouped(config, log) if config.getvalue("dist") == "loadgroup" else None


@cache
def group(file: Path) -> str:
    """Return the group that a test file names, or nothing."""
    named = GROUP.search(file.read_text())
    return named[1] if named else ""
