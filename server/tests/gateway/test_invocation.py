"""Writes that a client repeats, through the signed door, on both databases."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from kaibo.gateway import invocation
from sqlalchemy import create_engine, text
from volcengine.Policy import Statement

from tests.gateway.door import Caller, answering, refusal
from tests.gateway.test_sts2 import chosen

CREATE = "CreateActivityAPIV2", "2020-06-01"
ID = "X-Sdk-Invocation-Id"


@pytest.fixture
def new(store_url: str) -> Iterator[Callable[[], Caller]]:
    with answering(store_url) as made:
        yield made


def write(caller: Caller, invocation_id: str, name: str = "show") -> Any:
    return caller.send(*CREATE, json.dumps({"Name": name}).encode(), headers={ID: invocation_id})


def total(caller: Caller) -> int:
    return int(caller.call("ListActivityAPI")["TotalItemCount"])


def test_retry_gets_the_first_answer_and_changes_nothing(new: Callable[[], Caller]) -> None:
    caller = new()
    first, again = write(caller, "a"), write(caller, "a")
    assert first.json()["Result"] == again.json()["Result"]
    assert first.json()["ResponseMetadata"]["RequestId"] != again.json()["ResponseMetadata"]["RequestId"]
    assert write(caller, "b").json()["Result"] != first.json()["Result"]
    assert total(caller) == 2


def test_concurrent_retries_are_one_write(new: Callable[[], Caller]) -> None:
    caller = new()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: write(caller, "twin"), range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["Result"]["ActivityId"] for answer in answers}) == 1
    assert total(caller) == 1


def test_id_of_another_request_is_refused(new: Callable[[], Caller]) -> None:
    caller = new()
    made = write(caller, "a").json()["Result"]["ActivityId"]
    assert refusal(write(caller, "a", "another")) == (400, "InvocationReused")
    body = json.dumps({"ActivityId": made}).encode()
    other = caller.send("DeleteActivityAPI", "2020-06-01", body, headers={ID: "a"})
    assert refusal(other) == (400, "InvocationReused")
    assert total(caller) == 1


def test_id_belongs_to_one_key(new: Callable[[], Caller]) -> None:
    one, other = new(), new()
    assert write(one, "a").json()["Result"] != write(other, "a").json()["Result"]


def test_only_the_proved_caller_gets_a_repeated_answer(new: Callable[[], Caller]) -> None:
    mine, theirs = new(), new()
    show = mine.call(*CREATE, Name="mine")["ActivityId"]
    link = "CreateLaunchLink", "2026-12-01", json.dumps({"ActivityId": show, "Role": "host"}).encode()
    by = chosen(mine, "AKTPshared")
    first, again = (by.send(*link, headers={ID: "a"}).json()["Result"]["Url"] for _ in range(2))
    assert first == again, "one token's retry is one write"
    stolen = chosen(theirs, "AKTPshared").send(*link, headers={ID: "a"})
    assert refusal(stolen) == (404, "ResourceNotFound.Activity")
    assert mine.send(*link, headers={ID: "a"}).json()["Result"]["Url"] != first, "the long-term key is another caller"


def test_stranger_cannot_store_an_answer_for_another_key(new: Callable[[], Caller]) -> None:
    mine, theirs = new(), new()
    poisoned = write(chosen(theirs, mine.key), "a").json()["Result"]["ActivityId"]
    made = write(mine, "a").json()["Result"]["ActivityId"]
    assert made != poisoned
    assert mine.call("GetActivityAPI", ActivityId=made)["Id"] == made


def test_denied_token_gets_no_repeated_answer(new: Callable[[], Caller]) -> None:
    caller = new()
    show = caller.call(*CREATE, Name="mine")["ActivityId"]
    created_link = caller.call("CreateLaunchLink", "2026-12-01", ActivityId=show, Role="host")
    allow = Statement.new_allow_statement(["*"], ["*"])
    deny = Statement.new_deny_statement(["*"], [f"*:activity/{show}"])
    sent = "RestoreLaunchLink", "2026-12-01", json.dumps({"LinkId": created_link["LinkId"]}).encode()
    assert chosen(caller, "AKTPone", allow).send(*sent, headers={ID: "a"}).status_code == 200
    assert refusal(chosen(caller, "AKTPone", allow, deny).send(*sent, headers={ID: "a"})) == (403, "AccessDenied")


def test_refused_write_can_be_tried_again(new: Callable[[], Caller]) -> None:
    caller = new()
    taken = b'{"Name": "x", "ViewUrlPath": "show"}'
    made = caller.call(*CREATE, Name="first", ViewUrlPath="show")["ActivityId"]
    refused = caller.send(*CREATE, taken, headers={ID: "a"})
    assert refusal(refused) == (409, "ResourceConflict.ViewUrlPath")
    caller.call("DeleteActivityAPI", ActivityId=made)
    assert caller.send(*CREATE, taken, headers={ID: "a"}).status_code == 200


def test_rights_are_checked_before_an_old_answer_is_given(new: Callable[[], Caller]) -> None:
    caller = new()
    made = caller.call(*CREATE, Name="mine")["ActivityId"]
    narrow = caller.call("CreateAccessKey", "2026-12-01", Actions=["UpdateActivityStatusAPI"])
    limited = Caller(caller.http, narrow["AccessKeyId"], narrow["SecretAccessKey"])
    body = json.dumps({"ActivityId": made, "IsStreamViewEnable": 4}).encode()
    sent = ("UpdateActivityStatusAPI", "2020-06-01", body)
    assert limited.send(*sent, headers={ID: "a"}).status_code == 200
    caller.call("UpdateAccessKey", "2026-12-01", AccessKeyId=narrow["AccessKeyId"], Actions=["GetActivityAPI"])
    limited.expire_keys()
    assert refusal(limited.send(*sent, headers={ID: "a"})) == (403, "AccessDenied")


def test_retry_returns_a_secret_that_is_not_stored(new: Callable[[], Caller], store_url: str) -> None:
    caller = new()
    first, again = (caller.send("CreateAccessKey", "2026-12-01", headers={ID: "a"}).json()["Result"] for _ in range(2))
    assert first == again
    assert len(first["SecretAccessKey"]) == 56
    engine = create_engine(store_url)
    with engine.connect() as db:
        kept = db.execute(text("SELECT answer FROM invocation")).scalar_one()
        keys = db.execute(text("SELECT count(*) FROM access_key")).scalar_one()
    engine.dispose()
    assert json.loads(kept) == {"AccessKeyId": first["AccessKeyId"]}
    assert keys == 2


def test_old_answers_are_forgotten(new: Callable[[], Caller], store_url: str) -> None:
    caller = new()
    write(caller, "a")
    engine = create_engine(store_url)
    with engine.begin() as db:
        at = db.execute(text("SELECT at FROM invocation")).scalar_one()
        invocation.forget(db, at)
        assert db.execute(text("SELECT count(*) FROM invocation")).scalar_one() == 1
        invocation.forget(db, at + 1)
        assert db.execute(text("SELECT count(*) FROM invocation")).scalar_one() == 0
    engine.dispose()


@pytest.mark.parametrize("given", ["x" * 129, "a\x7fb"])
def test_invalid_id_is_refused_by_name(new: Callable[[], Caller], given: str) -> None:
    assert refusal(write(new(), given)) == (400, "InvalidParameter.X-Sdk-Invocation-Id")


def test_two_writes_without_an_id_are_two(new: Callable[[], Caller]) -> None:
    caller = new()
    assert caller.call(*CREATE, Name="x") != caller.call(*CREATE, Name="x")
    assert total(caller) == 2
