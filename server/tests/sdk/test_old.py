"""The older SDK: its GET, JSON and form, addresses that either SDK signed, and temporary keys."""

from typing import Any

import httpx2
import pytest
import volcenginesdklivesaas as rooms
import volcenginesdklivesaas20230801 as links
from volcengine.Policy import Policy, Statement
from volcenginesdkcore.signv4 import SignerV4

from tests.plain import NO_TLS
from tests.running import Running
from tests.sdk.client import OURS, REGION, SERVICE, Key, Refusal, Sdk

pytestmark = pytest.mark.anyio
ROOMS, LINKS = "2020-06-01", "2023-08-01"
DENIED = Refusal(403, "AccessDenied")
GET = rooms.GetActivityAPIRequest


def policy(*statements: Statement) -> Policy:
    return Policy(list(statements))


def activity(made: int, account: str = "*") -> str:
    return f"trn:{SERVICE}:*:{account}:activity/{made}"


def new_signed(query: dict[str, str], key: Key, host: str | None) -> str:
    """Sign a query with the newer SDK."""
    return str(SignerV4.sign_url("/", "GET", query, key.id, key.secret, REGION, SERVICE, key.token or None, host))


def code(answer: httpx2.Response) -> Refusal:
    return Refusal(answer.status_code, answer.json()["ResponseMetadata"]["Error"]["Code"])


async def test_get_reads_numbers_and_lists(sdk: Sdk) -> None:
    tag = rooms.SiteTagForCreateActivityAPIV2Input(index=1, value="北京")
    made, old = await sdk.create("发布 会+&=%", site_tags=[tag]), sdk.old()
    await sdk.create("other")
    asked: list[tuple[int, dict[str, Any]]] = [
        (0, {"Name": "发布 会+&=%", "PageNo": 1, "PageItemCount": 5}),
        (0, {"SiteTagNews.1.Index": 1, "SiteTagNews.1.Value.1": "上海", "SiteTagNews.1.Value.2": "北京"}),
        (1, {"SiteTagNews.1.Index": 1, "SiteTagNews.1.Value": ["上海", "北京"]}),
    ]
    for doseq, params in asked:
        listed = await old.get("ListActivityAPI", ROOMS, doseq=doseq, **params)
        assert [one["Id"] for one in listed["Activities"]] == [made], params
    read = await old.get("GetActivityAPI", ROOMS, ActivityId=made)
    assert read["Name"] == "发布 会+&=%"
    guest = await old.get("GetDownloadLiveClient", LINKS, ActivityId=made, LoginType=1, UserName="陈 一鸣")
    same = links.GetDownloadLiveClientRequest(activity_id=made, login_type=1, user_name="陈 一鸣")
    assert guest["Url"] == (await sdk.call(same)).url


async def test_flag_is_a_number_and_no_boolean(sdk: Sdk) -> None:
    made, old = await sdk.create(), sdk.old()
    part = await old.get("GetCustomActMsgAPI", ROOMS, ActivityId=made, NeedActMsg=1, NeedActBasicMsg=0)
    assert part["ActMsg"]["Id"] == made
    assert part["ActBasicMsg"] is None
    code = await old.refused("GetCustomActMsgAPI", ROOMS, ActivityId=made, NeedActMsg=True)
    assert code == "InvalidParameter.NeedActMsg"


async def test_writes_work_by_json_and_by_form(sdk: Sdk) -> None:
    old = sdk.old()
    tags = [{"Index": 1, "Value": "北京"}]
    json_made = await old.json("CreateActivityAPIV2", ROOMS, Name="一 & 二", CopyStream=True, SiteTags=tags)
    form: dict[str, Any] = {"Name": "一 + 二", "CopyStream": True, "SiteTags.1.Index": 1, "SiteTags.1.Value": "北京"}
    form_made = await old.form("CreateActivityAPIV2", ROOMS, LiveMode=2, **form)
    asked = rooms.SiteTagNewForListActivityAPIInput(index=1, value=["北京"])
    listed = await sdk.call(rooms.ListActivityAPIRequest(site_tag_news=[asked], sort_order="Asc"))
    told = [(one.id, one.name, one.live_mode) for one in listed.activities]
    assert told == [(json_made["ActivityId"], "一 & 二", 1), (form_made["ActivityId"], "一 + 二", 2)]
    assert await old.refused("DeleteActivityAPI", ROOMS, ActivityId=json_made["ActivityId"]) == "MethodNotAllowed"


async def test_address_that_either_sdk_signed_is_answered(sdk: Sdk, server: Running) -> None:
    made, old = await sdk.create("发布 会"), sdk.old()
    query = {"Action": "ListActivityAPI", "Version": ROOMS, "Name": "布 会", "PageNo": "1"}
    signed = [
        old.presigned("ListActivityAPI", ROOMS, Name="布 会", PageNo="1"),
        *(f"{server.url}/?{new_signed(query, sdk.key, host)}" for host in (None, sdk.address)),
    ]
    async with httpx2.AsyncClient(trust_env=False, verify=NO_TLS) as http:
        for url in signed:
            for _ in range(2):
                answer = await http.get(url)
                assert answer.status_code == 200, answer.text
                assert [one["Id"] for one in answer.json()["Result"]["Activities"]] == [made]
            changed = await http.get(url.replace("PageNo=1", "PageNo=2"))
            assert code(changed) == Refusal(401, "SignatureDoesNotMatch")
            added = await http.get(f"{url}&Status=4")
            assert code(added) == Refusal(401, "SignatureDoesNotMatch")
        write = old.presigned("DeleteActivityAPI", ROOMS, ActivityId=str(made))
        assert code(await http.get(write)) == Refusal(405, "MethodNotAllowed")
    assert (await sdk.call(GET(activity_id=made))).id == made


async def test_session_token_does_what_its_policy_allows(sdk: Sdk, server: Running) -> None:
    made, other = await sdk.create(), await sdk.create()
    allow = Statement.new_allow_statement(["livesaas:Get*", "livesaas:UpdateActivityStatusAPI"], [activity(made)])
    deny = Statement.new_deny_statement(["livesaas:GetActivityLinks"], ["*"])
    key = sdk.old().session(policy(allow, deny))
    assert key.token.startswith("STS2")
    new, old = sdk.by(key), sdk.old(key)
    assert (await new.call(GET(activity_id=made))).id == made
    assert (await old.get("GetActivityAPI", ROOMS, ActivityId=made))["Id"] == made
    await new.call(rooms.UpdateActivityStatusAPIRequest(activity_id=made, is_stream_view_enable=4))
    denied = (
        GET(activity_id=other),
        links.GetActivityLinksRequest(activity_id=made),
        rooms.DeleteActivityAPIRequest(activity_id=made),
        rooms.ListActivityAPIRequest(),
        rooms.CreateActivityAPIV2Request(name="x"),
    )
    for ask in denied:
        assert await new.refused(ask) == DENIED
    assert await old.refused("ListActivityAPI", ROOMS) == "AccessDenied"
    assert await old.refused("GetActivityAPI", ROOMS, ActivityId=other) == "AccessDenied"
    async with httpx2.AsyncClient(trust_env=False, verify=NO_TLS) as http:
        answer = await http.get(old.presigned("GetActivityAPI", ROOMS, ActivityId=str(made)))
        assert answer.json()["Result"]["Id"] == made
        refused = await http.get(old.presigned("GetActivityAPI", ROOMS, ActivityId=str(other)))
        assert code(refused) == DENIED
        query = {"Action": "GetActivityAPI", "Version": ROOMS, "ActivityId": str(made)}
        for host in (None, sdk.address):
            answer = await http.get(f"{server.url}/?{new_signed(query, key, host)}")
            assert answer.json()["Result"]["Id"] == made


async def test_session_token_does_no_more_than_its_key(sdk: Sdk) -> None:
    made, other = await sdk.create(), await sdk.create()
    created_key = await sdk.universal("CreateAccessKey", Actions=["GetActivity*", "ListActivityAPI"])
    narrow = Key(created_key["AccessKeyId"], created_key["SecretAccessKey"])
    everything = policy(Statement.new_allow_statement(["*"], ["*"]))
    only = policy(Statement.new_allow_statement(["livesaas:*"], [activity(made, sdk.account)]))
    session, one = sdk.by(sdk.old(narrow).session(everything)), sdk.by(sdk.old(narrow).session(only))
    assert (await session.call(GET(activity_id=other))).id == other
    assert (await session.call(rooms.ListActivityAPIRequest())).total_item_count == 2
    assert (await one.call(GET(activity_id=made))).id == made
    assert await one.refused(GET(activity_id=other)) == DENIED
    for who in (session, one):
        assert await who.refused(rooms.DeleteActivityAPIRequest(activity_id=made)) == DENIED
        assert await who.refused(links.GetDownloadLiveClientRequest(activity_id=made)) == DENIED
    assert await sdk.old(sdk.old().session(everything)).refused("ListAccessKeys", OURS) == "AccessDenied"


async def test_session_token_without_policy_works_and_a_changed_one_is_refused(sdk: Sdk) -> None:
    made, key = await sdk.create(), sdk.old().session(None)
    assert (await sdk.by(key).call(GET(activity_id=made))).id == made
    other = sdk.old().session(None)
    swapped = sdk.by(Key(key.id, key.secret, other.token))
    assert await swapped.refused(GET(activity_id=made)) == Refusal(401, "InvalidSecretToken")
    condition = {"Statement": [{"Effect": "Allow", "Action": ["*"], "Resource": ["*"], "Condition": {}}]}
    strange = sdk.by(sdk.old().session(condition))
    assert await strange.refused(GET(activity_id=made)) == Refusal(401, "InvalidSecretToken")
    long = sdk.by(sdk.old().session(None, 13 * 3600))
    assert await long.refused(GET(activity_id=made)) == Refusal(401, "InvalidSecretToken")
