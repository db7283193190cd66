"""The programs of docs/scale.md on this machine: two servers behind Caddy, two LiveKit nodes, PostgreSQL, Redis."""

import asyncio
import json
import secrets
import shutil
import socket
import sys
from pathlib import Path

import postgres
from kaibo.host.livekit.binary import binary
from kaibo.host.livekit.config import LOOPBACK, free_port

from tests.cluster import serve
from tests.cluster.documented import file
from tests.cluster.program import Program

GRACE_SECONDS = 600
"""No slow machine makes a person absent for good. `Town.grace_passes` moves the stored moment."""
PASSWORD, LIVEKIT_SECRET = secrets.token_hex(8), secrets.token_hex(16)
TESTS = Path(__file__).resolve().parents[2]


class Installed:
    """All programs of docs/scale.md, with its files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.first: dict[str, str] = {}
        """Variables of the servers' environment that hold for their first life alone."""
        self.files = folder / "files"
        """The folder that both servers share."""
        self.postgres = postgres.Temporary()
        ports = [free_port() for _ in range(6)]
        self.redis_port, self.caddy_port = ports[4:]
        self.url = f"http://{LOOPBACK}:{self.caddy_port}"
        self.redis = self._redis()
        self.nodes = [self._node(number, port) for number, port in enumerate(ports[:2])]
        self.a, self.b = (self._server(name, port) for name, port in zip("ab", ports[2:4], strict=True))
        self.caddy = self._caddy()
        self.key: dict[str, str] = {}

    @property
    def servers(self) -> list[Program]:
        return [self.a, self.b]

    @property
    def programs(self) -> list[Program]:
        """In the order in which they stop."""
        return [self.caddy, *self.servers, *self.nodes, self.redis]

    def _redis(self) -> Program:
        port = self.redis_port
        here = {"10.0.0.32": LOOPBACK, "6379": str(port), "secret": PASSWORD, "/var/lib/redis": str(self.folder)}
        (self.folder / "redis.conf").write_text(file("redis.conf", here))
        return Program(self.folder, "redis", ["redis-server", "redis.conf"], port)

    def _node(self, number: int, port: int) -> Program:
        udp = free_port(socket.SOCK_DGRAM)
        here = {
            "10.0.0.21": LOOPBACK,
            "port: 7880": f"port: {port}",
            "10.0.0.32:6379": f"{LOOPBACK}:{self.redis_port}",
            "password: secret": f"password: {PASSWORD}",
            "the secret of LiveKit's API, 32 characters or more": LIVEKIT_SECRET,
            "7881": str(free_port()),
            "7882": str(udp),
            "node_ip: 203.0.113.21": "enable_loopback_candidate: true",
            "empty_timeout: 60": "empty_timeout: 15",  # a test waits until nothing is left of a show
            "https://live.example.com": self.url,
        }
        name = f"livekit{number}"
        (self.folder / f"{name}.yaml").write_text(file("livekit.yaml", here))
        return Program(self.folder, name, [str(binary()), "--config", f"{name}.yaml"], port)

    def _server(self, name: str, port: int) -> Program:
        here = {
            'host = "10.0.0.11"': f'host = "{LOOPBACK}"',
            "https://live.example.com": self.url,
            "10.0.0.1": LOOPBACK,
            "postgresql+psycopg://kaibo:secret@10.0.0.31/kaibo": self.postgres.url,
            ":secret@10.0.0.32:6379": f":{PASSWORD}@{LOOPBACK}:{self.redis_port}",
            "http://10.0.0.21:7880,http://10.0.0.22:7880": self.livekit_url,
            "the secret of LiveKit's API, 32 characters or more": LIVEKIT_SECRET,
            "/srv/kaibo-files": str(self.files),
        }
        return self._with_settings(name, port, file("kaibo.toml", here))

    def other_installation(self) -> Program:
        """Make a server of another installation on the same LiveKit, with a store of its own. It does not run yet."""
        lines = f'livekit_url = "{self.livekit_url}"\nlivekit_key = "kaibo"\nlivekit_secret = "{LIVEKIT_SECRET}"\n'
        return self._with_settings("other", free_port(), lines)

    @property
    def livekit_url(self) -> str:
        return ",".join(f"http://{LOOPBACK}:{node.port}" for node in self.nodes)

    def _with_settings(self, name: str, port: int, settings: str) -> Program:
        folder = self.folder / name
        folder.mkdir()
        (folder / "kaibo.toml").write_text(settings)
        command = [sys.executable, serve.__file__, "serve", "--data", "data", "--port", str(port)]
        environment = {"KAIBO_GRACE_SECONDS": str(GRACE_SECONDS), "PYTHONPATH": str(TESTS)}
        return Program(folder, name, command, port, health="/health", **environment)

    def _caddy(self) -> Program:
        here = {
            "live.example.com": self.url,
            "10.0.0.11:8780": f"{LOOPBACK}:{self.a.port}",
            "10.0.0.12:8780": f"{LOOPBACK}:{self.b.port}",
        }
        options = f"{{\n\tadmin off\n\tstorage file_system {self.folder}/caddy\n}}\n"
        (self.folder / "Caddyfile").write_text(options + file("Caddyfile", here))
        return Program(self.folder, "caddy", ["caddy", "run", "--config", "Caddyfile"], self.caddy_port)

    async def start(self) -> None:
        """Do what the document says, in its order."""
        await asyncio.to_thread(self.postgres.create)
        await asyncio.to_thread(self.postgres.start)
        await self.redis.start()
        await asyncio.gather(*(node.start() for node in self.nodes))
        await asyncio.to_thread(self.a.run, "migrate", "--data", "data", **self.first)
        self.key = json.loads(await asyncio.to_thread(self.a.run, "key", "create", "--data", "data", **self.first))
        (self.b.folder / "data").mkdir(mode=0o700)
        shutil.copy(self.a.folder / "data/master.key", self.b.folder / "data")
        await asyncio.gather(*(server.start(**self.first) for server in self.servers))
        await self.caddy.start()

    async def stop(self) -> None:
        for program in self.programs:
            if program.runs:
                await program.kill()
        await asyncio.to_thread(self.postgres.stop)
        self.postgres.delete()
