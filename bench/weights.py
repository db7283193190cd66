"""Weigh the pages as they cross the wire, for a browser that has nothing of them yet."""

from collections.abc import Callable, Iterator

from playwright.sync_api import Browser, Page

from bench.scene import set_up
from e2e.weight import BUDGETS, ENCODINGS, into_studio, opened, to_guests_page, weigh


def measure() -> Iterator[str]:
    """Return each page's kB with its headers, and its requests. Media, WebSockets and event streams do not count."""
    with set_up() as scene:
        browser, kaibo = scene.host.browser, scene.kaibo
        yield from _weighed(browser, {"launch → studio": lambda page: into_studio(page, kaibo.show().host_url)})
        scene.go_on_air()
        yield from _weighed(
            browser,
            {
                "watch": lambda page: opened(page, kaibo.said["ViewUrl"], "body[data-state='live']"),
                "launch → guest": lambda page: to_guests_page(page, kaibo.guest_url("Mia")),
                "/go": lambda page: opened(page, f"{kaibo.url}/go", "#key"),
                "/api": lambda page: opened(page, f"{kaibo.url}/api", ".opblock"),
            },
        )


def _weighed(browser: Browser, ways: dict[str, Callable[[Page], None]]) -> Iterator[str]:
    for what, way in ways.items():
        found = {name: weigh(browser, accepted, way) for name, accepted in ENCODINGS.items()}
        kb, requests = found["brotli"]
        budget = BUDGETS.get(what)
        over = "" if budget is None else f", of {budget} kB: {'OVER' if kb > budget else 'within'}"
        yield f"{what}: {kb:.0f} kB with brotli, {found['gzip'].kb:.0f} kB with gzip, {requests} requests{over}"
