"""An activity that a session token is denied stays denied under each of its ids. Every signed action is tried."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from hypothesis import given, strategies as st
from kaibo.activity.rights import within
from kaibo.app import SIGNED
from kaibo.call import Owner, Reach
from kaibo.errors import AccessDenied
from kaibo.features.design import designs
from kaibo.gateway import caller as callers
from kaibo.gateway.action import Action
from kaibo.gateway.caller import Key
from kaibo.gateway.rights import Statement as Said
from kaibo.gateway.signature import Claim
from sqlalchemy import Column, Connection, Engine, Integer, MetaData, Table, create_engine, insert, select
from volcengine.Policy import Statement

from tests.gateway.door import HOST, Caller, refusal, serving
from tests.gateway.test_sts2 import temporary

OURS = "2026-12-01"
DENIED, EVERYTHING = (403, "AccessDenied"), Statement.new_allow_statement(["*"], ["*"])
NEEDED: dict[str, dict[str, Any]] = {
    "CreateActivityAPI": {"Name": "copy"},
    "CreateActivityAPIV2": {"Name": "copy"},
    "UpdateActivityStatusAPI": {"IsStreamViewEnable": 4},
    "UpdateActivityBasicConfigAPI": {"Name": "changed"},
    "ListActivityUsers": {"SearchStatus": 1},
    "PutShowSettings": {"Settings": {}},
    "PutShowDesign": {"Design": json.loads(designs.first()), "Revision": 0},
    "CreateLaunchLink": {"Role": "host"},
    "RotateLaunchLinks": {"Role": "all", "Mode": "everyone"},
    "RevokeLaunchLink": {"Mode": "everyone"},
    "CreateShowFile": {"Name": "a.png", "Type": "image/png", "Size": 1, "Sha256": "0" * 64},
    "PutShowFilePart": {"Sha256": "0" * 64, "Part": 0, "Data": "AA=="},
    "DeleteShowFile": {"Sha256": "0" * 64},
    "UpdateTeachAssistantAccount": {"TeachAssistantAccount": {}},
    "DeleteTeachAssistantAccount": {"Id": 1},
    "PresenterChatAPI": {"Comment": "hello"},
    "PresenterChatAPIV2": {"Comment": "hello"},
    "PollingChatAPI": {"ChatId": 0},
    **{f"{name}ChatAPI": {"ChatId": 1} for name in ("Delete", "Top", "Like", "ConfirmReview")},
    "UpdateChatReviewStatusAPI": {"Status": 1},
    "UpdatePresenterNameAPI": {"PresenterName": "主播"},
    "SilenceUserAPI": {"UserId": 1, "Status": True},
    "GetActivityLoginSecret": {"Mode": 2},
    "GetSDKTokenAPI": {"Mode": 1},
    "DeleteWhiteList": {"PermissionOrder": 1, "DeleteAll": 0},
    **{name: {"MediaId": 1} for name in ("GetReplayDownload", "DeleteReplay")},
    "SetReplayOnline": {"MediaId": 1, "Online": True},
    "UpdateMediaOnlineStatusAPI": {"MediaId": 1, "OnlineStatus": 1},
    "UploadReplayAPI": {"Media": {"Vid": "rc_"}},
}
"""Other parameters that an action needs."""
REACHING = {"ActivityId", "LinkId", "Url", "SessionId", "OldId", "FromActivityId", "KeepSessionIds"}
"""Parameters by which a call reaches an activity."""
FILTERS = {("ListAuditEvents", name) for name in ("LinkId", "SessionId")} | {("ListSessions", "LinkId")}
"""Those of REACHING that only filter a listing."""
OTHERS = {
    "AccessKeyId",
    "AudienceGroupId",
    "ChatId",
    "UserId",
    "ActivityIds",
    "BindAccountLevelGroupId",
    "ExternalUserId",
    "ExternalUserIds",
    "UserIds",
    "HostAccountId",
    "Id",
    "LevelId",
    "MediaId",
    "PreviewVideoId",
    "SearchActivityId",
    "SearchAudienceGroupId",
    "TemplateId",
    "ViewPageUrl",
}
"""Parameters that name something else, are only stored, or filter a listing."""
KEPT_URLS = {"GetSDKTokenAPI", "UpdateActivityBasicConfigAPI", "CreateLaunchLink", "UpdateHostAccount"}
LISTINGS = (
    *("ListActivityAPI", "ListActivityByCacheAPI", "ListAuditEvents", "ListHostAccountAPI", "ListHostAccounts"),
    *("ListPeople", "ListServers", "GetAccountRealTimeOnlineNumber"),
)
KEYS = {"CreateAccessKey", "ListAccessKeys", "UpdateAccessKey", "DeleteAccessKey", "GetServerSettings"}
"""Refused to every session token."""


@dataclass
class House:
    """An account with a show that a token is denied, `hidden`, and another show that it is allowed."""

    caller: Caller
    denied: Caller
    other: Caller
    hidden: int
    open: int
    names: dict[str, Any]

    def ask(self, by: Caller, one: Action[Any, Any, Any], body: dict[str, Any]) -> Any:
        return by.patiently(one.name, one.version, {**NEEDED.get(one.name, {}), **body})

    def named(self, one: Action[Any, Any, Any], name: str) -> dict[str, Any]:
        """Name the hidden show by this parameter. Beside an ActivityId also name its link and session.

        A call that copies names the open show beside it."""
        also = parameters(one) & {"LinkId", "SessionId"} if name == "ActivityId" else set()
        copied = (
            dict.fromkeys(("ActivityId", "FromActivityId"), self.open) if "FromActivityId" in parameters(one) else {}
        )
        return copied | {one: self.names[one] for one in (name, *also)}


def enter(caller: Caller, url: str) -> str:
    """Redeem a link. Return the session's id."""

    def ask(name: str, **body: str) -> Any:
        answer = caller.http.post(f"/client/{name}", json=body, headers={"Origin": f"http://{HOST}"})
        assert answer.status_code == 200, answer.text
        return answer.json()["Result"]

    ticket = ask("OpenLaunch", Token=url.rpartition("/")[2])["Ticket"]
    return str(ask("RedeemTicket", Ticket=ticket, Nonce="n" * 22)["SessionId"])


@pytest.fixture
def house(store_url: str) -> Iterator[House]:
    with serving(store_url) as (caller, other):
        hidden, shown = (caller.call("CreateActivityAPIV2", Name=name)["ActivityId"] for name in ("veiled", "open"))
        link = caller.call("CreateLaunchLink", OURS, ActivityId=hidden, Role="host")
        session = enter(caller, link["Url"])
        deny = Statement.new_deny_statement(["*"], [f"trn:livesaas:*:*:activity/{hidden}"])
        names = {
            "ActivityId": hidden,
            "LinkId": link["LinkId"],
            "Url": link["Url"],
            "SessionId": session,
            "OldId": hidden,
            "FromActivityId": hidden,
            "KeepSessionIds": [session],
        }
        yield House(caller, temporary(caller, EVERYTHING, deny), other, hidden, shown, names)


def parameters(one: Action[Any, Any, Any]) -> set[str]:
    return {field.alias or "" for field in one.request.model_fields.values()}


def test_every_parameter_that_could_name_an_activity_is_known() -> None:
    for one in SIGNED:
        ids = {name for name in parameters(one) if name.endswith(("Id", "Ids"))}
        urls = {name for name in parameters(one) if name.endswith("Url")} if one.name not in KEPT_URLS else set()
        assert ids | urls <= REACHING | OTHERS, f"{one.name}: say whether it reaches an activity"
        reads_all = not one.writes and "ActivityId" not in {
            field.alias for field in one.request.model_fields.values() if field.is_required()
        }
        if reads_all and not parameters(one) & (REACHING - {"ActivityId"}) and one.name not in KEYS:
            assert one.name in LISTINGS, f"{one.name}: say whether it lists activities"


def test_denied_activity_is_denied_by_every_name(house: House) -> None:
    tried = 0
    for one in SIGNED:
        for name in parameters(one) & REACHING:
            if (one.name, name) in FILTERS or (one.name, name) == ("RotateLaunchLinks", "KeepSessionIds"):
                continue
            body = house.named(one, name)
            assert refusal(house.ask(house.denied, one, body)) == DENIED, (one.name, name)
            elsewhere = house.ask(house.other, one, body)
            assert elsewhere.status_code == 404, (one.name, name, elsewhere.text)
            tried += 1
    assert tried > 30
    rotated = house.ask(
        house.denied,
        SIGNED.find("RotateLaunchLinks", OURS),
        {"ActivityId": house.open, "KeepSessionIds": house.names["KeepSessionIds"]},
    )
    assert refusal(rotated) == (404, "ResourceNotFound.Session")
    living = house.caller.call("ListSessions", OURS, ActivityId=house.hidden)["Sessions"]
    assert [(one["SessionId"], one["Blocked"]) for one in living] == [(house.names["SessionId"], False)]
    assert house.caller.call("GetLaunchLink", OURS, LinkId=house.names["LinkId"])["State"] == "open"
    assert house.caller.call("ListActivityAPI")["TotalItemCount"] == 2, "the server must copy nothing"


def test_another_activitys_name_does_not_help(house: House) -> None:
    for one in SIGNED:
        for name in parameters(one) & {"LinkId", "Url", "SessionId"}:
            if (one.name, name) not in FILTERS:
                answer = house.ask(house.denied, one, {name: house.names[name], "ActivityId": house.open})
                assert answer.status_code == 404, (one.name, name, answer.text)


def test_listings_leave_out_denied_activities(house: House) -> None:
    secrets = [str(house.hidden), house.names["LinkId"], house.names["SessionId"], "veiled"]
    for one in (one for one in SIGNED if one.name in LISTINGS):
        for more in ({}, {name: house.names[name] for name in parameters(one) & {"LinkId", "SessionId"}}):
            answer = house.ask(house.denied, one, more)
            assert answer.status_code == 200, answer.text
            assert not [secret for secret in secrets if secret in answer.text], one.name
    for name in ("ListActivityAPI", "ListActivityByCacheAPI"):
        for most in (1, 10):
            told = house.denied.call(name, PageItemCount=most)
            assert ([activity["Id"] for activity in told["Activities"]], told["TotalItemCount"]) == ([house.open], 1)
    assert house.denied.call("ListActivityAPI", SearchActivityId=str(house.hidden))["TotalItemCount"] == 0
    assert str(house.hidden) in json.dumps(house.caller.call("ListAuditEvents", OURS)), (
        "the caller's own listing must have it"
    )


def test_token_for_one_activity_reaches_no_other(house: House) -> None:
    resources = [f"trn:livesaas:*:*:activity/{house.open}", "trn:livesaas:*:*:activity/[*]", "*/[*]"]
    bare = Statement.new_allow_statement(["*"], resources)
    named = Statement.new_allow_statement(["*"], ["trn:livesaas:cn-north-1:*:activity/*"])
    lists = Statement.new_allow_statement(["livesaas:List*"], ["*"])
    refused = temporary(house.caller, bare)
    assert refused.refused("GetLaunchLink", OURS, LinkId=house.names["LinkId"]) == DENIED, "the call names no activity"
    assert refused.refused("ListActivityAPI") == DENIED
    assert temporary(house.caller, named).call("ListActivityAPI")["TotalItemCount"] == 2
    assert temporary(house.caller, lists).refused("GetLaunchLink", OURS, LinkId=house.names["LinkId"]) == DENIED


def test_key_for_one_activity_reaches_no_other(house: House) -> None:
    created_key = house.caller.call("CreateAccessKey", OURS, ActivityIds=[house.open])
    narrow = Caller(house.caller.http, created_key["AccessKeyId"], created_key["SecretAccessKey"])
    for one in SIGNED:
        for name in parameters(one) & (REACHING - {"KeepSessionIds"}):
            if (one.name, name) not in FILTERS:
                assert refusal(house.ask(narrow, one, house.named(one, name))) == DENIED, (one.name, name)
    for name in LISTINGS[:3]:
        version = OURS if name == "ListAuditEvents" else "2020-06-01"
        assert narrow.refused(name, version) == DENIED


TABLE = Table("here", MetaData(), Column("id", Integer, primary_key=True))
IDS = [*range(1, 130), 2**31 - 1]


@pytest.fixture(scope="module")
def numbers() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    TABLE.metadata.create_all(engine)
    with engine.begin() as db:
        db.execute(insert(TABLE), [{"id": one} for one in IDS])
    yield engine
    engine.dispose()


def found(db: Connection, reach: Reach) -> list[int]:
    return list(db.scalars(select(TABLE.c.id).where(*within(reach, TABLE.c.id)).order_by(TABLE.c.id)))


def may(by: callers.Caller, activity_id: int) -> bool:
    try:
        by.check("GetActivityAPI", activity_id)
    except AccessDenied:
        return False
    return True


BASE = "trn:livesaas:cn-north-1:ac_1:activity/"
RESOURCE = st.one_of(
    st.builds(lambda tail: BASE + tail, st.text("12*", max_size=4)),
    st.builds(lambda tail: "trn:*:ac_1:*/" + tail, st.text("12*", max_size=3)),
    st.sampled_from(["*", "", "trn:*", "*1", "*activity/*", "*:activity/1*", f"{BASE}01", f"{BASE}٣", "TRN:*"]),
)
STATEMENT = st.builds(
    Said,
    st.booleans(),
    st.sampled_from([("*",), ("livesaas:Get*",), ("livesaas:List*",)]),
    st.lists(RESOURCE, max_size=3).map(tuple),
)


@given(
    st.none() | st.lists(STATEMENT, max_size=3).map(tuple),
    st.sampled_from([(), ("Get*",), ("List*",)]),
    st.sampled_from([frozenset[int](), frozenset({1, 12, 999})]),
)
def test_listed_activities_are_the_allowed_ones(
    numbers: Engine, statements: Any, actions: tuple[str, ...], only: frozenset[int]
) -> None:
    claim = Claim("AKLTx", "", "", "", (), "", "")
    by = callers.Caller(Key("AKLTx", Owner("ac_1"), "", actions, only), claim, statements)
    with numbers.connect() as db:
        assert found(db, by.reach("GetActivityAPI")) == list(filter(partial(may, by), IDS))


def test_thousands_of_patterns_are_applied(numbers: Engine) -> None:
    patterns = frozenset(f"{one}*" for one in range(10, 3000))
    with numbers.connect() as db:
        assert found(db, Reach(patterns)) == [one for one in IDS if one >= 10]
        assert found(db, Reach(denied=patterns)) == list(range(1, 10))
