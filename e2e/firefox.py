"""Debian's Firefox, driven over WebDriver BiDi. Playwright drives only its own Firefox, which no registry holds."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIREFOX = "/usr/bin/firefox-esr"


class Firefox:
    """A process, with a made-up camera and microphone that every page may use."""

    def __init__(self) -> None:
        npm = [sys.executable, str(ROOT / "scripts/setup.py"), "--npm"]
        self._process = subprocess.Popen(
            [*npm, "--prefix", str(ROOT / "e2e"), "run", "--silent", "firefox", "--", FIREFOX],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def order(self, order: str, page: int = 0, *given: object) -> Any:
        """Run an order. Return its result; fail with Firefox's own words."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"order": order, "page": page, "given": given}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, f"{order} {given}: {answer['error']}"
        return answer["is"]

    def page(self) -> "FirefoxPage":
        """Open a page with cookies and storage of its own."""
        return FirefoxPage(self, self.order("open"))

    def said(self) -> list[str]:
        """Return the errors on all consoles, and what the pages' content policies refused."""
        found: list[str] = self.order("said")
        return found

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(20)
        assert self._process.stdout
        self._process.stdout.close()


class FirefoxPage:
    def __init__(self, firefox: Firefox, number: int) -> None:
        self._firefox, self._number = firefox, number

    def goto(self, url: str) -> None:
        self._firefox.order("goto", self._number, url)

    def reload(self) -> None:
        self._firefox.order("reload", self._number)

    def click(self, selector: str) -> None:
        self._firefox.order("click", self._number, selector)

    def press(self, key: str) -> None:
        self._firefox.order("press", self._number, key)

    def wait(self, selector: str) -> None:
        self._firefox.order("wait", self._number, selector)

    def read(self, script: str) -> Any:
        """Evaluate in the page. Return the value, as JSON has it."""
        return self._firefox.order("read", self._number, script)
