"""Weigh the pages as they cross the wire, for a browser that has nothing of them yet."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Request, sync_playwright

from e2e.kaibo import Kaibo
from e2e.person import meet, paint, sing

BUDGETS = {"watch": 230, "launch → studio": 280}
"""The most kB, of brotli. A kB is 1000 bytes."""
ENCODINGS = {"brotli": "gzip, deflate, br", "gzip": "gzip, deflate"}
"""The codings that browsers accept by HTTPS, and by HTTP."""


def measure() -> Iterator[str]:
    """Return each page's kB with its headers, and its requests. Media, WebSockets and event streams do not count."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        kaibo = Kaibo(folder / "data", KAIBO_LOG_LEVEL="warning").start()
        try:
            host = meet(playwright, paint(folder / "c.y4m", (200, 40, 40)), sing(folder / "v.wav", 440))
            yield from _weighed(host.browser, {"launch → studio": lambda page: _studio(page, kaibo.show().host_url)})
            host.enter(kaibo.said["HostUrl"], "studio")
            host.page.click("#go-live")
            host.wait("live")
            yield from _weighed(
                host.browser,
                {
                    "watch": lambda page: _opened(page, kaibo.said["ViewUrl"], "body[data-state='live']"),
                    "launch → guest": lambda page: _guest(page, kaibo.guest_url("Mia")),
                    "/go": lambda page: _opened(page, f"{kaibo.url}/go", "#key"),
                    "/api": lambda page: _opened(page, f"{kaibo.url}/api", ".opblock"),
                },
            )
            host.browser.close()
        finally:
            kaibo.stop()


def _weighed(browser: Browser, ways: dict[str, Callable[[Page], None]]) -> Iterator[str]:
    for what, way in ways.items():
        found = {name: _weight(browser, accepted, way) for name, accepted in ENCODINGS.items()}
        kb, requests = found["brotli"]
        budget = BUDGETS.get(what)
        over = "" if budget is None else f", of {budget} kB: {'OVER' if kb > budget else 'within'}"
        yield f"{what}: {kb:.0f} kB with brotli, {found['gzip'][0]:.0f} kB with gzip, {requests} requests{over}"


def _weight(browser: Browser, accepted: str, way: Callable[[Page], None]) -> tuple[float, int]:
    """Go a way with an empty cache. Return the kB that came, and the number of requests that brought something."""
    allowed, headers = ["camera", "microphone"], {"Accept-Encoding": accepted}
    page = browser.new_context(permissions=allowed, extra_http_headers=headers).new_page()
    ended: list[Request] = []
    page.on("requestfinished", lambda request: ended.append(request))
    way(page)
    page.wait_for_load_state("networkidle")
    sizes = [request.sizes() for request in ended if request.url.startswith("http")]
    came = [size["responseHeadersSize"] + size["responseBodySize"] for size in sizes]
    page.context.close()
    return sum(came) / 1000, sum(1 for one in came if one)  # a file of the browser's cache weighs 0


def _opened(page: Page, url: str, until: str) -> None:
    page.goto(url)
    page.wait_for_selector(until)


def _studio(page: Page, url: str) -> None:
    page.goto(url)
    page.click("#use-browser")
    page.wait_for_selector("body[data-page='studio']")
    page.wait_for_function("() => document.querySelector('video#program')?.videoWidth > 0")


def _guest(page: Page, url: str) -> None:
    page.goto(url)
    page.click("#use-browser")
    page.wait_for_selector("body[data-page='guest']")
