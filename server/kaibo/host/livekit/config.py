"""Where our own LiveKit listens, and its configuration: made on first start, kept in the data folder. Media has
one UDP and one TCP port; signalling listens on the loopback interface only."""

import contextlib
import itertools
import json
import secrets
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_type_hints

from kaibo.disk import is_blank, write_private
from kaibo.media.relay import Rtc

LOOPBACK = "127.0.0.1"
PORTS = "livekit.json"
QUIET = range(20_000, 30_000)
_shuffled = itertools.cycle(secrets.SystemRandom().sample(QUIET, len(QUIET)))


class PortsUnusable(ValueError):
    """What is kept of LiveKit's ports cannot be used; the text names the file and says what to do."""


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
    """Read the ones in the data folder; free ports and a fresh key stand in for what is not there yet.

    A blank file is what a power cut leaves: all of it is made again. Raises PortsUnusable.
    """
    file = folder / PORTS
    found = _read(file)
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


def _read(file: Path) -> dict[str, Any]:
    try:
        found = {} if is_blank(file) else json.loads(file.read_text())
    except OSError as error:
        raise PortsUnusable(f"{file}: {error.strerror}") from None
    except ValueError as error:
        raise PortsUnusable(f"{file} is not JSON ({error}); mend it, or delete it, and a new one is made") from None
    kinds = get_type_hints(Ports)
    wrong = (
        [name for name, value in found.items() if not _fits(value, kinds.get(name))]
        if isinstance(found, dict)
        else ["the whole"]
    )
    if wrong:
        raise PortsUnusable(
            f"{file}: {wrong[0]} is unknown or has a wrong value; mend it, or delete the file, and a new one is made"
        )
    return dict(found)


def _fits(value: object, kind: type | None) -> bool:
    """Say whether it is a port or a text, as wanted."""
    if kind is int:
        return type(value) is int and 0 < value < 65_536
    return kind is str and isinstance(value, str) and value != ""


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


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """One that nobody has now, that this process was not given before (whoever was may not have taken it yet), and that
    no outgoing connection gets later: below the ports that systems take for those (Linux 32768, RFC 6335 49152)."""
    for port in itertools.islice(_shuffled, len(QUIET)):
        with socket.socket(socket.AF_INET, kind) as probe, contextlib.suppress(OSError):
            probe.bind(("", port))
            return port
    raise OSError(f"no port from {QUIET.start} to {QUIET.stop - 1} is free")
