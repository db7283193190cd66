"""The index of a run: one line a part, and one at its end (docs/recording.md, "The files")."""

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

NAME = "index.jsonl"


class Part(NamedTuple):
    """One part of a segment."""

    segment: int
    number: int
    offset: int
    """Where its bytes begin in the segment's file."""
    size: int
    begins: float
    """Media seconds of the run."""
    seconds: float
    key: bool
    """Whether it begins with a key frame."""
    at: int
    """When its first picture was, in unix ms."""
    passing: bool = False
    """Whether its segment belongs to no recording, and is deleted soon."""
    filling: bool = False
    """Whether its segment fills a gap with the cover."""


class Run(NamedTuple):
    """One run of a maker, as its files tell."""

    number: int
    folder: Path
    parts: list[Part]
    end: str = ""
    """How it ended: stopped, interrupted, lost, or disk. Empty: it goes on, or was killed."""


def line(part: Part) -> str:
    """Write the line of a part, with its line break."""
    given = {
        "s": part.segment,
        "p": part.number,
        "o": part.offset,
        "n": part.size,
        "b": round(part.begins, 6),
        "d": round(part.seconds, 6),
        "k": int(part.key),
        "t": part.at,
    }
    flags = ({"w": 1} if part.passing else {}) | ({"f": 1} if part.filling else {})
    return json.dumps(given | flags, separators=(",", ":")) + "\n"


def parse(text: str) -> list[Part]:
    """Read the parts of an index. Leave out the end, and a line that a crash tore."""
    parts = []
    for each in text.splitlines():
        with contextlib.suppress(ValueError, KeyError, TypeError):
            given = json.loads(each)
            segment, number, offset, size, begins, seconds = (given[key] for key in ("s", "p", "o", "n", "b", "d"))
            key, passing, filling = bool(given["k"]), bool(given.get("w")), bool(given.get("f"))
            parts.append(Part(segment, number, offset, size, begins, seconds, key, given["t"], passing, filling))
    return parts


def end(text: str) -> str:
    """Read how a run ended. Empty: its index has no such line."""
    last = text.splitlines()[-1:]
    with contextlib.suppress(ValueError, AttributeError):
        return str(json.loads(last[0]).get("end", "")) if last else ""
    return ""


def runs(folder: Path) -> list[Run]:
    """Read all runs of a recording's folder that the fence allows, in their order."""
    try:
        fence = read_fence(folder)
    except OSError:
        fence = 0
    found = []
    for each in (folder / "runs").iterdir() if (folder / "runs").is_dir() else ():
        if each.name.isdecimal() and 0 < int(each.name) <= fence and (each / NAME).is_file():
            text = (each / NAME).read_text()
            found.append(Run(int(each.name), each, parse(text), end(text)))
    return sorted(found)


def read_fence(folder: Path) -> int:
    """Return the number of the newest run, 0 without one. Raises OSError when the file cannot be read."""
    try:
        return int((folder / "fence").read_text() or 0)
    except (FileNotFoundError, ValueError):
        return 0


def kept(all_runs: Iterable[Run]) -> list[Run]:
    """Keep the parts that are the recording: whole in their files, not passing, and before each later run."""
    made: list[Run] = []
    until = None
    for run in sorted(all_runs, reverse=True):
        parts = [part for part in run.parts if until is None or part.at < until]
        if run.parts:
            first = min(part.at for part in run.parts)
            until = first if until is None else min(first, until)
        sizes = {part.segment: _size(run, part.segment) for part in parts}
        there = [part for part in parts if not part.passing and part.offset + part.size <= sizes[part.segment]]
        made.append(run._replace(parts=there))
    return made[::-1]


def segment(run: Path, number: int) -> Path:
    """Return the file of a segment."""
    return run / f"{number:06d}.m4s"


def _size(run: Run, number: int) -> int:
    try:
        return segment(run.folder, number).stat().st_size
    except FileNotFoundError:
        return 0
