"""A browser at the console: its cookie, its origin, and a passkey made of software."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from kaibo.account import keys, table as access
from kaibo.app import build
from kaibo.dependencies import Dependencies
from kaibo.features.admin import links
from kaibo.features.admin.roles import Role
from kaibo.media.memory import MemoryEngine
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault
from sqlalchemy import Connection
from starlette.testclient import TestClient

from tests.gateway.door import KEY_SECONDS, refusal

ORIGIN = "http://localhost:8780"
NAME, PASSWORD = "Lin Xiao", "beans and mountains"


class Server:
    """A running server, and its account."""

    def __init__(self, app: Any, dependencies: Dependencies, http: TestClient) -> None:
        self.app, self.dependencies, self.http = app, dependencies, http
        self.account = self.write(lambda db: access.create_account(db, "test", 1))

    def write(self, work: Any) -> Any:
        """Change the store as another process would."""
        assert self.http.portal
        return self.http.portal.call(self.dependencies.store.write, work)

    def link(self, role: Role = Role.OWNER, at: int = 0) -> str:
        """Make a sign-in link as the command does. Return its token."""
        from kaibo.clock import now_ms

        def work(db: Connection) -> str:
            return links.make(db, self.account, role, at or now_ms())

        return str(self.write(work))

    def browser(self, origin: str | None = ORIGIN) -> "Browser":
        """Open a browser of its own."""
        http = TestClient(self.app, base_url=ORIGIN)
        http.portal = self.http.portal
        return Browser(http, origin)

    def admin(self, name: str = NAME, role: Role = Role.OWNER) -> "Browser":
        """Open a browser in which a new admin is signed in."""
        browser = self.browser()
        browser.enter("OpenAdminLink", Token=self.link(role), Name=name)
        return browser


@contextmanager
def serving(store_url: str, **settings: Any) -> Iterator[Server]:
    """Run a server."""
    dependencies = Dependencies(open_store(store_url), Vault(bytes(32)), MemoryEngine(), None)
    with patch.object(keys, "SECONDS", KEY_SECONDS):
        app = build(Settings(public_url=ORIGIN, **settings), dependencies)
    with TestClient(app, base_url=ORIGIN) as http:
        yield Server(app, dependencies, http)


class Browser:
    """A browser at the console."""

    def __init__(self, http: TestClient, origin: str | None) -> None:
        self.http, self.headers = http, {"Origin": origin} if origin else {}

    def send(self, door: str, action: str, fields: dict[str, Any]) -> Any:
        """Send a call. Return the answer."""
        return self.http.post(f"/admin/{door}/{action}", json=fields, headers=self.headers)

    def enter(self, action: str, **fields: Any) -> Any:
        """Make a call of the sign-in page that the server grants. Return its Result."""
        return _granted(self.send("enter", action, fields))

    def call(self, action: str, **fields: Any) -> Any:
        """Make a call of the console that the server grants. Return its Result."""
        return _granted(self.send("call", action, fields))

    def refused(self, action: str, door: str = "call", **fields: Any) -> tuple[int, str]:
        """Make a call that the server refuses. Return the status and the code."""
        return refusal(self.send(door, action, fields))


def _granted(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()["Result"]


class Passkey:
    """An authenticator made of software, which proves with a key that never leaves it."""

    def __init__(self, origin: str = ORIGIN, host: str = "localhost") -> None:
        self.origin, self.host = origin, host
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.count = hashlib.sha256(str(id(self)).encode()).digest(), 0

    def make(self, options: str) -> dict[str, Any]:
        """Answer a request to make a passkey."""
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        made = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(cose)
        data = self._client_data("webauthn.create", json.loads(options)["challenge"])
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._data(0x45) + made})
        return self._answer({"clientDataJSON": _text(data), "attestationObject": _text(attestation)})

    def sign(self, options: str) -> dict[str, Any]:
        """Answer a request to sign in."""
        data = self._client_data("webauthn.get", json.loads(options)["challenge"])
        self.count += 1
        proof = self._data(0x05)
        signature = self.key.sign(proof + hashlib.sha256(data).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {"clientDataJSON": _text(data), "authenticatorData": _text(proof), "signature": _text(signature)}
        )

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        return {"id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "response": response}


def _text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def challenge_of(options: str) -> bytes:
    """Return the challenge of a request, in bytes."""
    text = json.loads(options)["challenge"]
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
