"""The watch page before a show, on a phone."""

import time
from collections.abc import Callable
from pathlib import Path

from e2e.kaibo import Kaibo
from e2e.person import Person

LONG = "年终大会 " * 24
WIDTH = 390
BOX = "(part) => { const box = part.getBoundingClientRect(); return [box.left, box.right, box.top, box.bottom]; }"


def test_long_title_has_the_width_of_a_phone_and_a_planned_show_logs_no_error(
    server: Kaibo, person: Callable[..., Person]
) -> None:
    start = int(time.time()) + 7200
    show = server.show(LONG.strip(), start)
    viewer = person(viewport={"width": WIDTH, "height": 844})
    page, said = viewer.page, list[str]()
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    page.on("response", lambda answer: said.append(f"{answer.status} {answer.url}") if not answer.ok else None)
    page.goto(show.watch_url)
    viewer.wait("waiting")
    page.wait_for_selector("[role=timer]")
    page.click("#test-sound")
    page.wait_for_selector("#bell[aria-pressed=true]")
    with page.expect_download() as download:
        page.click("#calendar")
    text = Path(download.value.path()).read_text()
    assert time.strftime("DTSTART:%Y%m%dT%H%M%SZ", time.gmtime(start)) in text
    assert "TRIGGER:-PT10M" in text
    left, right, _, bottom = page.locator("h1").evaluate(BOX)
    assert right - left >= 0.85 * WIDTH
    assert page.locator("button:has-text('Copy watch link')").evaluate(BOX)[2] >= bottom
    assert page.locator("script[type='application/ld+json']").count() == 1
    assert page.evaluate("document.body.dataset.source") == "none"
    assert page.title() == f"{LONG.strip()} · Kaibo"
    assert said == []
