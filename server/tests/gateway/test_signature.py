"""Signatures against requests that the vendor's own SDKs signed (scripts/signature_vectors.py)."""

import calendar
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, strategies as st
from kaibo import errors
from kaibo.gateway.signature import Signed, canonical_query, read, sign, verify

VECTORS = json.loads((Path(__file__).resolve().parents[3] / "spec/vectors/signature.json").read_text())
SECRET = VECTORS["secret"]
SERVICE = "livesaas"


def request(vector: dict[str, Any]) -> Signed:
    return Signed(vector["method"], vector["query"], vector["headers"], vector["body"].encode())


def moment(signed: Signed) -> int:
    return calendar.timegm(time.strptime(signed.headers["x-date"], "%Y%m%dT%H%M%SZ"))


def check(signed: Signed, now: int, secret: str = SECRET) -> None:
    verify(signed, read(signed, now, SERVICE), secret)


def with_header(signed: Signed, name: str, value: str) -> Signed:
    return replace(signed, headers={**signed.headers, name: value})


def without(signed: Signed, name: str) -> Signed:
    return replace(signed, headers={key: value for key, value in signed.headers.items() if key != name})


REQUESTS = [request(vector) for vector in VECTORS["requests"]]
ONE = REQUESTS[-1]
NOW = moment(ONE)
any_request = st.sampled_from(REQUESTS)


@pytest.mark.parametrize("signed", REQUESTS, ids=range(len(REQUESTS)))
def test_what_the_sdks_sign_is_understood(signed: Signed) -> None:
    check(signed, moment(signed))


def test_every_signer_and_verb_is_among_them() -> None:
    assert {(v["signer"], v["method"]) for v in VECTORS["requests"]} == {
        (signer, method) for signer in ("volcengine", "volcenginesdkcore") for method in ("GET", "POST")
    }


@given(any_request, st.data())
def test_any_flipped_byte_of_the_body_is_refused(signed: Signed, data: st.DataObject) -> None:
    body = bytearray(signed.body or b"x")
    body[data.draw(st.integers(0, len(body) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(replace(signed, body=bytes(body)), moment(signed))


@given(any_request, st.data())
def test_any_changed_query_is_refused(signed: Signed, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(signed.query) - 1))
    other = signed.query[:at] + data.draw(st.sampled_from("aZ09-.")) + signed.query[at + 1 :]
    if canonical_query(other) == canonical_query(signed.query):
        return
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(replace(signed, query=other), moment(signed))


@given(any_request, st.data())
def test_any_changed_signed_header_is_refused(signed: Signed, data: st.DataObject) -> None:
    claim = read(signed, moment(signed), SERVICE)
    name = data.draw(st.sampled_from([name for name in claim.names if name != "x-date"]))
    changed = with_header(signed, name, signed.headers[name] + "x")
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(changed, moment(signed))


@given(any_request, st.integers(0, 63), st.sampled_from("0123456789abcdef"))
def test_any_other_signature_is_refused(signed: Signed, at: int, digit: str) -> None:
    given = signed.headers["authorization"]
    head, signature = given[:-64], given[-64:]
    if signature[at] == digit:
        return
    forged = with_header(signed, "authorization", head + signature[:at] + digit + signature[at + 1 :])
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(forged, moment(signed))


def test_another_secret_is_refused() -> None:
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(ONE, NOW, SECRET + "x")


@pytest.mark.parametrize(("late", "good"), [(900, True), (-900, True), (901, False), (-901, False)])
def test_fifteen_minutes_both_ways(late: int, good: bool) -> None:
    if good:
        check(ONE, NOW + late)
        return
    with pytest.raises(errors.InvalidTimestamp):
        check(ONE, NOW + late)


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        (without(ONE, "authorization"), errors.MissingAuthenticationToken),
        (with_header(ONE, "authorization", "Bearer x"), errors.InvalidAuthorization),
        (with_header(ONE, "authorization", ONE.headers["authorization"][:-1]), errors.InvalidAuthorization),
        (
            with_header(ONE, "authorization", ONE.headers["authorization"].replace("/livesaas/", "/vod/")),
            errors.InvalidCredential,
        ),
        (
            with_header(ONE, "authorization", ONE.headers["authorization"].replace("/request", "/aws4_request")),
            errors.InvalidCredential,
        ),
        (without(ONE, "x-date"), errors.MissingRequestInfo),
        (with_header(ONE, "x-date", "yesterday"), errors.InvalidTimestamp),
        (with_header(ONE, "x-date", "20269923T000000Z"), errors.InvalidTimestamp),
        (without(ONE, "content-type"), errors.SignatureDoesNotMatch),
        (with_header(ONE, "x-content-sha256", "0" * 64), errors.SignatureDoesNotMatch),
        (
            with_header(ONE, "authorization", ONE.headers["authorization"].replace("host;", "")),
            errors.SignatureDoesNotMatch,
        ),
    ],
)
def test_broken_requests_say_what_is_wrong(broken: Signed, error: type[errors.ApiError]) -> None:
    with pytest.raises(error):
        check(broken, NOW)


def test_the_day_of_the_scope_is_that_of_x_date() -> None:
    day = ONE.headers["x-date"][:8]
    other = with_header(ONE, "authorization", ONE.headers["authorization"].replace(day, "20200101"))
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(other, NOW)


@given(st.text(max_size=20), st.text(max_size=20), st.binary(max_size=40))
def test_what_we_sign_we_understand(key: str, value: str, body: bytes) -> None:
    plain = Signed("POST", urlencode({"Action": "A", key: value}), {"host": "localhost:8780"}, body)
    added = sign(plain, "AKLTexample", SECRET, NOW, "cn-north-1", SERVICE)
    headers = {**plain.headers, **{name.lower(): text for name, text in added.items()}}
    check(replace(plain, headers=headers), NOW)
