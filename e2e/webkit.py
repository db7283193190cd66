"""Debian's WebKitGTK, by W3C WebDriver. It is the engine of Safari without WebRTC, so it shows no picture of a show."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from e2e.kaibo import until

DRIVER = "WebKitWebDriver"
BROWSERS = sorted(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser"))
ENTER = "\ue007"
"""The key, as WebDriver writes it."""
SECONDS = 60.0


class WebKit:
    """One window of the browser."""

    def __init__(self, session: str) -> None:
        self._http = httpx2.Client(base_url=session, timeout=120)

    def _ask(self, command: str, **body: Any) -> Any:
        answer = self._http.post(command, json=body)
        assert answer.is_success, answer.text
        return answer.json()["value"]

    def run(self, script: str) -> Any:
        """Run JavaScript in the page. Return what it returns."""
        return self._ask("/execute/sync", script=script, args=[])

    def close(self) -> None:
        self._http.delete("")
        self._http.close()

    def open(self, url: str, width: int, height: int) -> None:
        self._ask("/window/rect", width=width, height=height, x=0, y=0)
        self._ask("/url", url=url)

    def wait(self, selector: str) -> None:
        """Wait for an element. Raise an error when it does not come."""
        until(lambda: self.run(f"return document.querySelector({selector!r}) !== null"), SECONDS, selector)

    def type(self, selector: str, text: str) -> None:
        self.wait(selector)
        [element] = self._ask("/element", using="css selector", value=selector).values()
        self._ask(f"/element/{element}/value", text=text)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Start the browser on a screen of its own. End both afterwards."""
    port, reader, writer = _free_port(), *os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x900x24"], pass_fds=[writer])
    os.close(writer)
    with os.fdopen(reader) as told:
        display = f":{told.readline().strip()}"
    # The browser's own sandbox needs rights that a container does not give.
    env = {**os.environ, "DISPLAY": display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    driver = subprocess.Popen([DRIVER, f"--port={port}"], env=env)
    wish = {"webkitgtk:browserOptions": {"binary": str(BROWSERS[-1]), "args": ["--automation"]}}
    address = f"http://127.0.0.1:{port}/session"
    try:
        until(lambda: _answers(port), SECONDS, "the driver")
        made = httpx2.post(address, json={"capabilities": {"alwaysMatch": wish}}, timeout=120).json()["value"]
        page = WebKit(f"{address}/{made['sessionId']}")
        try:
            yield page
        finally:
            page.close()
    finally:
        for process in (driver, screen):
            process.terminate()
            process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
