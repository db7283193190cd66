"""A viewer's browser at a real server, with every way in that it has."""

import json
from collections.abc import Callable
from typing import Any

import httpx2
import jwt
from kaibo.clock import now_ms
from kaibo.media.relay import Rtc
from kaibo.media.token import Grant, mint
from kaibo.session import identity
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.gateway.door import refusal
from tests.running import PATIENCE

ENTERED, WATCHES_NOT = (200, ""), (403, "AccessDenied.Watch")


class Viewer:
    """One browser with its own cookies, at the watch page of a show. `program` is the room of the program."""

    def __init__(self, url: str, path: str, program: str, rtc: Rtc) -> None:
        self.http = httpx2.Client(base_url=url, timeout=PATIENCE, trust_env=False, headers={"Origin": url})
        self.url, self.path, self.program, self.rtc = url, path, program, rtc

    def ask(self, action: str, **body: Any) -> Any:
        return self.http.post(f"{self.path}/call/{action}", json=body)

    def outcome(self, action: str, **body: Any) -> tuple[int, str]:
        """Make a call. Return the status, and the code of a refusal."""
        answer = self.ask(action, **body)
        return ENTERED if answer.status_code == 200 else refusal(answer)

    def enter(self, password: str) -> tuple[int, str]:
        return self.outcome("EnterPassword", Password=password)

    def sign_in(self, token: str) -> tuple[int, str]:
        return self.outcome("SignInToWatch", Token=token)

    @property
    def cookie(self) -> str:
        """The browser's pass; "" for none."""
        return next((one.value or "" for one in self.http.cookies.jar if one.path == self.path), "")

    @property
    def id(self) -> str:
        """The viewer's id in the pass; "" for none."""
        return str(jwt.decode(self.cookie, options={"verify_signature": False})["sub"]) if self.cookie else ""

    def connect(self, rest: str) -> ClientConnection:
        headers = {"Origin": self.url, "Cookie": f"kaibo_pass={self.cookie}"}
        url = f"{self.url.replace('http', 'ws', 1)}{self.path}/{rest}"
        return connect(
            url, additional_headers=headers, compression=None, proxy=None, open_timeout=None, close_timeout=1
        )

    def watches(self) -> bool:
        """Ask for a join token. A refusal says why."""
        answer = self.ask("WatchShow")
        if answer.status_code != 200:
            assert refusal(answer) == (403, "AccessDenied.Watch")
        return bool(answer.status_code == 200)

    def polls(self) -> bool:
        """Ask for the view once."""
        return decided(self.view()) == "yes"

    def streams(self) -> bool:
        """Open the event stream."""
        with self.http.stream("GET", f"{self.path}/events") as answer:
            lines = (line for line in answer.iter_lines() if line.startswith("data: "))
            return decided(json.loads(next(lines).removeprefix("data: "))) == "yes"

    def listens(self) -> bool:
        """Open the events' WebSocket."""
        with self.connect("events") as socket:
            return decided(json.loads(socket.recv(PATIENCE))["Data"]) == "yes"

    def reads(self) -> bool:
        """Read the chat."""
        return self.outcome("GetMessages", Before=2**50) != WATCHES_NOT

    def reacts(self) -> bool:
        """Take part in the conversation."""
        return self.outcome("React", Kind="heart") != WATCHES_NOT

    def replays(self) -> bool:
        """Ask for the replay. There is none, which only those hear who may watch."""
        return self.http.get(f"{self.path}/replay/main.m3u8").status_code != 403

    def joins(self) -> bool:
        """Connect to the media engine by the proxy, with a join token that the engine takes."""
        try:
            with self.join() as socket:
                return bool(socket.recv(PATIENCE))
        except InvalidStatus as refused:
            return refused.response.status_code != 403

    def join(self) -> ClientConnection:
        grant = Grant(
            self.program, identity.viewer(self.id or "a", identity.connection(self.epoch)), "", None, True, True
        )
        token = mint(grant, self.rtc.key, self.rtc.secret, now_ms())
        return self.connect(f"rtc?access_token={token}&protocol=16")

    @property
    def epoch(self) -> int:
        claims = jwt.decode(self.cookie, options={"verify_signature": False}) if self.cookie else {}
        return int(claims.get("epoch", 0))

    def view(self) -> dict[str, Any]:
        found: dict[str, Any] = self.http.post(f"{self.path}/events", json={}).json()["Data"]
        return found


WAYS: list[Callable[[Viewer], bool]] = [
    Viewer.watches,
    Viewer.polls,
    Viewer.streams,
    Viewer.listens,
    Viewer.joins,
    Viewer.reads,
    Viewer.reacts,
    Viewer.replays,
]
"""Each way into a show. It tells whether the viewer gets in."""


def decided(view: dict[str, Any]) -> str:
    """Return what a view says about the viewer. A closed view has no facts beyond title and cover."""
    if "Closed" not in view:
        return "yes"
    assert view.keys() == {"Name", "CoverImage", "Closed", "Ways", "ErrorUrl"}
    return str(view["Closed"])


def until_end(socket: ClientConnection) -> str:
    """Follow events until the server ends them. Return what the last view says."""
    last = ""
    try:
        while True:
            event = json.loads(socket.recv(PATIENCE))
            last = decided(event["Data"]) if event["Event"] == "view" else last
    except ConnectionClosed:
        return last


def ends(socket: ClientConnection) -> bool:
    """Wait until the server closes a connection. Raise TimeoutError when it does not."""
    try:
        while True:
            socket.recv(PATIENCE)
    except ConnectionClosed:
        return True
