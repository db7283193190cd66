"""Addresses that somebody sends us, taken apart. Pure."""

from urllib.parse import SplitResult, urlsplit


def split(text: str) -> SplitResult:
    """Raises ValueError, with what is wrong, for what no browser would go to: an unclosed bracket, a port that is none,
    white space or control characters, which `urlsplit` takes out of an address without a word."""
    if any(letter.isspace() or not letter.isprintable() for letter in text):
        raise ValueError("it holds white space or a control character")
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise ValueError("it is no address") from None
    return parts
