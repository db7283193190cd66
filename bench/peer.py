"""Start the peer: a LiveKit alone, with the version and settings that Kaibo uses.

It has no webhook to call and no log to write."""

import json
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import jwt
from kaibo.clock import now_ms
from kaibo.host.livekit import config
from kaibo.host.livekit.binary import binary
from kaibo.media.token import Grant, mint

from bench.load import raw, written
from e2e.kaibo import until


class Peer:
    """A running LiveKit."""

    def __init__(self, folder: Path, ports: config.Ports, pid: int) -> None:
        self._folder = folder
        self._ports = ports
        self.port = ports.port
        self.pid = pid

    @property
    def settings(self) -> dict[str, str]:
        """Return the settings of a Kaibo that uses this LiveKit."""
        rtc = self._ports.rtc
        return {"LIVEKIT_URL": rtc.url, "LIVEKIT_KEY": rtc.key, "LIVEKIT_SECRET": rtc.secret}

    def rooms(self, name: str, names: Iterable[str]) -> Path:
        """Write CreateRoom requests for `names` into a file of this name, for wrk."""
        claims = {"iss": self._ports.key, "exp": int(time.time()) + 3600, "video": {"roomCreate": True}}
        token = jwt.encode(claims, self._ports.secret, "HS256")
        headers = {"Host": "localhost", "Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        path = "/twirp/livekit.RoomService/CreateRoom"
        bodies = (json.dumps({"name": one, "empty_timeout": 600}).encode() for one in names)
        return written(self._folder / name, (raw(path, headers, body) for body in bodies))

    def token(self, room: str, identity: str, *, publish: bool = False) -> str:
        """Return a join token: of a hidden viewer as Kaibo makes it, or of a publisher."""
        sources = ("camera", "microphone") if publish else None
        grant = Grant(room, identity, "", sources, subscribe=not publish, hidden=not publish)
        return mint(grant, self._ports.key, self._ports.secret, now_ms())


@contextmanager
def livekit(folder: Path) -> Iterator[Peer]:
    """Run a LiveKit with this folder until the block ends."""
    folder.mkdir()
    ports = config.kept(folder)
    settings = json.loads(config.yaml(ports, config.LOOPBACK, ""))
    del settings["webhook"]
    settings["logging"]["level"] = "error"
    file = folder / "livekit.yaml"
    file.write_text(json.dumps(settings))
    with (folder / "livekit.log").open("w") as log:
        process = subprocess.Popen([binary(), "--config", file], stdout=log, stderr=log)
    try:
        until(lambda: _answers(ports.rtc.url), 15, "LiveKit answers")
        yield Peer(folder, ports, process.pid)
    finally:
        process.kill()
        process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx2.get(url, trust_env=False).is_success
    except httpx2.HTTPError:
        return False
