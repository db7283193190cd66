"""One activity of one caller, as the tests of the audit log use it."""

from typing import Any

from kaibo.features.link.launches import launch
from kaibo.session.table import session
from sqlalchemy import create_engine, update

from tests.gateway.door import HOST, Caller
from tests.show import TAB

OURS = "2026-12-01"
ORIGIN = f"http://{HOST}"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class House:
    """One activity of one caller. `secrets` has every secret that its people held."""

    def __init__(self, caller: Caller) -> None:
        self.caller, self.secrets = caller, list[str]()
        self.activity = caller.call("CreateActivityAPIV2", Name="A show")["ActivityId"]

    def ours(self, name: str, **body: Any) -> Any:
        return self.caller.call(name, OURS, **body)

    def link(self, role: str = "guest", **policy: Any) -> str:
        body = {"ActivityId": self.activity, "Role": role, "UserName": "陈一鸣", **policy}
        url = str(self.ours("CreateLaunchLink", **body)["Url"])
        self.secrets.append(url.rpartition("/")[2])
        return url

    def client(self, name: str, **body: Any) -> Any:
        headers = {"Origin": ORIGIN, "X-Forwarded-For": "203.0.113.77", "User-Agent": FIREFOX}
        return self.caller.http.post(f"/client/{name}", json=body, headers=headers)

    def ticket(self, url: str) -> str:
        opened = self.client("OpenLaunch", Token=url.rpartition("/")[2]).json()["Result"]
        self.secrets += [opened["Ticket"], opened["ListenKey"]]
        return str(opened["Ticket"])

    def enter(self, url: str, **way: Any) -> str:
        answer = self.client("RedeemTicket", Ticket=self.ticket(url), Nonce="n" * 22, **way)
        self.secrets.append(answer.headers["set-cookie"].partition(";")[0].partition("=")[2])
        session = str(answer.json()["Result"]["SessionId"])
        self.session(session, "EnterSession", Tab=TAB)
        return session

    def session(self, session: str, name: str, **body: Any) -> Any:
        return self.caller.http.post(f"/s/{session}/call/{name}", json=body, headers={"Origin": ORIGIN})

    def events(self, **filters: Any) -> list[dict[str, Any]]:
        """Return the events, the oldest first."""
        found = self.ours("ListAuditEvents", **{"ActivityId": self.activity, "PageSize": 100, **filters})
        return list(reversed(found["Events"]))

    def kinds(self, **filters: Any) -> list[str]:
        return [event["Kind"] for event in self.events(**filters)]


def age_tickets(store_url: str) -> None:
    """Age every ticket by two minutes."""
    engine = create_engine(store_url)
    with engine.begin() as db:
        db.execute(update(launch).values(expires_at=1))
    engine.dispose()


def age_absences(store_url: str) -> None:
    """Let every closed page count as closed for ever."""
    engine = create_engine(store_url)
    with engine.begin() as db:
        db.execute(update(session).values(left_at=1))
    engine.dispose()
