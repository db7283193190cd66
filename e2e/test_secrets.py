"""A whole show with every log turned up; then everything that is left behind is searched for every secret there was."""

import asyncio
import base64
import contextlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from livekit import api
from playwright.sync_api import BrowserContext, Error, Page, Playwright, Request, Response, WebSocket

from e2e.kaibo import Kaibo
from e2e.person import CHROMIUM, FAKE, FLAGS

JWT = re.compile(r"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+")
KEPT_BY_PURPOSE = {"master.key", "livekit.json", "livekit.yaml", "demo.json"}
"""Each is for its owner only and exists to hold a secret."""
FIELDS = {"Ticket", "ListenKey", "Nonce", "Token", "SecretAccessKey", "SecretKey", "TmpSecretKey"}


class Secrets:
    """Whatever may not be left lying about, by what it is."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.referers: set[str] = set()

    def add(self, what: str, value: str) -> None:
        if len(value) >= 16:
            self.known[value] = what

    def hear(self, context: BrowserContext) -> None:
        """All that this browser sends and is sent."""
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("page", lambda page: page.on("websocket", self._socket))
        for page in context.pages:
            page.on("websocket", self._socket)

    def _request(self, request: Request) -> None:
        if referer := request.headers.get("referer"):
            self.referers.add(referer)
        if request.url.partition("?")[0].find("/l/") > 0:
            self.add("launch token", request.url.rpartition("/l/")[2])
        if request.url.endswith("/events") and "/launch/" in request.url:
            self.add("ListenKey", request.url.split("/")[-2])
        self._json(request.post_data or "")

    def _response(self, response: Response) -> None:
        for value in response.headers_array():
            if value["name"].lower() == "set-cookie":
                self.add("cookie", value["value"].partition(";")[0].partition("=")[2])
        if "/client/" in response.url or "/call/" in response.url:
            # A page that goes on at once takes the answer along: its ticket is in the next request's body.
            with contextlib.suppress(Error):
                self._json(response.text())

    def _socket(self, socket: WebSocket) -> None:
        self._tokens(socket.url)
        socket.on("framereceived", lambda frame: self._tokens(frame))

    def _tokens(self, text: str | bytes) -> None:
        plain = text.decode("latin-1") if isinstance(text, bytes) else text
        for token in JWT.findall(plain):
            self.add("join token", token)

    def _json(self, text: str) -> None:
        def walk(value: Any) -> None:
            if isinstance(value, dict):
                for name, one in value.items():
                    if name in FIELDS and isinstance(one, str):
                        self.add(name, one)
                    walk(one)
            elif isinstance(value, list):
                for one in value:
                    walk(one)

        try:
            walk(json.loads(text))
        except ValueError:
            return

    def found(self, data: bytes) -> set[str]:
        """What of it is in there, as it is, percent-encoded or in base64."""
        return {
            what
            for value, what in self.known.items()
            if any(form in data for form in (value.encode(), quote(value, safe="").encode(), _base64(value)))
        }


def _base64(value: str) -> bytes:
    """Without its end, which depends on what follows."""
    return base64.b64encode(value.encode()[: len(value) // 3 * 3])


@pytest.fixture
def loud(start: Callable[..., Kaibo]) -> Kaibo:
    return start(KAIBO_LOG_LEVEL="debug", KAIBO_GRACE_SECONDS="8")


@pytest.fixture
def visit(playwright: Playwright, media: Path, tmp_path: Path) -> Iterator[Callable[[str], BrowserContext]]:
    """A browser whose profile is kept on the disk."""
    here: list[BrowserContext] = []

    def one(name: str) -> BrowserContext:
        devices = [f"--use-file-for-fake-video-capture={media}/host.y4m"]
        devices += [f"--use-file-for-fake-audio-capture={media}/host.wav"]
        made = playwright.chromium.launch_persistent_context(
            tmp_path / name,
            executable_path=CHROMIUM,
            args=[*FLAGS, *FAKE, *devices],
            permissions=["camera", "microphone"],
            viewport={"width": 1280, "height": 800},
            locale="en-US",
        )
        here.append(made)
        return made

    yield one
    for made in here:
        made.close()


def state(page: Page, kind: str, wanted: str) -> None:
    page.wait_for_selector(f"body[data-page='{kind}'][data-state='{wanted}']", timeout=20_000)


def rooms(kaibo: Kaibo) -> bytes:
    """Everything that LiveKit tells of its rooms and of who is in them."""

    async def ask() -> str:
        own = kaibo.livekit
        client = api.LiveKitAPI(f"http://127.0.0.1:{own['port']}", own["key"], own["secret"])
        try:
            found = (await client.room.list_rooms(api.ListRoomsRequest())).rooms
            people = [await client.room.list_participants(api.ListParticipantsRequest(room=one.name)) for one in found]
            return repr(found) + repr(people)
        finally:
            await client.aclose()

    with ThreadPoolExecutor(1) as beside:  # Playwright has a loop running here
        return beside.submit(asyncio.run, ask()).result().encode()


def test_complaint_28_no_secret_is_left_behind(
    loud: Kaibo, visit: Callable[[str], BrowserContext], tmp_path: Path
) -> None:
    kaibo, secrets = loud, Secrets()
    hosts, guests = visit("host"), visit("guest")
    for browser in (hosts, guests):
        secrets.hear(browser)
    host, guest, viewer = hosts.new_page(), guests.new_page(), guests.new_page()

    host.goto(kaibo.said["HostUrl"])
    host.click("#use-browser")
    state(host, "studio", "preview")
    host.click("#go-live")
    state(host, "studio", "live")
    once = kaibo.call(
        "CreateLaunchLink",
        "2026-12-01",
        ActivityId=kaibo.said["ActivityId"],
        Role="guest",
        UserName="陈一鸣",
        MaxUses=1,
    )
    guest.goto(once["Url"])
    guest.click("#use-browser")
    guest.wait_for_selector("body[data-page='guest']")
    guest.click("#join-stage")
    viewer.goto(kaibo.said["ViewUrl"])
    state(viewer, "watch", "live")
    host.wait_for_selector("text=陈一鸣")
    in_rooms = rooms(kaibo)
    assert b"guest-se_" in in_rooms

    keys = kaibo.call("GetTemporaryLoginTokenAPI", ActivityId=kaibo.said["ActivityId"])
    kaibo.call("RevokeLaunchLink", "2026-12-01", Url=once["Url"], Mode="everyone")
    state(guest, "guest", "ended")
    kaibo.call("RotateLaunchLinks", "2026-12-01", ActivityId=kaibo.said["ActivityId"], Role="guest")

    for name, value in (*keys.items(), *kaibo.said.items()):
        if name in FIELDS:
            secrets.add(name, value)
    for name in ("HostUrl", "TmpUrl", "GuestUrl"):
        secrets.add(f"launch token of {name}", kaibo.said[name].rpartition("/")[2])
    secrets.add("LiveKit's secret", kaibo.livekit["secret"])
    master = (kaibo.folder / "master.key").read_bytes()
    for form in (master.hex(), base64.b64encode(master).decode(), master.decode("latin-1").strip()):
        secrets.add("the master secret", form)

    kinds = {what.partition(" of ")[0] for what in secrets.known.values()}
    assert {"launch token", "cookie", "join token", "Ticket", "ListenKey", "Nonce", "Token"} <= kinds
    assert len(secrets.known) > 20

    for browser in (hosts, guests):
        browser.close()
    log = kaibo.log().encode()
    assert b"/client/OpenLaunch" in log, "the access log is on"
    assert (kaibo.folder / "livekit.log").stat().st_size > 1000
    assert secrets.found(log) == set()
    assert secrets.found(in_rooms) == set()
    assert secrets.referers == set()
    kaibo.stop()
    searched = [file for file in kaibo.folder.rglob("*") if file.is_file() and file.name not in KEPT_BY_PURPOSE]
    assert {"kaibo.db"} <= {file.name for file in searched}
    for file in searched:
        assert secrets.found(file.read_bytes()) == set(), file.name
    opened = {kaibo.said["HostUrl"], once["Url"]}
    seen = set()
    for name in ("host", "guest"):
        history = history_of(tmp_path / name)
        seen |= history & opened
        assert secrets.found(" ".join(history - opened).encode()) == set(), "only the opened link may stand there"
    assert seen == opened, "the history is the real one"

    planted = next(iter(secrets.known))
    for form in (planted, quote(f"a={planted}", safe=""), base64.b64encode(planted.encode()).decode()):
        assert secrets.found(f"a line\nwith {form} in it".encode()), "the search finds what is there"


def history_of(profile: Path) -> set[str]:
    db = sqlite3.connect(profile / "Default/History")
    try:
        return {url for (url,) in db.execute("SELECT url FROM urls")}
    finally:
        db.close()
