"""How admins come in: by a one-time link, by a password, by a passkey."""

import json

import pytest
from kaibo.clock import now_ms
from kaibo.features.admin import links, password, sessions, table
from kaibo.features.admin.roles import Role
from sqlalchemy import select, update

from tests.features.admin.browser import NAME, PASSWORD, Passkey, Server

OUT = (401, "SignedOut")


def test_first_admin_is_in_without_a_password_and_a_used_link_admits_nobody(server: Server) -> None:
    first = server.browser()
    assert first.enter("GetEntrance") == {"AnyAdmin": False, "Passkeys": True}
    token = server.link()
    assert first.enter("PeekAdminLink", Token=token) == {"Name": "", "Role": "owner", "OfferedName": ""}
    answer = first.send("enter", "OpenAdminLink", {"Token": token, "Name": NAME})
    cookie = answer.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/admin", "max-age=43200"))
    me = first.call("GetMe")
    assert (me["Name"], me["Role"], me["HasPassword"], me["Passkeys"]) == (NAME, "owner", False, [])
    assert [each["Way"] for each in me["Sessions"]] == ["link"]
    stranger = server.browser()
    assert stranger.refused("OpenAdminLink", "enter", Token=token, Name="Eve") == (404, "ResourceNotFound.AdminLink")
    assert stranger.refused("GetMe") == OUT
    assert stranger.enter("GetEntrance")["AnyAdmin"]


def test_link_ends_after_an_hour_and_a_wrong_name_does_not_use_it_up(server: Server) -> None:
    browser = server.browser()
    old = server.link(at=now_ms() - links.LIFE_MS)
    assert browser.refused("PeekAdminLink", "enter", Token=old) == (404, "ResourceNotFound.AdminLink")
    server.admin("Mia")
    token = server.link()
    assert browser.refused("OpenAdminLink", "enter", Token=token, Name=" ") == (400, "InvalidParameter.Name")
    assert browser.refused("OpenAdminLink", "enter", Token=token, Name="MIA") == (409, "ResourceConflict.AdminName")
    browser.enter("OpenAdminLink", Token=token, Name=NAME)


def test_first_admin_ends_the_links_of_earlier_starts(server: Server) -> None:
    earlier, newest = server.link(), server.link()
    operator = server.link(Role.OPERATOR)
    first, stranger = server.browser(), server.browser()
    assert first.refused("OpenAdminLink", "enter", Token=newest, Name=" ") == (400, "InvalidParameter.Name")
    first.enter("OpenAdminLink", Token=newest, Name=NAME)
    assert stranger.refused("OpenAdminLink", "enter", Token=earlier, Name="Eve") == (404, "ResourceNotFound.AdminLink")
    stranger.enter("OpenAdminLink", Token=operator, Name="Mia")
    later = server.link()
    server.admin("Wang")
    assert server.browser().enter("OpenAdminLink", Token=later, Name="Zhao")["Role"] == "owner"


def test_link_of_a_known_admin_lets_in_without_the_password_and_ends_older_ones(server: Server) -> None:
    owner = server.admin()
    admin_id = owner.call("GetMe")["AdminId"]
    older, newer = (owner.call("CreateAdminLink", AdminId=admin_id)["Url"].partition("#link=")[2] for _ in range(2))
    browser = server.browser()
    assert browser.refused("OpenAdminLink", "enter", Token=older) == (404, "ResourceNotFound.AdminLink")
    assert browser.enter("PeekAdminLink", Token=newer) == {"Name": NAME, "Role": "owner", "OfferedName": ""}
    assert browser.enter("OpenAdminLink", Token=newer, Name="ignored")["AdminId"] == admin_id


def test_password_signs_in_whatever_the_case_of_the_name_and_its_hash_alone_is_stored(server: Server) -> None:
    owner = server.admin()
    assert owner.refused("SetMyPassword", Password="too short") == (400, "InvalidParameter.Password")
    assert owner.refused("SetMyPassword", Password="aaaaaaaaaaaaaa") == (400, "InvalidParameter.Password")
    owner.call("SetMyPassword", Password=PASSWORD)
    stored = server.write(lambda db: table.by_name(db, NAME).password)  # type: ignore[union-attr]
    assert stored.startswith("$argon2id$")
    other = server.browser()
    assert other.enter("SignIn", Name="LIN xiao", Password=PASSWORD)["Name"] == NAME
    assert {each["Way"] for each in other.call("GetMe")["Sessions"]} == {"link", "password"}


def test_sixth_wrong_password_in_a_minute_waits_even_when_it_is_right(server: Server) -> None:
    owner = server.admin()
    owner.call("SetMyPassword", Password=PASSWORD)
    browser = server.browser()
    for _ in range(password.MOST_WRONG):
        assert browser.refused("SignIn", "enter", Name=NAME, Password="wrong") == (403, "WrongPassword")
    late = browser.send("enter", "SignIn", {"Name": NAME, "Password": PASSWORD})
    assert (late.status_code, late.headers["retry-after"].isdigit()) == (429, True)
    # Another name has tries of its own, and the signed-in browser goes on.
    assert browser.refused("SignIn", "enter", Name="Nobody", Password=PASSWORD) == (403, "WrongPassword")
    assert owner.call("GetMe")["Name"] == NAME
    server.write(lambda db: db.execute(update(table.admin_try).values(at=now_ms() - password.WINDOW_MS)))
    browser.enter("SignIn", Name=NAME, Password=PASSWORD)
    kinds = [event["Kind"] for event in owner.call("ListAuditEvents")["Events"]]
    assert kinds.count("sign-in-wrong") == password.MOST_WRONG
    assert kinds.count("sign-in") == 2


def test_name_without_a_password_opens_with_no_text(server: Server) -> None:
    server.admin()
    assert server.browser().refused("SignIn", "enter", Name=NAME, Password="") == (403, "WrongPassword")


def test_old_password_is_needed_to_change_it(server: Server) -> None:
    server.admin().call("SetMyPassword", Password=PASSWORD)
    browser = server.browser()
    browser.enter("SignIn", Name=NAME, Password=PASSWORD)
    new = "another few words"
    assert browser.refused("SetMyPassword", Password=new) == (403, "WrongPassword")
    browser.call("SetMyPassword", Password=new, OldPassword=PASSWORD)
    assert browser.refused("SignIn", "enter", Name=NAME, Password=PASSWORD) == (403, "WrongPassword")


def test_sign_out_ends_this_browser_or_all(server: Server) -> None:
    first = server.admin()
    first.call("SetMyPassword", Password=PASSWORD)
    second, third = server.browser(), server.browser()
    for browser in (second, third):
        browser.enter("SignIn", Name=NAME, Password=PASSWORD)
    cookie = second.http.cookies[sessions.COOKIE]
    second.call("SignOut")
    second.http.cookies.set(sessions.COOKIE, cookie, path="/admin")
    assert second.refused("GetMe") == OUT
    third.call("SignOutEverywhere")
    assert first.refused("GetMe") == OUT


def test_session_ends_after_twelve_hours(server: Server) -> None:
    browser = server.admin()
    server.write(lambda db: db.execute(update(table.admin_session).values(expires_at=now_ms())))
    assert browser.refused("GetMe") == OUT


def test_store_holds_no_secret_of_a_session_or_link(server: Server) -> None:
    browser, token = server.admin(), server.link()
    secrets = {browser.http.cookies[sessions.COOKIE], token}
    tables = (table.admin_session, table.admin_link)
    rows = server.write(lambda db: [str(row) for each in tables for row in db.execute(select(each))])
    assert len(rows) == 2
    assert not any(secret in row for secret in secrets for row in rows)


def test_passkey_signs_in_without_a_name(server: Server) -> None:
    owner, passkey = server.admin(), Passkey()
    made = owner.call("AddMyPasskey", Credential=passkey.make(owner.call("GetMyPasskeyOptions")["Options"]), Name="Key")
    assert [each["Name"] for each in owner.call("GetMe")["Passkeys"]] == ["Key"]
    browser = server.browser()
    options = browser.enter("GetPasskeyOptions")["Options"]
    answer = passkey.sign(options)
    assert browser.enter("SignInWithPasskey", Credential=answer)["Name"] == NAME
    # The same answer signs nobody in again.
    assert server.browser().refused("SignInWithPasskey", "enter", Credential=answer) == (403, "WrongPasskey")
    assert owner.refused("RemoveMyPasskey", PasskeyId=made["PasskeyId"]) == (409, "ResourceConflict.LastWayIn")
    owner.call("SetMyPassword", Password=PASSWORD)
    owner.call("RemoveMyPasskey", PasskeyId=made["PasskeyId"])
    again = passkey.sign(browser.enter("GetPasskeyOptions")["Options"])
    assert browser.refused("SignInWithPasskey", "enter", Credential=again) == (403, "WrongPasskey")


@pytest.mark.parametrize(
    "fault", ["another site", "another key", "no person", "old challenge", "made-up challenge", "no answer", "nothing"]
)
def test_wrong_answer_of_a_passkey_is_refused(server: Server, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, passkey = server.admin(), Passkey()
    owner.call("AddMyPasskey", Credential=passkey.make(owner.call("GetMyPasskeyOptions")["Options"]), Name="Key")
    browser = server.browser()
    options = browser.enter("GetPasskeyOptions")["Options"]
    if fault == "another site":
        passkey.origin = "https://evil.example"
    if fault == "another key":
        passkey.key = Passkey().key
    if fault == "made-up challenge":
        options = json.dumps({"challenge": "A" * 70})
    if fault == "old challenge":
        monkeypatch.setattr("kaibo.pages.console.routes.now_ms", lambda: now_ms() + 301_000)
    answer = passkey.sign(options)
    if fault == "no person":
        answer["id"] = answer["rawId"] = "AAAA"
    if fault == "no answer":
        answer["response"] = {}
    if fault == "nothing":
        answer = {}
    assert browser.refused("SignInWithPasskey", "enter", Credential=answer) == (403, "WrongPasskey")
