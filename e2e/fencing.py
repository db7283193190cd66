"""A viewer's sight of two studios, one in red and one in blue."""

from e2e.cameras import BLUE, near
from e2e.kaibo import Show, until
from e2e.person import Person

COUNT_RED = """() => {
  const video = document.querySelector('video#program');
  const ctx = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
  window.__looked = window.__reds = 0;
  const look = () => {
    ctx.drawImage(video, 0, 0, 8, 8);
    const [r, , b] = ctx.getImageData(4, 2, 1, 1).data;
    window.__looked += 1;
    if (r > 120 && b < 100) window.__reds += 1;
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}"""
LOOKED = "window.__looked"


def watching(show: Show, viewer: Person) -> Person:
    viewer.page.goto(show.watch_url)
    viewer.wait("live")
    viewer.frames()
    return viewer


def only_blue(viewer: Person, pictures: int) -> None:
    """Wait for so many pictures at the viewer. Fail if one is the red studio's."""
    until(lambda: near(viewer.colour(0.5, 0.3), BLUE), 15, "the blue studio's picture")
    viewer.page.evaluate(COUNT_RED)
    until(lambda: viewer.page.evaluate(LOOKED) > pictures, pictures / 10, "the show goes on")
    assert viewer.page.evaluate("window.__reds") == 0
