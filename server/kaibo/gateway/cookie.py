"""The one cookie of ours that a request brings. Pure."""

from collections.abc import Iterable

LONGEST = 1024
"""Characters of a cookie's value: ours have some two hundred."""


def cookie(headers: Iterable[tuple[bytes, bytes]], name: str) -> str:
    """Give the value of the first cookie of this name, "" without one or for one that is too long.

    Ours are never quoted, so nothing is decoded: the standard library takes seconds for a quoted text of 30 kB
    (CVE-2024-7592). Browsers send the one with the longest path first (RFC 6265 §5.4), which is ours.
    """
    wanted = name.encode()
    for header, value in headers:
        if header != b"cookie":
            continue
        for pair in value.split(b";"):
            key, _, given = pair.partition(b"=")
            if key.strip() == wanted:
                return given.strip().decode("latin-1") if len(given) <= LONGEST else ""
    return ""
