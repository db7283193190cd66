"""The encoder's stream, judged by FFmpeg's decoder."""

import io
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from kaibo_maker.boxes import Facts
from kaibo_maker.encoder import COLOURS, Encoder
from kaibo_maker.sound import RATE
from made import FPS, frame, order


class Made:
    """Everything that an encoder hands on."""

    def __init__(self, folder: Path, **entries: Any) -> None:
        self.init = b""
        self.parts: list[tuple[bytes, Facts]] = []
        self.encoder = Encoder(order(folder, **entries), self._init, lambda *part: self.parts.append(part))

    def _init(self, content: bytes) -> None:
        assert not self.init
        self.init = content

    def opened(self) -> av.container.InputContainer:
        return av.open(io.BytesIO(self.init + b"".join(part for part, _ in self.parts)), "r")


def silence(seconds: float) -> "np.ndarray[tuple[int, int], np.dtype[np.int16]]":
    return np.zeros((int(seconds * RATE), 2), np.int16)


def test_times_of_picture_and_sound_begin_at_nought(tmp_path: Path) -> None:
    made = Made(tmp_path)
    for number in range(3 * FPS):
        made.encoder.picture(frame(100), number)
        made.encoder.sound(silence(1 / FPS))
    made.encoder.close()
    with made.opened() as container:
        assert [stream.start_time for stream in container.streams] == [0, 0]
    assert made.parts[0][1].begins == 0
    assert sum(facts.seconds for _, facts in made.parts) == pytest.approx(3)


def test_dropped_frames_shift_nothing(tmp_path: Path) -> None:
    made = Made(tmp_path)
    for number in [0, 1, *range(15, 25), 45, 46]:
        made.encoder.picture(frame(100), number)
    made.encoder.close()
    with made.opened() as container:
        times = [round((each.time or 0) * FPS) for each in container.decode(video=0)]
    assert times == [0, 1, *range(15, 25), 45, 46]
    assert [facts.begins for _, facts in made.parts if facts.key] == [0.0, 2.0, 4.5]


def test_quicker_preset_follows_in_the_same_stream(tmp_path: Path) -> None:
    made = Made(tmp_path, preset="veryfast")
    for number in range(8 * FPS):
        made.encoder.picture(frame(50 + number), number, quick=2 * FPS <= number < 5 * FPS)
        if number in (0, 3 * FPS, 7 * FPS):
            used = made.encoder.preset
            assert used == ("superfast" if number == 3 * FPS else "veryfast")
    made.encoder.close()
    with made.opened() as container:
        lumas = [int(each.to_ndarray()[:90, :160].mean().round()) for each in container.decode(video=0)]
    assert len(lumas) == 8 * FPS
    assert all(abs(luma - 50 - number) <= 3 for number, luma in enumerate(lumas))


@pytest.mark.parametrize("matrix", COLOURS)
def test_stream_names_its_colours(tmp_path: Path, matrix: str) -> None:
    made = Made(tmp_path, matrix=matrix)
    made.encoder.picture(frame(100), 0)
    made.encoder.close()
    with made.opened() as container:
        context = container.streams.video[0].codec_context
        assert (context.colorspace, context.color_primaries, context.color_trc) == (COLOURS[matrix],) * 3
        assert context.color_range == 1
