"""A narrow network between one browser and Kaibo, and what a viewer's browser gets through it."""

from pathlib import Path
from typing import Any

import numpy as np

from e2e.cable import OPEN
from e2e.person import HEIGHT, RATE, SECONDS, WIDTH, Person

BLOCK = 40
CHANGES = 24
"""So many blocks of a restless film change with each picture."""
RECEIVED = """async () => {
  const found = {};
  for (const connection of window.connections ?? [])
    for (const one of (await connection.getStats()).values())
      if (one.type === 'inbound-rtp' && one.kind in { audio: 0, video: 0 }) found[one.kind] = one;
  return found;
}"""
"""Needs KEEP_CONNECTIONS of e2e/colours.py."""


def paint_restless(file: Path) -> Path:
    """Write a camera's film in Y4M that costs a host many bits. Some of its grey blocks change with each picture."""
    chance = np.random.default_rng(7)
    blocks = chance.integers(40, 200, (HEIGHT // BLOCK, WIDTH // BLOCK), dtype=np.uint8)
    grey = np.full(WIDTH * HEIGHT // 2, 128, np.uint8).tobytes()
    with file.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{RATE}:1 Ip A1:1 C420jpeg\n".encode())
        for _ in range(RATE * SECONDS):
            places = chance.choice(blocks.size, CHANGES, replace=False)
            blocks.flat[places] = chance.integers(40, 200, CHANGES, dtype=np.uint8)
            out.write(b"FRAME\n" + np.kron(blocks, np.ones((BLOCK, BLOCK), np.uint8)).tobytes() + grey)
    return file


class Narrow:
    """The network of one person, which a test makes narrow. Make it before their page opens anything: the browser does
    not slow a connection that is older."""

    def __init__(self, person: Person) -> None:
        self._devtools = person.context.new_cdp_session(person.page)
        self._devtools.send("Network.enable")
        self._devtools.send("Network.emulateNetworkConditions", OPEN)

    def allow(self, kbit: float) -> None:
        """Let so many kbit/s come in from now on, media too."""
        self._devtools.send("Network.emulateNetworkConditions", OPEN | {"downloadThroughput": kbit * 1000 / 8})


def received(person: Person) -> dict[str, dict[str, Any]]:
    """Return the browser's figures of the incoming sound and picture, by "audio" and "video"."""
    found: dict[str, dict[str, Any]] = person.page.evaluate(RECEIVED)
    return found


def lines(person: Person) -> int:
    """Return the height of the picture that arrives; 0 without one."""
    return int(received(person).get("video", {}).get("frameHeight") or 0)
