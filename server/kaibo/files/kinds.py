"""The rules for a file: its type by its content, its size, the pixels of a picture. No file is decoded here.

The pages read PDFs, in a worker of the browser. Each year brings new faults in parsers of PDF, and a parser in this
process would meet every hostile file. So the server looks at a PDF's first bytes and its size alone. The browser counts
the pages.
"""

from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from kaibo.files.errors import UnsupportedFile

MB = 1024 * 1024
MOST_PIXELS = 50_000_000
PICTURE_BYTES, PDF_BYTES = 20 * MB, 150 * MB
HEAD_BYTES = 64
"""How much of its beginning tells a file's type."""
BLANKS = b"\xef\xbb\xbf \t\r\n\0"
"""A byte-order mark and blanks, which readers of PDF, HTML and SVG skip."""


class Kind(NamedTuple):
    """A type of file that a show may have."""

    format: str
    """Pillow's name of the picture's format; "" for no picture."""
    most: int
    """Bytes."""


KINDS = {
    "image/png": Kind("PNG", PICTURE_BYTES),
    "image/jpeg": Kind("JPEG", PICTURE_BYTES),
    "image/webp": Kind("WEBP", PICTURE_BYTES),
    "application/pdf": Kind("", PDF_BYTES),
}
TOO_WIDE = f"a picture has at most {MOST_PIXELS // 10**6} million pixels"
USABLE = "a show takes PNG, JPEG, WebP and PDF"


def check_announced(kind: str, size: int) -> None:
    """Check the type and the size, in bytes, that a caller announces. Raises UnsupportedFile."""
    if kind not in KINDS:
        raise UnsupportedFile(f"{kind} is no type that a show can use; {USABLE}")
    if size > (most := KINDS[kind].most):
        raise UnsupportedFile(f"it has {-(-size // MB)} MB, and a file of this type has at most {most // MB} MB")


def check_head(kind: str, head: bytes) -> None:
    """Check by its first bytes that a file is of this type. Raises UnsupportedFile, which says what it is."""
    found = _type_of(head)
    if found != kind:
        raise UnsupportedFile(f"its content is {found}, not {kind}; {USABLE}")


def check_picture(kind: str, file: Path) -> None:
    """Check how many pixels a picture has, by its header. Do nothing for another type. Raises UnsupportedFile."""
    if name := KINDS[kind].format:
        width, height = size(name, file)
        if width * height > MOST_PIXELS:
            raise UnsupportedFile(TOO_WIDE)


def _type_of(head: bytes) -> str:
    """Tell the type by the signature: RFC 2083 §3.1, ISO 10918-1 B.1.1.3, RFC 9649 §2.4, ISO 32000-1 §7.5.2."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "a ZIP archive, as PPTX is (save the slides as PDF)"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "an Office document, an old or a protected one (save the slides as PDF)"
    text = head.lstrip(BLANKS)
    if text.startswith(b"%PDF-"):
        return "application/pdf"
    return "a text of marks, as SVG and HTML are" if text.startswith(b"<") else "of an unknown type"


def size(name: str, file: Path | BytesIO) -> tuple[int, int]:
    """Read a picture's width and height from its header. Pillow decodes no pixel until it is asked for one.

    `name` is Pillow's name of the format. Raises UnsupportedFile.
    """
    from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401  (a start need not wait)

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(file, formats=(name,)) as picture:
            return picture.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnsupportedFile(TOO_WIDE) from None
    except Exception:  # a broken file may fail in any way
        raise UnsupportedFile("it is broken, so its size in pixels cannot be read") from None
