"""`python -m kaibo_maker.join FOLDER OUT`: join a recording into one MP4. It copies packets and encodes nothing.

It prints {"seconds":…,"bytes":…}. Its exit code is 1 when the recording has no part.
"""

import io
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from kaibo_maker import index
from kaibo_maker.index import Part, Run

INIT = "init.mp4"


class Nothing(ValueError):
    """The recording has no part."""


class Chain(io.RawIOBase):
    """Reads pieces of files as one: first an init, then parts."""

    def __init__(self, init: Path, run: Path, parts: list[Part]) -> None:
        cut = [(index.segment(run, part.segment), part.offset, part.size) for part in parts]
        self._pieces = iter([(init, 0, init.stat().st_size), *cut])
        self._left = b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: "bytearray | memoryview") -> int:  # type: ignore[override]
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            path, offset, size = piece
            with path.open("rb") as file:
                file.seek(offset)
                self._left = file.read(size)
        given, self._left = self._left[: len(into)], self._left[len(into) :]
        into[: len(given)] = given
        return len(given)


def stretches(runs: list[Run]) -> Iterator[tuple[Run, list[Part]]]:
    """Yield the parts that follow each other without a hole."""
    for run in runs:
        held: list[Part] = []
        for part in run.parts:
            if held and part.segment - held[-1].segment > 1:
                yield run, held
                held = []
            held.append(part)
        if held:
            yield run, held


@dataclass
class Joined:
    """The one file that is made."""

    out: av.container.OutputContainer
    streams: dict[str, av.VideoStream | av.AudioStream] = field(default_factory=dict)
    seconds: Fraction = Fraction(0)
    sets: set[bytes] = field(default_factory=set)
    """The parameter sets of all inits. The file's head has one of them."""
    last: dict[str, int] = field(default_factory=dict)
    """The last time of each stream."""

    def begin(self, inits: Iterable[Path]) -> None:
        """Give the file the streams of these inits. Each kind is there once, and sound only where an init has it."""
        for init in inits:
            with av.open(init, "r", format="mp4") as head:
                self.sets.add(parameter_sets(head.streams.video[0].codec_context.extradata))
                found: list[av.VideoStream | av.AudioStream] = [*head.streams.video, *head.streams.audio]
                for each in found:
                    if each.type not in self.streams:
                        self.streams[each.type] = self.out.add_stream_from_template(each)

    def add(self, stretch: av.container.InputContainer, begins: float) -> None:
        """Copy the packets of one stretch behind those of the others. `begins`: media seconds of its first picture."""
        own = parameter_sets(stretch.streams.video[0].codec_context.extradata)
        shift = self.seconds - Fraction(begins).limit_denominator(1_000_000)
        for packet in stretch.demux():
            if packet.dts is None or packet.pts is None:
                continue  # it ends the stream
            if packet.stream.type == "video":
                self.seconds = max(self.seconds, (packet.pts + (packet.duration or 0)) * packet.time_base + shift)
                if packet.is_keyframe and len(self.sets) > 1:
                    packet = _with(packet, own)
            self._mux(packet, shift)

    def _mux(self, packet: "av.Packet[Any]", shift: Fraction) -> None:
        """Write a packet. Leave out the sound that the stretch before has already."""
        kind, by = packet.stream.type, round(shift / packet.time_base)
        moved = (packet.dts or 0) + by
        if moved <= self.last.get(kind, -1):
            return
        self.last[kind] = moved
        packet.pts, packet.dts, packet.stream = (packet.pts or 0) + by, moved, self.streams[kind]
        self.out.mux(packet)


def parameter_sets(config: bytes | None) -> bytes:
    """Return the parameter sets of a decoder's configuration, each behind its length (ISO/IEC 14496-15, 5.3.3.1)."""
    made, at = b"", 5
    for mask in (31, 255) if config else ():
        assert config
        count, at = config[at] & mask, at + 1
        for _ in range(count):
            size = int.from_bytes(config[at : at + 2])
            made, at = made + size.to_bytes(4) + config[at + 2 : at + 2 + size], at + 2 + size
    return made


def _with(packet: "av.Packet[Any]", sets: bytes) -> "av.Packet[Any]":
    """Put parameter sets before a key frame. A decoder may have those of another run, also after a jump."""
    made: av.Packet[Any] = av.Packet(sets + bytes(packet))
    made.pts, made.dts, made.duration, made.time_base = packet.pts, packet.dts, packet.duration, packet.time_base
    made.is_keyframe, made.stream = True, packet.stream
    return made


def join(folder: Path, out: Path) -> dict[str, float]:
    """Join the recording in this folder. Raises Nothing, or OSError."""
    runs = index.kept(index.runs(folder))
    fresh = out.with_name(f".{out.name}.new")
    try:
        with av.open(fresh, "w", format="mp4", options={"movflags": "faststart"}) as container:
            made = Joined(container)
            made.begin(run.folder / INIT for run in runs if run.parts)
            if not made.streams:
                raise Nothing(f"{folder} has no part of a recording")
            for run, parts in stretches(runs):
                chain = io.BufferedReader(Chain(run.folder / INIT, run.folder, parts))
                with av.open(chain, "r", format="mp4") as one:
                    made.add(one, parts[0].begins)
        fresh.chmod(0o600)
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)
    return {"seconds": round(float(made.seconds), 3), "bytes": out.stat().st_size}


def main() -> int:
    av.logging.set_level(av.logging.ERROR)
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        print(json.dumps(join(Path(sys.argv[1]), Path(sys.argv[2]))))
    except (Nothing, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
