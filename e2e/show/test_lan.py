"""People on the local network come to this machine's address by https, with cameras, and see the show."""

from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

from e2e.cameras import BLUE, RED, near
from e2e.kaibo import Show, until
from e2e.person import Person

PAST_THE_WARNING = "--ignore-certificate-errors"
NO_UDP = "--webrtc-ip-handling-policy=disable_non_proxied_udp"
BY_IPV4 = """
  const made = window.__made = [], wanted = (one) => !one?.candidate.split(' ')[4]?.includes(':');
  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(...given) { super(...given); made.push(this); }
    async setRemoteDescription({ type, sdp }) {
      await super.setRemoteDescription({ type, sdp: sdp.replace(/^a=candidate:(\\S+ ){4}\\S*:.*\\r\\n/gm, '') });
    }
    async addIceCandidate(one) { if (wanted(one)) await super.addIceCandidate(one); }
    set onicecandidate(told) { super.onicecandidate = (event) => { if (wanted(event.candidate)) told?.(event); }; }
  };
"""
# A server that was quicker with its first check than with its candidate is "peer reflexive". No page learns an
# address that way: https://w3c.github.io/webrtc-stats/#dom-rtcicecandidatestats-address
WAYS = """async (hidden) => {
  const found = [];
  for (const one of window.__made) {
    const stats = await one.getStats();
    for (const { selectedCandidatePairId: used } of stats.values().filter((s) => s.type === 'transport')) {
      const { protocol, address, port, candidateType } = stats.get(stats.get(used)?.remoteCandidateId) ?? {};
      found.push([protocol, candidateType === 'prflx' ? address || hidden : address, port]);
    }
  }
  return found;
}"""


def sees_the_show(viewer: Person, show: Show, way: list[object]) -> None:
    """See host and guest, by this protocol from this address and port."""
    viewer.page.add_init_script(BY_IPV4)
    viewer.page.goto(show.watch_url)
    viewer.wait("live", 30)
    viewer.frames()
    until(lambda: viewer.frames() > 15, 15, f"pictures by {way}")
    until(lambda: near(viewer.colour(0.25, 0.3), RED) and near(viewer.colour(0.75, 0.3), BLUE), 15, "side by side")
    ways = viewer.page.evaluate(WAYS, way[1])
    assert way in ways, ways


def test_show_on_the_local_network_is_seen(start: Callable[..., Show], person: Callable[..., Person]) -> None:
    show = start("--lan")
    here = str(urlsplit(show.url).hostname)
    assert show.url == f"https://{here}:{show.server.port}"
    assert not ip_address(here).is_loopback
    host, guest = (person(name, PAST_THE_WARNING) for name in ("host", "guest"))
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    guest.enter(show.said["GuestUrl"], "guest")
    assert guest.page.url.startswith(f"https://{here}:")
    assert guest.page.evaluate("isSecureContext"), "or there is no camera"
    guest.page.click("#join-stage")
    guest.wait("onstage")
    host.page.click("[data-action=bring]")

    by_udp, by_tcp = person("", PAST_THE_WARNING), person("", PAST_THE_WARNING, NO_UDP, alone=True)
    sees_the_show(by_udp, show, ["udp", here, show.server.livekit["udp_port"]])
    sees_the_show(by_tcp, show, ["tcp", here, show.server.livekit["tcp_port"]])


def test_browser_without_the_authority_warns(start: Callable[..., Show], person: Callable[..., Person]) -> None:
    show, newcomer = start("--lan", "--no-media"), person()
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        newcomer.page.goto(show.said["GuestUrl"])
