"""The tests' steps on a launch page, and what they read from it."""

from playwright.sync_api import Error, Page

from e2e.patience import patience

WAYS = ("#open-app", "#download-app", "#use-browser")
GOES_ON_MS = 1500
"""A page with a remembered choice goes on after so long."""
NO_ANSWER_MS = 4000
"""A page says after so long that no app has answered."""


def reason(page: Page, wanted: str, seconds: float = 10) -> None:
    """Wait until the page has come to a state. A link that opens has none, and its script is there."""
    ready = "" if wanted else "[data-device]"
    timeout = patience() * seconds * 1000
    page.wait_for_selector(f"body[data-page='launch'][data-reason='{wanted}']{ready}", timeout=timeout)


def reopened(page: Page, url: str) -> str | None:
    """Open a link. Return why it is refused; "" for one that opens, None while the page before it reloads itself."""
    try:
        page.goto(url)
    except Error as error:
        if "interrupted by another navigation" not in error.message:
            raise
        return None
    return page.get_attribute("body", "data-reason")


def enter(page: Page, url: str, where: str) -> str:
    """Go in by the browser. Return the path of the session."""
    page.goto(url)
    page.click("#use-browser")
    page.wait_for_selector(f"body[data-page='{where}']")
    return page.url


def click_behind_the_question(page: Page, selector: str) -> None:
    """Click while the browser asks "Open xdg-open?", which no test can answer: it keeps real clicks from the page."""
    page.dispatch_event(selector, "click")
