"""Bars of greys and colours, and how far a viewer's frame is from what the studio shows."""

from collections.abc import Callable, Sequence

from e2e.kaibo import until
from e2e.person import Person

GREYS = [(level, level, level) for level in (0, 36, 73, 109, 146, 182, 219, 255)]
COLOURS = [
    (249, 234, 214),
    (42, 34, 30),
    (200, 40, 40),
    (40, 60, 200),
    (190, 180, 30),
    (30, 160, 60),
    (120, 80, 160),
    (250, 208, 174),
]
BARS = GREYS + COLOURS
"""From left to right."""
SLACK = 4
"""Of 255: what encoding and rounding take."""
KEEP_CONNECTIONS = """(() => {
  const kept = window.connections = [], Plain = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Plain { constructor(...given) { super(...given); kept.push(this); } };
})()"""
CODECS = """async (direction) => {
  const found = new Set();
  for (const connection of window.connections) {
    const stats = await connection.getStats();
    for (const one of stats.values())
      if (one.type === direction && one.kind === 'video' && one.codecId) found.add(stats.get(one.codecId).mimeType);
  }
  return [...found];
}"""
"""The codecs of the videos that a page sends ("outbound-rtp") or gets ("inbound-rtp")."""

Read = Callable[[float, float], Sequence[float]]
"""Reads the program's colour at a place, as parts of its width and height."""


def same_colours(shown: Read, seen: Read) -> None:
    """Wait until both show the bars, in the same colours."""
    middles = [(at + 0.5) / len(BARS) for at in range(len(BARS))]

    def differences() -> list[list[int]]:
        pairs = [(shown(x, 0.3), seen(x, 0.3)) for x in middles]
        return [[round(b - a) for a, b in zip(*pair, strict=True)] for pair in pairs]

    def bright(read: Read) -> bool:
        return max(max(read(x, 0.3)) for x in middles) > 200

    until(lambda: bright(shown) and bright(seen), 15, "the bars, and no black picture")
    last: list[list[int]] = []

    def alike() -> bool:
        last[:] = differences()
        return max(abs(one) for bar in last for one in bar) <= SLACK

    try:
        until(alike, 20, "the same colours at both")
    except AssertionError as error:
        raise AssertionError(f"{error}; of red, green, blue in each bar {last}") from None


def codec(viewer: Person) -> list[str]:
    """Return the codecs of the videos that a viewer gets."""
    found: list[str] = viewer.page.evaluate(CODECS, "inbound-rtp")
    return found
