"""Where our own LiveKit listens, and its configuration: made on first start, kept in the data folder. Media has
one UDP and one TCP port; signalling listens on the loopback interface only."""

import contextlib
import itertools
import json
import os
import secrets
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kaibo.media.relay import Rtc

LOOPBACK = "127.0.0.1"
PORTS = "livekit.json"
QUIET = range(20_000, 30_000)
_shuffled = itertools.cycle(secrets.SystemRandom().sample(QUIET, len(QUIET)))


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports and the key of one LiveKit, and the port where the server hears from it when people come by https."""

    port: int
    tcp_port: int
    udp_port: int
    hook_port: int
    key: str
    secret: str

    @property
    def rtc(self) -> Rtc:
        return Rtc(f"http://{LOOPBACK}:{self.port}", self.key, self.secret)


def kept(folder: Path) -> Ports:
    """The ones in the data folder; free ports and a fresh key for what is not there yet."""
    file = folder / PORTS
    found = json.loads(file.read_text()) if file.is_file() else {}
    fresh = {
        "port": free_port(),
        "tcp_port": free_port(),
        "udp_port": free_port(socket.SOCK_DGRAM),
        "hook_port": free_port(),
        "key": "KB" + secrets.token_hex(8),
        "secret": secrets.token_urlsafe(32),
    }
    made = Ports(**{**fresh, **found})
    if asdict(made) != found:
        write_private(file, json.dumps(asdict(made), indent=1))
    return made


def yaml(ports: Ports, media_ip: str, hook: str) -> str:
    """LiveKit's configuration (JSON is YAML). Rooms are created on join, or clients would not come back after
    it restarts; no STUN server is asked, so a closed network works. Its log stays at info whatever ours is: at debug
    it writes the tokens that it renews. At info it says who comes and goes and how they are connected. Its lines for
    each of our calls and for each webhook are left out unless they warn: an idle server had 15 MB of them a day."""
    rtc: dict[str, Any] = {
        "tcp_port": ports.tcp_port,
        "udp_port": ports.udp_port,
        "use_external_ip": False,
        "stun_servers": [f"{LOOPBACK}:{ports.udp_port}"],
    }
    # Firefox sends nothing from another address to the loopback one: it meets LiveKit at the machine's own.
    rtc |= {"enable_loopback_candidate": True} if media_ip == LOOPBACK else {"node_ip": media_ip}
    return json.dumps(
        {
            "port": ports.port,
            "bind_addresses": [LOOPBACK],
            "rtc": rtc,
            "keys": {ports.key: ports.secret},
            "room": {"auto_create": True, "empty_timeout": 60, "departure_timeout": 30},
            "webhook": {"api_key": ports.key, "urls": [hook]},
            "logging": {"level": "info", "json": True, "component_levels": {"api": "warn", "webhook": "warn"}},
        },
        indent=1,
    )


def write_private(file: Path, text: str) -> None:
    """Only its owner may read it, from its first byte on."""
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """One that nobody has now, that this process was not given before (whoever was may not have taken it yet), and that
    no outgoing connection gets later: below the ports that systems take for those (Linux 32768, RFC 6335 49152)."""
    for port in itertools.islice(_shuffled, len(QUIET)):
        with socket.socket(socket.AF_INET, kind) as probe, contextlib.suppress(OSError):
            probe.bind(("", port))
            return port
    raise OSError(f"no port from {QUIET.start} to {QUIET.stop - 1} is free")
