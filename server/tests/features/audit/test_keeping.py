"""The audit log keeps its rows unchanged, without a secret, for its own account."""

import json
import shutil
import time
from pathlib import Path

import pytest
from kaibo.app import build
from kaibo.dependencies import Dependencies
from kaibo.features.audit.table import audit
from kaibo.media.memory import MemoryEngine
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault
from sqlalchemy import create_engine, delete, text, update
from sqlalchemy.exc import DBAPIError
from starlette.testclient import TestClient

from tests.features.audit.house import ORIGIN, OURS, House
from tests.gateway.door import Caller, refusal, serving
from tests.show import TAB

KINDS = {
    *("issue", "open", "redeem", "resume", "continue", "refuse", "ask", "grant", "decline", "takeover"),
    *("revoke", "restore", "rotate", "remove", "end"),
}


HELD_FAST = {
    "sqlite": [
        f"CREATE TRIGGER no_{change} BEFORE {change} ON audit BEGIN SELECT RAISE(ABORT, 'only added to'); END"
        for change in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'only added to'; END $$",
        "CREATE TRIGGER held_fast BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse()",
    ],
}
"""Triggers that refuse any change of a row of the log."""


def test_no_event_changes_or_deletes_a_row(house: House, store_url: str) -> None:
    """The database itself refuses to change or delete a row, while every kind of event happens."""
    engine = create_engine(store_url)
    with engine.begin() as db:
        for statement in HELD_FAST[db.dialect.name]:
            db.execute(text(statement))
    everything(house)
    happened = house.events()
    assert {event["Kind"] for event in happened} == KINDS
    house.caller.call("DeleteActivityAPI", ActivityId=house.activity)
    assert house.events()[: len(happened)] == happened
    for change in (update(audit).values(detail=""), delete(audit)):
        with pytest.raises(DBAPIError, match="only added to"), engine.begin() as db:
            db.execute(change)
    engine.dispose()


def everything(house: House) -> None:
    """Make a call for each kind of event. Check that each is answered as it should be."""
    host, url, once = house.enter(house.link("host")), house.link(), house.link(MaxUses=1)
    guest = house.enter(url, App=True)
    assert house.session(guest, "ResumeTicket", Ticket=house.ticket(url), Nonce="r" * 22).status_code == 200
    assert house.session(guest, "ContinueInBrowser").status_code == 200
    house.enter(once)
    assert refusal(house.client("OpenLaunch", Token=once.rpartition("/")[2])) == (410, "LinkUsedUp")
    for answer in ("GrantLink", "DeclineLink"):
        assert house.client("AskForLink", Token=once.rpartition("/")[2]).status_code == 200
        [asked] = house.session(host, "GetSession").json()["Result"]["Asks"]
        assert house.session(host, answer, Tab=TAB, AskId=asked["AskId"]).status_code == 200
    assert house.session(host, "RemoveGuest", Tab=TAB, SessionId=guest).status_code == 200
    assert house.session(host, "RestoreGuest", Tab=TAB, SessionId=guest).status_code == 200
    assert house.session(house.enter(house.link("host")), "TakeOver", Tab=TAB).status_code == 200
    house.ours("RevokeLaunchLink", Url=url, Mode="everyone")
    house.ours("RestoreLaunchLink", Url=url)
    house.ours("RotateLaunchLinks", ActivityId=house.activity, Role="all", Mode="everyone")


def test_log_holds_no_secret(house: House) -> None:
    host, url = house.enter(house.link("host")), house.link()
    guest = house.enter(url)
    house.session(host, "RemoveGuest", Tab=TAB, SessionId=guest)
    told = json.dumps(house.events())
    assert len(house.secrets) >= 8
    for secret in house.secrets:
        assert secret not in told
    assert "203.0.113" not in told.replace("203.0.113.0/24", "")


def test_token_of_an_older_version_still_leads_on(house: House) -> None:
    for _ in range(3):
        house.link()
    token = house.ours("ListAuditEvents", ActivityId=house.activity, PageSize=1)["NextPageToken"]
    rest, same = (
        house.ours("ListAuditEvents", ActivityId=house.activity, PageToken=each)
        for each in (token, token.rpartition(".")[2])
    )
    assert rest == same
    assert len(rest["Events"]) == 2


def test_pages_stay_the_same_while_more_happens(house: House) -> None:
    for _ in range(5):
        house.link()
    first = house.ours("ListAuditEvents", ActivityId=house.activity, PageSize=2)
    house.link()
    second = house.ours("ListAuditEvents", ActivityId=house.activity, PageSize=2, PageToken=first["NextPageToken"])
    third = house.ours("ListAuditEvents", ActivityId=house.activity, PageSize=2, PageToken=second["NextPageToken"])
    links = [event["LinkId"] for page in (first, second, third) for event in page["Events"]]
    assert len(links) == len(set(links)) == 5
    assert third["NextPageToken"] == ""
    now = int(time.time())
    assert house.kinds(BeginTime=now - 100, EndTime=now + 100) == ["issue"] * 6
    assert house.kinds(EndTime=now - 100) == house.kinds(BeginTime=now + 100) == []
    for token in ("x", "5.x", ".5", "5.-1", "5." + "9" * 20):
        assert house.caller.refused("ListAuditEvents", OURS, PageToken=token) == (400, "InvalidParameter.PageToken")


def test_other_accounts_log_is_not_readable(house: House, callers: tuple[Caller, Caller]) -> None:
    house.link()
    stranger = callers[1]
    assert stranger.refused("ListAuditEvents", OURS, ActivityId=house.activity)[0] == 404
    assert stranger.call("ListAuditEvents", OURS)["Events"] == []
    made = house.ours("CreateAccessKey", SubAccountName="team")
    sub = Caller(house.caller.http, made["AccessKeyId"], made["SecretAccessKey"])
    assert sub.refused("ListAuditEvents", OURS) == (400, "MissingParameter")
    assert sub.refused("ListAuditEvents", OURS, ActivityId=house.activity)[0] == 404
    made = house.ours("CreateAccessKey", ActivityIds=[house.activity])
    narrow = Caller(house.caller.http, made["AccessKeyId"], made["SecretAccessKey"])
    assert narrow.refused("ListAuditEvents", OURS) == (403, "AccessDenied")
    assert len(narrow.call("ListAuditEvents", OURS, ActivityId=house.activity)["Events"]) == 1


def test_log_of_a_deleted_activity_is_kept(house: House) -> None:
    house.link()
    house.caller.call("DeleteActivityAPI", ActivityId=house.activity)
    assert house.kinds() == ["issue"]


def test_waiting_events_are_written_when_the_server_stops(sqlite_form: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{shutil.copy(sqlite_form, tmp_path / 'stops.db')}"
    with serving(url) as (caller, _):
        activity = caller.call("CreateActivityAPIV2", Name="A show")["ActivityId"]
        caller.call("GetDownloadLiveClient", "2023-08-01", ActivityId=activity)
    dependencies = Dependencies(open_store(url), Vault(bytes(32)), MemoryEngine(), None)
    with TestClient(build(Settings(public_url=ORIGIN), dependencies), base_url=ORIGIN) as http:
        again = Caller(http, caller.key, caller.secret)
        found = again.call("ListAuditEvents", OURS, ActivityId=activity)["Events"]
    assert [event["Kind"] for event in found] == ["issue", "issue"]
