"""The segments of a recording that goes on, and their numbers. Pure.

The numbers follow from the index files alone, and an index only grows. So every server writes the same playlist.
"""

from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from kaibo.features.recording.folder import Part

SEGMENT_SECONDS = 2.0
"""How long the maker's segments are."""
SLACK = 0.001
"""Seconds by which sums of durations may be off."""


class Segment(NamedTuple):
    """One segment. The last one may still grow."""

    run: int
    number: int
    """Its number in the run."""
    parts: tuple[Part, ...]
    whole: bool
    """It grows no more."""
    broken: bool
    """Its timestamps do not follow those of the segment before it."""

    @property
    def seconds(self) -> float:
        return sum(part.seconds for part in self.parts)

    @property
    def size(self) -> int:
        """Return its bytes."""
        return sum(part.size for part in self.parts)

    @property
    def at(self) -> int:
        """Return when its first frame was made, in unix ms."""
        return self.parts[0].at

    @property
    def passing(self) -> bool:
        """Tell whether it belongs to no recording."""
        return self.parts[0].passing

    @property
    def filling(self) -> bool:
        """Tell whether it fills a gap of the recording. Viewers at the live edge pass over it."""
        return self.parts[0].filling


@dataclass
class _Run:
    segments: dict[int, list[Part]] = field(default_factory=dict)
    began: float = float("inf")
    """When its first frame was made, in unix ms."""
    ended: bool = False


class Timeline:
    """All segments so far. Add the parts of each run in their order."""

    def __init__(self) -> None:
        self._runs: dict[int, _Run] = {}
        self.segments: list[Segment] = []
        """Their places are the numbers of the live playlist."""
        self._filling: dict[tuple[int, int], Segment] = {}
        """Those that fill gaps, by run and number. The live playlist is without them."""

    def add(self, run: int, parts: list[Part], ended: bool) -> bool:
        """Add what the index of a run has more. Return whether that changed anything."""
        if not parts and not ended:
            return False
        new = run not in self._runs
        known = self._runs.setdefault(run, _Run())
        for part in parts:
            known.began = min(known.began, part.at)
            have = known.segments.get(part.segment)
            if have is None and part.offset == 0 and part.key:
                known.segments[part.segment] = [part]
            elif have and part.offset == have[-1].offset + have[-1].size:
                have.append(part)
        known.ended = known.ended or ended
        if new or run != max(self._runs) or not self.segments or self.segments[-1].run != run:
            self._number()
        else:  # only the end of the newest run changed
            self.segments.pop()
            have_now = self.segments[-1].number if self.segments and self.segments[-1].run == run else -1
            self._append(run, [number for number in known.segments if number > have_now])
        return True

    def _number(self) -> None:
        """Number the segments of all runs. A segment that a later run makes again does not count."""
        self.segments, self._filling = [], {}
        numbers = sorted(self._runs)
        for run in numbers:
            until = min((self._runs[each].began for each in numbers if each > run), default=float("inf"))
            own = self._runs[run].segments
            self._append(run, [number for number in own if own[number][0].at < until])

    def _append(self, run: int, numbers: list[int]) -> None:
        """Number these segments of a run behind all others."""
        own = self._runs[run]
        over = own.ended or any(other.segments for each, other in self._runs.items() if each > run)
        for number in numbers:
            parts = own.segments[number]
            whole = over or number != numbers[-1] or sum(part.seconds for part in parts) >= SEGMENT_SECONDS - SLACK
            before = self.segments[-1] if self.segments else None
            broken = before is not None and (before.run, before.number + 1) != (run, number)
            made = Segment(run, number, tuple(parts), whole, broken)
            if made.filling:
                self._filling[run, number] = made
            else:
                self.segments.append(made)

    def find(self, run: int, number: int) -> Segment | None:
        """Find a segment by its run and its number there."""
        for segment in reversed(self.segments):
            if segment.run == run and segment.number == number:
                return segment
        return self._filling.get((run, number))

    @property
    def kept(self) -> list[Segment]:
        """Return the whole segments that belong to the recording. They break where others passed."""
        made = sorted([*self.segments, *self._filling.values()], key=itemgetter(0, 1))
        own = [segment for segment in made if segment.whole and not segment.passing]
        if not own:
            return []
        first = own[0]._replace(broken=False)
        gaps = [b._replace(broken=(a.run, a.number + 1) != (b.run, b.number)) for a, b in pairwise(own)]
        return [first, *gaps]
