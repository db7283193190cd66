"""Split web addresses that callers send us. Pure."""

from urllib.parse import SplitResult, urlsplit


def split(text: str) -> SplitResult:
    """Split a web address.

    Raises ValueError, with the reason, for an address that no browser opens: an unclosed bracket or an invalid port.
    Also raises it for white space and control characters, which `urlsplit` silently removes.
    """
    if any(letter.isspace() or not letter.isprintable() for letter in text):
        raise ValueError("it holds white space or a control character")
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise ValueError("it is not a web address") from None
    return parts
