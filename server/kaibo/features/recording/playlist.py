"""The playlist of a replay (RFC 8216bis), and its storyboard (WebVTT). Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime

from kaibo.features.recording.folder import INIT, Recorded, segment_name

TYPE = "application/vnd.apple.mpegurl"
VTT = "text/vtt; charset=utf-8"
VERSION = 7
"""EXT-X-MAP without EXT-X-I-FRAMES-ONLY needs 6 (§7). 7 is what players expect with fMP4."""
TILE = (160, 90)
"""Pixels of a picture of the storyboard."""
TILE_SECONDS = 10.0


def vod(recorded: Recorded, at: str) -> str:
    """Write the playlist of a recording that is over. `at` is the address of its folder, relative to the playlist's."""
    longest = max((round(segment.seconds) for run in recorded.runs for segment in run.segments), default=0)
    return "\n".join([
        "#EXTM3U",
        f"#EXT-X-VERSION:{VERSION}",
        f"#EXT-X-TARGETDURATION:{max(1, longest)}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        *_lines(recorded, at),
        "#EXT-X-ENDLIST",
        "",
    ])  # fmt: skip


def _lines(recorded: Recorded, at: str) -> Iterator[str]:
    for place, run in enumerate(recorded.runs):
        if place:
            yield "#EXT-X-DISCONTINUITY"
        yield f'#EXT-X-MAP:URI="{at}/{run.number}/{INIT}"'
        yield f"#EXT-X-PROGRAM-DATE-TIME:{moment(run.segments[0].at)}"
        due = run.segments[0].number
        for segment in run.segments:
            if segment.number != due:  # the recording was off between them
                yield "#EXT-X-DISCONTINUITY"
                yield f"#EXT-X-PROGRAM-DATE-TIME:{moment(segment.at)}"
            due = segment.number + 1
            yield f"#EXTINF:{segment.seconds:.5f},"
            yield f"{at}/{run.number}/{segment_name(segment.number)}"


def storyboard(recorded: Recorded, at: str) -> str:
    """Write the storyboard's cues. `at` is the address of the recording's folder, relative to the storyboard's."""
    cues = ["WEBVTT", ""]
    width, height = TILE
    ends = [tile.at for tile in recorded.tiles[1:]] + [recorded.seconds]
    for tile, end in zip(recorded.tiles, ends, strict=True):
        until = min(max(end, tile.at + 0.001), tile.at + 2 * TILE_SECONDS)
        cues += [
            f"{_clock(tile.at)} --> {_clock(until)}",
            f"{at}/storyboard/{tile.sheet}.jpg#xywh={tile.x},{tile.y},{width},{height}",
            "",
        ]
    return "\n".join(cues)


def moment(ms: int) -> str:
    """Write a time in unix ms as ISO 8601, in UTC."""
    return f"{datetime.fromtimestamp(ms / 1000, UTC):%Y-%m-%dT%H:%M:%S}.{ms % 1000:03d}Z"


def _clock(seconds: float) -> str:
    """Write a time of a cue (https://www.w3.org/TR/webvtt1/#webvtt-timestamp)."""
    whole, ms = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}.{ms:03d}"
