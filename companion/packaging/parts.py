"""The Python packages that the app is made of, and their licences."""

import shutil
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

LICENCES = "licen", "copying", "notice", "author"  # how the names of such files begin


def needed(part: Distribution) -> list[Distribution]:
    """What one asks for on this system."""
    asked = [Requirement(text) for text in part.requires or []]
    return [distribution(one.name) for one in asked if not one.marker or one.marker.evaluate({"extra": ""})]


def all_needed(part: Distribution) -> list[Distribution]:
    """What one asks for, and what that asks for."""
    found: dict[str, Distribution] = {}
    waiting = needed(part)
    while waiting:
        one = waiting.pop()
        if one.name not in found:
            found[one.name] = one
            waiting += needed(one)
    return [found[name] for name in sorted(found)]


def copy_licences(part: Distribution, into: Path) -> None:
    """Each needed one's files, in a folder of its name."""
    for one in all_needed(part):
        for file in one.files or []:
            if ".dist-info" in file.parts[0] and file.name.lower().startswith(LICENCES):
                place = into / one.name / file.name
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(str(one.locate_file(file)), place)
