"""The advice that `--lan` prints after the links."""

import io
from collections.abc import Iterable

import segno

ADVICE = """
Browsers warn before the first visit, because no public authority vouches for an address of a local network. This
server vouches for itself. Chrome, Edge: "Advanced", "Proceed". Firefox: "Advanced", "Accept the risk and continue".
iPhones, iPads and Safari refuse the live connection until they trust this server's own authority. Trust ends the
warning on any device: open {authority} there, and follow docs/run.md, "On the local network".
The device also shows this SHA-256 fingerprint:
{fingerprint}
No answer on a phone? It must be on this network, and this machine's firewall must let in {ports}."""
LIGHT_ON_DARK, PLAIN = "\x1b[97;40m", "\x1b[0m"


def code(url: str, link: str, *, coloured: bool) -> str:
    """Draw a link's QR code for a terminal. `link` names it for people.

    `coloured`: set light and dark by colours of our own, because a terminal may have any.
    """
    out = io.StringIO()
    segno.make_qr(url, error="l").terminal(out, border=2, compact=True)
    lines = out.getvalue().splitlines()
    drawn = "\n".join(f"{LIGHT_ON_DARK}{line}{PLAIN}" if coloured else line for line in lines)
    return f"\n{drawn}\nA phone whose camera looks at this code opens the {link}."


def advice(authority: str, fingerprint: str, ports: Iterable[str]) -> str:
    """Explain the browser's warning: its reason, and how to pass or end it."""
    return ADVICE.format(authority=authority, fingerprint=fingerprint, ports=", ".join(ports))
