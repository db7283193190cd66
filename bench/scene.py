"""Kaibo and a host with a browser, for the benchmarks of the pages."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from e2e.kaibo import Kaibo
from e2e.person import Person, meet, paint, sing


class Scene(NamedTuple):
    folder: Path
    """For files. It goes with the scene."""
    kaibo: Kaibo
    host: Person
    """A person whose camera and microphone are files."""
    viewer: Browser
    """A browser without devices."""

    def go_on_air(self) -> None:
        """Put the first activity on air."""
        self.host.enter(self.kaibo.said["HostUrl"], "studio")
        self.host.page.click("#go-live")
        self.host.wait("live")


@contextmanager
def set_up(**settings: str) -> Iterator[Scene]:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        kaibo = Kaibo(folder / "data", KAIBO_LOG_LEVEL="warning", **settings).start()
        try:
            host = meet(playwright, paint(folder / "c.y4m", (200, 40, 40)), sing(folder / "v.wav", 440))
            viewer = meet(playwright, None, None)
            yield Scene(folder, kaibo, host, viewer.browser)
            for person in (host, viewer):
                person.browser.close()
        finally:
            kaibo.stop()
