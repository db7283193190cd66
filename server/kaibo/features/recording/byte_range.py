"""The range of bytes that a request wants (RFC 9110 §14). Pure."""

import re
from typing import NamedTuple

ONE = re.compile(r"bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))", re.IGNORECASE)


class BadRange(ValueError):
    """No byte of the file is in the range."""


class Span(NamedTuple):
    """A range of a file."""

    first: int
    last: int
    partial: bool
    """The request asked for a range."""

    @property
    def size(self) -> int:
        return self.last - self.first + 1


def wanted(header: str, size: int) -> Span:
    """Read a Range header for a file of `size` bytes. Raises BadRange.

    Several ranges, and what is no range, stand for the whole file (§14.2).
    """
    whole = Span(0, size - 1, False)
    found = ONE.fullmatch(header.strip())
    if not found:
        return whole
    begin, end, suffix = found.groups()
    if suffix is not None:
        first, last = max(0, size - int(suffix)), size - 1
    else:
        first, last = int(begin), min(int(end), size - 1) if end else size - 1
    if end and begin and int(end) < int(begin):
        return whole
    if first > last or suffix == "0":
        raise BadRange
    return Span(first, last, True)
