"""Draw the app's icon in the sizes that desktops need."""

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = 16, 24, 32, 48, 64, 128, 256, 512  # px


def draw(source: Path, theme: Path, name: str) -> None:
    """Write the icons as an icon theme has them (`48x48/apps/name.png`, …), and the drawing itself."""
    for size in SIZES:
        place = theme / f"{size}x{size}/apps"
        place.mkdir(parents=True)
        assert picture(source, size).save(str(place / f"{name}.png")), place
    scalable = theme / "scalable/apps"
    scalable.mkdir(parents=True)
    shutil.copy(source, scalable / f"{name}.svg")


def picture(source: Path, size: int) -> QImage:
    """Draw the icon, `size` px square, on a transparent ground."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(source)).render(painter)
    painter.end()
    return image
