"""Lessons from bugs in other products' verifiers, one test each."""

import hmac
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, strategies as st
from kaibo.gateway import errors
from kaibo.gateway.signature import Signed, read, sign, verify
from volcengine.auth.SignerV4 import SignerV4 as Old
from volcengine.base.Request import Request
from volcengine.Credentials import Credentials
from volcenginesdkcore.signv4 import SignerV4 as New

from tests.gateway.door import HOST, Caller, refusal, serving

KEY, SECRET, REGION, SERVICE = "AKLTexample", "a secret", "cn-north-1", "livesaas"
NOW = 1_790_000_000
BODY = b'{"ActivityId": 5, "UserName": "\xe9\x99\x88"}'
QUERY = "Action=GetDownloadLiveClient&Version=2023-08-01"


def signed(**changes: Any) -> Signed:
    """Make a good request, signed by our own signer."""
    plain = Signed("POST", QUERY, {"host": "h:8780", "content-type": "application/json"}, BODY)
    plain = replace(plain, **changes)
    added = sign(plain, KEY, SECRET, NOW, REGION, SERVICE)
    return replace(plain, headers={**plain.headers, **{name.lower(): value for name, value in added.items()}})


def passes(request: Signed, now: int = NOW, secret: str = SECRET) -> bool:
    try:
        claim = read(request, now)
        verify(request, claim, secret if claim.access_key == KEY else "another key's")
    except (errors.SignatureDoesNotMatch, errors.MissingAuthenticationToken, errors.MissingSignature):
        return False
    except (errors.InvalidAuthorization, errors.InvalidCredential, errors.InvalidTimestamp, errors.MissingRequestInfo):
        return False
    return True


def altered(request: Signed, old: str, new: str) -> Signed:
    """Replace a part of the Authorization header."""
    text = request.headers["authorization"].replace(old, new)
    assert text != request.headers["authorization"]
    return replace(request, headers={**request.headers, "authorization": text})


def test_good_request_passes() -> None:
    assert passes(signed())


@given(st.text(min_size=1).filter(lambda text: text != SECRET))
def test_wrong_secret_is_refused(other: str) -> None:
    try:
        other.encode()
    except UnicodeEncodeError:
        return
    assert not passes(signed(), secret=other)


def test_flipped_byte_of_the_body_is_refused() -> None:
    request = signed()
    for at in range(len(BODY)):
        for bit in range(8):
            body = bytearray(BODY)
            body[at] ^= 1 << bit
            assert not passes(replace(request, body=bytes(body)))


def test_flipped_byte_of_the_query_is_refused() -> None:
    request = signed()
    for at in range(len(QUERY)):
        for bit in range(7):
            query = bytearray(QUERY.encode())
            query[at] ^= 1 << bit
            assert not passes(replace(request, query=query.decode()))


def test_flipped_byte_of_a_signed_header_is_refused() -> None:
    request = signed()
    for name in ("host", "content-type", "x-date", "x-content-sha256", "authorization"):
        value = request.headers[name].encode()
        for at in range(len(value)):
            for bit in range(7):
                flipped = bytearray(value)
                flipped[at] ^= 1 << bit
                text = flipped.decode()
                if text.strip() == value.decode().strip():
                    continue
                changed = replace(request, headers={**request.headers, name: text})
                assert not passes(changed), (name, text)


@pytest.mark.parametrize("name", ["host;", "content-type;", "x-content-sha256;", ";x-date"])
def test_header_dropped_from_signed_headers_is_refused(name: str) -> None:
    assert not passes(altered(signed(), name, ""))


def test_duplicate_headers_are_refused() -> None:
    for name in ("host", "x-date", "authorization", "content-type"):
        assert not passes(replace(signed(), twice=frozenset({name}))), name
    assert passes(replace(signed(), twice=frozenset({"x-forwarded-for"}))), "an unsigned duplicate"


@given(st.lists(st.sampled_from(["Tag=b", "Tag=a", "Tag=", "=x", "Other=1"]), min_size=1, max_size=5))
def test_duplicate_query_keys_are_refused(more: list[str]) -> None:
    request = signed(query="&".join([QUERY, *more]))
    assert passes(request)
    assert not passes(replace(request, query=request.query + "&Tag=c"))
    assert not passes(replace(request, query=QUERY))


def test_missing_x_date_is_refused() -> None:
    request = signed()
    headers = {name: value for name, value in request.headers.items() if name != "x-date"}
    with pytest.raises(errors.MissingRequestInfo):
        read(replace(request, headers=headers), NOW)


def test_date_of_another_scope_is_refused() -> None:
    day = signed().headers["x-date"][:8]
    with pytest.raises(errors.SignatureDoesNotMatch):
        read(altered(signed(), f"/{day}/", "/20200101/"), NOW)


@pytest.mark.parametrize(("skew", "good"), [(900, True), (901, False), (-900, True), (-901, False), (86_400, False)])
def test_skew_over_fifteen_minutes_is_refused(skew: int, good: bool) -> None:
    assert passes(signed(), NOW + skew) == good


@pytest.mark.parametrize(("old", "new"), [(REGION, "cn-north-2"), (f"/{SERVICE}/", "/vod/"), ("/request", "/aws4")])
def test_wrong_region_service_or_terminator_is_refused(old: str, new: str) -> None:
    assert not passes(altered(signed(), old, new))


def test_x_not_sign_body_with_a_body_is_refused() -> None:
    """The header is for calls without a body. With a body, an attacker could replace it."""
    query = New.sign_url("/", "GET", {"Action": "A", "Version": "V"}, KEY, SECRET, REGION, SERVICE)
    now = int(time.time())
    request = Signed("GET", query, {"host": "h"}, b"")
    assert passes(request, now)
    assert not passes(replace(request, body=b"{}"), now)
    assert not passes(replace(request, method="POST"), now)


def test_wrong_body_hash_header_is_refused() -> None:
    request = signed()
    other = {**request.headers, "x-content-sha256": "0" * 64}
    assert not passes(replace(request, headers=other))
    resigned = signed(headers={"host": "h", "x-content-sha256": "0" * 64})
    assert resigned.headers["x-content-sha256"] != "0" * 64
    wrong = replace(signed(), body=b"{}")
    with pytest.raises(errors.SignatureDoesNotMatch):
        read(wrong, NOW)


def test_signatures_are_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """hmac.compare_digest compares both values whole. The first form that fits does not end the comparison."""
    seen: list[tuple[str, str]] = []
    real = hmac.compare_digest

    def compare(one: str, other: str) -> bool:
        seen.append((one, other))
        return real(one, other)

    monkeypatch.setattr(hmac, "compare_digest", compare)
    assert passes(signed(headers={"host": "h:443"}))
    assert [(len(one), len(other)) for one, other in seen] == [(64, 64)] * 2


names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
queries = st.dictionaries(names, names, max_size=6)
hosts = st.sampled_from(["localhost:8780", "live.example.com", "live.example.com:443", "[::1]:8780", "h:80"])


@given(st.sampled_from(["GET", "POST"]), queries, st.text(st.characters(codec="utf-8"), max_size=30), hosts)
def test_requests_of_the_present_signer_pass_and_altered_ones_fail(
    method: str, query: dict[str, str], body: str, host: str
) -> None:
    headers = {"Host": host, "Content-Type": "application/json", "X-Sdk-Invocation-Id": "i"}
    New.sign("/", method, headers, body, None, query, KEY, SECRET, REGION, SERVICE)
    check_sent(method, query, headers, body)


@given(
    st.sampled_from(["GET", "POST"]),
    st.dictionaries(names, names | st.lists(names, min_size=1, max_size=3), max_size=5),
    st.text(st.characters(codec="utf-8"), max_size=30),
    hosts,
)
def test_requests_of_the_older_signer_pass_and_altered_ones_fail(
    method: str, query: dict[str, Any], body: str, host: str
) -> None:
    request = Request()
    request.set_method(method)
    request.set_path("/")
    request.set_query(query)
    request.set_headers({"Host": host, "Content-Type": "application/json"})
    request.set_body(body)
    Old.sign(request, Credentials(KEY, SECRET, SERVICE, REGION))
    check_sent(method, query, request.headers, body)


def check_sent(method: str, query: dict[str, Any], headers: dict[str, str], body: str) -> None:
    """Check that the signed request passes, and that it fails with one more byte."""
    if "[" in headers["Host"]:  # the SDKs cut such a host if its port is a default one, and 8780 is none
        assert headers["Host"].endswith(":8780")
    sent = Signed(
        method,
        urlencode(query, doseq=True),
        {name.lower(): value for name, value in headers.items()},
        body.encode(),
    )
    now = int(time.time())
    assert passes(sent, now)
    assert not passes(replace(sent, body=sent.body + b" "), now)
    assert not passes(replace(sent, query=f"{sent.query}&More=1".lstrip("&")), now)


@pytest.fixture
def caller(store_url: str) -> Iterator[Caller]:
    with serving(store_url) as (made, _):
        yield made


def test_replay_within_the_window_changes_nothing_more(caller: Caller) -> None:
    """The same request comes again. With an id the server changes nothing more and answers the same."""
    body = b'{"Name": "show"}'
    again = {"X-Sdk-Invocation-Id": "one-and-the-same"}
    first, second = (
        caller.send("CreateActivityAPIV2", "2020-06-01", body, headers=again).json()["Result"] for _ in range(2)
    )
    assert first == second
    assert caller.call("ListActivityAPI")["TotalItemCount"] == 1


def test_unsigned_header_is_ignored(caller: Caller) -> None:
    """An attacker on the way adds an id, so that an earlier answer would answer this write."""
    body, id_ = b'{"Name": "show"}', {"X-Sdk-Invocation-Id": "known"}
    first = caller.send("CreateActivityAPIV2", "2020-06-01", body, headers=id_).json()["Result"]
    second = caller.send("CreateActivityAPIV2", "2020-06-01", body, unsigned=id_).json()["Result"]
    assert first["ActivityId"] != second["ActivityId"]
    typed = {"Content-Type": "application/x-www-form-urlencoded"}
    assert refusal(caller.send("CreateActivityAPIV2", "2020-06-01", body, unsigned=typed))[0] == 401


def test_unknown_key_and_wrong_signature_are_both_refused(caller: Caller) -> None:
    """`bench/` measures that both take the same time."""
    assert Caller(caller.http, "AKLTnobody", caller.secret).refused("ListActivityAPI") == (401, "InvalidAccessKey")
    assert Caller(caller.http, caller.key, "x").refused("ListActivityAPI") == (401, "SignatureDoesNotMatch")
    assert HOST in str(caller.http.base_url)
