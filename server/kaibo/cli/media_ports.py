"""The check of the media ports, as far as this machine can know. Kaibo's LiveKit has one UDP and one TCP port."""

import errno
import secrets
import socket

from kaibo.address import parse_ip
from kaibo.cli.finding import Finding
from kaibo.host.livekit.config import LOOPBACK, Ports

ANSWER_SECONDS = 1.0
"""How long a packet or a connection to our own ports may take."""
UDP, TCP = socket.SOCK_DGRAM, socket.SOCK_STREAM


def look(ports: Ports, media_ip: str) -> Finding:
    """Try both ports at the address that browsers use, whether LiveKit runs or not."""
    named = f"UDP port {ports.udp_port} and TCP port {ports.tcp_port}"
    runs = bool(taken(LOOPBACK, ports.port))
    for kind, name, port in ((UDP, "UDP", ports.udp_port), (TCP, "TCP", ports.tcp_port)):
        reason = taken("", port, kind)
        if runs and not reason:
            return Finding(False, f"LiveKit runs, and does not listen on {name} port {port}", "Start Kaibo again.")
        if reason and not runs:
            cure = f"Stop what uses it, or set {name.lower()}_port in livekit.json to another."
            return Finding(False, f"the media port {port} ({name}) cannot be used: {reason}", cure)
    address = parse_ip(media_ip)
    if address is None:
        return Finding(False, f"media_ip is {media_ip}, which is no address", "Set media_ip to an address.")
    if address.is_loopback:
        return Finding(True, f"{named} are for browsers on this machine alone")
    return _from_outside(ports, media_ip, named, runs)


def _from_outside(ports: Ports, media_ip: str, named: str, runs: bool) -> Finding:
    """Try the ports at an address that other machines use."""
    own = not taken(media_ip, 0)
    tcp = _connects(media_ip, ports.tcp_port) if runs else _arrives(media_ip, ports.tcp_port, TCP)
    # LiveKit answers no packet of a stranger, so a port that it holds cannot be tried
    udp = None if runs else _arrives(media_ip, ports.udp_port, UDP)
    silent = [name for name, works in (("UDP", udp), ("TCP", tcp)) if works is False]
    if own:
        if silent:
            text = f"{named}: {' and '.join(silent)} does not get through at {media_ip} of this machine"
            return Finding(False, text, "Let it through in this machine's firewall.")
        return Finding(True, f"{named} are open at {media_ip} of this machine", "Open them in each firewall before it.")
    cure = f"Forward both ports from {media_ip} to this machine, with the same numbers."
    if not silent:
        return Finding(
            True, f"{named} get through at {media_ip}, which is not this machine's own", cure if runs else ""
        )
    # many routers do not send packets back inside, so this is no proof
    return Finding(True, f"{named}: nothing came back from {media_ip}, which is not this machine's own", cure)


def taken(host: str, port: int, kind: socket.SocketKind = TCP) -> str:
    """Say why a program could not listen there. "" when it could. Port 0 is any port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, kind) as probe:
        if kind == TCP:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return "only root may" if error.errno == errno.EACCES else str(error.strerror)
    return ""


def _arrives(host: str, port: int, kind: socket.SocketKind) -> bool:
    """Listen on a free port, and send something to it by way of `host`. Tell whether it comes."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sent = secrets.token_bytes(16)
    with socket.socket(family, kind) as listening, socket.socket(family, kind) as sending:
        for one in (listening, sending):
            one.settimeout(ANSWER_SECONDS)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("", port))
            if kind == TCP:
                listening.listen()
            sending.connect((host, port))
            sending.sendall(sent)
            if kind == UDP:
                return listening.recv(64) == sent
            with listening.accept()[0] as came:
                came.settimeout(ANSWER_SECONDS)
                arrived = came.recv(64) == sent
                sending.close()  # first, or the kernel would keep our port busy for a minute
                return arrived and came.recv(1) == b""
        except OSError:
            return False


def _connects(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), ANSWER_SECONDS).close()
    except OSError:
        return False
    return True
