"""Content negotiation: the copies that a client has or takes, and its language (RFC 9110 §12 and §13)."""

import re

from starlette.requests import Request

FOREVER = "public, max-age=31536000, immutable"
"""The Cache-Control of a file whose address changes with its content."""
TAGS = {"zh": "zh-CN", "en": "en"}
"""The language tags (RFC 5646) of our two languages, for a page's `lang`."""
NOT_ACCEPTED = re.compile(r"q=0(\.0*)?")


def knows(request: Request, etag: str) -> bool:
    """Tell whether the client has this version already (RFC 9110 §13.1.2)."""
    return etag in [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]


def accepted_codings(header: str) -> set[str]:
    """Read the codings in an Accept-Encoding header, without those of quality 0 (RFC 9110 §12.5.3)."""
    parts = (part.partition(";") for part in header.lower().split(","))
    return {coding.strip() for coding, _, quality in parts if not NOT_ACCEPTED.fullmatch(quality.replace(" ", ""))}


def language(request: Request) -> str:
    """Choose zh or en by the browser's first language. The page's script knows what the person chose before."""
    accepted = request.headers.get("accept-language", "").strip().lower()
    return "zh" if accepted.startswith("zh") or not accepted else "en"
