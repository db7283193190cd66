"""A page of a few words, in the person's language. It needs no build of the web pages."""

import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse

from kaibo.gateway.negotiation import TAGS, language
from kaibo.gateway.plain_files import PLAIN_FILES

FRAME = PLAIN_FILES.with_version(Path(__file__).with_name("plain.html").read_text())


def plain(request: Request, words: str, status: int, caching: str, **values: str) -> HTMLResponse:
    """Return the page with these words, in both languages. Each `{name}` in it becomes the value of that name.

    The caller escapes the values.
    """
    chosen = language(request)
    values |= {"code": TAGS[chosen], "language": chosen}
    text = FRAME.replace("{says}", words.rstrip("\n"))
    return HTMLResponse(re.sub(r"\{(\w+)\}", lambda name: values[name[1]], text), status, {"Cache-Control": caching})
