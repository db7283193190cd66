"""The audit log by the public doors: it has every kind of event before the answer."""

import time

from tests.features.audit.house import House, age_absences
from tests.gateway.door import refusal
from tests.show import TAB
from tests.waiting import until


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


def test_takeover_of_an_absent_holders_seat_is_logged(house: House, store_url: str) -> None:
    first, second = house.enter(house.link("host")), house.enter(house.link("host"))
    assert house.events(Kinds=["takeover"]) == []
    age_absences(store_url)
    view = house.session(second, "EnterSession", Tab=TAB).json()["Result"]
    assert view["Seat"]["Mine"]
    [taken] = house.events(Kinds=["takeover"])
    assert (taken["Actor"], taken["SessionId"], taken["Detail"]) == (second, second, "gone")
    assert not house.session(first, "GetSession").json()["Result"]["Seat"]["Mine"]
