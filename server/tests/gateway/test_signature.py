"""Signatures against requests that the vendor's own SDKs signed (scripts/signature_vectors.py)."""

import calendar
import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import assume, given, strategies as st
from kaibo.errors import ApiError, InvalidParameter
from kaibo.gateway import errors
from kaibo.gateway.canonical import canonical_queries
from kaibo.gateway.signature import Signed, read, sign, verify

VECTORS = json.loads((Path(__file__).resolve().parents[3] / "spec/vectors/signature.json").read_text())
SECRET = VECTORS["secret"]
SERVICE = "livesaas"


def request(vector: dict[str, Any]) -> Signed:
    return Signed(vector["method"], vector["query"], vector["headers"], vector["body"].encode())


def moment(signed: Signed) -> int:
    date = signed.headers.get("x-date") or dict(parse_qsl(signed.query))["X-Date"]
    return calendar.timegm(time.strptime(date, "%Y%m%dT%H%M%SZ"))


def check(signed: Signed, now: int, secret: str = SECRET) -> None:
    verify(signed, read(signed, now), secret)


def with_header(signed: Signed, name: str, value: str) -> Signed:
    return replace(signed, headers={**signed.headers, name: value})


def without(signed: Signed, name: str) -> Signed:
    return replace(signed, headers={key: value for key, value in signed.headers.items() if key != name})


REQUESTS = [request(vector) for vector in VECTORS["requests"]]
IN_HEADERS = [r for r, v in zip(REQUESTS, VECTORS["requests"], strict=True) if v["kind"] == "headers"]
PRESIGNED = [r for r, v in zip(REQUESTS, VECTORS["requests"], strict=True) if v["kind"] != "headers"]
ONE = next(one for one in IN_HEADERS if one.method == "POST" and "host" in one.headers["authorization"])
NOW = moment(ONE)
any_request = st.sampled_from(IN_HEADERS)
any_presigned = st.sampled_from(PRESIGNED)


@pytest.mark.parametrize("signed", REQUESTS, ids=range(len(REQUESTS)))
def test_requests_that_the_sdks_sign_are_accepted(signed: Signed) -> None:
    check(signed, moment(signed))


def test_vectors_have_every_signer_method_and_form() -> None:
    signers = ("volcengine", "volcenginesdkcore", "@volcengine/openapi")
    forms = (("headers", "GET"), ("headers", "POST"), ("presigned", "GET"), ("presigned with a token", "GET"))
    wanted = {(signer, *form) for signer in signers for form in forms}
    assert {(v["signer"], v["kind"], v["method"]) for v in VECTORS["requests"]} == wanted


@given(any_request, st.data())
def test_flipped_byte_of_the_body_is_refused(signed: Signed, data: st.DataObject) -> None:
    body = bytearray(signed.body or b"x")
    body[data.draw(st.integers(0, len(body) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(replace(signed, body=bytes(body)), moment(signed))


@given(any_request, st.data())
def test_changed_query_is_refused(signed: Signed, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(signed.query) - 1))
    other = signed.query[:at] + data.draw(st.sampled_from("aZ09-.")) + signed.query[at + 1 :]
    if canonical_queries(other) == canonical_queries(signed.query):
        return
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(replace(signed, query=other), moment(signed))


@given(any_request, st.data())
def test_changed_signed_header_is_refused(signed: Signed, data: st.DataObject) -> None:
    claim = read(signed, moment(signed))
    assume(len(claim.names) > 1)
    name = data.draw(st.sampled_from([name for name in claim.names if name != "x-date"]))
    changed = with_header(signed, name, signed.headers[name] + "x")
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(changed, moment(signed))


@given(any_presigned, st.data())
def test_changed_presigned_query_is_refused(signed: Signed, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(signed.query) - 1))
    other = signed.query[:at] + data.draw(st.sampled_from("aZ09-.&=+%")) + signed.query[at + 1 :]
    if same(other, signed.query):
        return
    with pytest.raises(ApiError) as refused:
        check(replace(signed, query=other), moment(signed))
    assert refused.value.status in (400, 401)


def same(one: str, other: str) -> bool:
    """Tell whether two presigned queries say the same.

    The order of the listed names does not matter. An unsigned token proves itself, so it does not matter either."""

    def meant(query: str) -> set[tuple[str, object]]:
        pairs = dict(parse_qsl(query, keep_blank_values=True))
        listed = frozenset(pairs.get("X-SignedQueries", "").split(";"))
        loose = {"X-Security-Token"} - listed
        return {(n, listed if n == "X-SignedQueries" else v) for n, v in pairs.items() if n not in loose}

    return meant(one) == meant(other) and len(parse_qsl(one, True)) == len(parse_qsl(other, True))


@given(any_presigned, st.sampled_from(["&Extra=1", "&ActivityId=5", "&X-Date=20200101T000000Z", "&Action=A"]))
def test_addition_to_a_presigned_query_is_refused(signed: Signed, more: str) -> None:
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(replace(signed, query=signed.query + more), moment(signed))


@pytest.mark.parametrize("signed", PRESIGNED, ids=range(len(PRESIGNED)))
def test_presigned_query_with_body_or_too_old_is_refused(signed: Signed) -> None:
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(replace(signed, body=b"{}"), moment(signed))
    for late in (901, -901):
        with pytest.raises(errors.InvalidTimestamp):
            check(signed, moment(signed) + late)


@pytest.mark.parametrize("name", ["X-Date", "X-Credential", "X-SignedQueries", "X-SignedHeaders", "X-Signature"])
def test_presigned_query_with_a_missing_part_is_refused(name: str) -> None:
    signed = PRESIGNED[0]
    pairs = [pair for pair in parse_qsl(signed.query, keep_blank_values=True) if pair[0] != name]
    with pytest.raises(ApiError) as refused:
        check(replace(signed, query=urlencode(pairs)), moment(signed))
    assert refused.value.status in (400, 401)


@pytest.mark.parametrize(
    ("expires", "longest", "late", "good"),
    [
        ("60", 3600, 60, True),
        ("60", 3600, 61, False),
        ("3600", 3600, 3600, True),
        ("3600", 3600, 3601, False),
        ("99999", 1800, 1800, True),
        ("99999", 1800, 1801, False),
        ("0", 3600, 1, False),
        ("3600", 3600, -900, True),
        ("3600", 3600, -901, False),
    ],
)
def test_x_expires_limits_validity_up_to_a_setting(expires: str, longest: int, late: int, good: bool) -> None:
    plain = Signed("GET", f"Action=A&X-Expires={expires}", {"host": "h"}, b"")
    added = sign(plain, "AKLTexample", SECRET, NOW, "r", SERVICE)
    signed = replace(plain, headers={**plain.headers, **{name.lower(): text for name, text in added.items()}})
    if good:
        verify(signed, read(signed, NOW + late, longest), SECRET)
        return
    with pytest.raises(errors.InvalidTimestamp):
        read(signed, NOW + late, longest)


@pytest.mark.parametrize("expires", ["", "-1", "1.5", "x", "٣", "1&X-Expires=2", "9" * 10])
def test_x_expires_that_is_no_number_is_named(expires: str) -> None:
    other = replace(ONE, query=f"{ONE.query}&X-Expires={expires}")
    with pytest.raises(InvalidParameter):
        read(other, NOW)


@given(any_request, st.integers(0, 63), st.sampled_from("0123456789abcdef"))
def test_changed_signature_is_refused(signed: Signed, at: int, digit: str) -> None:
    given = signed.headers["authorization"]
    head, signature = given[:-64], given[-64:]
    if signature[at] == digit:
        return
    forged = with_header(signed, "authorization", head + signature[:at] + digit + signature[at + 1 :])
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(forged, moment(signed))


def test_signature_with_another_secret_is_refused() -> None:
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(ONE, NOW, SECRET + "x")


@pytest.mark.parametrize(("late", "good"), [(900, True), (-900, True), (901, False), (-901, False)])
def test_clock_may_differ_by_fifteen_minutes(late: int, good: bool) -> None:
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
            errors.SignatureDoesNotMatch,
        ),
        (
            with_header(ONE, "authorization", ONE.headers["authorization"].partition(", Signature=")[0]),
            errors.MissingSignature,
        ),
        (with_header(ONE, "x-security-token", "STS2"), errors.SignatureDoesNotMatch),
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
def test_broken_request_gets_its_error(broken: Signed, error: type[ApiError]) -> None:
    with pytest.raises(error):
        check(broken, NOW)


def test_day_of_the_scope_must_be_that_of_x_date() -> None:
    day = ONE.headers["x-date"][:8]
    other = with_header(ONE, "authorization", ONE.headers["authorization"].replace(day, "20200101"))
    with pytest.raises(errors.SignatureDoesNotMatch):
        check(other, NOW)


@given(st.text(max_size=20), st.text(max_size=20), st.binary(max_size=40))
def test_our_own_signatures_are_accepted(key: str, value: str, body: bytes) -> None:
    plain = Signed("POST", urlencode({"Action": "A", key: value}), {"host": "localhost:8780"}, body)
    added = sign(plain, "AKLTexample", SECRET, NOW, "cn-north-1", SERVICE)
    headers = {**plain.headers, **{name.lower(): text for name, text in added.items()}}
    check(replace(plain, headers=headers), NOW)
