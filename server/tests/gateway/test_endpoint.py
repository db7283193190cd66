"""The signed door as integrators meet it: its answers, and its errors for wrong calls."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed

import pytest
from kaibo.gateway.endpoint import AT_ONCE_PER_ACCOUNT
from kaibo.gateway.signature import Signed, sign
from kaibo.stores import sqlite
from sqlalchemy import create_engine
from volcenginesdkcore.signv4 import SignerV4 as New

from tests.databases import SQLITE
from tests.gateway.door import HOST, Caller, refusal, serving

LAUNCH = "GetDownloadLiveClient", "2023-08-01"


def refusal_of(caller: Caller, body: dict[str, object]) -> tuple[int, str]:
    return refusal(caller.patiently(*LAUNCH, body))


@pytest.fixture
def callers(store_url: str) -> Iterator[tuple[Caller, Caller]]:
    with serving(store_url) as made:
        yield made


@pytest.fixture
def patient(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Caller, Caller]]:
    """Give callers of a server whose writes wait for the test's lock, however long the test holds it."""
    monkeypatch.setattr(sqlite, "LOCKED_MS", 600_000)
    with serving(store_url) as made:
        yield made


@pytest.fixture
def caller(callers: tuple[Caller, Caller]) -> Caller:
    return callers[0]


def test_answer_has_the_vendors_envelope(caller: Caller) -> None:
    answer = caller.send("CreateActivityAPIV2", "2020-06-01", b'{"Name": "show"}')
    meta = answer.json()["ResponseMetadata"]
    assert (meta["Action"], meta["Version"]) == ("CreateActivityAPIV2", "2020-06-01")
    assert (meta["Service"], meta["Region"]) == ("livesaas", "cn-north-1")
    assert len(meta["RequestId"]) == 34
    assert meta["RequestId"] == answer.headers["x-tt-logid"]
    assert isinstance(meta["SystemTime"], int)
    assert answer.headers["content-type"].startswith("application/json")


def test_host_and_guest_links_stay_the_same(caller: Caller) -> None:
    activity_id = caller.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    host, again = (
        caller.call(*LAUNCH, ActivityId=activity_id),
        caller.call(*LAUNCH, ActivityId=str(activity_id), LoginType="0"),
    )
    assert host["Url"] == again["Url"]
    assert host["Url"] != host["TmpUrl"]
    assert host["ExpireTime"] > 0
    guest = caller.call(*LAUNCH, ActivityId=activity_id, LoginType=1, UserName=" 陈一鸣 ")
    assert guest == {"Url": guest["Url"], "TmpUrl": "", "ExpireTime": 0}
    assert guest["Url"] not in (host["Url"], host["TmpUrl"])
    assert guest == caller.call(*LAUNCH, ActivityId=activity_id, LoginType=1, UserName="陈一鸣")
    assert guest != caller.call(*LAUNCH, ActivityId=activity_id, LoginType=1, UserName="王磊")


def test_wrong_parameter_is_named_before_any_change(callers: tuple[Caller, Caller]) -> None:
    mine, other = callers
    activity_id = mine.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    cases: list[tuple[dict[str, object], tuple[int, str]]] = [
        ({}, (400, "MissingParameter")),
        ({"ActivityId": None}, (400, "MissingParameter")),
        ({"ActivityId": "x"}, (400, "InvalidParameter.ActivityId")),
        ({"ActivityId": 2**63}, (400, "InvalidParameter.ActivityId")),
        ({"ActivityId": True}, (400, "InvalidParameter.ActivityId")),
        ({"ActivityId": 1.0}, (400, "InvalidParameter.ActivityId")),
        ({"ActivityId": 404}, (404, "ResourceNotFound.Activity")),
        ({"ActivityId": activity_id, "LoginType": 2}, (400, "InvalidParameter.LoginType")),
        ({"ActivityId": activity_id, "LoginType": -1}, (400, "InvalidParameter.LoginType")),
        ({"ActivityId": activity_id, "LoginType": 1}, (400, "MissingParameter")),
        ({"ActivityId": activity_id, "LoginType": 1, "UserName": "x" * 16}, (400, "InvalidParameter.UserName")),
        ({"ActivityId": activity_id, "LoginType": 1, "UserName": "a\u202eb"}, (400, "InvalidParameter.UserName")),
        ({"ActivityId": activity_id, "LoginType": 1, "UserName": "a\nb"}, (400, "InvalidParameter.UserName")),
    ]
    for body, wanted in cases:
        assert refusal_of(mine, body) == wanted, body
    assert other.refused(*LAUNCH, ActivityId=activity_id) == other.refused(*LAUNCH, ActivityId=404)
    missing = mine.send(*LAUNCH).json()["ResponseMetadata"]["Error"]
    assert missing == {
        "CodeN": 100002,
        "Code": "MissingParameter",
        "Message": "The request is missing ActivityId parameter.",
    }


@pytest.mark.parametrize(
    "body",
    [
        b"nonsense",
        b"[]",
        b'{"ActivityId": NaN}',
        b'{"a":' * 40 + b"1" + b"}" * 40,
        b'{"a": "' + b"x" * (1 << 20) + b'"}',
        b'{"a": [' + b"0," * 10_000 + b"0]}",
    ],
    ids=["no JSON", "no object", "NaN", "too deep", "too large", "too many"],
)
@SQLITE
def test_unreadable_body_is_refused(caller: Caller, body: bytes) -> None:
    assert refusal(caller.send(*LAUNCH, body)) == (400, "MalformedBody")


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "", "text/plain"])
@SQLITE
def test_body_may_begin_with_a_byte_order_mark(caller: Caller, kind: str) -> None:
    activity_id = caller.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    for body in (f'\ufeff{{"ActivityId": {activity_id}}}', f'\ufeff\r\n{{"ActivityId": {activity_id}}}\r\n'):
        assert caller.send(*LAUNCH, body.encode(), kind=kind).status_code == 200
    if kind not in ("text/plain", "application/json"):
        assert caller.send(*LAUNCH, f"\ufeffActivityId={activity_id}".encode(), kind=kind).status_code == 200
    assert refusal(caller.send(*LAUNCH, "\ufeff".encode(), kind=kind)) == (400, "MissingParameter")
    assert refusal(caller.send(*LAUNCH, "\ufeff\ufeff{}".encode(), kind="application/json")) == (400, "MalformedBody")


@SQLITE
def test_refused_signature_names_a_changed_host(caller: Caller) -> None:
    def message(host: str) -> str:
        answer = caller.send(*LAUNCH, unsigned={"Host": host})
        assert refusal(answer) == (401, "SignatureDoesNotMatch")
        return str(answer.json()["ResponseMetadata"]["Error"]["Message"])

    changed = message("localhost")
    assert changed.startswith("The request signature we calculated")
    assert changed.endswith(
        "The call came by the host localhost, and public_url is http://localhost:8780. "
        "If a proxy is in front of Kaibo, it must pass Host unchanged."
    )
    forger = Caller(caller.http, caller.key, "x")
    answer = forger.send(*LAUNCH).json()["ResponseMetadata"]["Error"]
    assert answer["Code"] == "SignatureDoesNotMatch"
    assert "proxy" not in answer["Message"], "the host is the right one"


@SQLITE
def test_form_of_too_many_values_is_refused(caller: Caller) -> None:
    form = "&".join(f"{number}=" for number in range(10_001)).encode()
    answer = caller.send(*LAUNCH, form, kind="application/x-www-form-urlencoded")
    assert refusal(answer) == (400, "MalformedBody")


@pytest.mark.parametrize("text", ["a\0b", "\0", "\ud800", "\udfff\ud800"], ids=ascii)
def test_text_that_no_store_keeps_is_refused_by_name(caller: Caller, text: str) -> None:
    cases: list[tuple[dict[str, object], str]] = [
        ({"Name": text}, "Name"),
        ({"Name": "show", "ViewUrlPath": text}, "ViewUrlPath"),
        ({"Name": "show", "SiteTags": [{}, {"Value": text}]}, "SiteTags.1.Value"),
    ]
    for body, name in cases:
        assert caller.refused("CreateActivityAPIV2", "2020-06-01", **body) == (400, f"InvalidParameter.{name}")
    for name in ("Name", "ViewPageUrl", "SearchActivityId"):
        assert caller.refused("ListActivityAPI", **{name: text}) == (400, f"InvalidParameter.{name}")
    assert caller.refused("ListActivityAPI", **{"\ud800": text}) == (400, "InvalidParameter.?")
    assert caller.refused(*LAUNCH, ActivityId=1, LoginType=1, UserName=text) == (400, "InvalidParameter.UserName")
    got = caller.send("ListActivityAPI", "2020-06-01", method="GET", query="&Name=a%00b")
    assert refusal(got) == (400, "InvalidParameter.Name")


@SQLITE
def test_list_index_of_thousands_of_digits_is_refused(caller: Caller) -> None:
    query = f"&Name.{'1' * 5000}=x"
    assert refusal(caller.send("ListActivityAPI", "2020-06-01", method="GET", query=query)) == (
        400,
        "InvalidParameter.Name",
    )


def test_caller_without_a_valid_key_is_refused(caller: Caller) -> None:
    assert refusal(caller.http.post("/?Action=GetActivityAPI&Version=2020-06-01")) == (
        401,
        "MissingAuthenticationToken",
    )
    assert refusal(caller.http.post("/", headers={"Accept": "*/*"})) == (400, "MissingParameter")
    stranger = Caller(caller.http, "AKLTnobody", caller.secret)
    assert stranger.refused(*LAUNCH, ActivityId=1) == (401, "InvalidAccessKey")
    forger = Caller(caller.http, caller.key, caller.secret[::-1])
    assert forger.refused(*LAUNCH, ActivityId=1) == (401, "SignatureDoesNotMatch")
    assert forger.refused("NoSuchAction", ActivityId=1) == (401, "SignatureDoesNotMatch")


@SQLITE
def test_unknown_action_version_or_method_is_refused(caller: Caller) -> None:
    assert caller.refused("NoSuchAction") == (404, "InvalidActionOrVersion")
    assert caller.refused("GetActivityAPI", "2023-08-01") == (404, "InvalidActionOrVersion")
    wrong = caller.send("CreateActivityAPIV2", "2020-06-01", method="GET", query="&Name=show")
    assert refusal(wrong) == (405, "MethodNotAllowed")
    activity_id = caller.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    read = caller.send("GetActivityAPI", "2020-06-01", method="GET", query=f"&ActivityId={activity_id}")
    assert read.json()["Result"]["Id"] == activity_id


@SQLITE
def test_eleventh_call_of_a_second_is_refused(caller: Caller) -> None:
    activity_id = caller.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    answers = [caller.send(*LAUNCH, b'{"ActivityId": %d}' % activity_id) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert refusal(answers[-1]) == (429, "FlowLimitExceeded")
    assert answers[-1].headers["retry-after"] == "1"


@SQLITE
def test_rates_of_two_accounts_are_separate(callers: tuple[Caller, Caller]) -> None:
    mine, other = callers
    for _ in range(11):
        mine.send(*LAUNCH)
    assert other.refused(*LAUNCH) == (400, "MissingParameter")


def test_account_has_a_limit_of_concurrent_calls(patient: tuple[Caller, Caller], store_url: str) -> None:
    mine, other = patient
    show = other.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    lock = "BEGIN IMMEDIATE" if store_url.startswith("sqlite") else "LOCK TABLE activity IN EXCLUSIVE MODE"
    engine, most = create_engine(store_url), AT_ONCE_PER_ACCOUNT
    with ThreadPoolExecutor(most + 6) as pool, engine.connect() as db:
        db.exec_driver_sql(lock)  # writes wait for this lock
        sent = [pool.submit(mine.send, "CreateActivityAPIV2", "2020-06-01", b'{"Name": "x"}') for _ in range(most + 6)]
        first = [one.result() for _, one in zip(range(6), as_completed(sent), strict=False)]
        reads = store_url.startswith("sqlite")  # on PostgreSQL all sixteen connections wait
        assert not reads or other.call("GetActivityAPI", ActivityId=show)
        db.rollback()
        answers = [one.result() for one in sent]
    engine.dispose()
    assert {refusal(one) for one in first} == {(429, "FlowLimitExceeded")}
    assert sorted(answer.status_code for answer in answers) == [200] * most + [429] * 6


@SQLITE
def test_forms_and_dotted_keys_are_read(caller: Caller) -> None:
    """Each SDK writes lists, objects and booleans in a form of its own."""
    form = "application/x-www-form-urlencoded; charset=utf-8"
    body = b"Name=a+b%2B&SiteTags.1.Index=1&SiteTags.1.Value=x&SiteTags.2.Index=2&SiteTags.2.Value=y&CopyStream=True"
    activity_id = caller.send("CreateActivityAPIV2", "2020-06-01", body, kind=form).json()["Result"]["ActivityId"]
    listed = caller.call("ListActivityAPI")["Activities"][0]
    assert listed["Name"] == "a b+"
    assert listed["SiteTags"] == [{"Index": 1, "Value": "x"}, {"Index": 2, "Value": "y"}]
    for query in (
        "SiteTagNews.1.Index=1&SiteTagNews.1.Value.1=z&SiteTagNews.1.Value.2=x",
        "SiteTagNews.1.Index=1&SiteTagNews.1.Value=z&SiteTagNews.1.Value=x",
        "SiteTagNews.1.Index=1&SiteTagNews.1.Value=x",
        "SiteTagNews.1.Index=1&SiteTagNews.1.Value=z,x",
    ):
        found = caller.send("ListActivityAPI", "2020-06-01", method="GET", query=f"&{query}").json()["Result"]
        assert [activity["Id"] for activity in found["Activities"]] == [activity_id], query
    for keys in ("&ActivityIds.1=5&ActivityIds.2=6", "&ActivityIds=5&ActivityIds=6", "&ActivityIds=5,6"):
        narrow = f"Name=n{keys}".encode()
        caller.send("CreateAccessKey", "2026-12-01", narrow, kind=form)
        assert caller.call("ListAccessKeys", "2026-12-01")["AccessKeys"][0]["ActivityIds"] == [5, 6], keys
    found = caller.call("ListAccessKeys", "2026-12-01")["AccessKeys"][0]["AccessKeyId"]
    changed = f"AccessKeyId={found}&Actions=Get*&ActivityIds=7".encode()
    assert caller.send("UpdateAccessKey", "2026-12-01", changed, kind=form).status_code == 200
    assert caller.call("ListAccessKeys", "2026-12-01")["AccessKeys"][0]["Actions"] == ["Get*"]
    twice = caller.send(
        "GetActivityAPI", "2020-06-01", method="GET", query=f"&ActivityId={activity_id}&ActivityId={activity_id}"
    )
    assert refusal(twice) == (400, "InvalidParameter.ActivityId")


@SQLITE
def test_body_with_unsigned_type_is_recognised(caller: Caller) -> None:
    """The vendor's Node SDK signs neither Host nor Content-Type."""
    for body in (b'{"Name": "json"}', b"Name=form"):
        query = "Action=CreateActivityAPIV2&Version=2020-06-01"
        added = sign(Signed("POST", query, {}, body), caller.key, caller.secret, int(time.time()), "r", "livesaas")
        answer = caller.http.post(f"/?{query}", content=body, headers={**added, "Content-Type": "text/html"})
        assert answer.status_code == 200, answer.text
    assert {activity["Name"] for activity in caller.call("ListActivityAPI")["Activities"]} == {"json", "form"}


def presigned(caller: Caller, action: str, version: str, **fields: object) -> str:
    given = {"Action": action, "Version": version, **{name: str(value) for name, value in fields.items()}}
    return str(New.sign_url("/", "GET", given, caller.key, caller.secret, "cn-north-1", "livesaas"))


def test_presigned_address_reads_and_writes_nothing(caller: Caller) -> None:
    activity_id = caller.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    query = presigned(caller, "GetActivityAPI", "2020-06-01", ActivityId=activity_id)
    assert caller.http.get(f"/?{query}").json()["Result"]["Id"] == activity_id
    assert refusal(caller.http.get(f"/?{query}&ActivityId=5")) == (401, "SignatureDoesNotMatch")
    assert refusal(caller.http.post(f"/?{query}", content=b"{}")) == (401, "SignatureDoesNotMatch")
    assert refusal(caller.http.get(f"/?{query.replace(str(activity_id), '5')}")) == (401, "SignatureDoesNotMatch")
    gone = presigned(caller, "DeleteActivityAPI", "2020-06-01", ActivityId=activity_id)
    assert refusal(caller.http.get(f"/?{gone}")) == (405, "MethodNotAllowed")
    assert caller.call("GetActivityAPI", ActivityId=activity_id)["Id"] == activity_id


@SQLITE
def test_repeated_action_and_other_service_are_refused(caller: Caller) -> None:
    answer = caller.send("GetActivityAPI", "2020-06-01", query="&Action=DeleteActivityAPI")
    assert refusal(answer) == (400, "InvalidParameter.Action")
    query = "Action=GetActivityAPI&Version=2020-06-01"
    headers = {"Host": HOST}
    headers |= sign(Signed("POST", query, {"host": HOST}, b""), caller.key, caller.secret, int(time.time()), "r", "vod")
    assert refusal(caller.http.post(f"/?{query}", headers=headers)) == (404, "ServiceNotFound")
    unsigned = headers["Authorization"].partition(", Signature=")[0]
    headers["Authorization"] = unsigned
    assert refusal(caller.http.post(f"/?{query}", headers=headers)) == (401, "MissingSignature")
    no_version = caller.http.post("/?Action=GetActivityAPI", headers=signed_headers(caller, "Action=GetActivityAPI"))
    assert refusal(no_version) == (400, "MissingParameter")


def signed_headers(caller: Caller, query: str) -> dict[str, str]:
    added = sign(
        Signed("POST", query, {"host": HOST}, b""), caller.key, caller.secret, int(time.time()), "r", "livesaas"
    )
    return {"Host": HOST, **added}


def test_activity_links_match_the_single_calls(caller: Caller) -> None:
    activity = caller.call("CreateActivityAPIV2", Name="show")
    who = {"ActivityId": activity["ActivityId"]}
    links = caller.call("GetActivityLinks", "2023-08-01", **who)
    app, web = links["LiveClientLink"], links["WebPushHostLink"]
    assert app["Url"] == caller.call("GetDownloadLiveClientAPI", **who)["Url"] == caller.call(*LAUNCH, **who)["Url"]
    assert web["Url"] == caller.call("GetWebPushLiveClientAPI", **who)["Url"] != app["Url"]
    assert links["AudienceLink"] == dict.fromkeys(
        ("LandscapeModeUrl", "PortraitModeUrl", "PortraitMoedeUrl"), activity["ViewUrl"]
    )
    guest = links["WebPushGuestLoginLink"]
    assert (guest["LinkKey"], guest["EnableKey"], links["TeachAssistantLoginLinks"]) == ("", 0, [])
    for url, prefer, role in (
        (app["Url"], "", "host"),
        (app["TmpUrl"], "", "host"),
        (web["Url"], "browser", "host"),
        (web["TmpUrl"], "browser", "host"),
        (guest["LoginUrl"], "browser", "guest"),
    ):
        page = caller.http.get(url).text
        assert f'data-prefer="{prefer}"' in page
        assert f'data-role="{role}"' in page
        first, second = ("use-browser", "open-app") if prefer else ("open-app", "use-browser")
        assert page.index(f'id="{first}"') < page.index(f'id="{second}"')


@SQLITE
def test_person_at_the_bare_address_sees_a_page(caller: Caller) -> None:
    answer = caller.http.get("/", headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
