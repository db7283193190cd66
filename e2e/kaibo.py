"""A real Kaibo for a test: the command as a person starts it, on its own data folder and port."""

import asyncio
import json
import os
import signal
import ssl
import subprocess
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import IO, Any, TypeVar

import httpx2
from kaibo.gateway.signature import Signed, sign
from kaibo.host.livekit.config import free_port as free_port
from livekit import api

from e2e.counts import STARTED
from e2e.patience import patience

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent
OURS = "2026-12-01"
NAME = "Kaibo 演示 · Demo"
COMMAND = ROOT / ".venv/bin/kaibo"
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Knows no authority. Without it each call reads all certificates of the machine, which takes 45 ms."""
SIZE = {"KAIBO_PROGRAM_WIDTH": "640", "KAIBO_PROGRAM_HEIGHT": "360", "KAIBO_PROGRAM_FPS": "30"}


class Activity:
    """One activity, as a backend sees it. `said` has its links and the key to call with, by the names that `kaibo up
    --json` prints."""

    said: dict[str, Any]

    @property
    def url(self) -> str:
        """The server's address."""
        return str(self.said["Url"])

    @property
    def activity_id(self) -> int:
        return int(self.said["ActivityId"])

    @property
    def host_url(self) -> str:
        return str(self.said["HostUrl"])

    @property
    def watch_url(self) -> str:
        return str(self.said["ViewUrl"])

    def call(self, action: str, version: str = "2020-06-01", **body: object) -> dict[str, Any]:
        """Make a signed call, again when the server asks for a pause. Return its Result."""
        text = json.dumps(body).encode()
        query = f"Action={action}&Version={version}"
        headers = {"Host": self.url.partition("://")[2], "Content-Type": "application/json"}
        signed = Signed("POST", query, {key.lower(): value for key, value in headers.items()}, text)
        key, secret = self.said["AccessKeyId"], self.said["SecretAccessKey"]
        headers |= sign(signed, key, secret, int(time.time()), "cn-north-1", "livesaas")
        url, timeout = f"{self.url}/?{query}", patience() * 20
        answer = httpx2.post(url, content=text, headers=headers, timeout=timeout, verify=NO_TLS)
        if answer.status_code == 429:  # flow control: the tests of a module share an account
            time.sleep(int(answer.headers["Retry-After"]))
            return self.call(action, version, **body)
        assert answer.is_success, answer.text
        result: dict[str, Any] = answer.json()["Result"]
        return result

    def activity(self) -> dict[str, Any]:
        return self.call("GetActivityAPI", ActivityId=self.activity_id)

    def guest_url(self, name: str = "嘉宾") -> str:
        """Return the permanent link of a guest with that name."""
        request = {"ActivityId": self.activity_id, "LoginType": 1, "UserName": name}
        return str(self.call("GetDownloadLiveClient", "2023-08-01", **request)["Url"])

    def deep_link(self, url: str, address: str = "") -> str:
        """Return the link by which a launch page opens the app.

        `address` is where the page's computer is, if it is another one.
        """
        body, headers = {"Token": url.rpartition("/")[2]}, {"Origin": self.url}
        transport = httpx2.HTTPTransport(verify=NO_TLS, local_address=address or None)
        with httpx2.Client(transport=transport) as browser:
            answer = browser.post(f"{self.url}/client/OpenLaunch", json=body, headers=headers)
        return str(answer.json()["Result"]["DeepLink"])

    def trust_guests(self) -> None:
        """Let guests who enter from now on be on air as soon as they join."""
        self._guests("on-air")

    def ask_for_guests(self) -> None:
        """Let guests who enter from now on wait until the crew lets them in."""
        self._guests("ask")

    def _guests(self, mode: str) -> None:
        self.call("PutShowSettings", OURS, ActivityId=self.activity_id, Settings={"Guests": {"Mode": mode}})

    def link(self, role: str, **policy: object) -> str:
        """Return a new link with a policy."""
        request = {"ActivityId": self.activity_id, "Role": role, **policy}
        return str(self.call("CreateLaunchLink", OURS, **request)["Url"])


class Kaibo(Activity):
    """`start` starts it. `said` is the JSON line that it printed."""

    def __init__(self, folder: Path, *arguments: str, **settings: str) -> None:
        self.folder = folder
        self.arguments = arguments
        self.port = free_port()
        self.settings = settings
        self.said: dict[str, Any] = {}
        self.log_file = folder.parent / f"{folder.name}.log"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> "Kaibo":
        STARTED["Kaibo"] += 1
        STARTED["LiveKit"] += "--no-media" not in self.arguments
        with self.log_file.open("a") as log:
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
            env={**SIZE, **os.environ, **self.settings},
            cwd=self.folder.parent,
        )

    def stop(self) -> float:
        """Press Ctrl-C. Return the seconds until it ended."""
        assert self._process
        began = time.monotonic()
        self._process.send_signal(signal.SIGINT)
        self._process.wait(patience() * 20)
        self._close()
        return time.monotonic() - began

    def kill(self) -> None:
        """Kill it, as the system does when memory runs out."""
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
        """LiveKit's ports and key."""
        found: dict[str, Any] = json.loads((self.folder / "livekit.json").read_text())
        return found

    def rooms(self) -> list[tuple[api.Room, list[api.ParticipantInfo]]]:
        """Ask LiveKit for its rooms and their participants."""

        async def ask(client: api.LiveKitAPI) -> list[tuple[api.Room, list[api.ParticipantInfo]]]:
            found = (await client.room.list_rooms(api.ListRoomsRequest())).rooms
            people = [await client.room.list_participants(api.ListParticipantsRequest(room=one.name)) for one in found]
            return [(room, [*inside.participants]) for room, inside in zip(found, people, strict=True)]

        return self.ask_livekit(ask)

    def ask_livekit(self, work: Callable[[api.LiveKitAPI], Awaitable[T]]) -> T:
        """Ask LiveKit by its own API."""

        async def ask() -> T:
            own = self.livekit
            client = api.LiveKitAPI(f"http://127.0.0.1:{own['port']}", own["key"], own["secret"])
            try:
                return await work(client)
            finally:
                await client.aclose()

        with ThreadPoolExecutor(1) as beside:  # Playwright has a loop running here
            return beside.submit(asyncio.run, ask()).result()

    def log(self) -> str:
        return self.log_file.read_text()

    def show(self, name: str = NAME, starts: int = 0) -> "Show":
        """Make an activity. `starts`: unix seconds, 0 for now."""
        activity = self.call("CreateActivityAPIV2", Name=name, LiveTime=starts or int(time.time()))
        links = self.call("GetDownloadLiveClient", "2023-08-01", ActivityId=activity["ActivityId"])
        more = {"HostUrl": links["Url"], "TmpUrl": links["TmpUrl"], "ViewUrl": activity["ViewUrl"]}
        return Show(self, self.said | {"ActivityId": activity["ActivityId"]} | more)

    def demo(self) -> "Show":
        """Return the activity that it made at its first start."""
        return Show(self, self.said)


class Show(Activity):
    """An activity for one test, and the Kaibo that has it."""

    def __init__(self, server: Kaibo, said: dict[str, Any]) -> None:
        self.server, self.said = server, said

    def rooms(self) -> list[tuple[api.Room, list[api.ParticipantInfo]]]:
        """Ask LiveKit for the rooms of this show, and their participants."""
        return [each for each in self.server.rooms() if f"-{self.activity_id}-" in each[0].name]

    def delete_rooms(self) -> None:
        """Delete the rooms of this show behind the server's back."""
        for room, _ in self.rooms():
            gone = api.DeleteRoomRequest(room=room.name)
            self.server.ask_livekit(lambda client, gone=gone: client.room.delete_room(gone))  # type: ignore[misc]

    def publishing(self) -> set[str]:
        """Ask LiveKit for the publishers of this show: "host", "guest", "program"."""
        kinds = (api.TrackType.AUDIO, api.TrackType.VIDEO)
        people = [participant for _, inside in self.rooms() for participant in inside]
        return {who.identity.partition("-")[0] for who in people if any(track.type in kinds for track in who.tracks)}


def until(holds: Callable[[], object], seconds: float, what: str) -> float:
    """Wait until something is true. Return the seconds it took.

    Fail with `what` after `seconds` times the machine's patience."""
    began, most = time.monotonic(), patience() * seconds
    while not holds():
        assert time.monotonic() - began < most, f"not within {most:.0f} s: {what}"
        time.sleep(0.05)
    return time.monotonic() - began


def until_all(count: Callable[[], int], wanted: int, seconds: float, what: str) -> None:
    """Wait until so many are there, for as long as more of them come.

    Fail with `what` after `seconds` times the machine's patience without a further one."""
    while (there := count()) != wanted:
        until(partial(_differs, count, there), seconds, f"{what}: {there} of {wanted} are there")


def _differs(count: Callable[[], int], before: int) -> bool:
    return count() != before
