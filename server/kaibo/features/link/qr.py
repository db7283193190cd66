"""QR codes of links, for pages that draw them. Pure."""

import segno


def rows(text: str) -> list[str]:
    """Return a QR code's rows from the top, with `1` for a dark square and `0` for a light one. It has no margin."""
    return ["".join("1" if dark else "0" for dark in row) for row in segno.make_qr(text, error="m").matrix]
