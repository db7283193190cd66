"""Read one of our cookies from a request. Pure."""

from collections.abc import Iterable

LONGEST = 1024
"""Characters of a cookie's value. Our cookies have about two hundred."""


def cookie(headers: Iterable[tuple[bytes, bytes]], name: str) -> str:
    """Return the value of the first cookie of this name. Return "" when there is none, or when it is too long.

    Our cookies are never quoted, so this decodes nothing. The standard library takes seconds for a quoted text of
    30 kB (CVE-2024-7592). Browsers send the cookie with the longest path first (RFC 6265 §5.4), which is ours.
    """
    wanted = name.encode()
    for header, value in headers:
        if header != b"cookie":
            continue
        for pair in value.split(b";"):
            key, _, text = pair.partition(b"=")
            if key.strip() == wanted:
                return text.strip().decode("latin-1") if len(text) <= LONGEST else ""
    return ""
