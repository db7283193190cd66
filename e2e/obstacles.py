"""Obstacles for picture and sound: no WebRTC, no devices, a proxy that knows no WebSockets, closed media ports."""

import contextlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from e2e.cable import Cable

ASKED, DROPPED = b"Upgrade: websocket", b"X-Dropped: upgrade"
NO_WEBRTC = "delete window.RTCPeerConnection; delete window.webkitRTCPeerConnection;"
"""A script for a page. Extensions and policies switch WebRTC off in this way."""
NO_DEVICES = """navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", "NotAllowedError"));"""
"""A script for a page. Its person said no to the browser's question for camera and microphone."""
NO_COMPOSER = "delete window.MediaStreamTrackGenerator;"
"""A script for a page. Firefox and Safari cannot make the program."""
WANTS_A_TAP = """(() => {
  let tapped = false;
  addEventListener('click', () => { tapped = true; }, true);
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function () {
    return tapped || this.muted ? play.call(this) : Promise.reject(new DOMException("", "NotAllowedError"));
  };
})()"""
"""A script for a page. Its browser plays sound only after a tap, as phones do."""

NO_WAY = """(() => {
  const Plain = window.RTCPeerConnection;
  const cut = (config) => window.mediaBlocked ? { ...config, iceTransportPolicy: 'relay' } : config;
  window.RTCPeerConnection = class extends Plain {
    constructor(config, ...more) { super(cut(config), ...more); }
    setConfiguration(config) { super.setConfiguration(cut(config)); }
  };
})();"""
"""A script for a page. While `mediaBlocked` is true, new connections may only use a relay, and there is none."""


class NoUpgrade(Cable):
    """A proxy that drops the header Upgrade, as nginx does without two lines of its block.

    `flag` makes a browser use the proxy for everything at localhost. `mended`: it lets the header through.
    """

    mended = False

    def _carry(self, source: socket.socket, to: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                to.sendall(data if self.mended else data.replace(ASKED, DROPPED))
            to.shutdown(socket.SHUT_WR)


@contextmanager
def no_upgrade(port: int) -> Iterator[NoUpgrade]:
    """Run the proxy in front of this port. Yield it."""
    proxy = NoUpgrade(port)
    try:
        yield proxy
    finally:
        proxy.close()
