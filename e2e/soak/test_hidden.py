"""A studio behind another tab goes on at full rate. Playwright's pages never count as hidden, so this speaks to
the browser itself."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import pytest
from websockets.sync.client import ClientConnection, connect

from e2e.kaibo import Show, free_port, until
from e2e.person import CHROMIUM, FAKE, FLAGS, Person

pytestmark = pytest.mark.soak
SECONDS = 6


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

    def close(self) -> None:
        self.send(self.browser, "Browser.close")
        self._open.close()
        self._process.wait(10)


@pytest.fixture
def bare(tmp_path: Path, media: Path) -> Iterator[Bare]:
    made = Bare(tmp_path / "profile", media)
    yield made
    made.close()


def test_hidden_studio_keeps_its_rate(bare: Bare, start: Callable[..., Show], person: Callable[..., Person]) -> None:
    show = start(KAIBO_PROGRAM_FPS="30")
    page = bare.open(show.host_url)

    def state() -> Any:
        return bare.ask(page, "document.body && document.body.dataset.page + ' ' + document.body.dataset.state")

    until(lambda: bare.ask(page, "document.readyState") == "complete" and state() == "launch choose", 10, "the page")
    bare.ask(page, "document.querySelector('#use-browser').click()")
    until(lambda: state() == "studio preview", 20, "the studio")
    until(
        lambda: bare.ask(page, "document.querySelector('#go-live') && (document.querySelector('#go-live').click(), 1)"),
        5,
        "go",
    )
    until(lambda: state() == "studio live", 20, "on air")
    viewer = person()
    viewer.page.goto(show.watch_url)
    viewer.wait("live")

    bare.open("about:blank")
    until(lambda: bare.ask(page, "document.visibilityState") == "hidden", 5, "the studio hidden")
    viewer.frames()
    viewer.page.wait_for_function(
        f"() => {{ window.__from ??= performance.now(); return performance.now() - window.__from > {SECONDS}000 }}"
    )
    rate = viewer.frames() / SECONDS
    assert rate >= 20, f"{rate:.1f} of 30 frames: a hidden page's timers and pictures come once a second at most"
    assert bare.ask(page, "document.visibilityState") == "hidden"
