"""The command `kaibo check`. It finds faults of this machine, names the cure of each, and changes nothing."""

import platform
import sys
from collections.abc import Callable, Iterator
from typing import NamedTuple

from kaibo import __version__
from kaibo.cli import checks
from kaibo.cli.finding import Finding
from kaibo.settings import Settings
from kaibo.terminal import as_json, lines


class Check(NamedTuple):
    name: str
    look: Callable[[Settings], Finding]


ALL = (
    Check("livekit", checks.livekit),
    Check("store", checks.store),
    Check("clock", checks.clock_of_store),
    Check("disk", checks.disk),
    Check("certificate", checks.certificate),
    Check("ports", checks.ports),
    Check("media", checks.media),
    Check("addresses", checks.addresses),
)


def check(settings: Settings, *, json: bool) -> None:
    """Print one line for each check. Exit with 1 when something is wrong."""
    found = list(_found(settings))
    for name, finding in found:
        if json:
            print(as_json({"Check": name, "Ok": finding.ok, "Text": finding.text, "Cure": finding.cure}))
        else:
            cure = f". {finding.cure}" if finding.cure else ""
            print(lines(f"{'ok' if finding.ok else 'WRONG':<6}{name:<12}{finding.text}{cure}"))
    if not all(finding.ok for _, finding in found):
        sys.exit(1)


def _found(settings: Settings) -> Iterator[tuple[str, Finding]]:
    yield "versions", Finding(True, f"Kaibo {__version__}, Python {platform.python_version()}")
    for name, look in ALL:
        yield name, look(settings)
