"""A person without a browser. Tests make the calls of the pages with it."""

import secrets
from typing import Any

import httpx2

from e2e.kaibo import NO_TLS

PHONE = "Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1"


class Visitor:
    """Has cookies of their own. `path` is the session's, once they are in."""

    def __init__(self, server: str) -> None:
        headers = {"Origin": server, "User-Agent": PHONE}
        self._client = httpx2.Client(base_url=server, headers=headers, verify=NO_TLS, timeout=60)
        self._tab = secrets.token_hex(12)
        self.path = ""

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def post(self, path: str, **body: object) -> dict[str, Any]:
        """Make a call. Return its Result."""
        answer = self._client.post(path, json=body)
        assert answer.is_success, answer.text
        result: dict[str, Any] = answer.json()["Result"]
        return result

    def ticket(self, link: str) -> str:
        return str(self.post("/client/OpenLaunch", Token=link.rpartition("/")[2])["Ticket"])

    def redeem(self, ticket: str, *, app: bool = False) -> dict[str, Any]:
        """Use a ticket, in the browser or in the app. Return what the server tells of the session."""
        session = self.post("/client/RedeemTicket", Ticket=ticket, Nonce=secrets.token_hex(16), App=app)
        self.path = session["Path"]
        return session

    def enter(self, link: str, *calls: str) -> "Visitor":
        """Go in by a link and make these calls of the session."""
        self.redeem(self.ticket(link))
        for name in ("EnterSession", *calls):
            self.call(name)
        return self

    def call(self, name: str) -> dict[str, Any]:
        """Make a call of the session."""
        return self.post(f"{self.path}/call/{name}", Tab=self._tab)
