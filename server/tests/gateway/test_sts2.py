"""Session tokens, made by the vendor's own SDK."""

import base64
import calendar
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from kaibo.gateway import sts2
from kaibo.gateway.errors import InvalidSecretToken
from kaibo.gateway.signature import Signed, read, verify
from volcengine.base.Service import Service
from volcengine.Credentials import Credentials
from volcengine.Policy import Policy, Statement
from volcengine.ServiceInfo import ServiceInfo

from tests.gateway.door import Caller, refusal, serving

VECTORS = json.loads((Path(__file__).resolve().parents[3] / "spec/vectors/signature.json").read_text())
SECRET, KEPT = VECTORS["secret"], VECTORS["session"]
TOKEN = KEPT["headers"]["x-security-token"]
YEARS = 300 * 365 * 24 * 3600
LAUNCH = "GetDownloadLiveClient", "2023-08-01"


def test_vector_of_the_sdk_is_accepted() -> None:
    signed = Signed(KEPT["method"], KEPT["query"], KEPT["headers"], KEPT["body"].encode())
    now = calendar.timegm(time.strptime(KEPT["headers"]["x-date"], "%Y%m%dT%H%M%SZ"))
    claim = read(signed, now)
    token = sts2.read(claim.token)
    assert token.key == VECTORS["access_key"]
    secret = sts2.open_secret(token, claim.access_key, SECRET, now, YEARS)
    assert secret == KEPT["secret"]
    verify(signed, claim, secret)
    assert json.loads(token.policy)["Statement"][0]["Effect"] == "Allow"


def remade(**changes: Any) -> str:
    """Build the vector's token with other fields and a correct signature."""
    data = {**json.loads(base64.b64decode(TOKEN[4:])), **changes}
    key = hashlib.md5(SECRET.encode()).digest()
    parts = ("LTAccessKeyId", "AccessKeyId", "ExpiredTime", "SignedSecretAccessKey", "PolicyString")
    text = "|".join(str(data[name]) for name in parts)
    data["Signature"] = hmac.digest(key, text.encode(), "sha256").hex() if "Signature" not in changes else ""
    return "STS2" + base64.b64encode(json.dumps(data).encode()).decode()


def opened(text: str, now: int = 1_790_000_000, longest: int = YEARS, secret: str = SECRET, key: str = "") -> str:
    token = sts2.read(text)
    return sts2.open_secret(token, key or token.access_key, secret, now, longest)


def test_expired_or_changed_token_is_refused() -> None:
    assert opened(TOKEN) == opened(remade()) == KEPT["secret"]
    end = sts2.read(TOKEN).expires
    assert opened(TOKEN, now=end - 1)
    for wrong in (
        {"text": TOKEN, "now": end},
        {"text": TOKEN, "now": end - 101, "longest": 100},
        {"text": TOKEN, "secret": SECRET + "x"},
        {"text": TOKEN, "key": "AKTPother"},
        {"text": remade(Signature="")},
        {"text": remade(SignedSecretAccessKey="x")},
        {"text": remade(SignedSecretAccessKey=base64.b64encode(b"15 bytes in all").decode())},
    ):
        with pytest.raises(InvalidSecretToken):
            opened(**wrong)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "STS",
        "STS2",
        "STSopaque",
        "STS2é",
        "STS2" + "A" * 20_000,
        "STS2" + base64.b64encode(b"[]").decode(),
        "STS2" + base64.b64encode(b"[" * 5000).decode(),
        "STS2" + base64.b64encode(b'{"ExpiredTime": 5}').decode(),
        remade(ExpiredTime="5"),
        remade(ExpiredTime=True),
        remade(ExpiredTime=1e9),
        remade(AccessKeyId=None),
    ],
)
def test_malformed_token_is_refused(text: str) -> None:
    with pytest.raises(InvalidSecretToken):
        sts2.read(text)


@pytest.fixture
def caller(store_url: str) -> Iterator[Caller]:
    with serving(store_url) as (made, _):
        yield made


def temporary(caller: Caller, *statements: Statement, seconds: int = 600, policy: bool = True) -> Caller:
    """Make a caller with a session token, as the vendor's SDK makes one from a key."""
    holder = Credentials(caller.key, caller.secret, "livesaas", "cn-north-1")
    service = Service(ServiceInfo("localhost", {}, holder, 5, 5), {})
    session_token = service.sign_sts2(Policy(list(statements)) if policy else None, seconds)
    return Caller(
        caller.http, session_token.access_key_id, session_token.secret_access_key, session_token.session_token
    )


def chosen(caller: Caller, access_key: str, *statements: Statement) -> Caller:
    """Make a caller with a session token. The token's maker chose its temporary key."""
    key, secret = hashlib.md5(caller.secret.encode()).digest(), "a-temporary-secret-of-32-letters"
    sealing = Cipher(AES(key), CBC(key)).encryptor()
    sealed = base64.b64encode(sealing.update(secret.encode()) + sealing.finalize()).decode()
    said = [
        {"Effect": statement.effect, "Action": statement.action, "Resource": statement.resource}
        for statement in statements
    ]
    policy = json.dumps({"Statement": said}) if said else ""
    data = {"LTAccessKeyId": caller.key, "AccessKeyId": access_key, "ExpiredTime": int(time.time()) + 600}
    data |= {"SignedSecretAccessKey": sealed, "PolicyString": policy}
    text = "|".join(str(value) for value in data.values())
    data["Signature"] = hmac.digest(key, text.encode(), "sha256").hex()
    return Caller(caller.http, access_key, secret, "STS2" + base64.b64encode(json.dumps(data).encode()).decode())


def test_token_may_do_what_its_policy_and_key_allow(caller: Caller) -> None:
    mine, other = (caller.call("CreateActivityAPIV2", Name=name)["ActivityId"] for name in ("mine", "other"))
    allow = Statement.new_allow_statement(["livesaas:Get*"], [f"trn:livesaas:*:*:activity/{mine}"])
    guest = temporary(caller, allow)
    assert guest.call(*LAUNCH, ActivityId=mine)["Url"]
    denied = (403, "AccessDenied")
    assert guest.refused(*LAUNCH, ActivityId=other) == denied
    assert guest.refused("DeleteActivityAPI", ActivityId=mine) == denied
    assert guest.refused("ListActivityAPI") == denied
    told = guest.send(*LAUNCH, b'{"ActivityId": %d}' % other).json()["ResponseMetadata"]["Error"]["Message"]
    assert f"livesaas:GetDownloadLiveClient on resource: trn:livesaas:cn-north-1:{caller.account}" in told
    forbidden = temporary(caller, allow, Statement.new_deny_statement(["livesaas:GetDownloadLiveClient"], ["*"]))
    assert forbidden.refused(*LAUNCH, ActivityId=mine) == denied
    assert forbidden.call("GetActivityAPI", ActivityId=mine)["Id"] == mine
    whole = temporary(caller, policy=False)
    assert whole.call("DeleteActivityAPI", ActivityId=other)["ActivityId"] == other
    assert whole.refused("CreateAccessKey", "2026-12-01") == denied, "a temporary key makes no permanent one"


def test_token_of_a_narrow_key_is_no_wider(caller: Caller) -> None:
    created_key = caller.call("CreateAccessKey", "2026-12-01", Actions=["List*"])
    narrow = Caller(caller.http, created_key["AccessKeyId"], created_key["SecretAccessKey"])
    wide = temporary(narrow, Statement.new_allow_statement(["*"], ["*"]))
    assert wide.call("ListActivityAPI")["TotalItemCount"] == 0
    assert wide.refused("CreateActivityAPIV2", Name="x") == (403, "AccessDenied")


def test_invalid_tokens_are_refused(caller: Caller) -> None:
    allow = Statement.new_allow_statement(["*"], ["*"])
    allow.condition = "x"
    good = temporary(caller, allow)
    assert good.call("ListActivityAPI")
    invalid = (401, "InvalidSecretToken")
    assert temporary(caller, allow, seconds=13 * 3600).refused("ListActivityAPI") == invalid
    assert Caller(caller.http, good.key, good.secret, "STSopaque").refused("ListActivityAPI") == invalid
    assert Caller(caller.http, caller.key, caller.secret, good.token).refused("ListActivityAPI") == invalid
    forged = temporary(Caller(caller.http, caller.key, "guessed"), allow)
    assert forged.refused("ListActivityAPI") == invalid
    unknown = temporary(Caller(caller.http, "AKLTnobody", "x"), allow)
    assert unknown.refused("ListActivityAPI") == invalid
    stolen = Caller(caller.http, good.key, "not its secret", good.token)
    assert stolen.refused("ListActivityAPI") == (401, "SignatureDoesNotMatch")
    unsigned = good.send("ListActivityAPI", "2020-06-01", unsigned={"X-Security-Token": good.token})
    assert unsigned.status_code == 200, "a repeated call is answered alike"
    bare = Caller(caller.http, caller.key, caller.secret)
    added = bare.send("ListActivityAPI", "2020-06-01", unsigned={"X-Security-Token": good.token})
    assert refusal(added) == (401, "SignatureDoesNotMatch")
