"""Frames that a page forgot to close, by what Chromium says in its console."""

from playwright.sync_api import BrowserContext, Error, Page

FORGOTTEN = "garbage collected without being closed"


def watch_leaks(context: BrowserContext) -> list[str]:
    """Collect such lines of all pages of a context from now on, and of their workers.

    Playwright leaves out what the browser itself writes about a worker. So this reads the browser's log."""
    found: list[str] = []

    def hear(said: dict[str, dict[str, str]]) -> None:
        entry = said["entry"]
        if FORGOTTEN in entry["text"]:
            found.append(f"{entry['source']}: {entry['text']}")

    def follow(page: Page) -> None:
        try:
            log = context.new_cdp_session(page)
            log.on("Log.entryAdded", hear)
            log.send("Log.enable")
        except Error:
            pass  # a page that closed again at once

    context.on("page", follow)
    for page in context.pages:
        follow(page)
    return found
