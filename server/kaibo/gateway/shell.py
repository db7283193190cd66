"""An HTML file of the web build, with what the server writes into it."""

import hashlib
import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kaibo.gateway.negotiation import TAGS, knows, language
from kaibo.gateway.plain_files import PLAIN_FILES

NOT_INDEXED = {"X-Robots-Tag": "noindex"}
NOT_BUILT = "The pages are not built. Run make up.\n"
TITLE = re.compile("<title>.*?</title>")
HINTS = re.compile("<!--(live|page)(.*?)-->", re.DOTALL)
"""The build's hints for the files that a page loads first: while its show is on air, and otherwise."""


class Shell:
    """One HTML file of the build. The server reads it once, at its first request."""

    def __init__(self, file: Path, *, indexed: bool = False) -> None:
        """Name the file. Not `indexed`: a search engine that finds the page does not list it."""
        self._file, self._text, self._indexed = file, "", indexed

    def answer(
        self, request: Request, *, data: str = "", head: str = "", live: bool = False, indexed: bool = False
    ) -> Response:
        """Serve the page. Without a build, answer 503 and say how to make it.

        `data` is put among the body's attributes, and `head` in place of the title. Both are HTML. `live`: the page
        plays a show at once, so its hints name the code for that. `indexed`: search engines may list this answer, even
        if not each answer of the file.
        """
        if not self._text and not self._file.is_file():
            return PlainTextResponse(NOT_BUILT, 503)
        self._text = self._text or PLAIN_FILES.with_version(self._file.read_text())
        text = self._text.replace('<html lang="zh-CN"', f'<html lang="{TAGS[language(request)]}"', 1)
        text = HINTS.sub(lambda found: found[2] if found[1] == ("live" if live else "page") else "", text)
        if data:
            text = text.replace("<body ", f"<body {data} ", 1)
        if head:
            text = TITLE.sub(lambda _: head, text, count=1)
        headers = {
            "Cache-Control": "no-cache",
            "Vary": "Accept-Language",
            "ETag": f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"',
            **({} if indexed or self._indexed else NOT_INDEXED),
        }
        if knows(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return HTMLResponse(text, 200, headers)
