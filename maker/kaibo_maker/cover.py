"""The picture that stands for a host who is away: calm, dark, with the show's title."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont, UnidentifiedImageError

from kaibo_maker.order import Order
from kaibo_maker.picture import paste

TOP, BOTTOM = (24, 28, 38), (38, 45, 62)
WORDS, LINE = (232, 236, 244), (120, 140, 190)
FONTS = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansSC-Regular.otf",
    "SourceHanSansSC-Regular.otf",
    "wqy-microhei.ttc",
    "DroidSansFallbackFull.ttf",
    "DejaVuSans.ttf",
)
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def cover(order: Order) -> av.VideoFrame:
    """Return the cover in the size of the output: the picture that the order names, or a drawn one."""
    try:
        given = Image.open(order.cover).convert("RGB") if order.cover else None
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError):
        given = None
    if given:
        given.thumbnail((order.width, order.height))
        even = given.crop((0, 0, max(2, given.width & ~1), max(2, given.height & ~1)))
        return paste(_frame(even, order.matrix), order.width, order.height)
    return _frame(draw(order.title, order.width, order.height), order.matrix)


def draw(title: str, width: int, height: int) -> Image.Image:
    """Draw the cover. A title that no font of this machine has is left out."""
    column = Image.new("RGB", (1, 2))
    column.putpixel((0, 0), TOP)
    column.putpixel((0, 1), BOTTOM)
    image = column.resize((width, height), Image.Resampling.BILINEAR)
    pen, unit = ImageDraw.Draw(image), height / 36
    font = _font(title, int(unit * 3))
    if font:
        shown = _cut(title, font, width * 0.84)
        pen.text((width / 2, height / 2 - unit), shown, WORDS, font, anchor="mm")
    pen.line(
        (width / 2 - 3 * unit, height / 2 + 2 * unit, width / 2 + 3 * unit, height / 2 + 2 * unit),
        LINE,
        max(2, int(unit / 4)),
    )
    return image


def _cut(title: str, font: Font, most: float) -> str:
    """Shorten a title that is wider than `most` pixels."""
    shown = title
    while len(shown) > 1 and font.getlength(shown) > most:
        shown = shown[:-2].rstrip() + "…"
    return shown


def _font(title: str, size: int) -> Font | None:
    """Find a font with all characters of the title. Return None for an empty title, or without one."""
    for font in _fonts(size) if title.strip() else ():
        missing = bytes(font.getmask("\uffff"))
        if all(bytes(font.getmask(each)) != missing for each in title if not each.isspace()):
            return font
    return None


def _fonts(size: int) -> Iterator[Font]:
    yield ImageFont.load_default(size)
    for name in FONTS:
        for folder in FOLDERS:
            for file in sorted(folder.rglob(name)) if folder.is_dir() else ():
                try:
                    yield ImageFont.truetype(file, size)
                except OSError:
                    continue


def _frame(image: Image.Image, matrix: str) -> av.VideoFrame:
    space = "ITU709" if matrix == "bt709" else "ITU601"
    frame = av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")
    return frame.reformat(format="yuv420p", dst_colorspace=space, dst_color_range="MPEG")
