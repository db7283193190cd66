"""Put a show on air without a browser. A host enters by a launch link, and a program of ours sends the program."""

import json
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from bench.audience import Audience
from e2e.kaibo import Activity, Show, until

TAB = "tab-of-the-bench"
LIVE = 1
SIZE = {"KAIBO_PROGRAM_WIDTH": "1280", "KAIBO_PROGRAM_HEIGHT": "720", "KAIBO_PROGRAM_FPS": "30"}
"""Of a program that a maker encodes. Its maker is the only one of the server."""
MAKING = SIZE | {"KAIBO_MAKERS": "1"}


class Host:
    """A host with a session."""

    def __init__(self, show: Activity) -> None:
        self._http = httpx2.Client(base_url=show.url, headers={"Origin": show.url}, trust_env=False)
        ticket = self._post("/client/OpenLaunch", Token=show.host_url.rpartition("/")[2])["Ticket"]
        entered = self._post("/client/RedeemTicket", Ticket=ticket, Nonce=secrets.token_hex(16))
        self.path = str(entered["Path"])
        self.call("EnterSession", Tab=TAB)

    def call(self, action: str, **body: object) -> dict[str, Any]:
        """Make a call of the session. Return its Result."""
        return self._post(f"{self.path}/call/{action}", **body)

    def cookie(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._http.cookies.jar)

    def _post(self, path: str, **body: object) -> dict[str, Any]:
        answer = self._http.post(path, json=body)
        assert answer.is_success, answer.text
        result: dict[str, Any] = answer.json()["Result"]
        return result

    def close(self) -> None:
        self._http.close()


@contextmanager
def on_air(show: Activity, *options: str) -> Iterator[None]:
    """Keep a show on air until the block ends. `options` are the publisher's."""
    host = Host(show)
    try:
        host.call("GoLive", Tab=TAB)
        token = str(host.call("ConnectProgram", Tab=TAB)["Token"])
        door = show.url.replace("http", "ws", 1) + host.path
        with Audience("-livekit", door, "-cookie", host.cookie(), "-publish", token, *options):
            until(lambda: show.activity()["Status"] == LIVE, 20, "the show is on air")
            yield
    finally:
        host.close()


@contextmanager
def flashing(show: Show) -> Iterator[int]:
    """Keep a show on air with the picture and sound of `bench.flashes`, which a maker can encode.

    Yield the number of the maker's process. The server must have one (`MAKING`).
    """
    host = Host(show)
    try:
        host.call("GoLive", Tab=TAB)
        token = str(host.call("ConnectProgram", Tab=TAB)["Token"])
        engine = f"ws://127.0.0.1:{show.server.livekit['port']}"
        with subprocess.Popen([sys.executable, "-m", "bench.flashes", engine, token]) as sending:
            try:
                until(lambda: show.activity()["Status"] == LIVE, 20, "the show is on air")
                until(lambda: making(show.server.folder), 60, "the maker has the picture")
                yield int(making(show.server.folder)["pid"])
                host.call("EndLive", Tab=TAB)
            finally:
                sending.kill()
    finally:
        host.close()


def making(data: Path) -> dict[str, Any]:
    """Return the status of the maker that has a host's picture; empty if there is none. `data`: the server's folder."""
    for file in data.glob("makers/*/status.json"):
        status: dict[str, Any] = json.loads(file.read_text())
        if status["state"] == "live":
            return status
    return {}
