"""A file of the pages in memory, with its compressed copies. A client gets the smallest copy that it accepts."""

import hashlib
import mimetypes
from collections.abc import Mapping
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from kaibo.gateway.negotiation import accepted_codings, knows

CODINGS = ("br", "gzip", "")
"""The codings of copies, the smallest first. "" is no coding."""


class StaticFile(NamedTuple):
    """One file."""

    copies: dict[str, bytes]
    """The content by its coding, the smallest first. The one without a coding is always there."""
    kind: str
    """The Content-Type."""
    etag: str

    @classmethod
    def of(cls, copies: Mapping[str, bytes], kind: str) -> "StaticFile":
        """Make a file of its copies and its Content-Type."""
        ordered = {coding: copies[coding] for coding in CODINGS if coding in copies}
        return cls(ordered, kind, f'"{hashlib.sha256(copies[""]).hexdigest()[:32]}"')

    @property
    def size(self) -> int:
        """Count the bytes of all copies."""
        return sum(map(len, self.copies.values()))

    def answer(self, request: Request, cache: str) -> Response:
        """Serve the file. `cache` is its Cache-Control."""
        headers = {
            "Content-Type": self.kind,
            "Cache-Control": cache,
            "Vary": "Accept-Encoding",
            "ETag": f"W/{self.etag}",  # weak: in each coding the file is the same
        }
        if knows(request, self.etag):
            return Response(status_code=304, headers=headers)
        accepted = {"", *accepted_codings(request.headers.get("accept-encoding", ""))}
        coding = next(coding for coding in self.copies if coding in accepted)
        return Response(self.copies[coding], 200, headers | ({"Content-Encoding": coding} if coding else {}))


def kind_of(name: str) -> str:
    """Return the Content-Type of a file by its name."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
