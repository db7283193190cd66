"""The check for forgotten frames hears of them. Chromium writes such a line about ten seconds later."""

import pytest

from e2e.kaibo import until
from e2e.leaks import watch_leaks
from e2e.person import Browsers, sit_down

pytestmark = pytest.mark.soak
FORGET = """
const canvas = new OffscreenCanvas(640, 360);
canvas.getContext('2d').fillRect(0, 0, 9, 9);
for (let i = 0; i < 40; i += 1) new VideoFrame(canvas, { timestamp: i });
setInterval(gc, 500);
"""
IN_WORKER = "(text) => { window.worker = new Worker(URL.createObjectURL(new Blob([text]))); }"
IN_PAGE = "(text) => { new Function(text)(); }"


@pytest.mark.parametrize(("where", "source"), [(IN_PAGE, "javascript"), (IN_WORKER, "worker")])
def test_forgotten_frame_is_heard_of(browsers: Browsers, where: str, source: str) -> None:
    person = sit_down(browsers.alone("", "--js-flags=--expose-gc"))
    leaks = watch_leaks(person.context)
    page = person.tab().page
    page.goto("data:text/html,<p>A page of no site")
    page.evaluate(where, FORGET)

    def heard() -> bool:
        page.wait_for_timeout(200)  # Playwright hands on events while it waits
        return any(leak.startswith(f"{source}: A VideoFrame") for leak in leaks)

    until(heard, 60, "the browser's line about a forgotten frame")
    browsers.end(person.browser)
