"""The signed door as an integrator meets it: what it answers, and what it says of a wrong call."""

from collections.abc import Iterator

import pytest

from tests.gateway.door import Caller, refusal, serving

LAUNCH = "GetDownloadLiveClient", "2023-08-01"


def refusal_of(caller: Caller, body: dict[str, object]) -> tuple[int, str]:
    return refusal(caller.patiently(*LAUNCH, body))


@pytest.fixture
def callers(store_url: str) -> Iterator[tuple[Caller, Caller]]:
    with serving(store_url) as made:
        yield made


@pytest.fixture
def caller(callers: tuple[Caller, Caller]) -> Caller:
    return callers[0]


def test_the_envelope(caller: Caller) -> None:
    answer = caller.send("CreateActivityAPIV2", "2020-06-01", b'{"Name": "show"}')
    meta = answer.json()["ResponseMetadata"]
    assert (meta["Action"], meta["Version"]) == ("CreateActivityAPIV2", "2020-06-01")
    assert (meta["Service"], meta["Region"]) == ("livesaas", "cn-north-1")
    assert len(meta["RequestId"]) == 34
    assert meta["RequestId"] == answer.headers["x-tt-logid"]
    assert isinstance(meta["SystemTime"], int)
    assert answer.headers["content-type"].startswith("application/json")


def test_the_links_of_a_host_and_of_a_guest(caller: Caller) -> None:
    made = caller.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    host, again = caller.call(*LAUNCH, ActivityId=made), caller.call(*LAUNCH, ActivityId=str(made), LoginType="0")
    assert host["Url"] == again["Url"]
    assert host["Url"] != host["TmpUrl"]
    assert host["ExpireTime"] > 0
    guest = caller.call(*LAUNCH, ActivityId=made, LoginType=1, UserName=" 陈一鸣 ")
    assert guest == {"Url": guest["Url"], "TmpUrl": "", "ExpireTime": 0}
    assert guest["Url"] not in (host["Url"], host["TmpUrl"])
    assert guest == caller.call(*LAUNCH, ActivityId=made, LoginType=1, UserName="陈一鸣")
    assert guest != caller.call(*LAUNCH, ActivityId=made, LoginType=1, UserName="王磊")


def test_what_is_wrong_is_named_before_anything_is_done(callers: tuple[Caller, Caller]) -> None:
    mine, other = callers
    made = mine.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    cases: list[tuple[dict[str, object], tuple[int, str]]] = [
        ({}, (400, "MissingParameter")),
        ({"ActivityId": None}, (400, "MissingParameter")),
        ({"ActivityId": "x"}, (400, "InvalidParameter.ActivityId")),
        ({"ActivityId": 2**63}, (400, "InvalidParameter.ActivityId")),
        ({"ActivityId": True}, (400, "InvalidParameter.ActivityId")),
        ({"ActivityId": 1.0}, (400, "InvalidParameter.ActivityId")),
        ({"ActivityId": 404}, (404, "ResourceNotFound.Activity")),
        ({"ActivityId": made, "LoginType": 2}, (400, "InvalidParameter.LoginType")),
        ({"ActivityId": made, "LoginType": -1}, (400, "InvalidParameter.LoginType")),
        ({"ActivityId": made, "LoginType": 1}, (400, "MissingParameter")),
        ({"ActivityId": made, "LoginType": 1, "UserName": "x" * 16}, (400, "InvalidParameter.UserName")),
        ({"ActivityId": made, "LoginType": 1, "UserName": "a\u202eb"}, (400, "InvalidParameter.UserName")),
        ({"ActivityId": made, "LoginType": 1, "UserName": "a\nb"}, (400, "InvalidParameter.UserName")),
    ]
    for body, wanted in cases:
        assert refusal_of(mine, body) == wanted, body
    assert other.refused(*LAUNCH, ActivityId=made) == other.refused(*LAUNCH, ActivityId=404)
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
def test_a_body_that_cannot_be_read(caller: Caller, body: bytes) -> None:
    assert refusal(caller.send(*LAUNCH, body)) == (400, "MalformedBody")


def test_a_form_of_too_many_values(caller: Caller) -> None:
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


def test_a_list_with_an_index_of_thousands_of_digits(caller: Caller) -> None:
    query = f"&Name.{'1' * 5000}=x"
    assert refusal(caller.send("ListActivityAPI", "2020-06-01", method="GET", query=query)) == (
        400,
        "InvalidParameter.Name",
    )


def test_who_may_not_call(caller: Caller) -> None:
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


def test_actions_versions_and_verbs(caller: Caller) -> None:
    assert caller.refused("NoSuchAction") == (404, "InvalidActionOrVersion")
    assert caller.refused("GetActivityAPI", "2023-08-01") == (404, "InvalidActionOrVersion")
    wrong = caller.send("CreateActivityAPIV2", "2020-06-01", method="GET", query="&Name=show")
    assert refusal(wrong) == (405, "MethodNotAllowed")
    made = caller.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    read = caller.send("GetActivityAPI", "2020-06-01", method="GET", query=f"&ActivityId={made}")
    assert read.json()["Result"]["Id"] == made


def test_the_eleventh_call_of_a_second_is_refused(caller: Caller) -> None:
    made = caller.call("CreateActivityAPIV2", Name="show")["ActivityId"]
    answers = [caller.send(*LAUNCH, b'{"ActivityId": %d}' % made) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert refusal(answers[-1]) == (429, "FlowLimitExceeded")
    assert answers[-1].headers["retry-after"] == "1"


def test_one_accounts_rate_is_not_anothers(callers: tuple[Caller, Caller]) -> None:
    mine, other = callers
    for _ in range(11):
        mine.send(*LAUNCH)
    assert other.refused(*LAUNCH) == (400, "MissingParameter")


def test_a_person_who_opens_the_bare_address_sees_a_page(caller: Caller) -> None:
    answer = caller.http.get("/", headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
