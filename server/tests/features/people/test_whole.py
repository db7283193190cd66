"""All that the server holds of a person is read by one call and erased by another, on both databases."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kaibo.app import HOLDS
from kaibo.store import METADATA

from tests.features.audit.house import House
from tests.features.people.whole import ADDRESS, NEW, OURS, Viewer, erase, export, rows, signed_in
from tests.gateway.door import Caller, answering
from tests.show import TAB

NAME, USER, TEXT = "安娜🦊", "crm-7731", "a fox jumps"
OF_USER = {
    *("session", "removal", "link", "link-request", "viewer", "event", "chat-name", "message", "silence"),
    *("question", "vote", "sign-in", "white-list", "ban"),
}


@pytest.fixture
def new(store_url: str) -> Iterator[Callable[[], Caller]]:
    with answering(store_url) as made:
        yield made


@pytest.fixture
def sqlite_new(sqlite_form: Path, tmp_path: Path) -> Iterator[Callable[[], Caller]]:
    file = shutil.copy(sqlite_form, tmp_path / "kaibo.db")
    with answering(f"sqlite:///{file}") as made:
        yield made


def whole(house: House, store_url: str, user: str = USER, name: str = NAME, text: str = TEXT) -> Viewer:
    """Let one user leave something in every table that holds people."""
    asked = {"ExternalUserId": user, "UserName": name, "Note": f"for {name}", "AvatarUrl": "https://a.example/a.png"}
    guest = house.enter(house.link(MaxUses=1, ClientToken=f"token-{user}", **asked))
    house.session(guest, "SetMyName", Tab=TAB, UserName=f"{name}2")
    house.ours("EndSession", SessionId=guest)
    used = house.link(MaxUses=1, **asked)
    house.enter(used)
    house.client("AskForLink", Token=used.rpartition("/")[2])
    entry = [{"ExternalUserId": user, "NickName": name}]
    house.caller.call("InsertWhiteList", NEW, ActivityId=house.activity, PermissionOrder=1, WhiteListUser=entry)
    viewer = signed_in(house, user, name)
    viewer.writes(text)
    question = viewer.talk()["Questions"][0]["Id"]
    viewer.call("VoteQuestion", Id=question, Vote=True)
    viewer.watches(store_url)
    helper = house.enter(house.link("assistant", UserName="Lin"))
    for action, asked_for in (
        ("BanPerson", {"UserId": viewer.number, "Banned": False}),
        ("Announce", {"Text": "Welcome"}),
    ):
        answer = house.session(helper, action, Tab=TAB, **asked_for)
        assert answer.status_code == 200, answer.text
    house.caller.call("SilenceUserAPI", ActivityId=house.activity, UserId=viewer.number, Status=True)
    return viewer


def ban(house: House, *users: str) -> None:
    house.caller.call(
        "UpdateActivityUserBanStatus", NEW, ActivityId=house.activity, ExternalUserIds=list(users), BanStatus=1
    )


def test_export_has_each_kind_and_erasure_leaves_no_trace(new: Callable[[], Caller], store_url: str) -> None:
    house = House(new())
    ann = whole(house, store_url)
    bob = whole(house, store_url, "crm-1", "Bob", "a hen sits")
    bob.call("VoteQuestion", Id=ann.talk()["Questions"][1]["Id"], Vote=True)
    ban(house, USER, "crm-1")
    items = export(house.caller, ExternalUserId=USER)
    assert {item["Kind"] for item in items} == OF_USER
    assert {item["ActivityId"] for item in items} == {house.activity}
    said = [item["Data"] for item in items if item["Kind"] == "message"]
    assert [(one["Text"], one["UserName"]) for one in said] == [(TEXT, NAME)]
    [watched] = [item["Data"] for item in items if item["Kind"] == "viewer"]
    assert watched == {
        "UserId": ann.number,
        "FirstTime": 1_900_000_000,
        "LastTime": 1_900_000_000,
        "Address": ADDRESS,
    }
    text = str(items)
    assert "Bob" not in text
    assert "hen" not in text
    others = export(house.caller, ExternalUserId="crm-1")

    assert erase(house.caller, ExternalUserId=USER).keys() == OF_USER
    traces = [row for row in rows(store_url) if any(word in row for word in (USER, "安娜", "jumps", ann.id))]
    assert traces == []
    assert export(house.caller, ExternalUserId="crm-1") == others, "another person keeps all"
    left = export(house.caller, ExternalUserId=USER)
    assert {item["Kind"] for item in left} <= {"ban", "silence", "event"}
    assert not any(item["Data"].get("UserName") or item["Data"].get("Device") for item in left)
    kinds = [event["Kind"] for event in house.ours("ListAuditEvents", PageSize=100)["Events"]]
    assert {"redeem", "remove", "rename", "erase-person"} <= set(kinds), "the acts stay"


def test_undone_removal_brings_no_erased_person_back(new: Callable[[], Caller]) -> None:
    house = House(new())
    host = house.enter(house.link("host"))
    guest = house.enter(house.link(ExternalUserId=USER, UserName=NAME))
    house.session(host, "RemoveGuest", Tab=TAB, SessionId=guest)
    erase(house.caller, ExternalUserId=USER)
    assert house.session(host, "RestoreGuest", Tab=TAB, SessionId=guest).status_code == 200
    [erased, _] = house.ours("ListSessions", ActivityId=house.activity, OnlyLiving=0)["Sessions"]
    assert erased["EndReason"] == "revoked"


def test_open_pages_drop_the_messages_and_questions(new: Callable[[], Caller]) -> None:
    house = House(new())
    ann, bob = signed_in(house, USER, NAME), signed_in(house, "crm-1", "Bob")
    sent, other = ann.writes(TEXT), bob.writes("hello")
    asked = next(one["Id"] for one in bob.talk()["Questions"] if one["Text"] == f"{TEXT}?")
    theirs = next(one["Id"] for one in bob.talk()["Questions"] if one["Id"] != asked)
    ann.call("VoteQuestion", Id=theirs, Vote=True)
    house.caller.call("TopChatAPI", ActivityId=house.activity, ChatId=sent)
    seen = bob.talk()
    assert [one["Id"] for one in seen["Messages"]] == [sent, other]
    assert bob.view()["Chat"]["Pinned"]["Id"] == sent
    erase(house.caller, ExternalUserId=USER)
    news = bob.talk(after=seen["Seq"])
    assert [(one["Id"], one["Gone"], one["Text"], one["UserName"]) for one in news["Messages"]] == [
        (sent, True, "", "")
    ]
    changed = {one["Id"]: (one["Gone"], one["Votes"]) for one in news["Questions"]}
    assert changed == {asked: (True, 0), theirs: (False, 0)}, "a vote of nobody counts for nothing"
    assert bob.view()["Chat"]["Pinned"] is None
    assert [one["Id"] for one in bob.talk()["Messages"]] == [other]
    assert bob.call("GetMessages", Before=10**9)["Messages"][-1]["Id"] == other
    assert ann.call("EnterChat")["UserName"] == ""


def test_line_above_the_chat_goes_with_its_author(new: Callable[[], Caller], store_url: str) -> None:
    house = House(new())
    mine, theirs = (house.enter(house.link("assistant", ExternalUserId=user)) for user in (USER, "crm-1"))
    viewer = Viewer(house)

    def announce(session: str, text: str) -> None:
        assert house.session(session, "Announce", Tab=TAB, Text=text).status_code == 200

    for session, text in ((theirs, "hello"), (mine, TEXT)):
        announce(session, text)
    said = [
        item["Data"]["Text"] for item in export(house.caller, ExternalUserId=USER) if item["Kind"] == "announcement"
    ]
    assert said == [TEXT]
    assert erase(house.caller, ExternalUserId=USER)["announcement"] == 1
    assert not [row for row in rows(store_url) if TEXT in row]
    assert viewer.view()["Chat"]["Announcement"] == ""
    lines = [one["Text"] for one in viewer.call("GetAnnouncements")["Announcements"]]
    assert lines == ["hello", ""]
    for user, text in ((USER, TEXT), ("crm-1", "bye")):
        announce(house.enter(house.link("assistant", ExternalUserId=user)), text)
    erase(house.caller, ExternalUserId=USER)
    assert viewer.view()["Chat"]["Announcement"] == "bye", "the line of another person stays"


def test_ban_and_silence_outlive_the_erasure(new: Callable[[], Caller]) -> None:
    house = House(new())
    ann = signed_in(house, USER, NAME)
    house.caller.call("SilenceUserAPI", ActivityId=house.activity, UserId=ann.number, Status=True)
    ban(house, USER)
    erase(house.caller, ExternalUserId=USER)
    again = Viewer(house)
    assert again.enters(house, USER) == ann.id
    assert again.ask("WatchShow").json()["ResponseMetadata"]["Error"]["Code"] == "AccessDenied.Watch"
    silenced = house.caller.call("GetSilenceUserListAPI", ActivityId=house.activity)["UserList"]
    assert silenced == [{"UserId": ann.number, "Nickname": ""}]


def test_people_who_are_in_leave_and_their_link_stays_off(new: Callable[[], Caller]) -> None:
    house = House(new())
    link = house.link(ExternalUserId=USER, UserName=NAME)
    guest = house.enter(link)
    assert erase(house.caller, ExternalUserId=USER)["session"] == 1
    assert house.session(guest, "GetSession").json()["Result"]["Session"]["EndReason"] == "revoked"
    token = link.rpartition("/")[2]
    listed = house.ours("ListLaunchLinks", ActivityId=house.activity)["Links"]
    [link_id] = [one["LinkId"] for one in listed if one["State"] == "revoked"]
    house.ours("RestoreLaunchLink", LinkId=link_id)
    assert house.client("OpenLaunch", Token=token).json()["ResponseMetadata"]["Error"]["Code"] == "LinkExpired"
    assert erase(house.caller, ExternalUserId=USER) == {}, "nothing is left of the person"


def test_viewer_without_a_sign_in_is_found_by_number(new: Callable[[], Caller], store_url: str) -> None:
    house = House(new())
    ann, bob = Viewer(house), Viewer(house)
    for viewer, name in ((ann, NAME), (bob, "Bob")):
        viewer.call("SetChatName", UserName=name)
        viewer.writes(f"{name} {TEXT}")
    secret = Viewer(house)
    secret.call("EnterChat")
    secret.call("AskQuestion", Text="who?", Anonymous=True, Nonce="nonce-0002")
    kinds = [item["Kind"] for item in export(house.caller, ActivityId=house.activity, UserId=ann.number)]
    assert kinds == ["chat-name", "message", "question"]
    assert erase(house.caller, ActivityId=house.activity, UserId=secret.number) == {"question": 1}
    assert erase(house.caller, ActivityId=house.activity, UserId=ann.number).keys() == set(kinds)
    assert not [row for row in rows(store_url) if NAME in row or secret.id in row or ann.id in row]
    assert [one["UserName"] for one in bob.talk()["Messages"]] == ["Bob"]
    assert export(house.caller, ActivityId=house.activity, UserId=5) == []


def test_guest_without_an_id_is_found_by_session_and_a_shared_link_stays(
    new: Callable[[], Caller], store_url: str
) -> None:
    house = House(new())
    shared = house.link(UserName="")
    one, other = house.enter(shared), house.enter(shared)
    house.session(one, "SetMyName", Tab=TAB, UserName=NAME)
    named = house.enter(house.link(UserName=f"{NAME}3"))
    assert erase(house.caller, SessionId=one)["session"] == 1
    assert "link" in erase(house.caller, SessionId=named)
    assert not [row for row in rows(store_url) if NAME in row]
    assert house.session(other, "GetSession").status_code == 200
    assert house.enter(shared)


def test_pages_of_an_export_make_the_whole(new: Callable[[], Caller], store_url: str) -> None:
    house = House(new())
    whole(house, store_url)
    second = House(house.caller)
    signed_in(second, USER, NAME).writes("again")
    every, token = [], ""
    while True:
        page = house.ours("ExportPerson", ExternalUserId=USER, PageSize=2, PageToken=token)
        every += page["Items"]
        if not (token := page["NextPageToken"]):
            break
        assert len(page["Items"]) == 2
    assert every == export(house.caller, ExternalUserId=USER)
    of_second = export(house.caller, ExternalUserId=USER, ActivityId=second.activity)
    assert [one["Kind"] for one in of_second] == ["chat-name", "message", "question", "sign-in"]
    assert of_second == [one for one in every if one["ActivityId"] == second.activity]


def test_deleted_show_is_looked_into_and_another_account_is_not(new: Callable[[], Caller]) -> None:
    house, stranger = House(new()), new()
    house.enter(house.link(ExternalUserId=USER))
    assert export(stranger, ExternalUserId=USER) == []
    assert erase(stranger, ExternalUserId=USER) == {}
    house.caller.call("DeleteActivityAPI", ActivityId=house.activity)
    assert {item["Kind"] for item in export(house.caller, ExternalUserId=USER)} == {"session", "link", "event"}
    assert "session" in erase(house.caller, ExternalUserId=USER)


UNCLEAR: list[tuple[dict[str, Any], tuple[int, str]]] = [
    ({}, (400, "MissingParameter")),
    ({"ExternalUserId": " "}, (400, "MissingParameter")),
    ({"UserId": 7}, (400, "MissingParameter")),
    ({"ExternalUserId": "a", "SessionId": "b"}, (400, "InvalidParameter.ExternalUserId")),
    ({"SessionId": "se_unknown"}, (404, "ResourceNotFound.Session")),
    ({"ExternalUserId": "a", "ActivityId": 7}, (404, "ResourceNotFound.Activity")),
    ({"ExternalUserId": "a" * 129}, (400, "InvalidParameter.ExternalUserId")),
]


def test_unclear_person_and_foreign_page_token_are_refused(sqlite_new: Callable[[], Caller]) -> None:
    caller = sqlite_new()
    for asked, refusal in UNCLEAR:
        assert caller.refused("ErasePerson", OURS, **asked) == refusal, asked
        assert caller.refused("ExportPerson", OURS, **asked) == refusal, asked
    for token in ("x", "1", "1.2", "99.1.a", "0..a", "-1.2.a", "²..", "0.1", f"{len(HOLDS) - 1}.1.a"):
        answer = caller.refused("ExportPerson", OURS, ExternalUserId="a", PageToken=token)
        assert answer in [(400, "InvalidParameter.PageToken")], token


def test_sub_account_names_a_show(new: Callable[[], Caller]) -> None:
    caller = new()
    made = caller.call("CreateAccessKey", OURS, SubAccountName="team")
    team = Caller(caller.http, made["AccessKeyId"], made["SecretAccessKey"])
    assert team.refused("ExportPerson", OURS, ExternalUserId=USER) == (400, "MissingParameter")
    mine = House(team)
    mine.enter(mine.link(ExternalUserId=USER))
    assert erase(team, ExternalUserId=USER, ActivityId=mine.activity)["link"] == 1


PERSONAL = {
    *("name", "user", "external_user", "address", "author", "viewer", "voter", "browser", "system", "device"),
    *("avatar", "avatar_url", "comment", "note", "text", "number", "session", "actor", "identity", "actor_name"),
}
"""Names of columns that may tell of a person."""
OTHERWISE = {
    "absence": "a public name of a session, until the person comes back or the grace time ends",
    "access_key": "a key of the integrator, which DeleteAccessKey deletes",
    "account": "the integrator",
    "activity": "the name of a show",
    "activity_count": "a count",
    "admin": "an admin of the console, whom RemoveAdmin deletes",
    "admin_link": "an invitation of an admin, for an hour",
    "admin_passkey": "a passkey of an admin, deleted with the admin",
    "admin_session": "a session of an admin, for twelve hours",
    "asset": "a file of our pages",
    "assistant_account": "an account that DeleteTeachAssistantAccount deletes",
    "hls_viewer": "the id of a pass, until 15 seconds after the last picture",
    "host_account": "the name of a show's host account, which DeleteHostAccount deletes",
    "launch": "the id of a session, for a day",
    "meta": "our own names",
    "presence": "the id of a session while its page is open",
    "replay": "the name of a show",
    "seat": "the id of a session",
    "show_file": "the name of a file",
    "takeover": "the id of a session, for a day",
    "tried": "the id of a session, for a minute",
}
"""Tables with such a column that need no hook, with the reason."""


def test_each_table_with_people_is_held_or_has_a_reason() -> None:
    held = {each.table.name for each in HOLDS}
    known = {table.name for table in METADATA.sorted_tables if {column.name for column in table.columns} & PERSONAL}
    assert known - held == OTHERWISE.keys(), "add an entry to `holds` of the feature, or a reason here"
    assert held <= known
    assert all("activity" in each.table.columns for each in HOLDS)
    assert len({each.kind for each in HOLDS}) == len(HOLDS)
