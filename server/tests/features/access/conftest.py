import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx2
import jwt
import pytest
from anyio.from_thread import start_blocking_portal
from kaibo.account import table as access
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.call import Owner
from kaibo.clock import now_ms
from kaibo.session import identity
from sqlalchemy import Connection

from tests.features.access.viewer import Viewer
from tests.gateway import door
from tests.gateway.door import Caller
from tests.running import Media, Running, running

NEW = "2023-08-01"


class Watched(NamedTuple):
    """A show on air, its owner and its viewers."""

    caller: Caller
    server: Running
    id: int
    path: str
    program: str
    browsers: list[httpx2.Client]

    def viewer(self) -> Viewer:
        made = Viewer(self.server.url, self.path, self.program, self.server.ports.rtc)
        self.browsers.append(made.http)
        return made

    def call(self, name: str, **fields: Any) -> Any:
        return self.caller.call(name, NEW, ActivityId=self.id, **fields)

    def rule(self, kind: int, **more: Any) -> Any:
        """Set the main rule."""
        return self.call("UpdateViewingRestriction", ViewingRestriction={"ViewingAccountType": kind, **more})

    def password(self, password: str) -> Any:
        return self.rule(2, PasswordViewingRestriction={"Password": password})

    def token(self, user: str, name: str = "Ann", age: int = 0) -> str:
        """Make a token as an integrator's backend does, with no code of ours."""
        key = self.call("GetActivityLoginSecret", Mode=2)["LoginSecret"]
        return jwt.encode({"NickName": name, "UserIdStr": user, "TimeStamp": int(time.time()) - age}, key, "HS256")

    def list_users(self, *users: str, place: int = 1) -> Any:
        them = [{"ExternalUserId": user, "NickName": user} for user in users]
        return self.call("InsertWhiteList", PermissionOrder=place, WhiteListUser=them)

    def ban(self, status: int = 1, **who: Any) -> Any:
        return self.call("UpdateActivityUserBanStatus", BanStatus=status, **who)


class House:
    """A server, and a caller of a new account."""

    def __init__(self, server: Running, portal: Any) -> None:
        self.server, self.portal = server, portal
        http: Any = httpx2.Client(base_url=server.url, timeout=60, trust_env=False)
        self.browsers: list[httpx2.Client] = [http]
        account = self.write(lambda db: access.create_account(db, "test", now_ms()))
        key = self.write(lambda db: access.create_key(db, server.vault, Owner(account), now_ms()))
        self.caller = Caller(http, key[0], key[1], account=account)

    def write(self, work: Any) -> Any:
        return self.portal.call(self.server.dependencies.store.write, work)

    def show(self) -> Watched:
        """Make a show, and put it on air by its row. It stays so for the grace time."""
        made = self.caller.call("CreateActivityAPIV2", Name="茶 & Tea")["ActivityId"]

        def live(db: Connection) -> tuple[str, str]:
            activities.change(db, made, live_requested=True, status=int(Status.LIVE))
            found = activities.find(db, made)
            assert found
            return f"/w/{found.view_path}", identity.room(found, identity.PROGRAM)

        path, program = self.write(live)
        return Watched(self.caller, self.server, made, path, program, self.browsers)


@pytest.fixture
def house(store_url: str, tmp_path: Path, media: Media, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(running(tmp_path, store_url, media)) as server,
    ):
        monkeypatch.setattr(door, "HOST", server.url.partition("://")[2])
        made = House(server, portal)
        yield made
        for browser in made.browsers:
            browser.close()


@pytest.fixture
def show(house: House) -> Watched:
    return house.show()
