"""The two playlists of a show on air (RFC 8216bis): live with parts, and back in time. Pure."""

import math
from collections.abc import Iterator, Sequence

from kaibo.features.recording.folder import INIT, Part, segment_name
from kaibo.features.recording.live.timeline import SEGMENT_SECONDS, Segment
from kaibo.features.recording.playlist import moment

VERSION = 9
"""Parts and EXT-X-SERVER-CONTROL need it (§7)."""
WINDOW = 30
"""Whole segments of the live playlist: one minute."""
WITH_PARTS = 3
"""The last segments whose parts are named (§6.2.2)."""
TARGET = round(SEGMENT_SECONDS)
LEAST_PART_TARGET = 0.56
"""Seconds. The maker's parts have 0.5 s, and half as many frames make them a little longer."""
ROOM = 1.075
"""Part target per length of a part. At 25 frames a second, a part has 0.52 s, and 0.48 to 0.56 s with half of them."""
HOLD_BACK = 3
"""How many parts a player stays behind the end (§4.4.3.8 asks for two at least)."""


def part_target(segments: Sequence[Segment]) -> float:
    """Return the part target: it follows from the first part of the recording, so it never changes."""
    first = segments[0].parts[0].seconds if segments else 0.0
    return max(LEAST_PART_TARGET, math.ceil(first * ROOM * 100) / 100)


def live(segments: Sequence[Segment], at: str, ended: bool, base: int = 0) -> str:
    """Write the live playlist.

    `at`: the address of the folder, relative to the playlist's. `ended`: nothing comes. `base`: the number of the first
    segment. The breaks count from it too, so they do not go back either (§4.4.3.3).
    """
    first = max(0, len(segments) - WINDOW - (0 if not segments or segments[-1].whole else 1))
    window, target = segments[first:], part_target(segments)
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{VERSION}",
        f"#EXT-X-TARGETDURATION:{TARGET}",
        f"#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK={HOLD_BACK * target:.3f}",
        f"#EXT-X-PART-INF:PART-TARGET={target:.3f}",
        f"#EXT-X-MEDIA-SEQUENCE:{base + first}",
        f"#EXT-X-DISCONTINUITY-SEQUENCE:{base + sum(segment.broken for segment in segments[:first])}",
        "#EXT-X-INDEPENDENT-SEGMENTS",
    ]
    run = 0
    for place, segment in enumerate(window, first):
        lines += _head(segment, run, at)
        run = segment.run
        lines.append(f"#EXT-X-PROGRAM-DATE-TIME:{moment(segment.at)}")
        if place >= len(segments) - WITH_PARTS and not ended:
            lines += _parts(segment, at)
        if segment.whole:
            lines += _whole(segment, at)
    if ended:
        lines.append("#EXT-X-ENDLIST")
    elif segments:
        lines.append(f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{_next(segments[-1], at)}"')
    return "\n".join([*lines, ""])


def back(segments: Sequence[Segment], at: str, ended: bool, base: int = 0) -> str:
    """Write the playlist of all segments of the recording so far. `segments` are whole, and belong to it."""
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{TARGET}",
        f"#EXT-X-MEDIA-SEQUENCE:{base}",
        "#EXT-X-PLAYLIST-TYPE:EVENT",
        "#EXT-X-INDEPENDENT-SEGMENTS",
    ]
    run = 0
    for segment in segments:
        lines += _head(segment, run, at)
        if segment.broken or not run:
            lines.append(f"#EXT-X-PROGRAM-DATE-TIME:{moment(segment.at)}")
        run = segment.run
        lines += _whole(segment, at)
    return "\n".join([*lines, *(["#EXT-X-ENDLIST"] if ended else []), ""])


def part_name(segment: int, part: int) -> str:
    """Name a part of a segment, for its address."""
    return f"{segment:06d}.{part}.m4s"


def _head(segment: Segment, run: int, at: str) -> Iterator[str]:
    """Yield the lines before a segment. `run`: that of the segment before it in the playlist, 0 for none."""
    if segment.broken:
        yield "#EXT-X-DISCONTINUITY"
    if segment.run != run:
        yield f'#EXT-X-MAP:URI="{at}/{segment.run}/{INIT}"'


def _whole(segment: Segment, at: str) -> tuple[str, str]:
    return f"#EXTINF:{segment.seconds:.5f},", f"{at}/{segment.run}/{segment_name(segment.number)}"


def _parts(segment: Segment, at: str) -> Iterator[str]:
    for number, part in enumerate(segment.parts):
        yield _part(part, f"{at}/{segment.run}/{part_name(segment.number, number)}")


def _part(part: Part, address: str) -> str:
    independent = ",INDEPENDENT=YES" if part.key else ""
    return f'#EXT-X-PART:DURATION={part.seconds:.5f},URI="{address}"{independent}'


def _next(last: Segment, at: str) -> str:
    """Return the address of the part that follows."""
    segment, part = (last.number + 1, 0) if last.whole else (last.number, len(last.parts))
    return f"{at}/{last.run}/{part_name(segment, part)}"
