"""The ports and the configuration of our own LiveKit. The first start makes them, and the data folder keeps them.

Media has one UDP and one TCP port. Signalling listens on the loopback interface only.
"""

import contextlib
import itertools
import json
import secrets
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_type_hints

from kaibo.disk import is_blank, write_private
from kaibo.errors import Unusable
from kaibo.media.relay import Rtc

LOOPBACK = "127.0.0.1"
PORTS = "livekit.json"
QUIET = range(20_000, 30_000)
"""The ports to choose from."""
_shuffled = itertools.cycle(secrets.SystemRandom().sample(QUIET, len(QUIET)))
MEND = "Mend the file, or delete it, and Kaibo makes a new one."


class PortsUnusable(Unusable):
    """The stored ports of LiveKit cannot be used. The text names the file and says what to do."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports and the key of one LiveKit."""

    port: int
    """Signalling, on the loopback interface."""
    tcp_port: int
    """Media."""
    udp_port: int
    """Media."""
    hook_port: int
    """The server's own port for LiveKit's webhook, when the server speaks HTTPS."""
    key: str
    secret: str

    @property
    def rtc(self) -> Rtc:
        return Rtc(f"http://{LOOPBACK}:{self.port}", self.key, self.secret)


def kept(folder: Path) -> Ports:
    """Read the ports in the data folder. Choose free ports and a fresh key for the missing ones.

    A power cut leaves a blank file: choose everything again. Raises PortsUnusable.
    """
    file = folder / PORTS
    stored = _read(file)
    fresh = {
        "port": free_port(),
        "tcp_port": free_port(),
        "udp_port": free_port(socket.SOCK_DGRAM),
        "hook_port": free_port(),
        "key": "KB" + secrets.token_hex(8),
        "secret": secrets.token_urlsafe(32),
    }
    ports = Ports(**{**fresh, **stored})
    if asdict(ports) != stored:
        write_private(file, json.dumps(asdict(ports), indent=1))
    return ports


def stored(folder: Path) -> Ports | None:
    """Read the ports in the data folder, and make none. Return None unless all are there. Raises PortsUnusable."""
    found = _read(folder / PORTS)
    return Ports(**found) if found.keys() == get_type_hints(Ports).keys() else None


def _read(file: Path) -> dict[str, Any]:
    try:
        stored = {} if is_blank(file) else json.loads(file.read_text())
    except OSError as error:
        raise PortsUnusable(f"{file}: {error.strerror}", "Let this user read it.") from None
    except ValueError as error:
        raise PortsUnusable(f"{file} is not JSON ({error})", MEND) from None
    kinds = get_type_hints(Ports)
    wrong = (
        [name for name, value in stored.items() if not _fits(value, kinds.get(name))]
        if isinstance(stored, dict)
        else ["the whole"]
    )
    if wrong:
        raise PortsUnusable(f"{file}: {wrong[0]} is unknown or has a wrong value", MEND)
    return dict(stored)


def _fits(value: object, kind: type | None) -> bool:
    """Tell whether a value is a port (`kind` int) or a text (`kind` str)."""
    if kind is int:
        return type(value) is int and 0 < value < 65_536
    return kind is str and isinstance(value, str) and value != ""


def yaml(ports: Ports, media_ip: str, hook: str, *, metrics_port: int = 0) -> str:
    """Write LiveKit's configuration (JSON is YAML).

    LiveKit creates rooms on join, or clients would not come back after it restarts. It asks no STUN server, so a closed
    network works. Its log level is always info, because at debug it writes the tokens that it renews. At info it logs
    participants and their connections. It does not log each call and webhook: an idle server had 15 MB of those a day.

    `metrics_port`: the port of its metrics, on the loopback interface. 0: none.

    A layer of a picture counts by its frames. By default LiveKit counts packets. After half a second with fewer than
    five of them, viewers then get no upper layer for ten seconds.
    """
    rtc: dict[str, Any] = {
        "tcp_port": ports.tcp_port,
        "udp_port": ports.udp_port,
        "use_external_ip": False,
        "stun_servers": [f"{LOOPBACK}:{ports.udp_port}"],
    }
    # Firefox sends nothing from another address to the loopback address, so it meets LiveKit at the machine's own.
    rtc |= {"enable_loopback_candidate": True} if media_ip == LOOPBACK else {"node_ip": media_ip}
    return json.dumps(
        {
            "port": ports.port,
            **({"prometheus": {"port": metrics_port}} if metrics_port else {}),
            "bind_addresses": [LOOPBACK],
            "rtc": rtc,
            "keys": {ports.key: ports.secret},
            "video": {"stream_tracker_manager": {"video": {"stream_tracker_type": "frame"}}},
            "room": {"auto_create": True, "empty_timeout": 60, "departure_timeout": 30},
            "webhook": {"api_key": ports.key, "urls": [hook]},
            "logging": {"level": "info", "json": True, "component_levels": {"api": "warn", "webhook": "warn"}},
        },
        indent=1,
    )


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """Choose a free port. Raises OSError when there is none.

    Never choose a port twice in one process, because the first taker may not have opened it yet. The range lies below
    the ports of outgoing connections (Linux 32768, RFC 6335 49152).
    """
    for port in itertools.islice(_shuffled, len(QUIET)):
        with socket.socket(socket.AF_INET, kind) as probe, contextlib.suppress(OSError):
            probe.bind(("", port))
            return port
    raise OSError(f"no port from {QUIET.start} to {QUIET.stop - 1} is free")
