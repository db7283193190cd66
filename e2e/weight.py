"""The bytes of a way through the pages, for a browser that has nothing of them yet."""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Browser, Page, Request

BUDGETS = {"watch": 234, "launch → studio": 299}
"""The most kB, of brotli. A kB is 1000 bytes."""
ENCODINGS = {"brotli": "gzip, deflate, br", "gzip": "gzip, deflate"}
"""The codings that browsers accept by HTTPS, and by HTTP."""


class Weight(NamedTuple):
    kb: float
    requests: int
    """Those that brought something. A file of the browser's cache weighs 0."""


def weigh(browser: Browser, accepted: str, way: Callable[[Page], None]) -> Weight:
    """Go a way with an empty cache. Return what came, headers included.

    Media, WebSockets and event streams do not count.
    """
    allowed, headers = ["camera", "microphone"], {"Accept-Encoding": accepted}
    page = browser.new_context(permissions=allowed, extra_http_headers=headers).new_page()
    ended: list[Request] = []
    page.on("requestfinished", lambda request: ended.append(request))
    way(page)
    page.wait_for_load_state("networkidle")
    sizes = [request.sizes() for request in ended if request.url.startswith("http")]
    came = [size["responseHeadersSize"] + size["responseBodySize"] for size in sizes]
    page.context.close()
    return Weight(sum(came) / 1000, sum(1 for size in came if size))


def into_studio(page: Page, url: str) -> None:
    """Go from a host's launch page into the studio, until its preview shows."""
    page.goto(url)
    page.click("#use-browser")
    page.wait_for_selector("body[data-page='studio']")
    page.wait_for_function("() => document.querySelector('video#program')?.videoWidth > 0")


def to_guests_page(page: Page, url: str) -> None:
    """Go from a guest's launch page to the guest's page."""
    page.goto(url)
    page.click("#use-browser")
    page.wait_for_selector("body[data-page='guest']")


def opened(page: Page, url: str, until: str) -> None:
    """Open a page, and wait until it has this element."""
    page.goto(url)
    page.wait_for_selector(until)
