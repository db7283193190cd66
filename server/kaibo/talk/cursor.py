"""The cursor of a page that comes back, in the address of its events: `?after=812`."""

from starlette.requests import HTTPConnection

LONGEST = 16
"""Digits of a number below 2^53."""


def after(connection: HTTPConnection) -> int | None:
    """Return the number of the last change that a page has seen. None: it has seen none, or tells no number."""
    text = connection.query_params.get("after", "")
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= LONGEST else None
