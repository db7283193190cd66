"""Films of drawn people for the cameras of screenshots."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Playwright

from e2e import person
from e2e.person import HEIGHT, RATE, WIDTH, Person, sing

RGB = tuple[int, int, int]
TO_YUV = np.array([[65.5, 128.6, 25.0], [-37.8, -74.2, 112.0], [112.0, -93.8, -18.2]]) / 255
"""BT.601, limited range, as cameras give it."""
SKIN = (240, 196, 164)


@dataclass(frozen=True)
class Portrait:
    """The colours of a person and of the room behind."""

    wall: RGB
    hair: RGB
    shirt: RGB
    long: bool
    """The hair falls to the shoulders."""


HOST = Portrait((231, 190, 146), (52, 38, 32), (47, 93, 98), long=True)
GUEST = Portrait((150, 178, 150), (24, 24, 26), (232, 226, 214), long=False)
LATE = Portrait((140, 160, 190), (70, 52, 40), (60, 70, 96), long=False)


def film(file: Path, who: Portrait) -> Path:
    """Write a still film in Y4M."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]

    def oval(middle: int, top: int, width: int, height: int) -> NDArray[np.bool_]:
        inside: NDArray[np.bool_] = ((x - middle) / width * 2) ** 2 + ((y - top) / height * 2 - 1) ** 2 <= 1
        return inside

    picture = np.empty((HEIGHT, WIDTH, 3))
    picture[:] = who.wall
    picture[40:170, 60:190] = [min(255, part + 28) for part in who.wall]  # a window
    middle = WIDTH // 2
    for shape, colour in (
        (oval(middle, 60, 166, 220 if who.long else 130), who.hair),
        (oval(middle, 255, 340, 400), who.shirt),
        (oval(middle, 200, 58, 84), SKIN),
        (oval(middle, 90, 120, 160), SKIN),
        (oval(middle - 26, 158, 11, 13) | oval(middle + 26, 158, 11, 13), who.hair),
        (oval(middle, 205, 40, 14), (196, 96, 88)),
    ):
        picture[shape] = colour
    planes = picture @ TO_YUV.T + (16, 128, 128)
    luma, cb, cr = (planes[..., at].round().astype(np.uint8) for at in range(3))
    frame = b"FRAME\n" + luma.tobytes() + cb[::2, ::2].tobytes() + cr[::2, ::2].tobytes()
    file.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode() + frame * RATE)
    return file


def meet(playwright: Playwright, name: str, who: Portrait, hertz: int, **options: Any) -> Person:
    """Start a browser with a drawn person in it, whose voice is a tone. Write its files into the working folder."""
    camera, voice = film(Path(f"{name}.y4m"), who), sing(Path(f"{name}.wav"), hertz)
    return person.meet(playwright, camera, voice, **options)
