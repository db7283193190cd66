"""One encode for all: H.264 and AAC in fragmented MP4, cut into parts."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.video.frame import PictureType

from kaibo_maker.boxes import Cutter, Facts
from kaibo_maker.order import BadOrder, Order
from kaibo_maker.sound import RATE

SEGMENT = 2
"""Seconds of a segment. It begins with a key frame."""
PART_MICROSECONDS = 500_000
AUDIO_BITS = 128_000
QUICKER = {"faster": "superfast", "veryfast": "superfast"}
"""The preset for a busy machine. Its stream needs the same init, and so it may follow in the same run."""
COLOURS = {"bt601": 6, "bt709": 1}
"""The numbers of ITU-T H.273 for primaries, transfer and matrix."""
LIMITED = 1
X264 = {"tune": "zerolatency", "profile": "main", "sc_threshold": "0", "refs": "1", "forced-idr": "1"}
OTHERS = {"forced-idr": "1", "forced_idr": "1"}
MP4 = {
    "movflags": "empty_moov+default_base_moof+frag_keyframe",
    "frag_duration": str(PART_MICROSECONDS),
    "flush_packets": "1",
    "max_interleave_delta": "0",  # picture and sound of a time stay in one part, however late one of them is
}


class Encoder:
    """Takes frames and samples in order, and hands on the init and the parts. One thread uses it."""

    def __init__(self, order: Order, init: Callable[[bytes], None], part: Callable[[bytes, Facts], None]) -> None:
        if order.encoder not in av.codecs_available:
            raise BadOrder(f"encoder {order.encoder} is not in this PyAV")
        self._order = order
        self._out = av.open(Cutter(init, part), "w", format="mp4", options=MP4)
        pictures = self._out.add_stream(order.encoder, rate=order.fps, options=self._options(order.preset))
        assert isinstance(pictures, av.VideoStream)
        self._pictures, self._video = pictures, pictures.codec_context
        set_up(self._video, order)
        self._sounds: av.AudioStream = self._out.add_stream("aac", rate=RATE)
        self._sounds.bit_rate = AUDIO_BITS
        self._sounds.codec_context.layout = "stereo"
        self._samples = av.AudioFifo()
        self._heard = 0
        self._segment = 0
        self._origin = 0
        """The frame from which the segments count their seconds."""
        self._cut = True
        self.preset = order.preset

    def picture(self, frame: av.VideoFrame, number: int, quick: bool = False, lasts: int = 1) -> None:
        """Encode frame `number` of the output. `quick`: use the quicker preset from the next segment on.

        `lasts`: how many frames until the next picture. A part that ends with this picture is so long.
        """
        if self._cut:
            self._origin = number
        segment = (number - self._origin) // (SEGMENT * self._order.fps)
        begins = self._cut or segment != self._segment
        if begins:
            self._segment, self._cut = segment, False
            self._choose(QUICKER.get(self._order.preset, self._order.preset) if quick else self._order.preset)
        frame.pts, frame.duration, frame.time_base = number, lasts, Fraction(1, self._order.fps)
        frame.pict_type = PictureType.I if begins else PictureType.NONE
        self._mux(self._video.encode(frame), self._pictures)

    def cut(self) -> None:
        """Begin a segment with the next picture."""
        self._cut = True

    def sound(self, samples: np.ndarray) -> None:
        """Encode samples: 16 bits, one row of left and right."""
        frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate = RATE
        self._samples.write(frame)
        for each in self._samples.read_many(1024):
            each.pts, each.time_base = self._heard, Fraction(1, RATE)
            self._heard += each.samples
            self._mux(self._sounds.encode(each), self._sounds)

    def close(self) -> None:
        """Hand on the last part."""
        self._mux(self._video.encode(None), self._pictures)
        self._mux(self._sounds.encode(None), self._sounds)
        self._out.close()

    def _mux(self, packets: "list[av.Packet[Any]]", stream: av.VideoStream | av.AudioStream) -> None:
        for packet in packets:
            if packet.pts is not None and packet.pts >= 0:  # AAC begins with 1024 samples of nothing
                packet.stream = stream
                self._out.mux(packet)

    def _options(self, preset: str) -> dict[str, str]:
        kbps, frames = self._order.video_kbps, str(SEGMENT * self._order.fps)
        rate = {"g": frames, "maxrate": f"{kbps * 3 // 2}k", "bufsize": f"{kbps * 2}k"}
        own = X264 | {"preset": preset} if self._order.encoder == "libx264" else OTHERS
        return rate | own

    def _choose(self, preset: str) -> None:
        """Change the encoder's preset, if the stream then still fits the init."""
        if preset == self.preset or self._order.encoder != "libx264":
            return
        other = av.CodecContext.create(self._order.encoder, "w")
        assert isinstance(other, av.VideoCodecContext)
        set_up(other, self._order)
        other.options = self._options(preset)
        other.flags |= av.codec.context.Flags.global_header
        other.open()
        self.preset = preset
        if parameter_sets(other.extradata) == parameter_sets(self._pictures.codec_context.extradata):
            self._mux(self._video.encode(None), self._pictures)
            self._video = other


def set_up(context: av.VideoCodecContext, order: Order) -> None:
    """Set the size, the rate and the colours of the pictures."""
    context.width, context.height, context.pix_fmt = order.width, order.height, "yuv420p"
    context.bit_rate = order.video_kbps * 1000
    context.time_base, context.framerate = Fraction(1, order.fps), Fraction(order.fps)
    context.thread_count = 1
    context.flags |= av.codec.context.Flags.frame_duration
    context.color_range = LIMITED
    context.color_primaries = context.color_trc = context.colorspace = COLOURS[order.matrix]


def parameter_sets(extradata: bytes | None) -> list[bytes]:
    """Return the parameter sets in an encoder's extradata (H.264 Annex B), without its notes."""
    units = (extradata or b"").replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1")[1:]
    return [unit for unit in units if unit[0] & 31 in (7, 8)]
