"""Measure what looks at quiet live shows cost: Kaibo's share, its client's and LiveKit's."""

import asyncio
import json
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import httpx2
from kaibo.session.call import COOKIE
from livekit import api

from bench.host import TAB
from bench.load import cpu
from bench.peer import Peer
from bench.publishers import publishing
from bench.two import Host, ask_to_go_live, served, wait_until_live
from e2e.kaibo import Kaibo

SETTLE = 3.0
"""Seconds after a start until only the quiet work is left."""


class Used(NamedTuple):
    """Cores in use."""

    kaibo: float
    """Of all servers."""
    livekit: float
    """With its work for the publishers."""


class Cost(NamedTuple):
    """CPU seconds of one look, which asks for the participants of two rooms."""

    livekit: float
    client: float
    """Of the client inside Kaibo."""
    listed: float
    """Of LiveKit and the client, for one room in the list of all."""


class Quiet(NamedTuple):
    """The work of one server."""

    cpu: float
    """Seconds."""
    looks: float
    listed: int


def on_livekit(folder: Path, url: str, peer: Peer, fresh: int, servers: int, seconds: float, after: ExitStack) -> Used:
    """Put `fresh` shows on air until `after` ends. Measure the servers while all live shows are quiet."""
    hosts = ask_to_go_live(url, fresh)
    with served(folder, servers, url, peer) as running:
        if fresh:
            after.enter_context(
                publishing(peer.settings["LIVEKIT_URL"].replace("http", "ws", 1), _tokens(running[0], hosts))
            )
            wait_until_live(url, fresh)
        time.sleep(SETTLE)
        pids = [*(kaibo.pid for kaibo in running), peer.pid]
        before = [cpu(pid) for pid in pids]
        time.sleep(seconds)
        *kaibo, livekit = (cpu(pid) - earlier for pid, earlier in zip(pids, before, strict=True))
    return Used(sum(kaibo) / seconds, livekit / seconds)


def cost(peer: Peer, number: int) -> Cost:
    """Do so many looks at LiveKit's rooms, as Kaibo does. No server runs meanwhile."""
    return asyncio.run(_cost(peer, number))


async def _cost(peer: Peer, number: int) -> Cost:
    settings = peer.settings
    client = api.LiveKitAPI(*(settings[f"LIVEKIT_{name}"] for name in ("URL", "KEY", "SECRET")))
    try:
        meter = Meter(peer.pid)
        await asyncio.sleep(SETTLE)
        meter.idle = meter.livekit() / meter.seconds()
        names = [room.name for room in (await client.room.list_rooms(api.ListRoomsRequest())).rooms]
        meter.start()
        for turn in range(2 * number):
            await client.room.list_participants(api.ListParticipantsRequest(room=names[turn % len(names)]))
        look = meter.livekit() / number, meter.own() / number
        meter.start()
        for _ in range(lists := max(1, number // 20)):
            await client.room.list_rooms(api.ListRoomsRequest())
        listed = (meter.livekit() + meter.own()) / lists / len(names)
        return Cost(*look, listed)
    finally:
        await client.aclose()


class Meter:
    """Measures the CPU seconds of LiveKit, without its work for the publishers, and of this process."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.idle = 0.0
        """Cores that LiveKit uses when nobody asks it anything."""
        self.start()

    def start(self) -> None:
        self._began, self._livekit, self._own = time.perf_counter(), cpu(self._pid), time.process_time()

    def seconds(self) -> float:
        return time.perf_counter() - self._began

    def livekit(self) -> float:
        return max(0.0, cpu(self._pid) - self._livekit - self.idle * self.seconds())

    def own(self) -> float:
        return time.process_time() - self._own


def in_memory(url: str, number: int, servers: int, seconds: float) -> list[Quiet]:
    """Run servers over an engine in memory with so many live shows. Return the work of each."""
    ask_to_go_live(url, number)
    command = [sys.executable, "-m", "bench.quiet", url, str(seconds)]
    with ExitStack() as after:
        running = [
            after.enter_context(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
            for _ in range(servers)
        ]
        for each in running:
            assert _line(each) == "serving\n", "a server did not start"
        wait_until_live(url, number)
        time.sleep(SETTLE)
        for each in running:
            assert each.stdin
            each.stdin.write("\n")
            each.stdin.flush()
        return [Quiet(**json.loads(_line(each))) for each in running]


def _line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline()


def _tokens(kaibo: Kaibo, hosts: list[Host]) -> list[str]:
    """Ask for a join token for each show's program."""
    tokens = []
    origin = str(kaibo.said["Url"])
    with httpx2.Client(base_url=origin, headers={"Origin": origin}, trust_env=False, timeout=60) as http:
        for host in hosts:
            cookie = {"Cookie": f"{COOKIE}={host.secret}"}
            path = f"/s/{host.session}/call/ConnectProgram"
            answer = http.post(path, json={"Tab": TAB}, headers=cookie)
            assert answer.is_success, answer.text
            tokens.append(str(answer.json()["Result"]["Token"]))
    return tokens
