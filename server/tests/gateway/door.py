"""A server without media, and callers who sign calls over its own ASGI door."""

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from kaibo.account import keys, table as access
from kaibo.app import build
from kaibo.call import Owner
from kaibo.dependencies import Dependencies
from kaibo.gateway.signature import Signed, sign
from kaibo.media.memory import MemoryEngine
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault
from starlette.testclient import TestClient

HOST = "localhost:8780"
KEY_SECONDS = 0.2
"""So long these servers remember an access key. A real one does for five seconds."""
NONE: dict[str, str] = {}


class Caller:
    """A caller with an access key of `account`, or with a session token."""

    def __init__(self, http: TestClient, key: str, secret: str, token: str = "", account: str = "") -> None:
        self.http, self.key, self.secret, self.token, self.account = http, key, secret, token, account

    def expire_keys(self) -> None:
        """Wait until the server has forgotten the keys that it remembers."""
        time.sleep(KEY_SECONDS + 0.1)

    def send(
        self,
        action: str,
        version: str,
        body: bytes = b"{}",
        method: str = "POST",
        query: str = "",
        kind: str = "application/json",
        headers: Mapping[str, str] = NONE,
        unsigned: Mapping[str, str] = NONE,
    ) -> Any:
        """Send a signed request with a body of that content type. Return the answer.

        `unsigned` headers are added after the signature."""
        text = f"Action={action}&Version={version}{query}"
        headers = {"Host": HOST, "Content-Type": kind, **headers}
        if self.token:
            headers["X-Security-Token"] = self.token
        content = body if method == "POST" else b""
        plain = Signed(method, text, {name.lower(): value for name, value in headers.items()}, content)
        headers |= sign(plain, self.key, self.secret, int(time.time()), "cn-north-1", "livesaas")
        return self.http.request(method, f"/?{text}", content=content, headers={**headers, **unsigned})

    def call(self, action: str, version: str = "2020-06-01", **body: object) -> Any:
        """Make a call that the server grants. Return its Result."""
        answer = self.patiently(action, version, body)
        assert answer.status_code == 200, answer.text
        return answer.json()["Result"]

    def refused(self, action: str, version: str = "2020-06-01", **body: object) -> tuple[int, str]:
        """Make a call that the server refuses. Return the status and the code."""
        return refusal(self.patiently(action, version, body))

    def patiently(self, action: str, version: str, body: dict[str, object]) -> Any:
        """Send a call. Wait after each refusal by flow control, as the vendor's SDK does."""
        while (answer := self.send(action, version, json.dumps(body).encode())).status_code == 429:
            time.sleep(int(answer.headers["retry-after"]))
        return answer


def refusal(answer: Any) -> tuple[int, str]:
    error = answer.json()["ResponseMetadata"]["Error"]
    assert "Result" not in answer.json()
    return answer.status_code, error["Code"]


@contextmanager
def answering(store_url: str, **settings: Any) -> Iterator[Callable[[], Caller]]:
    """Run a server. Yield a function that makes a caller of a new account."""
    vault = Vault(bytes(32))
    dependencies = Dependencies(open_store(store_url), vault, MemoryEngine(), None)
    with patch.object(keys, "SECONDS", KEY_SECONDS):
        app = build(Settings(public_url=f"http://{HOST}", **settings), dependencies)
    with TestClient(app, base_url=f"http://{HOST}") as http:
        yield lambda: access_of(http, dependencies)


def access_of(http: TestClient, dependencies: Dependencies) -> Caller:
    """Make a caller of a new account."""
    now = time.time_ns() // 1_000_000

    async def make() -> Caller:
        account = await dependencies.store.write(lambda db: access.create_account(db, "test", now))
        made = await dependencies.store.write(lambda db: access.create_key(db, dependencies.vault, Owner(account), now))
        return Caller(http, *made, account=account)

    assert http.portal
    return http.portal.call(make)


@contextmanager
def serving(store_url: str, **settings: Any) -> Iterator[tuple[Caller, Caller]]:
    """Run a server. Yield two callers of two accounts."""
    with answering(store_url, **settings) as caller:
        yield caller(), caller()
