"""Cut the muxer's stream of bytes into its init and its parts, and read what a part holds. Pure.

The boxes are those of ISO/IEC 14496-12 (ISO base media file format).
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

NO_SYNC = 0x10000
"""The flag of a sample that is no key frame (14496-12, 8.8.3.1)."""


class Facts(NamedTuple):
    """The content of a part, in short."""

    begins: float
    """Media seconds of its first picture, or of its first sound if it has no picture."""
    seconds: float
    """How long its pictures last: 0 for sound alone. In a stream without pictures, how long its sound lasts."""
    key: bool
    """Whether it begins with a key frame."""


@dataclass
class Track:
    scale: int = 1
    """Units of time in a second."""
    video: bool = False


class Cutter:
    """A file to write into. It hands on the init once, and then each part when it is whole."""

    def __init__(self, init: Callable[[bytes], None], part: Callable[[bytes, Facts], None]) -> None:
        self._init, self._part = init, part
        self._waiting = bytearray()
        self._held = bytearray()
        self._tracks: dict[int, Track] = {}

    def write(self, content: bytes) -> int:
        """Take the next bytes of the stream."""
        self._waiting += content
        while len(self._waiting) >= 8:
            size, kind = struct.unpack_from(">I4s", self._waiting)
            if size < 8 or len(self._waiting) < size:
                break
            box = bytes(self._waiting[:size])
            del self._waiting[:size]
            self._take(kind, box)
        return len(content)

    def _take(self, kind: bytes, box: bytes) -> None:
        if kind not in (b"ftyp", b"moov", b"moof", b"mdat"):
            return
        self._held += box
        if kind == b"moov":
            self._tracks = tracks(box)
            self._init(bytes(self._held))
            self._held.clear()
        elif kind == b"mdat":
            part = bytes(self._held)
            self._held.clear()
            self._part(part, read(part, self._tracks))


def boxes(content: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """Yield the kind of each box, and where its content begins and ends. Stop at a torn one."""
    end = len(content) if end is None else end
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", content, start)
        if size < 8 or start + size > end:
            return
        yield kind, start + 8, start + size
        start += size


def inside(content: bytes, *path: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the boxes at this path begin and end."""
    found = [(0, len(content))]
    for wanted in path:
        found = [(at, to) for start, end in found for kind, at, to in boxes(content, start, end) if kind == wanted]
    yield from found


def tracks(init: bytes) -> dict[int, Track]:
    """Read the tracks of an init by their numbers."""
    made = {}
    for start, end in inside(init, b"moov", b"trak"):
        trak = init[start:end]
        (head, _), (media, _), (handler, _) = (
            next(inside(trak, *path)) for path in ((b"tkhd",), (b"mdia", b"mdhd"), (b"mdia", b"hdlr"))
        )
        number = _number(trak, head + (20 if trak[head] else 12))
        scale = _number(trak, media + (20 if trak[media] else 12))
        made[number] = Track(scale, trak[handler + 8 : handler + 12] == b"vide")
    return made


@dataclass
class _Fragment:
    """The samples of one track in a part."""

    track: int = 0
    begins: int = 0
    length: int = 0
    flags: int = 0
    """Those of the first sample."""


def read(part: bytes, known: dict[int, Track]) -> Facts:
    """Read what a part holds."""
    found = [_fragment(part[start:end]) for start, end in inside(part, b"moof", b"traf")]
    ours = [(known[each.track], each) for each in found if each.track in known and each.length]
    ours.sort(key=lambda pair: not pair[0].video)
    if not ours:
        return Facts(0.0, 0.0, False)
    track, first = ours[0]
    key = track.video and not first.flags & NO_SYNC
    sound_alone = not track.video and any(each.video for each in known.values())
    return Facts(first.begins / track.scale, 0.0 if sound_alone else first.length / track.scale, key)


def _fragment(traf: bytes) -> _Fragment:
    made, duration, flag = _Fragment(), 0, 0
    for kind, at, _ in boxes(traf):
        if kind == b"tfhd":
            has, made.track = _number(traf, at) & 0xFFFFFF, _number(traf, at + 4)
            at += 8 + 8 * bool(has & 0x1) + 4 * bool(has & 0x2)
            if has & 0x8:
                duration, at = _number(traf, at), at + 4
            at += 4 * bool(has & 0x10)
            flag = _number(traf, at) if has & 0x20 else 0
        elif kind == b"tfdt":
            made.begins = struct.unpack_from(">Q", traf, at + 4)[0] if traf[at] else _number(traf, at + 4)
        elif kind == b"trun":
            _run(traf, at, made, duration, flag)
    return made


def _run(traf: bytes, at: int, made: _Fragment, duration: int, flag: int) -> None:
    """Add the samples of one `trun` box (14496-12, 8.8.8)."""
    has, count = _number(traf, at) & 0xFFFFFF, _number(traf, at + 4)
    at += 8 + 4 * bool(has & 0x1)
    each = [name for name in (0x100, 0x200, 0x400, 0x800) if has & name]
    if has & 0x4:
        flag, at = _number(traf, at), at + 4
    elif has & 0x400 and count:
        flag = _number(traf, at + 4 * each.index(0x400))
    if made.length == 0:
        made.flags = flag
    steps = range(at, at + 4 * len(each) * count, 4 * len(each)) if has & 0x100 else ()
    made.length += sum(_number(traf, step) for step in steps) if has & 0x100 else duration * count


def _number(content: bytes, at: int) -> int:
    return int(struct.unpack_from(">I", content, at)[0])
