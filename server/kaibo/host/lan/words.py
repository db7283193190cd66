"""What the person who typed `--lan` is told, besides the links."""

import io
from collections.abc import Iterable

import segno

ADVICE = """
Browsers warn before the first visit: no public authority vouches for an address of a local network, so this server
vouches for itself. Chrome, Edge: "Advanced", "Proceed". Firefox: "Advanced", "Accept the risk and continue".
iPhones, iPads and Safari refuse the live connection even so, until they trust this server's own authority. To trust
it, which ends the warning on any device, open {authority} there and follow
docs/run.md, "On the local network". Its SHA-256 fingerprint, which the device shows too:
{fingerprint}
No answer on a phone? It must be on this network, and this machine's firewall must let in {ports}."""
LIGHT_ON_DARK, PLAIN = "\x1b[97;40m", "\x1b[0m"


def code(url: str, link: str, *, coloured: bool) -> str:
    """The QR code of a link, called `link`, to scan from a terminal; coloured, it is as light and dark as it should be
    whatever the terminal's colours are."""
    out = io.StringIO()
    segno.make_qr(url, error="l").terminal(out, border=2, compact=True)
    lines = out.getvalue().splitlines()
    drawn = "\n".join(f"{LIGHT_ON_DARK}{line}{PLAIN}" if coloured else line for line in lines)
    return f"\n{drawn}\nA phone whose camera looks at this code opens the {link}."


def advice(authority: str, fingerprint: str, ports: Iterable[str]) -> str:
    """Why a browser warns, what to tap and how to be rid of it."""
    return ADVICE.format(authority=authority, fingerprint=fingerprint, ports=", ".join(ports))
