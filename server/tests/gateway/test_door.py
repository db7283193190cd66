"""The door of our own pages: which calls it admits and what it answers, with actions of the test's own."""

import logging
import sys
import time
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from kaibo.call import Call, Limits, Owner
from kaibo.cluster.events import Events
from kaibo.cluster.rates import Rates
from kaibo.features.audit.log import AuditLog
from kaibo.gateway.action import Cookie, Int, Wire, WithCookie, action
from kaibo.gateway.catalogue import Catalogue
from kaibo.gateway.door import Door
from kaibo.session.errors import NoSession
from kaibo.store import Store
from kaibo.vault import Vault
from pydantic import Field
from sqlalchemy import Connection, text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.databases import SQLITE

ORIGIN = "https://kaibo.example.com"


class Sum(Wire):
    left: Int
    right: Annotated[Int, Field(le=100)] = 1


class Total(Wire):
    total: int


class Entered(WithCookie):
    name: str


class Nothing(Wire):
    pass


@action("AddUp", rate="3/minute")
def add_up(call: Call, request: Sum) -> Total:
    """Add two numbers, without a write."""
    return Total(total=request.left + request.right)


class Knock(Wire):
    at: str

    @property
    def counted(self) -> tuple[str, str]:
        return "2/minute", self.at


@action("Knock", rate="100/minute")
def knock(call: Call, request: Knock) -> Nothing:
    """Return nothing. Calls are counted by the name in the request."""
    return Nothing()


@action("ComeIn", writes=True)
def come_in(call: Call, request: Nothing) -> Entered:
    """Set a cookie and change an activity."""
    call.mark_changed(7)
    return Entered(name="陈一鸣", cookie=Cookie(name="kaibo_session", value="secret", path="/s/1", max_age=60))


@action("Break", writes=True)
def break_it(call: Call, request: Nothing) -> Total:
    """Fail after a change."""
    call.mark_changed(8)
    call.db.execute(text("INSERT INTO account VALUES ('half', '', 0)"))
    raise RuntimeError("the secret cause")


@action("Leave", writes=True)
def leave(call: Call, request: Nothing) -> None:
    """Return no result."""


@pytest.fixture
def nudged() -> list[int]:
    return []


@pytest.fixture
def http(store: Store, nudged: list[int]) -> Iterator[TestClient]:
    def make_call(request: Request, db: Connection) -> Call:
        if "stranger" in request.headers:
            raise NoSession
        return Call(db=db, now=time.time_ns() // 1_000_000, owner=Owner(""), limits=Limits(), vault=Vault(bytes(32)))

    events = Events()
    events.on_any(nudged.append)
    catalogue: Catalogue[Call] = Catalogue([sys.modules[__name__]])
    door = Door(catalogue, store, events, Rates("async+memory://"), ORIGIN, make_call, AuditLog(store, 0))
    app = Starlette(routes=[Route("/client/{action}", door.answer, methods=["POST"])])
    with TestClient(app, base_url=ORIGIN, headers={"Origin": ORIGIN}) as client:
        yield client


def refused(answer: Any) -> tuple[int, str]:
    assert answer.headers["cache-control"] == "no-store"
    assert "Result" not in answer.json()
    return answer.status_code, answer.json()["ResponseMetadata"]["Error"]["Code"]


def test_call_is_answered_in_the_envelope(http: TestClient) -> None:
    answer = http.post("/client/AddUp", json={"Left": 2, "Right": 3})
    assert (answer.status_code, answer.json()["Result"]) == (200, {"Total": 5})
    meta = answer.json()["ResponseMetadata"]
    assert (meta["Action"], meta["Version"], len(meta["RequestId"])) == ("AddUp", "2026-12-01", 34)
    assert answer.headers["cache-control"] == "no-store"
    assert http.post("/client/Leave", json={}).json()["Result"] == {}


@SQLITE
def test_calls_are_also_counted_by_the_name_in_the_request(http: TestClient) -> None:
    for _ in range(2):
        assert http.post("/client/Knock", json={"At": "one"}).status_code == 200
    assert refused(http.post("/client/Knock", json={"At": "one"})) == (429, "FlowLimitExceeded")
    assert http.post("/client/Knock", json={"At": "another"}).status_code == 200


def test_result_sets_a_cookie_and_change_is_nudged(http: TestClient, nudged: list[int]) -> None:
    answer = http.post("/client/ComeIn", json={})
    assert answer.json()["Result"] == {"Name": "陈一鸣"}
    cookie = set(answer.headers["set-cookie"].split("; "))
    assert cookie == {"kaibo_session=secret", "HttpOnly", "Secure", "SameSite=strict", "Path=/s/1", "Max-Age=60"}
    assert nudged == [7]


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example.com", "http://kaibo.example.com", ORIGIN + ":8443", ORIGIN + "/"]
)
@SQLITE
def test_request_from_another_origin_is_refused(http: TestClient, origin: str | None) -> None:
    del http.headers["Origin"]
    headers = {"Origin": origin} if origin else {}
    assert refused(http.post("/client/ComeIn", json={}, headers=headers)) == (403, "WrongOrigin")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
@SQLITE
def test_content_type_of_a_form_is_refused(http: TestClient, kind: str) -> None:
    answer = http.post("/client/ComeIn", content=b"{}", headers={"Content-Type": kind})
    assert refused(answer) == (400, "InvalidParameter.Content-Type")


@SQLITE
def test_content_type_may_name_its_charset(http: TestClient) -> None:
    headers = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert http.post("/client/ComeIn", content=b"{}", headers=headers).status_code == 200


@SQLITE
def test_every_method_but_post_is_refused(http: TestClient) -> None:
    for method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS"):
        assert http.request(method, "/client/ComeIn").status_code == 405


@pytest.mark.parametrize(
    ("name", "body", "wanted"),
    [
        ("NoSuch", "{}", (404, "InvalidActionOrVersion")),
        ("AddUp", "{}", (400, "MissingParameter")),
        ("AddUp", "", (400, "MissingParameter")),
        ("AddUp", '{"Left": true}', (400, "InvalidParameter.Left")),
        ("AddUp", '{"Left": 1, "Right": 101}', (400, "InvalidParameter.Right")),
        ("AddUp", "[]", (400, "MalformedBody")),
        ("AddUp", '{"Left": NaN}', (400, "MalformedBody")),
        ("AddUp", '{"Left": null, "Right": 1}', (400, "MissingParameter")),
        ("AddUp", " " * (1 << 20) + " {}", (400, "MalformedBody")),
    ],
)
@SQLITE
def test_wrong_parameter_is_named(http: TestClient, name: str, body: str, wanted: tuple[int, str]) -> None:
    answer = http.post(f"/client/{name}", content=body.encode(), headers={"Content-Type": "application/json"})
    assert refused(answer) == wanted


@SQLITE
def test_field_of_an_older_page_is_ignored(http: TestClient) -> None:
    answer = http.post("/client/AddUp", json={"Left": 2, "Right": None, "Middle": 5})
    assert answer.json()["Result"] == {"Total": 3}


def test_caller_is_proved_inside_the_transaction(http: TestClient, nudged: list[int]) -> None:
    assert refused(http.post("/client/ComeIn", json={}, headers={"stranger": "1"})) == (401, "NoSession")
    assert nudged == []


@SQLITE
def test_address_over_its_rate_is_refused(http: TestClient) -> None:
    codes = [http.post("/client/AddUp", json={"Left": 1}).status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    refusal = http.post("/client/AddUp", json={"Left": 1})
    assert refused(refusal) == (429, "FlowLimitExceeded")
    assert 1 <= int(refusal.headers["retry-after"]) <= 61
    assert http.post("/client/ComeIn", json={}).status_code == 200


async def _accounts(store: Store) -> int:
    def count(db: Connection) -> int:
        return int(db.scalar(text("SELECT COUNT(*) FROM account WHERE id = 'half'")) or 0)

    return await store.read(count)


def test_failure_changes_nothing_and_is_logged(
    http: TestClient, store: Store, nudged: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = http.post("/client/Break", json={})
    assert refused(answer) == (500, "InternalError")
    assert "secret cause" not in answer.text
    assert "secret cause" in caplog.text
    assert answer.json()["ResponseMetadata"]["RequestId"] in caplog.text
    assert http.portal
    assert http.portal.call(_accounts, store) == 0
    assert nudged == []
