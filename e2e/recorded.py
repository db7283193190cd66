"""A recording of a show that is over, as a maker leaves it (docs/recording.md).

Its picture and sound are real, and it has a cover and a storyboard.
"""

import io
import json
import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from kaibo.activity import airings, table as activities
from kaibo.activity.status import Status
from kaibo.clock import now_ms
from kaibo.features.chat import announcements, table as chat
from kaibo.features.chat.table import Mark
from kaibo.features.recording import replays, table
from kaibo.features.recording.reading import folder_of
from kaibo.features.recording.table import State as Made
from kaibo.talk import table as talks
from kaibo.talk.state import State
from PIL import Image
from sqlalchemy import Connection, create_engine, insert

from e2e.kaibo import Kaibo, Show

FPS, WIDTH, HEIGHT, RATE = 5, 160, 90, 48_000
PART_SECONDS, SEGMENT_SECONDS, TILE_SECONDS = 0.5, 2, 10
COLOURS = ((200, 40, 40), (40, 160, 60), (40, 60, 200))
"""The picture of each ten seconds."""
SECONDS = TILE_SECONDS * len(COLOURS)
BEGAN = 1_796_000_000_000
"""When the recording began, in unix ms."""
SAID = ("A red picture", "A green one", "A blue one")
"""A message at the sixth second of each colour."""
ANNOUNCED = "Green from now on"
"""The line above the chat, from the second colour on."""
OPTIONS = {"movflags": "empty_moov+default_base_moof+frag_keyframe", "frag_duration": "500000", "flush_packets": "1"}


def record(server: Kaibo, show: Show) -> int:
    """Give the show an airing that is over, and its recording, which is online. Return the replay's id."""
    activity_id, now = show.activity_id, now_ms()
    began = now - SECONDS * 1000
    with create_engine(f"sqlite:///{server.folder}/kaibo.db").begin() as db:
        owner = activities.find(db, activity_id)
        assert owner
        airings.begin(db, activity_id, began)
        made = table.create(db, owner.account, activity_id, airings.of(db, activity_id)[-1].order_number, began)
        airings.end(db, activity_id, now)
        activities.change(db, activity_id, status=int(Status.OVER))
        size = _write(folder_of(server.folder / "files", made.id))
        facts = {"duration_ms": SECONDS * 1000, "bytes": size, "cover": True, "storyboard": True}
        table.change(db, made.id, **facts, state=Made.READY.value, end_time=now, run=1)
        new = replays.add(db, activity_id, made.id, "Talk", replays.MADE, True, now)
        replays.follow(db, activity_id)
        for place, text in enumerate(SAID):
            _say(db, activity_id, text, BEGAN + (place * TILE_SECONDS + 6) * 1000)
        line = announcements.Line(len(SAID) + 1, BEGAN + TILE_SECONDS * 1000, "", ANNOUNCED)
        db.execute(insert(announcements.announcement).values(activity=activity_id, **line._asdict()))
    return new


def _say(db: Connection, activity_id: int, text: str, at: int) -> None:
    """Write a message of a viewer, as it was sent then. `at` is in unix ms."""
    seq = talks.next_seq(db, activity_id)
    message = chat.Message(
        activity=activity_id,
        id=seq,
        seq=seq,
        at=at,
        author=f"vi_{seq}",
        number=seq,
        name="小雨",
        mark=Mark.VIEWER,
        external_user="",
        nonce="",
        text=text,
        state=State.SHOWN,
        likes=0,
    )
    chat.add(db, message)


def _write(folder: Path) -> int:
    """Write the recording's files. Return the bytes of its segments."""
    place = folder / "runs/1"
    place.mkdir(parents=True)
    cut = _encoded()
    (place / "init.mp4").write_bytes(next(cut))
    lines, size, each = list[str](), 0, int(SEGMENT_SECONDS / PART_SECONDS)
    for number, part in enumerate(cut):
        segment, within = divmod(number, each)
        file = place / f"{segment:06d}.m4s"
        offset = file.stat().st_size if within else 0
        with file.open("ab") as out:
            out.write(part)
        begins = number * PART_SECONDS
        about = {"s": segment, "p": number, "o": offset, "n": len(part), "b": begins, "d": PART_SECONDS}
        lines.append(json.dumps(about | {"k": int(not within), "t": BEGAN + int(begins * 1000)}))
        size += len(part)
    (place / "index.jsonl").write_text("\n".join([*lines, '{"end": "stopped"}', ""]))
    (folder / "fence").write_text("1")
    Image.new("RGB", (640, 360), COLOURS[0]).save(folder / "cover.jpg")
    (folder / "storyboard").mkdir()
    sheet = Image.new("RGB", (1600, 900))
    for number, colour in enumerate(COLOURS):
        sheet.paste(colour, (160 * number, 0, 160 * number + 160, 90))
    sheet.save(folder / "storyboard/0.jpg")
    tiles = (
        {"t": TILE_SECONDS * number, "run": 1, "sheet": 0, "x": 160 * number, "y": 0} for number in range(len(COLOURS))
    )
    (folder / "storyboard.jsonl").write_text("".join(json.dumps(tile) + "\n" for tile in tiles))
    return size


def _encoded() -> Iterator[bytes]:
    """Give the init of the recording, and then its parts: a plain colour for ten seconds each, and a tone."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4", options=OPTIONS) as out:
        options = {"preset": "ultrafast", "tune": "zerolatency", "g": str(FPS * SEGMENT_SECONDS), "sc_threshold": "0"}
        video, sound = out.add_stream("libx264", rate=FPS, options=options), out.add_stream("aac", rate=RATE)
        video.width, video.height, video.pix_fmt, sound.layout = WIDTH, HEIGHT, "yuv420p", "mono"
        tone = 0.2 * np.sin(2 * np.pi * 440 * np.arange(RATE // FPS) / RATE).astype(np.float32)
        for number in range(SECONDS * FPS):
            picture = np.full((HEIGHT, WIDTH, 3), COLOURS[number // FPS // TILE_SECONDS], np.uint8)
            frame = av.VideoFrame.from_ndarray(picture)
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            out.mux(video.encode(frame))
            heard = av.AudioFrame.from_ndarray(tone[None], format="fltp", layout="mono")
            heard.sample_rate, heard.pts, heard.time_base = RATE, number * len(tone), Fraction(1, RATE)
            out.mux(sound.encode(heard))
        out.mux(video.encode(None))
        out.mux(sound.encode(None))
    held = b""
    for kind, box in _boxes(file.getvalue()):
        held += box if kind in (b"ftyp", b"moov", b"moof", b"mdat") else b""
        if kind in (b"moov", b"mdat"):
            yield held
            held = b""


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        yield kind, content[at : at + size]
        at += size
