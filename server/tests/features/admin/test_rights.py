"""The rights of admins: each role, each action, from where, and what the audit log keeps."""

from typing import Any

import pytest
from kaibo.app import CONSOLE, ENTRANCE, OF_ADMINS, SIGNED
from kaibo.features.admin.roles import Role, may

from tests.features.admin.browser import NAME, PASSWORD, Server

DENIED = (403, "AccessDenied")
OWN_WRITES = {"SetMyPassword", "AddMyPasskey", "RemoveMyPasskey", "SignOut", "SignOutEverywhere"}
LINKS = {
    "GetDownloadLiveClient",
    "GetDownloadLiveClientAPI",
    "GetWebPushLiveClientAPI",
    "GetTemporaryLoginTokenAPI",
    "GetActivityLinks",
    "GetShowDoors",
    "GetLaunchLink",
    "ListLaunchLinks",
    "GetViewingRestrictionInfo",
    "GetActivityLoginSecret",
    "GetSDKTokenAPI",
    "ExportPerson",
}
OWNERS = {
    "CreateAccessKey",
    "ListAccessKeys",
    "UpdateAccessKey",
    "DeleteAccessKey",
    "ListAdmins",
    "CreateAdminLink",
    "UpdateAdmin",
    "DeleteAdmin",
    "EndAdminSessions",
    "GetServerSettings",
}
SHOW: dict[str, Any] = {"Name": "All-hands", "LiveTime": 1_900_000_000}


def test_console_has_every_signed_action() -> None:
    assert {action.name for action in CONSOLE} == {action.name for action in (*SIGNED, *OF_ADMINS)}
    assert not {action.name for action in CONSOLE} & {action.name for action in ENTRANCE}


@pytest.mark.parametrize("action", [action.name for action in CONSOLE])
def test_each_role_may_do_what_the_table_says(action: str) -> None:
    writes = next(each.writes for each in CONSOLE if each.name == action)
    assert may(Role.OWNER, action, writes=writes)
    assert may(Role.OPERATOR, action, writes=writes) is (action not in OWNERS)
    reads = not writes and action not in LINKS | OWNERS
    assert may(Role.VIEWER, action, writes=writes) is (reads or action in OWN_WRITES)


def test_viewer_is_refused_at_each_write_and_at_each_link(server: Server) -> None:
    owner, viewer = server.admin(), server.admin("Viewer", Role.VIEWER)
    show = owner.call("CreateActivityAPIV2", **SHOW)["ActivityId"]
    for action in CONSOLE:
        if (action.writes and action.name not in OWN_WRITES) or action.name in LINKS | OWNERS:
            assert viewer.refused(action.name) == DENIED, action.name
    assert viewer.refused("DeleteActivityAPI", ActivityId=show) == DENIED
    assert viewer.refused("GetActivityLinks", ActivityId=show) == DENIED
    assert viewer.call("GetActivityAPI", ActivityId=show)["Name"] == SHOW["Name"]
    assert viewer.call("ListActivityAPI")["TotalItemCount"] == 1


def test_operator_makes_shows_and_links_and_no_keys_and_no_admins(server: Server) -> None:
    operator = server.admin("Operator", Role.OPERATOR)
    show = operator.call("CreateActivityAPIV2", **SHOW)["ActivityId"]
    assert operator.call("GetDownloadLiveClient", ActivityId=show)["Url"].startswith("http://localhost:8780/l/")
    assert operator.refused("CreateAccessKey") == DENIED
    assert operator.refused("CreateAdminLink", Role="owner") == DENIED
    assert operator.refused("ListAdmins") == DENIED


def test_each_write_has_an_audit_row_that_names_the_admin(server: Server) -> None:
    owner = server.admin()
    me = owner.call("GetMe")["AdminId"]
    show = owner.call("CreateActivityAPIV2", **SHOW)["ActivityId"]
    owner.call("RotateLaunchLinks", ActivityId=show, Role="guest", Mode="everyone")
    owner.refused("DeleteActivityAPI", ActivityId=1)
    events = owner.call("ListAuditEvents")["Events"]
    mine = [(e["Kind"], e["Detail"], e["ActivityId"], e["UserName"]) for e in events if e["Actor"] == me]
    assert ("console", "CreateActivityAPIV2", 0, NAME) in mine
    assert ("console", "RotateLaunchLinks", show, NAME) in mine
    assert "rotate" in {kind for kind, *_ in mine}
    assert {e["ActorName"] for e in events if e["Actor"] == me} == {NAME}
    assert all(e["RequestId"] for e in events)
    assert "DeleteActivityAPI" not in {detail for _, detail, *_ in mine}


def test_audit_log_names_the_admin_and_the_key_that_changed(server: Server) -> None:
    owner, mia = server.admin(), server.admin("Mia", Role.OPERATOR)
    mia_id = mia.call("GetMe")["AdminId"]
    owner.call("CreateAdminLink", AdminId=mia_id)
    owner.call("CreateAdminLink", Role="viewer", Name="Eve")
    owner.call("UpdateAdmin", AdminId=mia_id, Role="viewer", Name="Mia Chen")
    owner.call("EndAdminSessions", AdminId=mia_id)
    owner.call("DeleteAdmin", AdminId=mia_id)
    key = owner.call("CreateAccessKey", Name="reports")["AccessKeyId"]
    owner.call("UpdateAccessKey", AccessKeyId=key, Name="figures")
    owner.call("UpdateAccessKey", AccessKeyId=key, Enable=0)
    owner.call("UpdateAccessKey", AccessKeyId=key, Enable=1)
    owner.call("DeleteAccessKey", AccessKeyId=key)
    events = owner.call("ListAuditEvents", Kinds=["admin", "rename", "key"])["Events"]
    assert [(event["Kind"], event["UserName"], event["Detail"]) for event in reversed(events)] == [
        ("admin", "Mia", "sign-in link"),
        ("admin", "Eve", "new viewer"),
        ("admin", "Mia", "now viewer"),
        ("rename", "Mia Chen", "Mia"),
        ("admin", "Mia Chen", "signed out"),
        ("admin", "Mia Chen", "deleted"),
        ("key", "reports", f"made {key}"),
        ("key", "figures", f"changed {key}"),
        ("key", "figures", f"off {key}"),
        ("key", "figures", f"on {key}"),
        ("key", "figures", f"deleted {key}"),
    ]
    assert {event["ActorName"] for event in events} == {NAME}


def test_audit_log_names_the_admin_that_moderated_the_chat(server: Server) -> None:
    owner = server.admin()
    show = owner.call("CreateActivityAPIV2", **SHOW)["ActivityId"]
    owner.call("PresenterChatAPIV2", ActivityId=show, Comment="the quick fox", TopStatus=1)
    [message] = [each["ChatId"] for each in owner.call("PollingChatAPI", ActivityId=show, ChatId=0)["Data"]]
    owner.call("TopChatAPI", ActivityId=show, ChatId=message, TopStatus=0)
    owner.call("DeleteChatAPI", ActivityId=show, ChatId=message)
    owner.call("PresenterChatAPI", ActivityId=show, Comment="the quick fox")
    owner.call("EmptyChatAPI", ActivityId=show)
    events = owner.call("ListAuditEvents", ActivityId=show)["Events"]
    assert "quick" not in repr(events)
    chat = [event for event in reversed(events) if event["Kind"] != "console"]
    assert [event["Kind"] for event in chat] == ["chat-pin", "chat-unpin", "chat-delete", "chat-empty"]
    assert [event["Detail"] for event in chat] == [str(message)] * 3 + [""]
    assert {event["ActorName"] for event in events} == {NAME}
    assert [event["RequestId"] for event in chat[:3]] == [
        event["RequestId"]
        for event in reversed(events)
        if event["Detail"] in ("PresenterChatAPIV2", "TopChatAPI", "DeleteChatAPI")
    ]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_another_origin_can_do_nothing(server: Server, origin: str | None) -> None:
    owner = server.admin()
    foreign = server.browser(origin)
    foreign.http.cookies = owner.http.cookies
    assert foreign.refused("GetMe") == (403, "WrongOrigin")
    assert foreign.refused("DeleteActivityAPI", ActivityId=1) == (403, "WrongOrigin")
    assert foreign.refused("SignIn", "enter", Name=NAME, Password=PASSWORD) == (403, "WrongOrigin")
    for verb in ("GET", "PUT", "DELETE"):
        answer = owner.http.request(verb, "/admin/call/SignOutEverywhere", headers=owner.headers)
        assert answer.status_code == 405
    assert owner.call("GetMe")["Name"] == NAME


def test_form_of_another_content_type_is_refused(server: Server) -> None:
    owner = server.admin()
    answer = owner.http.post(
        "/admin/call/SignOut", content=b"{}", headers={**owner.headers, "Content-Type": "text/plain"}
    )
    assert answer.status_code == 400
    assert owner.call("GetMe")["Name"] == NAME


def test_admin_of_one_account_sees_nothing_of_another(server: Server) -> None:
    owner = server.admin()
    show = owner.call("CreateActivityAPIV2", **SHOW)["ActivityId"]
    from kaibo.account import table as access

    server.account = server.write(lambda db: access.create_account(db, "other", 1))
    other = server.admin("Other")
    assert other.refused("GetActivityAPI", ActivityId=show)[0] == 404
    admin_id = owner.call("GetMe")["AdminId"]
    assert other.refused("DeleteAdmin", AdminId=admin_id) == (404, "ResourceNotFound.Admin")
    assert [each["Name"] for each in other.call("ListAdmins")["Admins"]] == ["Other"]


def test_last_owner_stays(server: Server) -> None:
    owner = server.admin()
    me = owner.call("GetMe")["AdminId"]
    last = (409, "ResourceConflict.LastOwner")
    assert owner.refused("DeleteAdmin", AdminId=me) == last
    assert owner.refused("UpdateAdmin", AdminId=me, Role="viewer") == last
    assert owner.refused("UpdateAdmin", AdminId=me, Role="emperor") == (400, "InvalidParameter.Role")
    second = server.admin("Second")
    owner.call("UpdateAdmin", AdminId=me, Role="viewer", Name="Lin")
    assert owner.refused("CreateActivityAPIV2", **SHOW) == DENIED
    second.call("DeleteAdmin", AdminId=me)
    assert owner.refused("GetMe") == (401, "SignedOut")
