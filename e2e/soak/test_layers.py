"""A computer that cannot encode all layers, as far as the browser says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.colours import BARS, KEEP_CONNECTIONS, same_colours
from e2e.kaibo import Show, until
from e2e.layers import sent_layers
from e2e.person import Person, paint_bars, sing

pytestmark = [pytest.mark.soak, pytest.mark.timeout(600)]
SLOW = """(() => {
  const plain = RTCRtpSender.prototype.getStats;
  RTCRtpSender.prototype.getStats = async function () {
    const report = new Map(await plain.call(this));
    if (!window.slow) return report;
    for (const [id, one] of report)
      if (one.type === 'outbound-rtp') report.set(id, { ...one, qualityLimitationReason: 'cpu' });
    return report;
  };
})()"""
WIDTH = "document.querySelector('#program').videoWidth"


def test_slow_computer_sends_the_small_layer_in_the_same_colours(
    show: Show, media: Path, person: Callable[..., Person]
) -> None:
    if not (media / "bars.wav").exists():
        paint_bars(media / "bars.y4m", BARS)
        sing(media / "bars.wav", 440)
    host, viewer = person("bars"), person()
    host.page.add_init_script(KEEP_CONNECTIONS)
    host.page.add_init_script(SLOW)
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    until(lambda: viewer.page.evaluate(WIDTH) == 640, 20, "the top layer at the viewer")
    same_colours(host.colour, viewer.colour)

    host.page.evaluate("window.slow = true")
    notice = host.page.get_by_text("Viewers get 180p for now.")
    expect(notice).to_be_visible(timeout=60_000)
    until(lambda: viewer.page.evaluate(WIDTH) == 320, 30, "the small layer at the viewer")
    same_colours(host.colour, viewer.colour)
    viewer.goes_on()

    host.page.evaluate("window.slow = false")
    expect(notice).not_to_be_visible(timeout=240_000)
    until(lambda: viewer.page.evaluate(WIDTH) == 640, 60, "the top layer again")
    shown = sent_layers(host)["h"][2]
    until(lambda: sent_layers(host)["h"][2] > shown, 10, "frames of the top layer")
