"""The audit log has what the server refused, once, and nothing that a stranger made up."""

import pytest
from kaibo.features.link import request as requests
from kaibo.features.link.errors import TooManyAsk

from tests.features.audit.house import House, age_tickets
from tests.gateway.door import refusal
from tests.show import TAB
from tests.waiting import until


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
