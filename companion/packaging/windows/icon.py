"""Draw the app's icon for Windows, and the picture beside the installer's text."""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from icons import picture

SIZES = 16, 20, 24, 32, 40, 48, 64, 256  # px
SIDE = 328, 628  # px: twice what NSIS shows, for sharp screens
PAPER = "#faf9f7"  # the ground of the drawing and of the pages


def icon(source: Path) -> bytes:
    """Return an ICO file of PNGs: a head, 16 bytes per picture, the pictures. A size is a byte, 0 for 256."""
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
    """Return a BMP file for the installer's first and last page."""
    image = QImage(*SIDE, QImage.Format.Format_RGB32)
    image.fill(PAPER)
    mark = picture(source, SIDE[0] // 2)
    painter = QPainter(image)
    painter.drawImage((SIDE[0] - mark.width()) // 2, SIDE[1] // 3 - mark.height() // 2, mark)
    painter.end()
    assert image.save(str(made)), made
