"""Two LiveKit nodes on one Redis, as real processes. A test kills a node, and starts it again."""

import json
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx2
from kaibo.host.livekit import config
from kaibo.host.livekit.binary import binary
from kaibo.host.livekit.config import LOOPBACK, Ports, free_port

START = 60.0
"""Seconds in which a process must start. Only a broken start needs them all."""


@contextmanager
def redis(folder: Path, port: int = 0) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """Run a Redis that keeps nothing on the disk. Yield its port and its process."""
    program, port = shutil.which("redis-server"), port or free_port()
    assert program, "make dev installs it"
    command = [program, "--port", str(port), "--save", "", "--dir", str(folder), "--bind", LOOPBACK]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout
        while b"Ready to accept connections" not in running.stdout.readline():
            assert running.poll() is None, "the Redis did not start"
        try:
            yield port, running
        finally:
            running.terminate()


@dataclass
class Node:
    """One LiveKit. It logs to `livekit.log` in its folder."""

    folder: Path
    ports: Ports
    text: str
    """Its configuration."""
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return self.ports.rtc.url

    @property
    def id(self) -> str:
        """Return the id that LiveKit gave this node at its last start."""
        found = re.findall(r'"nodeID": ?"(ND_\w+)"', (self.folder / "livekit.log").read_text())
        return str(found[-1])

    def start(self) -> None:
        """Start the node, and wait until it answers."""
        file = self.folder / "livekit.yaml"
        file.write_text(self.text)
        with (self.folder / "livekit.log").open("ab") as log:
            self.process = subprocess.Popen([binary(), "--config", file], stdout=log, stderr=log)
        end = time.monotonic() + START
        while not self.answers():
            assert self.process.poll() is None, (self.folder / "livekit.log").read_text()[-2000:]
            assert time.monotonic() < end, "LiveKit did not start"
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            return httpx2.get(self.url, timeout=2, trust_env=False).status_code == 200
        except httpx2.HTTPError:
            return False

    def kill(self) -> None:
        """Kill the node at once, as a power cut does."""
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def freeze(self) -> None:
        """Let the node answer nothing until `thaw`."""
        assert self.process
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGCONT)


@dataclass
class LiveKits:
    """The nodes, and their Redis. All nodes have the key of the first."""

    redis_port: int
    redis: "subprocess.Popen[bytes]"
    nodes: list[Node] = field(default_factory=list)

    @property
    def redis_url(self) -> str:
        return f"redis://{LOOPBACK}:{self.redis_port}"

    @property
    def key(self) -> str:
        return self.nodes[0].ports.key

    @property
    def secret(self) -> str:
        return self.nodes[0].ports.secret

    @property
    def url(self) -> str:
        """Return the setting livekit_url: the addresses of all nodes."""
        return ",".join(node.url for node in self.nodes)


@contextmanager
def livekits(folder: Path, hooks: Sequence[str] = (), count: int = 2, **entries: object) -> Iterator[LiveKits]:
    """Run LiveKit nodes that share a Redis of their own. `hooks` are the addresses of their webhooks.

    `entries` go into the configuration of each.
    """
    with redis(folder) as (port, process):
        made = LiveKits(port, process)
        try:
            for number in range(count):
                home = folder / f"livekit-{number}"
                home.mkdir()
                ports = config.kept(home)
                if made.nodes:
                    ports = replace(ports, key=made.key, secret=made.secret)
                conf = json.loads(config.yaml(ports, LOOPBACK, ""))
                conf |= {"redis": {"address": f"{LOOPBACK}:{port}"}, **entries}
                conf["webhook"]["urls"] = list(hooks)
                made.nodes.append(Node(home, ports, json.dumps(conf)))
                made.nodes[-1].start()
            yield made
        finally:
            for node in made.nodes:
                node.kill()
