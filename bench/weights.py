"""Weigh the pages as they cross the wire, for a browser that has nothing of them yet."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from e2e.kaibo import Kaibo
from e2e.person import meet, paint, sing
from e2e.weight import BUDGETS, ENCODINGS, into_studio, opened, to_guests_page, weigh


def measure() -> Iterator[str]:
    """Return each page's kB with its headers, and its requests. Media, WebSockets and event streams do not count."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        kaibo = Kaibo(folder / "data", KAIBO_LOG_LEVEL="warning").start()
        try:
            host = meet(playwright, paint(folder / "c.y4m", (200, 40, 40)), sing(folder / "v.wav", 440))
            yield from _weighed(
                host.browser, {"launch → studio": lambda page: into_studio(page, kaibo.show().host_url)}
            )
            host.enter(kaibo.said["HostUrl"], "studio")
            host.page.click("#go-live")
            host.wait("live")
            yield from _weighed(
                host.browser,
                {
                    "watch": lambda page: opened(page, kaibo.said["ViewUrl"], "body[data-state='live']"),
                    "launch → guest": lambda page: to_guests_page(page, kaibo.guest_url("Mia")),
                    "/go": lambda page: opened(page, f"{kaibo.url}/go", "#key"),
                    "/api": lambda page: opened(page, f"{kaibo.url}/api", ".opblock"),
                },
            )
            host.browser.close()
        finally:
            kaibo.stop()


def _weighed(browser: Browser, ways: dict[str, Callable[[Page], None]]) -> Iterator[str]:
    for what, way in ways.items():
        found = {name: weigh(browser, accepted, way) for name, accepted in ENCODINGS.items()}
        kb, requests = found["brotli"]
        budget = BUDGETS.get(what)
        over = "" if budget is None else f", of {budget} kB: {'OVER' if kb > budget else 'within'}"
        yield f"{what}: {kb:.0f} kB with brotli, {found['gzip'].kb:.0f} kB with gzip, {requests} requests{over}"
