"""A narrow network between one browser and Kaibo, and what a viewer's browser gets through it."""

import contextlib
import json
import selectors
import socket
import threading
import time
from collections import deque
from pathlib import Path
from typing import Any

import numpy as np

from e2e.kaibo import Kaibo
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


OPEN_KBIT = 1e6
QUEUE_SECONDS = 0.3
PACKET = 2048
"""Bytes. Packets of WebRTC have at most 1,500."""
THROUGH = """(() => {
  const { prototype } = RTCPeerConnection, { addIceCandidate, setRemoteDescription } = prototype;
  const through = (text) => text
    .replace(/( udp [0-9]+) [^ ]+ %(livekit)d typ host/gi, '$1 127.0.0.1 %(router)d typ host')
    .replace(/^a=candidate:.* tcp .*\\r?\\n/gim, '');
  prototype.addIceCandidate = function (given, ...rest) {
    if (/ tcp /i.test(given?.candidate)) return Promise.resolve();
    const candidate = given && { ...(given.toJSON?.() ?? given), candidate: through(given.candidate) };
    return addIceCandidate.call(this, candidate, ...rest);
  };
  prototype.setRemoteDescription = function ({ type, sdp }, ...rest) {
    return setRemoteDescription.call(this, { type, sdp: through(sdp) }, ...rest);
  };
  Object.defineProperty(prototype, 'onicecandidate', { set: () => {} });
  for (const name of ['createOffer', 'createAnswer']) {
    const create = prototype[name];
    prototype[name] = async function (...given) {
      const { type, sdp } = await create.apply(this, given);
      return { type, sdp: sdp.replace(/^a=candidate:.*\\r?\\n/gim, '') };
    };
  }
})()"""
"""A script for a page. Its media goes through the router alone, so LiveKit may not learn the page's own addresses."""

Address = tuple[str, int]


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
    """A router between LiveKit and the viewers whose pages have `script`.

    Packets to a viewer wait in a short queue. The router drops those that do not fit, as real ones do. Chromium's own
    slow network has an endless queue. A picture comes half a minute late there, and LiveKit sees no loss."""

    def __init__(self, server: Kaibo) -> None:
        media = json.loads((server.folder / "livekit.json").read_text())["udp_port"]
        self._livekit, self._kbit, self._free = ("127.0.0.1", media), OPEN_KBIT, 0.0
        self._queue: deque[tuple[float, bytes, Address]] = deque()
        self._door = _socket(("127.0.0.1", 0))
        self._ways = selectors.DefaultSelector()
        self._ways.register(self._door, selectors.EVENT_READ)
        self._far: dict[Address, socket.socket] = {}
        self.script = THROUGH % {"livekit": media, "router": self._door.getsockname()[1]}
        self._open = True
        self._thread = threading.Thread(target=self._route, daemon=True)
        self._thread.start()

    def allow(self, kbit: float) -> None:
        """Let so many kbit/s come to the viewers from now on."""
        self._kbit = kbit

    def close(self) -> None:
        self._open = False
        self._thread.join()
        for one in (self._door, *self._far.values()):
            one.close()

    def _route(self) -> None:
        while self._open:
            now = time.monotonic()
            while self._queue and self._queue[0][0] <= now:
                _, data, viewer = self._queue.popleft()
                self._door.sendto(data, viewer)
            wait = max(0, self._queue[0][0] - now) if self._queue else 0.1
            for key, _ in self._ways.select(min(wait, 0.1)):
                with contextlib.suppress(BlockingIOError, ConnectionRefusedError):
                    if key.data is None:
                        data, viewer = self._door.recvfrom(PACKET)
                        self._to_livekit(viewer).send(data)
                    else:
                        self._take(key.fileobj.recv(PACKET), key.data)  # type: ignore[union-attr]

    def _to_livekit(self, viewer: Address) -> socket.socket:
        if viewer not in self._far:
            self._far[viewer] = _socket(("127.0.0.1", 0))
            self._far[viewer].connect(self._livekit)
            self._ways.register(self._far[viewer], selectors.EVENT_READ, viewer)
        return self._far[viewer]

    def _take(self, data: bytes, viewer: Address) -> None:
        now = time.monotonic()
        leaves = max(now, self._free) + len(data) * 8 / 1000 / self._kbit
        if leaves - now <= QUEUE_SECONDS:
            self._free = leaves
            self._queue.append((leaves, data, viewer))


def _socket(at: Address) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.bind(at)
    made.setblocking(False)
    return made


def received(person: Person) -> dict[str, dict[str, Any]]:
    """Return the browser's figures of the incoming sound and picture, by "audio" and "video"."""
    found: dict[str, dict[str, Any]] = person.page.evaluate(RECEIVED)
    return found


def lines(person: Person) -> int:
    """Return the height of the picture that arrives; 0 without one."""
    return int(received(person).get("video", {}).get("frameHeight") or 0)
