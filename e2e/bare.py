"""A browser whose tabs can be hidden: Playwright's pages never count as hidden. This speaks to the browser itself."""

import json
import subprocess
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
from websockets.sync.client import ClientConnection, connect

from e2e.counts import STARTED
from e2e.kaibo import free_port, until
from e2e.person import CHROMIUM, FAKE, FLAGS


class RefusedError(Exception):
    """The browser refuses a command."""


class Bare:
    """A Chromium, driven over its own protocol."""

    def __init__(self, folder: Path, media: Path) -> None:
        self.port = free_port()
        files = [
            f"--use-file-for-fake-video-capture={media}/host.y4m",
            f"--use-file-for-fake-audio-capture={media}/host.wav",
        ]
        shown = ["--headless=new", f"--remote-debugging-port={self.port}", f"--user-data-dir={folder}", "about:blank"]
        STARTED["Chromium"] += 1
        self._process = subprocess.Popen(
            [CHROMIUM, *FLAGS, *FAKE, *files, *shown], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._ids = count(1)
        self._open = ExitStack()
        until(self._answers, 20, "the browser")
        self.browser = self._socket(self._get("version")["webSocketDebuggerUrl"])

    def _answers(self) -> bool:
        try:
            return bool(self._get("version"))
        except httpx2.HTTPError:
            return False

    def _get(self, what: str) -> Any:
        return httpx2.get(f"http://127.0.0.1:{self.port}/json/{what}").json()

    def _socket(self, url: str) -> ClientConnection:
        return self._open.enter_context(connect(url, max_size=None, compression=None))

    def send(self, socket: ClientConnection, method: str, **params: object) -> dict[str, Any]:
        wanted = next(self._ids)
        socket.send(json.dumps({"id": wanted, "method": method, "params": params}))
        while True:
            answer = json.loads(socket.recv(20))
            if answer.get("id") == wanted:
                if "error" in answer:
                    raise RefusedError(answer["error"]["message"])
                result: dict[str, Any] = answer["result"]
                return result

    def open(self, url: str) -> ClientConnection:
        """Open a tab in front. Return the connection to it."""
        target = self.send(self.browser, "Target.createTarget", url=url)["targetId"]
        page = next(one for one in self._get("list") if one["id"] == target)
        return self._socket(page["webSocketDebuggerUrl"])

    def ask(self, page: ClientConnection, expression: str) -> Any:
        """Evaluate in the page. Return None while the page loads another address."""
        try:
            answer = self.send(page, "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        except RefusedError:
            return None
        return answer["result"].get("value")

    def click(self, page: ClientConnection, selector: str) -> None:
        """Click an element as soon as there is one. It works in a hidden tab as well."""
        one = f"document.querySelector(`{selector}`)"
        until(lambda: self.ask(page, f"{one} && ({one}.click(), true)"), 20, selector)

    def go_live(self, page: ClientConnection) -> None:
        """Go from the launch page on air."""
        self.click(page, "body[data-page=launch][data-state=choose] #use-browser")
        self.click(page, "#go-live:enabled")
        until(lambda: self.ask(page, "document.body.dataset.state") == "live", 20, "on air")

    def hide(self, page: ClientConnection) -> None:
        """Open an empty tab in front of a page."""
        self.open("about:blank")
        until(lambda: self.is_hidden(page), 5, "the page hidden")

    def is_hidden(self, page: ClientConnection) -> bool:
        return bool(self.ask(page, "document.visibilityState") == "hidden")

    def close(self) -> None:
        self.send(self.browser, "Browser.close")
        self._open.close()
        self._process.wait(10)
