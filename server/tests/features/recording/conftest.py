"""A server without media, and a show whose airing was recorded. The files are real (`made.py`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from kaibo import app
from kaibo.activity import airings, table as activities
from kaibo.activity.status import Status
from kaibo.call import Limits, new_id
from kaibo.clock import now_ms
from kaibo.dependencies import Dependencies, services_of
from kaibo.features.recording import finish, folder, table
from kaibo.features.recording.reading import folder_of
from kaibo.gateway.most import Most
from kaibo.host.makers import Makers
from kaibo.media.memory import MemoryEngine
from kaibo.services import Services
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault
from sqlalchemy import Connection
from starlette.testclient import TestClient

from tests.features.admin.browser import ORIGIN, Browser, Server
from tests.features.recording import made
from tests.features.recording.made import BEGAN
from tests.show import TAB

OURS = "2026-12-01"
WAITS, WAITS_OF_ADDRESS = 3, 4
"""The most requests that wait, of one viewer, and of all viewers at one address."""


class House:
    """A show, the console of its owner, and any viewer."""

    def __init__(self, server: "Recording", admin: Browser) -> None:
        self.server, self.admin, self.files = server, admin, server.limits.files
        self.show = int(admin.call("CreateActivityAPIV2", Name="发布会 / launch")["ActivityId"])
        self.path = f"/w/{self._shown().view_path}"
        self.viewer = self.browser()

    def browser(self) -> TestClient:
        return self.server.viewer()

    def _shown(self) -> Any:
        return self.server.write(lambda db: activities.find(db, self.show))

    @property
    def status(self) -> Status:
        return Status(self._shown().status)

    def air(self, later: int = 0) -> table.Recording:
        """Put the show on air, `later` ms from now, and begin its recording."""

        def work(db: Connection) -> table.Recording:
            activities.change(db, self.show, status=int(Status.LIVE), live_requested=True)
            airings.begin(db, self.show, now_ms() + later)
            airing = airings.of(db, self.show)[-1]
            new = table.create(db, self.server.account, self.show, airing.order_number, airing.start_time)
            taken = table.take(db, new, "sv_test", now_ms())
            assert taken
            return taken

        taken: table.Recording = self.server.write(work)
        return taken

    def end(self) -> None:
        """Take the show off the air."""

        def work(db: Connection) -> None:
            activities.change(db, self.show, status=int(Status.OVER), live_requested=False)
            airings.end(db, self.show, now_ms())

        self.server.write(work)
        self.server.nudge(self.show)

    def folder(self, held: table.Recording) -> Path:
        place = folder_of(self.files, held.id)
        place.mkdir(parents=True)
        return place

    def record(self) -> table.Recording:
        """Record an airing of 8 s in two runs, and end it."""
        held = self.air()
        place = self.folder(held)
        made.run(place, 1, 5, end="")
        made.run(place, 2, 3, at=BEGAN + 8000, colour=20)
        made.pictures(place, {1: 5, 2: 3})
        self.end()
        self.finish(held)
        return held

    def finish(self, held: table.Recording) -> None:
        found = folder.read(folder_of(self.files, held.id))
        self.server.write(lambda db: finish.finish(db, held, found, self.server.limits, now_ms()))
        self.server.nudge(self.show)

    def enter(self, role: str) -> "Page":
        """Let a person enter the show by a link. A host takes the seat."""
        url = self.call("CreateLaunchLink", Role=role, UserName="Lin")["Url"]
        page = Page(self.browser(), url)
        opened = page.post("/client/OpenLaunch", Token=url.rpartition("/")[2])["Result"]
        redeemed = page.post("/client/RedeemTicket", Ticket=opened["Ticket"], Nonce="n" * 22)["Result"]
        page.path = f"/s/{redeemed['SessionId']}/call"
        page.call("EnterSession")
        return page

    def call(self, name: str, **fields: Any) -> Any:
        return self.admin.call(name, ActivityId=self.show, **fields)

    def view(self, http: TestClient | None = None) -> Any:
        return (http or self.viewer).post(f"{self.path}/events", json={}).json()["Data"]

    def pass_of(self, http: TestClient) -> str:
        """Give a browser a pass. Return the number of the viewer, for a ban."""
        http.post(f"{self.path}/call/SetChatName", json={"UserName": "Ana"})
        said = http.post(f"{self.path}/call/SendMessage", json={"Text": "hello", "Nonce": "n" * 8})
        return str(said.json()["Result"]["Message"]["UserId"])

    def get(self, rest: str, http: TestClient | None = None, **headers: str) -> Any:
        return (http or self.viewer).get(f"{self.path}/replay/{rest}", headers=headers)


class Page:
    """The page of a person in the show."""

    def __init__(self, http: TestClient, url: str) -> None:
        self.http, self.url, self.path = http, url, ""

    def post(self, path: str, **body: Any) -> Any:
        answer = self.http.post(path, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def call(self, name: str, **fields: Any) -> Any:
        return self.post(f"{self.path}/{name}", Tab=TAB, **fields)["Result"]

    def ask(self, name: str, **fields: Any) -> Any:
        return self.http.post(f"{self.path}/{name}", json=fields)


class Recording(Server):
    """A running server that may record, with the services of its features."""

    services: Services

    @property
    def limits(self) -> Limits:
        return self.services.limits

    def viewer(self) -> TestClient:
        """Open a browser of its own."""
        http = TestClient(self.app, base_url=ORIGIN, headers={"Origin": ORIGIN})
        http.portal = self.http.portal
        return http

    def nudge(self, activity_id: int) -> None:
        assert self.http.portal
        self.http.portal.call(self.services.events.nudge, activity_id)


@contextmanager
def serving(store_url: str, folder: Path, files: str = "", name: str = "") -> Iterator[Recording]:
    """Run a server without media. `files`: a folder that servers share. `name`: its id, when there are several."""
    made: list[Services] = []

    def kept(*given: Any) -> Services:
        made.append(services_of(*given))
        return made[0]

    makers = Makers(folder / "makers", 1)
    name = name or new_id("sv_")
    parts = open_store(store_url), Vault(bytes(32)), MemoryEngine(), None
    dependencies = Dependencies(*parts, server=name, makers=makers)
    most = replace(Most.of(4096), waits_of_one=WAITS, waits_of_address=WAITS_OF_ADDRESS + 2)  # two for higher ranks
    with patch.object(app, "services_of", kept):
        built = app.build(Settings(public_url=ORIGIN, data=folder, files=files), dependencies, most)
    with TestClient(built, base_url=ORIGIN) as http:
        server = Recording(built, dependencies, http)
        server.services = made[0]
        yield server


@pytest.fixture
def house(store_url: str, tmp_path: Path) -> Iterator[House]:
    with serving(store_url, tmp_path) as server:
        yield House(server, server.admin())
