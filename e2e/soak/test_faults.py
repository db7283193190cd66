"""How soon viewers hear of a host who stands still, and that the show is over after the grace period."""

from collections.abc import Callable

import pytest

from e2e.kaibo import Show, until
from e2e.person import Person, frozen

pytestmark = pytest.mark.soak
TOLD_MS = 2500
NOTE_TIMES = """() => {
  const video = document.querySelector('video#program');
  const note = () => { window.__lastFrameAt = performance.now(); video.requestVideoFrameCallback(note); };
  video.requestVideoFrameCallback(note);
  new MutationObserver((_, observer) => {
    if (document.body.dataset.state !== 'slow') return;
    window.__toldAt = performance.now();
    observer.disconnect();
  }).observe(document.body, { attributes: true });
}"""
"""By the viewer's own clock: how long the test takes to look does not count."""


def test_complaint_37_viewers_of_a_frozen_host_are_told_at_once_and_it_is_over_after_the_grace(
    show: Show, person: Callable[..., Person]
) -> None:
    host, viewer = person("host", alone=True), person()
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    viewer.page.evaluate(NOTE_TIMES)
    until(lambda: viewer.page.evaluate("window.__lastFrameAt"), 5, "a picture")
    with frozen(host):
        viewer.wait("slow")
        assert viewer.page.evaluate("window.__toldAt - window.__lastFrameAt") <= TOLD_MS
        assert show.activity()["Status"] == 1
        viewer.wait("over", 45)  # LiveKit notices after 21 s; the grace period is 8 s here
        assert show.activity()["Status"] == 4
