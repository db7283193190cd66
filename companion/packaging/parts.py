"""Find the Python packages of the app, and copy their licences."""

import shutil
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

LICENCES = "licen", "copying", "notice", "author"  # beginnings of the names of such files


def needed(part: Distribution) -> list[Distribution]:
    """Return the packages that a package requires on this system."""
    asked = [Requirement(text) for text in part.requires or []]
    return [distribution(one.name) for one in asked if not one.marker or one.marker.evaluate({"extra": ""})]


def all_needed(part: Distribution) -> list[Distribution]:
    """Return all packages that a package requires, directly or not."""
    found: dict[str, Distribution] = {}
    waiting = needed(part)
    while waiting:
        one = waiting.pop()
        if one.name not in found:
            found[one.name] = one
            waiting += needed(one)
    return [found[name] for name in sorted(found)]


def copy_licences(part: Distribution, into: Path) -> None:
    """Copy the licence files of each required package into a folder of its name."""
    for one in all_needed(part):
        for file in one.files or []:
            if ".dist-info" in file.parts[0] and file.name.lower().startswith(LICENCES):
                place = into / one.name / file.name
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(str(one.locate_file(file)), place)
