"""The app's mark as Windows has icons, one file with a picture for each size; and beside the installer's words."""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from icons import picture

SIZES = 16, 20, 24, 32, 40, 48, 64, 256  # px
SIDE = 328, 628  # px: twice what NSIS shows, for sharp screens
PAPER = "#faf9f7"  # the drawing's, and the pages'


def icon(source: Path) -> bytes:
    """An ICO file of PNGs: a head, an entry of 16 bytes for each (its size as a byte, where 0 is 256), the pictures."""
    pictures = [_png(source, size) for size in SIZES]
    head = struct.pack("<HHH", 0, 1, len(SIZES))
    at = len(head) + 16 * len(SIZES)
    entries = []
    for size, data in zip(SIZES, pictures, strict=True):
        entries.append(struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), at))
        at += len(data)
    return b"".join((head, *entries, *pictures))


def _png(source: Path, size: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(b"png")).write(picture(source, size))
    return bytes(buffer.data().data())


def side(source: Path, made: Path) -> None:
    """A BMP file: the mark on paper, left of the installer's first and last words."""
    image = QImage(*SIDE, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    mark = picture(source, SIDE[0] // 2)
    painter = QPainter(image)
    painter.drawImage((SIDE[0] - mark.width()) // 2, SIDE[1] // 3 - mark.height() // 2, mark)
    painter.end()
    assert image.save(str(made)), made
