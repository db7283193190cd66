"""Run a whole show with each log turned up. Then search everything that it left behind for each of its secrets."""

import base64
import contextlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, Request, Response, WebSocket

from e2e.counts import STARTED
from e2e.kaibo import OURS, Show
from e2e.launch_page import reason
from e2e.patience import patience
from e2e.person import CHROMIUM, FLAGS, devices

JWT = re.compile(r"eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+")
KEPT_BY_PURPOSE = {"master.key", "livekit.json", "livekit.yaml", "demo.json"}
"""Each is for its owner only and exists to hold a secret."""
FIELDS = {"Ticket", "ListenKey", "Nonce", "Token", "SecretAccessKey", "SecretKey", "TmpSecretKey", "Key"}
LINK = re.compile(r"/l/([\w-]{22,})")
NOWHERE = "http://sends-a-referer.example"
TALKS = f"""<meta name="referrer" content="unsafe-url"><img src="{NOWHERE}/picture">"""


class Secrets:
    """The secrets of a show, each with its kind."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}
        self.referers: set[str] = set()
        self.rooms = b""

    def add(self, what: str, value: str) -> None:
        if len(value) >= 16:
            self.known.setdefault(value, what)

    def hear(self, context: BrowserContext) -> None:
        """Collect secrets from all that this browser sends and receives."""
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("page", lambda page: page.on("websocket", self._socket))
        for page in context.pages:
            page.on("websocket", self._socket)

    def _request(self, request: Request) -> None:
        if referer := request.headers.get("referer"):
            self.referers.add(referer)
        self._links(request.url)
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

    def _links(self, text: str) -> None:
        for token in LINK.findall(text):
            self.add("launch token", token)

    def _json(self, text: str) -> None:
        with contextlib.suppress(ValueError):
            self.told(json.loads(text))

    def told(self, value: Any) -> None:
        """Collect the secrets of a request or an answer."""
        if isinstance(value, dict):
            for name, one in value.items():
                if name in FIELDS and isinstance(one, str):
                    self.add(name, one)
                    self.add(f"{name}, plainly typed", one.replace("-", "").lower() if "Key" in name else "")
                self.told(one)
        elif isinstance(value, list):
            for one in value:
                self.told(one)
        elif isinstance(value, str):
            self._links(value)

    def found(self, data: bytes) -> set[str]:
        """Find the kinds of secrets in some bytes: plain, percent-encoded or in base64."""
        return {
            what
            for value, what in self.known.items()
            if any(form in data for form in (value.encode(), quote(value, safe="").encode(), _base64(value)))
        }


def _base64(value: str) -> bytes:
    """Encode without the end, which depends on what follows."""
    return base64.b64encode(value.encode()[: len(value) // 3 * 3])


@pytest.fixture
def loud(start: Callable[..., Show]) -> Show:
    return start(KAIBO_LOG_LEVEL="debug", KAIBO_GRACE_SECONDS="8")


@pytest.fixture
def visit(playwright: Playwright, media: Path, tmp_path: Path) -> Iterator[Callable[[str], BrowserContext]]:
    """Open a browser with a profile on the disk."""
    here: list[BrowserContext] = []

    def one(name: str) -> BrowserContext:
        STARTED["Chromium"] += 1
        made = playwright.chromium.launch_persistent_context(
            tmp_path / name,
            executable_path=CHROMIUM,
            args=[*FLAGS, *devices(media, "host")],
            permissions=["camera", "microphone"],
            viewport={"width": 1280, "height": 800},
            locale="en-US",
        )
        made.set_default_timeout(patience() * 20_000)
        here.append(made)
        return made

    yield one
    for made in here:
        made.close()


def state(page: Page, kind: str, wanted: str) -> None:
    page.wait_for_selector(f"body[data-page='{kind}'][data-state='{wanted}']")


def called(show: Show, secrets: Secrets, name: str, version: str = OURS, **body: object) -> dict[str, Any]:
    """Make a backend's call about the activity."""
    answer = show.call(name, version, ActivityId=show.activity_id, **body)
    secrets.told(answer)
    return answer


def in_the_app(show: Show, secrets: Secrets, url: str) -> str:
    """Go in by the app. Return the session's id."""

    def ask(name: str, **body: object) -> dict[str, Any]:
        origin = {"Origin": show.url}
        answer = httpx2.post(f"{show.url}/client/{name}", json=body, headers=origin)
        assert answer.is_success, answer.text
        secrets.told([body, answer.json()])
        for cookie in answer.cookies.values():
            secrets.add("cookie", cookie)
        found: dict[str, Any] = answer.json()["Result"]
        return found

    ticket = ask("OpenLaunch", Token=url.rpartition("/")[2])["Ticket"]
    made = ask("RedeemTicket", Ticket=ticket, Nonce="the-nonce-of-a-desktop-app", App=True)
    return str(made["SessionId"])


def whole_show(
    show: Show, secrets: Secrets, hosts: BrowserContext, guests: BrowserContext, others: BrowserContext
) -> set[str]:
    """Make each kind of secret, and have each refused once: links, tickets, keys, sessions, tokens.

    Return the launch links that people opened. `secrets.rooms` gets what LiveKit knew meanwhile."""
    host, guest, viewer, asks = hosts.new_page(), guests.new_page(), guests.new_page(), others.new_page()
    host.goto(f"{show.url}/go")
    keys = called(show, secrets, "GetTemporaryLoginTokenAPI", "2020-06-01")
    host.fill("#key", keys["SecretKey"])
    host.click("#open-key")
    reason(host, "")
    host.click("#use-browser")
    state(host, "studio", "preview")
    host.click("#go-live")
    state(host, "studio", "live")
    once = called(show, secrets, "CreateLaunchLink", Role="guest", UserName="陈一鸣", MaxUses=1)["Url"]
    guest.goto(once)
    guest.click("#use-browser")
    guest.wait_for_selector("body[data-page='guest']")
    guest.click("#join-stage")
    viewer.goto(show.watch_url)
    state(viewer, "watch", "live")
    host.wait_for_selector("text=陈一鸣")
    secrets.rooms += repr(show.server.rooms()).encode()
    assert b"guest-" in secrets.rooms

    asks.goto(once)
    asks.click("#ask-link")
    host.click("[data-action='grant']")
    reason(asks, "")
    granted = asks.url

    gone = in_the_app(show, secrets, called(show, secrets, "CreateLaunchLink", Role="guest", UserName="林晓")["Url"])
    show.call("EndSession", OURS, SessionId=gone)
    show.call("RevokeLaunchLink", OURS, Url=once, Mode="everyone")
    state(guest, "guest", "ended")
    in_the_app(show, secrets, show.said["TmpUrl"])
    called(show, secrets, "GetDownloadLiveClient", "2023-08-01", LoginType=1, UserName="王磊")
    called(show, secrets, "GetActivityLinks", "2023-08-01")
    made_up = f"{show.url}/l/made-up-{'x' * 40}"
    for page, url in ((asks, made_up), (guest, once)):
        page.goto(url)
        page.wait_for_selector("body[data-state='refused']")
    secrets.rooms += repr(show.server.rooms()).encode()
    called(show, secrets, "RotateLaunchLinks", Role="all")
    secrets.told(show.call("CreateAccessKey", OURS, Name="another"))
    return {show.host_url, once, granted, made_up}


def test_complaint_28_no_secret_is_left_behind(
    loud: Show, visit: Callable[[str], BrowserContext], tmp_path: Path
) -> None:
    show, secrets = loud, Secrets()
    hosts, guests, others = visit("host"), visit("guest"), visit("other")
    for browser in (hosts, guests, others):
        secrets.hear(browser)
    secrets.told(show.said)
    opened = whole_show(show, secrets, hosts, guests, others)
    secrets.add("LiveKit's secret", show.server.livekit["secret"])
    master = (show.server.folder / "master.key").read_bytes()
    for form in (master.hex(), base64.b64encode(master).decode(), master.decode("latin-1").strip()):
        secrets.add("the master secret", form)

    assert {"launch token", "cookie", "join token", *FIELDS} - {"Key"} <= set(secrets.known.values())
    assert len(secrets.known) > 40

    assert secrets.found(secrets.rooms) == set(), "LiveKit's metadata"
    assert secrets.referers == set()
    talking = guests.new_page()
    talking.route(f"{NOWHERE}/**", lambda route: route.fulfill(body=TALKS, content_type="text/html"))
    talking.goto(f"{NOWHERE}/page")
    assert secrets.referers == {f"{NOWHERE}/page"}, "one that is sent is seen"

    for browser in (hosts, guests, others):
        browser.close()
    log = show.server.log().encode()
    assert b"/client/OpenLaunch" in log, "the access log is on"
    for kind in (b"issue", b"open", b"redeem", b"refuse", b"remove", b"end", b"grant"):
        assert re.search(rb"DEBUG kaibo\.[\w.]*audit " + kind, log), "the log is turned up"
    assert (show.server.folder / "livekit.log").stat().st_size > 1000
    assert secrets.found(log) == set()
    show.server.stop()
    searched = [file for file in show.server.folder.rglob("*") if file.is_file() and file.name not in KEPT_BY_PURPOSE]
    assert {"kaibo.db"} <= {file.name for file in searched}
    for file in searched:
        assert secrets.found(file.read_bytes()) == set(), file.name
    seen = set()
    for name in ("host", "guest", "other"):
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
