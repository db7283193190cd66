"""Small pictures of the recording, for its cover and for the player's seek bar."""

import io
import json
from pathlib import Path

import av
from PIL import Image, ImageStat

from kaibo_maker.disk import replace

TILE = (160, 90)
ACROSS = DOWN = 10
EVERY = 10.0
"""Seconds between two tiles."""
COVER_WIDTH = 640
FLAT = 12.0
"""The contrast below which a picture is no good cover (standard deviation of its luma)."""
LINES = "storyboard.jsonl"


class Storyboard:
    """Adds one tile each ten seconds of one run, and the recording's cover. Raises OSError."""

    def __init__(self, folder: Path, run: int) -> None:
        self._folder = folder
        self._sheets = folder / "storyboard"
        self._sheets.mkdir(mode=0o700, exist_ok=True)
        self._run = run
        self._sheet = 1 + max((int(each.stem) for each in self._sheets.glob("[0-9]*.jpg")), default=-1)
        self._tiles = 0
        self._next_tile = self._next_try = 0.0
        self._image = Image.new("RGB", (TILE[0] * ACROSS, TILE[1] * DOWN))
        self._covered = (folder / "cover.jpg").exists()

    def look(self, frame: av.VideoFrame, seconds: float, live: bool) -> None:
        """Take the picture at `seconds` of the run, if it is its turn. `live`: it is the host's, not the cover."""
        if live and not self._covered and seconds >= self._next_try:
            self._next_try = seconds + 1
            self._cover(frame)
        if seconds >= self._next_tile:
            self._next_tile = (seconds // EVERY + 1) * EVERY
            self._tile(frame, seconds)

    def _cover(self, frame: av.VideoFrame) -> None:
        height = max(2, round(COVER_WIDTH * frame.height / frame.width / 2) * 2)
        image = image_of(frame, COVER_WIDTH, height)
        if ImageStat.Stat(image.convert("L")).stddev[0] >= FLAT:
            replace(self._folder / "cover.jpg", _jpeg(image, 85))
            self._covered = True

    def _tile(self, frame: av.VideoFrame, seconds: float) -> None:
        if self._tiles == ACROSS * DOWN:
            self._sheet, self._tiles = self._sheet + 1, 0
            self._image.paste((0, 0, 0), (0, 0, *self._image.size))
        x, y = self._tiles % ACROSS * TILE[0], self._tiles // ACROSS * TILE[1]
        self._image.paste(image_of(frame, *TILE), (x, y))
        self._tiles += 1
        replace(self._sheets / f"{self._sheet}.jpg", _jpeg(self._image, 75))
        line = {"run": self._run, "t": round(seconds, 3), "sheet": self._sheet, "x": x, "y": y}
        with (self._folder / LINES).open("a") as lines:
            lines.write(json.dumps(line) + "\n")


def image_of(frame: av.VideoFrame, width: int, height: int) -> Image.Image:
    """Return a frame as a picture of this size."""
    return Image.fromarray(frame.reformat(width, height, "rgb24", interpolation="AREA").to_ndarray())


def _jpeg(image: Image.Image, quality: int) -> bytes:
    content = io.BytesIO()
    image.save(content, "JPEG", quality=quality)
    return content.getvalue()
