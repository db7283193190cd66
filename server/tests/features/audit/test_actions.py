"""The audit log by the public doors.

It has every kind of event before the answer, without a secret, for its own account."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from kaibo.app import Dependencies, build, limits_of
from kaibo.features.audit import feature
from kaibo.features.audit.table import audit
from kaibo.features.link import request as requests
from kaibo.features.link.errors import TooManyAsk
from kaibo.features.link.launches import launch
from kaibo.media.memory import MemoryEngine
from kaibo.session.table import session
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault
from sqlalchemy import create_engine, delete, text, update
from sqlalchemy.exc import DBAPIError
from starlette.testclient import TestClient

from tests.gateway.door import HOST, Caller, refusal, serving
from tests.show import TAB

OURS = "2026-12-01"
ORIGIN = f"http://{HOST}"
PATIENCE = 30.0
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


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


@pytest.fixture
def callers(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Caller, Caller]]:
    monkeypatch.setattr(feature, "WRITE_SECONDS", 0.05)
    monkeypatch.setattr("kaibo.app.limits_of", lambda settings: replace(limits_of(settings), gone_seconds=600))
    with serving(store_url) as both:
        yield both


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


def until(holds: Callable[[], bool], what: str) -> None:
    """Wait until the server has written its later events. Fail with `what` after a while."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < PATIENCE, what
        time.sleep(0.1)


@pytest.fixture
def house(callers: tuple[Caller, Caller]) -> House:
    return House(callers[0])


def test_life_of_a_link_is_logged_before_each_answer(house: House) -> None:
    url = house.link(MaxUses=1, Note="for the launch")
    assert house.kinds() == ["issue"]
    session = house.enter(url, App=True)
    refused = house.client("OpenLaunch", Token=url.rpartition("/")[2])
    assert refusal(refused) == (410, "LinkUsedUp")
    assert house.kinds() == ["issue", "open", "redeem", "refuse"]
    issue, opened, redeem, refuse = house.events()
    assert (issue["Actor"], issue["Detail"], issue["UserName"]) == (house.caller.key, "for the launch", "陈一鸣")
    assert (redeem["SessionId"], redeem["Detail"], redeem["Role"]) == (session, "app", "guest")
    assert refuse["Detail"] == "LinkUsedUp"
    assert {event["LinkId"] for event in house.events()} == {issue["LinkId"]}
    assert all(abs(event["Time"] - time.time() * 1000) < 60_000 for event in (issue, opened))


def test_event_says_who_did_it_by_name_in_which_show_and_request(house: House) -> None:
    url = house.link()
    host = house.enter(house.link("host", UserName="林晓"))
    guest = house.enter(url)
    answer = house.session(host, "RemoveGuest", Tab=TAB, SessionId=guest)
    remove = house.events()[-1]
    assert (remove["Kind"], remove["ActorName"], remove["UserName"]) == ("remove", "林晓", "陈一鸣")
    assert remove["ActivityName"] == "A show"
    assert remove["RequestId"] == answer.json()["ResponseMetadata"]["RequestId"]
    [renamed] = house.ours("ListAccessKeys")["AccessKeys"]
    house.ours("UpdateAccessKey", AccessKeyId=renamed["AccessKeyId"], Name="Robot 100%")
    assert house.events()[0]["ActorName"] == "Robot 100%"
    assert house.kinds(Who="robot") == house.kinds(Who=house.caller.key) == ["issue", "issue"]
    assert house.kinds(Who=host) == ["remove"]
    assert house.kinds(Who="林晓") == ["issue", "open", "redeem", "remove"]
    assert house.kinds(Who="%") == ["issue", "issue"], "a percent sign is no pattern"
    refused = house.client("OpenLaunch", Token=url.rpartition("/")[2])
    assert house.events()[-1]["RequestId"] == refused.json()["ResponseMetadata"]["RequestId"]


def test_handoff_is_logged(house: House) -> None:
    app = house.enter(house.link(), App=True)
    told = house.session(app, "ContinueInBrowser").json()["Result"]
    assert list(told) == ["EnterPath"]
    ticket = told["EnterPath"].removeprefix("/enter#ticket=")
    house.secrets.append(ticket)
    browser = house.client("RedeemTicket", Ticket=ticket, Nonce="m" * 22).json()["Result"]["SessionId"]
    _, went, came = house.events()[-3:]
    assert (went["Kind"], went["Actor"], went["SessionId"]) == ("continue", app, app)
    assert (came["Kind"], came["Detail"], came["SessionId"]) == ("redeem", "browser", browser)
    held = repr(house.events())
    assert all(secret not in held for secret in house.secrets)
    answers = [house.session(app, "ContinueInBrowser") for _ in range(10)]
    assert [answer.status_code for answer in answers] == [200] * 9 + [429]
    house.caller.http.cookies.clear()
    assert refusal(house.session(app, "ContinueInBrowser"))[0] in (401, 429)


def test_vendors_calls_are_logged_a_second_later(house: House) -> None:
    for body in ({}, {"LoginType": 1, "UserName": "王磊"}):
        house.caller.call("GetDownloadLiveClient", "2023-08-01", ActivityId=house.activity, **body)
    house.caller.call("GetTemporaryLoginTokenAPI", ActivityId=house.activity)
    house.caller.call("GetActivityLinks", "2023-08-01", ActivityId=house.activity)
    until(lambda: len(house.events()) >= 8, "what is written behind")
    found = [(event["Kind"], event["Role"], event["UserName"], event["Detail"]) for event in house.events()]
    host, keys = ("issue", "host", "", ""), ("issue", "host", "", "keys")
    guests = [("issue", "guest", name, "") for name in ("王磊", "嘉宾")]
    assert found == [host, host, guests[0], keys, keys, host, host, guests[1]]


def test_issued_link_is_found_by_its_id(house: House) -> None:
    """The app's and the browser's spelling are one link. A temporary link is another one each second."""
    host = house.caller.call("GetDownloadLiveClient", "2023-08-01", ActivityId=house.activity)
    who = {"LoginType": 1, "UserName": "王磊"}
    guest = house.caller.call("GetDownloadLiveClient", "2023-08-01", ActivityId=house.activity, **who)
    browser = house.caller.call("GetWebPushLiveClientAPI", ActivityId=house.activity)
    until(lambda: len(house.events()) >= 5, "what is written behind")

    def given(url: str) -> list[str]:
        return house.kinds(LinkId=house.ours("GetLaunchLink", Url=url)["LinkId"])

    assert given(host["Url"]) == given(browser["Url"]) == ["issue"] * 2
    assert given(guest["Url"]) == ["issue"]
    assert "issue" in given(host["TmpUrl"])
    assert "issue" in given(browser["TmpUrl"])


def test_repeated_reading_of_an_address_is_logged(house: House) -> None:
    url = house.link(ClientToken="order-1")
    assert house.link(ClientToken="order-1") == url
    [link_id] = {event["LinkId"] for event in house.events()}
    house.ours("GetLaunchLink", Url=url)  # this caller names the address, so the answer gives away none
    house.ours("GetLaunchLink", LinkId=link_id)
    until(lambda: len(house.kinds()) == 3, "the third")
    assert [(event["Kind"], event["LinkId"]) for event in house.events()] == [("issue", link_id)] * 3
    assert [event["Detail"] for event in house.events()] == ["", "again", "again"]


def test_new_host_links_are_logged(house: House) -> None:
    rotated = house.ours("RotateLaunchLinks", ActivityId=house.activity, Role="host")
    new = [house.ours("GetLaunchLink", Url=rotated[name])["LinkId"] for name in ("Url", "TmpUrl")]
    assert [event["LinkId"] for event in house.events(Kinds=["issue"])] == new
    host = house.enter(rotated["Url"])
    url = house.session(host, "RenewLink", Tab=TAB).json()["Result"]["Url"]
    last = house.events()[-1]
    assert (last["Kind"], last["Actor"], last["LinkId"]) == (
        "issue",
        host,
        house.ours("GetLaunchLink", Url=url)["LinkId"],
    )
    house.ours("RotateLaunchLinks", ActivityId=house.activity, Role="guest")
    assert house.events()[-1]["Kind"] == "rotate", "the answer has no address of a guest"


def test_call_that_changes_nothing_is_not_logged(house: House) -> None:
    url = house.link()
    guest = house.enter(url)
    house.ours("RestoreLaunchLink", Url=url)
    house.ours("UnblockSession", SessionId=guest)
    assert house.kinds() == ["issue", "open", "redeem"]
    for _ in range(2):
        assert house.ours("EndSession", SessionId=guest)["Blocked"]
    for _ in range(2):
        assert not house.ours("UnblockSession", SessionId=guest)["Blocked"]
    assert not house.ours("EndSession", SessionId=guest)["Blocked"], "a removed person's end must not block others"
    revoked = [house.ours("RevokeLaunchLink", Url=url, Mode="everyone")["Ended"] for _ in range(2)]
    assert revoked == [0, 0]
    for _ in range(2):
        assert house.ours("RestoreLaunchLink", Url=url)["State"] == "open"
    assert house.kinds()[3:] == ["remove", "restore", "revoke", "restore"]


def test_removal_and_its_undo_are_logged_with_their_actor(house: House) -> None:
    host, url = house.enter(house.link("host")), house.link()
    first = house.enter(url)
    assert house.session(host, "RemoveGuest", Tab=TAB, SessionId=first).status_code == 200
    assert house.session(host, "RestoreGuest", Tab=TAB, SessionId=first).status_code == 200
    second = house.enter(url)
    house.ours("EndSession", SessionId=second)
    house.ours("UnblockSession", SessionId=second)
    for guest, who in ((first, host), (second, house.caller.key)):
        found = [(event["Kind"], event["Actor"]) for event in house.events(SessionId=guest)]
        assert found == [("redeem", ""), ("remove", who), ("restore", who)]


def test_revoke_restore_and_rotate_are_logged(house: House) -> None:
    url = house.link()
    house.enter(url)
    house.ours("RevokeLaunchLink", Url=url, Mode="everyone")
    house.ours("RestoreLaunchLink", Url=url)
    house.ours("RotateLaunchLinks", ActivityId=house.activity, Role="all")
    assert house.kinds() == [
        *("issue", "open", "redeem", "end", "revoke", "restore", *(("rotate",) * 3), "issue", "issue")
    ]
    assert house.kinds(Kinds=["rotate", "end"]) == ["end", *(("rotate",) * 3)]
    assert [event["Role"] for event in house.events(Kinds=["rotate"])] == ["host", "guest", "assistant"]


def test_link_request_and_its_answer_are_logged(house: House) -> None:
    host, url = house.enter(house.link("host")), house.link(MaxUses=1)
    house.enter(url)
    for answer in ("GrantLink", "DeclineLink"):
        house.secrets.append(house.client("AskForLink", Token=url.rpartition("/")[2]).json()["Result"]["ListenKey"])
        [asked] = house.session(host, "GetSession").json()["Result"]["Asks"]
        assert house.session(host, answer, Tab=TAB, AskId=asked["AskId"]).status_code == 200
    assert house.kinds(Kinds=["ask", "grant", "decline"]) == ["ask", "grant", "ask", "decline"]


def test_failed_call_logs_only_its_refusal(house: House) -> None:
    url = house.link()
    ticket = house.ticket(url)
    assert house.client("RedeemTicket", Ticket=ticket, Nonce="n" * 22).status_code == 200
    assert refusal(house.client("RedeemTicket", Ticket=ticket, Nonce="m" * 22)) == (410, "TicketSpent")
    assert house.client("OpenLaunch", Token="made-up").status_code == 404
    assert house.kinds() == ["issue", "open", "redeem", "refuse"]


def test_each_refused_ticket_is_logged(house: House, store_url: str) -> None:
    ticket = house.ticket(house.link())
    assert house.client("RedeemTicket", Ticket=ticket, Nonce="n" * 22).status_code == 200
    assert refusal(house.client("PeekTicket", Ticket=ticket)) == (410, "TicketSpent")
    ticket = house.ticket(house.link())
    age_tickets(store_url)
    assert refusal(house.client("PeekTicket", Ticket=ticket, App=True)) == (410, "TicketSpent")
    assert refusal(house.client("RedeemTicket", Ticket=ticket, Nonce="n" * 22)) == (410, "TicketSpent")
    url = house.link()
    ticket = house.ticket(url)
    house.ours("RevokeLaunchLink", Url=url)
    assert refusal(house.client("PeekTicket", Ticket=ticket)) == (403, "LinkRevoked")
    refused = house.events(Kinds=["refuse"])
    assert [event["Detail"] for event in refused] == ["TicketSpent", "TicketSpent", "TicketSpent", "LinkRevoked"]
    assert {event["Device"] for event in refused} == {"Firefox · Linux"}
    links = [event["LinkId"] for event in house.events(Kinds=["issue"])]
    assert [event["LinkId"] for event in refused] == [links[0], links[1], links[1], links[2]]


def test_refusal_of_a_session_is_logged_with_it(house: House, store_url: str) -> None:
    url = house.link()
    session, other = house.enter(url), house.ticket(house.link())
    used, old, good = house.ticket(url), house.ticket(url), {"Nonce": "n" * 22}
    assert house.client("RedeemTicket", Ticket=used, Nonce="m" * 22).status_code == 200
    assert refusal(house.session(session, "ResumeTicket", Ticket=other, **good)) == (410, "TicketSpent")
    assert refusal(house.session(session, "ResumeTicket", Ticket=used, **good)) == (410, "TicketSpent")
    age_tickets(store_url)
    assert refusal(house.session(session, "ResumeTicket", Ticket=old, **good)) == (410, "TicketSpent")
    house.ours("RevokeLaunchLink", Url=url)
    assert refusal(house.session(session, "ContinueInBrowser")) == (403, "LinkRevoked")
    house.ours("EndSession", SessionId=session)
    assert refusal(house.session(session, "ContinueInBrowser")) == (403, "SessionEnded")
    refused = house.events(Kinds=["refuse"])
    assert [event["Detail"] for event in refused] == ["TicketSpent"] * 3 + ["LinkRevoked", "SessionEnded"]
    assert {(event["Actor"], event["SessionId"], event["UserName"]) for event in refused} == {
        (session, session, "陈一鸣")
    }


def test_refused_link_request_is_logged(house: House) -> None:
    url = house.link(MaxUses=1)
    token = {"Token": url.rpartition("/")[2]}
    assert refusal(house.client("AskForLink", **token))[0] == 404, "the link is still valid"
    house.enter(url)
    answers = [house.client("AskForLink", **token).status_code for _ in range(requests.MOST_OF_LINK + 1)]
    assert answers == [200] * requests.MOST_OF_LINK + [409]
    refused = house.events(Kinds=["refuse"])
    assert [event["Detail"] for event in refused] == ["ResourceNotFound.LaunchLink", TooManyAsk.code]
    assert {event["LinkId"] for event in refused} == {house.events(Kinds=["issue"])[0]["LinkId"]}


def test_guess_at_a_join_code_is_logged_a_moment_later(house: House) -> None:
    key = house.caller.call("GetTemporaryLoginTokenAPI", ActivityId=house.activity)["SecretKey"]
    for wrong in (key[:-1] + ("0" if key[-1] != "0" else "1"), key[:-4] + "ZZZZ"):
        assert refusal(house.client("OpenKey", Key=wrong)) == (404, "ResourceNotFound.LaunchLink")
    assert house.client("OpenKey", Key=key).status_code == 200
    until(lambda: len(house.kinds(Kinds=["refuse"])) == 2, "both guesses")
    for guess in house.events(Kinds=["refuse"]):
        assert (guess["Detail"], guess["Role"], guess["LinkId"]) == ("ResourceNotFound.LaunchLink", "host", "")
        assert guess["Device"] == "Firefox · Linux"
        assert key[-4:] not in repr(guess)


def test_made_up_input_is_not_logged(house: House) -> None:
    session = house.enter(house.link())
    for name, body in (
        ("OpenLaunch", {"Token": "made-up"}),
        ("AskForLink", {"Token": "made-up"}),
        ("PeekTicket", {"Ticket": "t" * 22}),
        ("RedeemTicket", {"Ticket": "t" * 22, "Nonce": "n" * 22}),
        ("OpenKey", {"Key": "K7QM-2XWD"}),
        ("OpenKey", {"Key": "K7QM-2XWD-K7QM-2XWD-K7QM-2XWD"}),
        ("OpenKey", {"Key": "今天开播"}),
    ):
        assert house.client(name, **body).status_code in (404, 410), name
    assert refusal(house.session(session, "ResumeTicket", Ticket="t" * 22, Nonce="n" * 22)) == (410, "TicketSpent")
    house.caller.call("GetTemporaryLoginTokenAPI", ActivityId=house.activity)
    until(lambda: "keys" in [event["Detail"] for event in house.events()], "what was before it was written before it")
    assert house.ours("ListAuditEvents", Kinds=["refuse"])["Events"] == []


def test_repeated_refusal_of_seat_and_stage_is_logged_once(house: House) -> None:
    host, guest = house.enter(house.link("host")), house.enter(house.link())
    others = [house.enter(house.link("host")) for _ in range(2)]
    whom = {"SessionId": guest, "OnAir": False}
    assert house.session(others[0], "TakeOver", Tab=TAB).status_code == 200
    for _ in range(5):
        assert refusal(house.session(others[1], "TakeOver", Tab=TAB)) == (409, "ResourceConflict.Seat")
        assert refusal(house.session(others[1], "SetGuestOnAir", Tab=TAB, **whom)) == (403, "SeatTaken")
        assert refusal(house.session(guest, "SetGuestOnAir", Tab=TAB, **whom)) == (403, "AccessDenied")
    refused = [(event["SessionId"], event["Actor"], event["Detail"]) for event in house.events(Kinds=["refuse"])]
    assert refused == [
        (others[1], others[1], "ResourceConflict.Seat"),
        (others[1], others[1], "SeatTaken"),
        (guest, guest, "AccessDenied"),
    ]
    for one in (guest, others[1]):
        assert refusal(house.session(one, "GoLive", Tab=TAB))[0] == 403
    assert len(house.events(Kinds=["refuse"])) == 3
    assert house.session(host, "GoLive", Tab=TAB).status_code == 200


def test_full_stage_is_logged(house: House) -> None:
    guests = [house.enter(house.link()) for _ in range(2)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kaibo.session.table.places_taken", lambda *_: 10_000)
        for _ in range(3):
            assert refusal(house.session(guests[0], "JoinStage", Tab=TAB)) == (403, "StageFull")
    assert house.session(guests[0], "JoinStage", Tab=TAB).status_code == 200
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("kaibo.session.allowed_rooms.has_room", lambda *_: False)
        assert house.session(guests[1], "JoinStage", Tab=TAB).status_code == 200
        for _ in range(3):
            assert refusal(house.session(guests[1], "ConnectStage", Tab=TAB)) == (403, "StageFull")
    until(lambda: len(house.events(Kinds=["refuse"])) == 2, "a read's refusal is written behind")
    refused = [(event["SessionId"], event["Detail"]) for event in house.events(Kinds=["refuse"])]
    assert refused == [(guests[0], "StageFull"), (guests[1], "StageFull")]


def test_takeover_of_an_absent_holders_seat_is_logged(house: House, store_url: str) -> None:
    first, second = house.enter(house.link("host")), house.enter(house.link("host"))
    assert house.events(Kinds=["takeover"]) == []
    age_absences(store_url)
    view = house.session(second, "EnterSession", Tab=TAB).json()["Result"]
    assert view["Seat"]["Mine"]
    [taken] = house.events(Kinds=["takeover"])
    assert (taken["Actor"], taken["SessionId"], taken["Detail"]) == (second, second, "gone")
    assert not house.session(first, "GetSession").json()["Result"]["Seat"]["Mine"]


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
