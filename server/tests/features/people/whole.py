"""People of whom the server holds something in every table that knows people."""

import time
from typing import Any

import jwt
from kaibo.access.number import number
from kaibo.features.audience.table import Change, write
from kaibo.store import METADATA
from sqlalchemy import create_engine, select

from tests.features.audit.house import ORIGIN, House
from tests.gateway.door import Caller

OURS, NEW = "2026-12-01", "2023-08-01"
ADDRESS = "198.51.100.7"


class Viewer:
    """A viewer's browser, in a client that all browsers share."""

    def __init__(self, house: House) -> None:
        self.http = house.caller.http
        self.path = "/w/" + house.caller.call("GetActivityAPI", ActivityId=house.activity)["ViewUrl"].rpartition("/")[2]
        self.cookie = ""
        self.show = house.activity

    @property
    def id(self) -> str:
        return str(jwt.decode(self.cookie, options={"verify_signature": False})["sub"])

    @property
    def number(self) -> int:
        return number(self.id)

    def ask(self, action: str, **body: Any) -> Any:
        """Make a call. Return the answer."""
        headers = {"Origin": ORIGIN} | ({"Cookie": f"kaibo_pass={self.cookie}"} if self.cookie else {})
        answer = self.http.post(f"{self.path}/call/{action}", json=body, headers=headers)
        self.cookie = self.http.cookies.get("kaibo_pass", path=self.path) or self.cookie
        self.http.cookies.clear()
        return answer

    def call(self, action: str, **body: Any) -> Any:
        answer = self.ask(action, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()["Result"]

    def talk(self, after: int | None = None) -> Any:
        """Read the conversation once, as a page without a stream does."""
        headers = {"Origin": ORIGIN, "Cookie": f"kaibo_pass={self.cookie}"}
        answer = self.http.post(f"{self.path}/events", json={"After": after}, headers=headers)
        return answer.json()["Talk"]

    def writes(self, text: str, nonce: str = "nonce-0001") -> int:
        """Send a message and ask a question without a name. Return the message's id."""
        self.call("AskQuestion", Text=f"{text}?", Anonymous=True, Nonce=nonce)
        return int(self.call("SendMessage", Text=text, Nonce=nonce)["Message"]["Id"])

    def view(self) -> Any:
        headers = {"Origin": ORIGIN, "Cookie": f"kaibo_pass={self.cookie}"}
        return self.http.post(f"{self.path}/events", json={}, headers=headers).json()["Data"]

    def enters(self, house: House, user: str, name: str = "Ann") -> str:
        """Sign in with a token of the integrator. Return the viewer's id."""
        secret = house.caller.call("GetActivityLoginSecret", NEW, ActivityId=self.show, Mode=2)["LoginSecret"]
        claims = {"NickName": name, "UserIdStr": user, "TimeStamp": int(time.time())}
        claims |= {"AvatarUrl": f"https://a.example/{user}.png"}
        self.call("SignInToWatch", Token=jwt.encode(claims, secret, "HS256"))
        return self.id

    def watches(self, store_url: str) -> None:
        """Let the server see that the viewer watched."""
        engine = create_engine(store_url)
        with engine.begin() as db:
            for change in (Change(self.show, self.id, True, ADDRESS), Change(self.show, self.id, False)):
                write(db, [change], 1_900_000_000_000)
        engine.dispose()


def signed_in(house: House, user: str, name: str) -> Viewer:
    """Let a user of the integrator come to watch, with this name in the chat too."""
    viewer = Viewer(house)
    viewer.enters(house, user, name)
    viewer.call("SetChatName", UserName=name)
    return viewer


def rows(store_url: str) -> list[str]:
    """Return every row of the store as text."""
    engine = create_engine(store_url)
    with engine.connect() as db:
        found = [f"{table.name} {tuple(row)}" for table in METADATA.sorted_tables for row in db.execute(select(table))]
    engine.dispose()
    return found


def export(caller: Caller, **whose: Any) -> list[dict[str, Any]]:
    return list(caller.call("ExportPerson", OURS, **whose)["Items"])


def erase(caller: Caller, **whose: Any) -> dict[str, int]:
    return {one["Kind"]: one["Count"] for one in caller.call("ErasePerson", OURS, **whose)["Erased"]}
