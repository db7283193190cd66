"""The address that asks an assistant for a password, over HTTP: its page, and the limits of tries."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kaibo.features.link.assistant.calls import MOST
from sqlalchemy import create_engine, text

from tests.gateway.door import HOST, Caller, serving

ORIGIN = {"Origin": f"http://{HOST}"}
VENDOR, PASSWORD = "2023-08-01", "a right one"
PEOPLE, WRONG = 300, 10


@pytest.fixture
def caller(sqlite_form: Path, tmp_path: Path) -> Iterator[Caller]:
    file = tmp_path / "kaibo.db"
    file.write_bytes(sqlite_form.read_bytes())
    with serving(f"sqlite:///{file}") as (made, _):
        yield made


def accounts(caller: Caller, number: int = 1) -> list[str]:
    """Make accounts of one show. Return the door of each."""
    show = caller.call("CreateActivityAPIV2", Name="A show")["ActivityId"]
    for _ in range(number):
        body = {"ActivityId": show, "TeachAssistantAccount": {"Password": PASSWORD}}
        made = caller.call("UpdateTeachAssistantAccount", VENDOR, **body)
    return [account["LoginUrl"].rpartition("/a/")[2] for account in made["TeachAssistantAccounts"]]


def tries(caller: Caller, door: str, password: str) -> Any:
    return caller.http.post("/client/SignInAssistant", json={"Door": door, "Password": password}, headers=ORIGIN)


def test_page_tells_nothing_and_changes_nothing(caller: Caller, tmp_path: Path) -> None:
    [door] = accounts(caller)

    def rows() -> list[Any]:
        with create_engine(f"sqlite:///{tmp_path}/kaibo.db").connect() as db:
            return [
                db.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in ("launch", "session", "audit")
            ]

    before = rows()
    pages = [caller.http.get(f"/a/{text}") for text in (door, f"{door}.", "0" * 32)]
    assert {page.status_code for page in pages} == {200}
    assert f'data-door="{door}"' in pages[0].text
    assert pages[0].text == pages[1].text, "a chat program added the dot"
    assert pages[0].text.replace(door, "0" * 32) == pages[2].text
    assert rows() == before


def test_three_hundred_people_of_one_address_enter_despite_ten_wrong_passwords(caller: Caller) -> None:
    doors = accounts(caller, MOST)
    assert [tries(caller, doors[0], "wrong one").status_code for _ in range(WRONG)] == [403] * WRONG
    late = tries(caller, doors[0], "wrong one")
    assert (late.status_code, int(late.headers["retry-after"]) > 0) == (429, True)
    entered = [tries(caller, doors[turn % MOST], PASSWORD) for turn in range(PEOPLE)]
    assert {answer.status_code for answer in entered} == {200}
    assert len({answer.json()["Result"]["Ticket"] for answer in entered}) == PEOPLE
    assert tries(caller, doors[1], "wrong one").status_code == 403, "another account is not slowed down"


def test_tries_at_one_account_are_limited_for_one_network(caller: Caller) -> None:
    [door] = accounts(caller)
    codes = [tries(caller, door, PASSWORD).status_code for _ in range(61)]
    assert codes == [200] * 60 + [429]


def test_wrong_password_is_in_the_audit_log_without_its_text(caller: Caller) -> None:
    show = caller.call("CreateActivityAPIV2", Name="A show")["ActivityId"]
    body = {"ActivityId": show, "TeachAssistantAccount": {"NickName": "Ada", "Password": PASSWORD}}
    [account] = caller.call("UpdateTeachAssistantAccount", VENDOR, **body)["TeachAssistantAccounts"]
    tries(caller, account["LoginUrl"].rpartition("/a/")[2], "unmistakable")
    events = caller.call("ListAuditEvents", "2026-12-01", ActivityId=show)["Events"]
    refused = [event for event in events if event["Kind"] == "refuse"]
    assert [(event["Detail"], event["UserName"], event["Role"]) for event in refused] == [
        ("WrongAssistantPassword", "Ada", "assistant")
    ]
    assert "unmistakable" not in json.dumps(events)


def test_repeated_write_answers_with_passwords_that_the_store_never_held(caller: Caller, tmp_path: Path) -> None:
    show = caller.call("CreateActivityAPIV2", Name="A show")["ActivityId"]
    body = json.dumps({"ActivityId": show, "TeachAssistantAccount": {"Password": "unmistakable"}}).encode()
    once = {"X-Sdk-Invocation-Id": "the same one"}
    first, again = (caller.send("UpdateTeachAssistantAccount", VENDOR, body, headers=once).json() for _ in range(2))
    assert first["Result"] == again["Result"]
    assert first["Result"]["TeachAssistantAccounts"][0]["Password"] == "unmistakable"
    with create_engine(f"sqlite:///{tmp_path}/kaibo.db").connect() as db:
        kept = db.execute(text("SELECT answer FROM invocation")).scalars().all()
    assert any("MaxTeachAssistantAccountNumber" in answer for answer in kept)
    assert not any("unmistakable" in answer or "/l/" in answer for answer in kept)
