"""The bytes that a page needs from an empty cache (bench/README.md has the figures)."""

from collections.abc import Callable

from e2e.kaibo import Kaibo, Show
from e2e.person import Person
from e2e.weight import BUDGETS, ENCODINGS, into_studio, opened, weigh


def test_pages_stay_within_their_weight(server: Kaibo, show: Show, person: Callable[..., Person]) -> None:
    host = person("host")
    browser = host.page.context.browser
    assert browser
    studio = weigh(browser, ENCODINGS["brotli"], lambda page: into_studio(page, server.show().host_url))
    assert studio.kb <= BUDGETS["launch → studio"], studio
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    watch = weigh(browser, ENCODINGS["brotli"], lambda page: opened(page, show.watch_url, "body[data-state='live']"))
    assert watch.kb <= BUDGETS["watch"], watch
