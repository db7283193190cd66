"""A real Kaibo for a test: the command as a person starts it, on a data folder and a port of its own."""

import asyncio
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

import httpx2
from kaibo.gateway.signature import Signed, sign
from kaibo.host.livekit.config import free_port
from livekit import api

ROOT = Path(__file__).resolve().parent.parent
OURS = "2026-12-01"
COMMAND = ROOT / ".venv/bin/kaibo"
SIZE = {"KAIBO_PROGRAM_WIDTH": "640", "KAIBO_PROGRAM_HEIGHT": "360", "KAIBO_PROGRAM_FPS": "30"}


class Kaibo:
    """Started by `start`; `said` is the JSON line it printed."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        self.folder = folder
        self.arguments = arguments
        self.port = free_port()
        self.settings = settings
        self.said: dict[str, Any] = {}
        self._log = folder.parent / f"{folder.name}.log"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> "Kaibo":
        with self._log.open("a") as log:
            self._process = self._spawn(log)
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, self.log()
        self.said = json.loads(line)
        return self

    def _spawn(self, log: IO[str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [COMMAND, "up", "--json", "--data", self.folder, "--port", str(self.port), *self.arguments],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            env={**os.environ, **SIZE, **self.settings},
            cwd=self.folder.parent,
        )

    def stop(self) -> float:
        """Ctrl-C; how many seconds it took."""
        assert self._process
        began = time.monotonic()
        self._process.send_signal(signal.SIGINT)
        self._process.wait(20)
        self._close()
        return time.monotonic() - began

    def kill(self) -> None:
        """As when the machine's memory runs out: without a word."""
        assert self._process
        self._process.kill()
        self._process.wait()
        self._close()

    def _close(self) -> None:
        if self._process and self._process.stdout:
            self._process.stdout.close()

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    @property
    def livekit_pid(self) -> int:
        return int(json.loads((self.folder / "livekit.pid").read_text())["pid"])

    @property
    def livekit(self) -> dict[str, Any]:
        """Its ports and its key."""
        found: dict[str, Any] = json.loads((self.folder / "livekit.json").read_text())
        return found

    def rooms(self) -> list[tuple[api.Room, list[api.ParticipantInfo]]]:
        """All that LiveKit tells of its rooms and of who is in them."""
        with ThreadPoolExecutor(1) as beside:  # Playwright has a loop running here
            return beside.submit(asyncio.run, self._rooms()).result()

    async def _rooms(self) -> list[tuple[api.Room, list[api.ParticipantInfo]]]:
        own = self.livekit
        client = api.LiveKitAPI(f"http://127.0.0.1:{own['port']}", own["key"], own["secret"])
        try:
            found = (await client.room.list_rooms(api.ListRoomsRequest())).rooms
            people = [await client.room.list_participants(api.ListParticipantsRequest(room=one.name)) for one in found]
            return [(room, [*inside.participants]) for room, inside in zip(found, people, strict=True)]
        finally:
            await client.aclose()

    def publishing(self) -> set[str]:
        """What pictures or sound LiveKit has: of the "host" or a "guest" on the stage, of the "program"."""
        kinds = (api.TrackType.AUDIO, api.TrackType.VIDEO)
        people = [one for _, inside in self.rooms() for one in inside]
        return {one.identity.partition("-")[0] for one in people if any(track.type in kinds for track in one.tracks)}

    def log(self) -> str:
        return self._log.read_text()

    def call(self, action: str, version: str = "2020-06-01", **body: object) -> dict[str, Any]:
        """A signed call; its Result."""
        text = json.dumps(body).encode()
        query = f"Action={action}&Version={version}"
        headers = {"Host": f"localhost:{self.port}", "Content-Type": "application/json"}
        signed = Signed("POST", query, {key.lower(): value for key, value in headers.items()}, text)
        key, secret = self.said["AccessKeyId"], self.said["SecretAccessKey"]
        headers |= sign(signed, key, secret, int(time.time()), "cn-north-1", "livesaas")
        answer = httpx2.post(f"{self.said['Url']}/?{query}", content=text, headers=headers, timeout=SLOW * 20)
        assert answer.is_success, answer.text
        result: dict[str, Any] = answer.json()["Result"]
        return result

    def activity(self) -> dict[str, Any]:
        return self.call("GetActivityAPI", ActivityId=self.said["ActivityId"])

    def guest_url(self, name: str) -> str:
        asked = {"ActivityId": self.said["ActivityId"], "LoginType": 1, "UserName": name}
        return str(self.call("GetDownloadLiveClient", "2023-08-01", **asked)["Url"])

    def deep_link(self, url: str, address: str = "") -> str:
        """What a launch page would open the app with; one at `address`, where it is another computer's."""
        body, headers = {"Token": url.rpartition("/")[2]}, {"Origin": self.said["Url"]}
        way = httpx2.HTTPTransport(local_address=address or None)
        with httpx2.Client(transport=way) as browser:
            answer = browser.post(f"{self.said['Url']}/client/OpenLaunch", json=body, headers=headers)
        return str(answer.json()["Result"]["DeepLink"])

    def link(self, role: str, **policy: object) -> str:
        """A link with a policy."""
        asked = {"ActivityId": self.said["ActivityId"], "Role": role, **policy}
        return str(self.call("CreateLaunchLink", OURS, **asked)["Url"])


GONE_SECONDS = 6
"""A host whose page was not open for so long is gone: the next one sits down without asking."""
SLOW = 3
"""A machine where much else runs takes so many times as long. Waiting longer costs only a test that fails."""


def until(holds: Callable[[], object], seconds: float, what: str) -> float:
    """Wait until it comes true; how many seconds it took. Fails with `what` after SLOW times `seconds`: a test that
    wants it sooner looks at what it took."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < SLOW * seconds, f"not within {SLOW * seconds} s: {what}"
        time.sleep(0.05)
    return time.monotonic() - began
