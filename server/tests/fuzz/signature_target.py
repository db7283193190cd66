"""Feed any request to the verifier. It must refuse each with one of our errors, unless the request equals a vector.

An input is a vector and its changes. The first byte is the vector's number. Lines follow: `?query`, `!METHOD`,
`@seconds` (the clock), `-header` (without it), `header: value`. The body follows a line's `=`."""

import calendar
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import atheris

from tests.fuzz.targets import fuzz

with atheris.instrument_imports(include=["kaibo.gateway.canonical", "kaibo.gateway.signature"]):
    from kaibo.errors import ApiError
    from kaibo.gateway.errors import SignatureDoesNotMatch
    from kaibo.gateway.signature import Claim, Signed, read, verify

VECTORS = json.loads((Path(__file__).resolve().parents[3] / "spec/vectors/signature.json").read_text())
TOKEN, LISTED = "X-Security-Token", "X-SignedQueries"
SECONDS_DIGITS = 12


def date(signed: Signed) -> str:
    """Return the signed time: the header's word, or the query's."""
    if "authorization" in signed.headers:
        return signed.headers.get("x-date", "")
    return dict(parse_qsl(signed.query)).get("X-Date", "")


def moment(signed: Signed) -> int:
    return calendar.timegm(time.strptime(date(signed), "%Y%m%dT%H%M%SZ"))


GENUINE = [Signed(v["method"], v["query"], v["headers"], v["body"].encode()) for v in VECTORS["requests"]]


def changed(data: bytes) -> tuple[Signed, int]:
    """Build the request and the clock. Names are in lower case and texts are decoded as latin-1, as at the door."""
    real = GENUINE[(data[0] if data else 0) % len(GENUINE)]
    head, equals, tail = data[1:].partition(b"\n=")
    method, query, now, headers = real.method, real.query, moment(real), dict(real.headers)
    for line in head.decode("latin-1").split("\n"):
        kind, rest = line[:1], line[1:]
        if kind == "?":
            query = rest
        elif kind == "!":
            method = rest
        elif kind == "@":
            now = int(rest) if rest.isascii() and rest.isdigit() and len(rest) <= SECONDS_DIGITS else now
        elif kind == "-":
            headers.pop(rest, None)
        elif ":" in line:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip(" ")
    return Signed(method, query, headers, tail if equals else real.body), now


def is_genuine(signed: Signed, claim: Claim) -> bool:
    """Tell whether the request equals a vector in every part that a signature covers."""
    return any(
        signed.method == real.method
        and said(signed) == said(real)
        and signed.body == real.body
        and date(signed).strip() == date(real).strip()
        and all(covered(signed, name) == covered(real, name) for name in claim.names)
        for real in GENUINE
    )


def said(signed: Signed) -> list[tuple[str, object]]:
    """Read the meaning of a query.

    The order of a presigned list does not matter. An unlisted token proves itself, so it does not matter either."""
    pairs = parse_qsl(signed.query, keep_blank_values=True)
    listed = next((value.split(";") for name, value in pairs if name == LISTED), [TOKEN])
    kept = [pair for pair in pairs if pair[0] != TOKEN or TOKEN in listed]
    return sorted((name, str(sorted(set(listed)))) if name == LISTED else (name, value) for name, value in kept)


def covered(signed: Signed, name: str) -> str:
    """Return a header's value as it is signed.

    A client may leave a default port out of the Host, and spaces out of a row."""
    value = " ".join(signed.headers.get(name, "").split(" ")).strip()
    value = re.sub(r"[ \t]+", " ", value)
    return value.removesuffix(":80").removesuffix(":443") if name == "host" else value


def one(data: bytes) -> None:
    signed, now = changed(data)
    try:
        claim = read(signed, now)
    except ApiError as error:
        if error.status >= 500:
            raise
        return
    told = claim.access_key + claim.service  # the server passes the id on to the store and into the answer
    assert told.isascii(), told
    assert told.isprintable(), told
    assert claim.region.isprintable(), claim.region
    assert 0 < len(claim.access_key) <= 128
    try:
        verify(signed, claim, VECTORS["secret"])
    except SignatureDoesNotMatch:
        return
    assert is_genuine(signed, claim), "a forged request is accepted"


def seeds() -> Iterator[bytes]:
    for number, real in enumerate(GENUINE):
        vector = bytes([number])
        yield vector
        yield vector + f"?{real.query}\n!{real.method}\n@{moment(real)}\n=".encode() + real.body
        for name, value in real.headers.items():
            yield vector + f"{name}: {value}".encode()
            yield vector + f"-{name}".encode()
    for name, values in {
        "authorization": ["", "HMAC-SHA256", "HMAC-SHA256 " + "Credential=a/" * 500, "Bearer x"],
        "x-date": ["", "00000101T000000Z", "99991231T235959Z", "20261123T125260Z", "20260230T000000Z"],
        "host": ["", ":80", "localhost:443", "a" * 5000],
        "x-content-sha256": ["", "0" * 64, "UNSIGNED-PAYLOAD"],
    }.items():
        for value in values:
            yield f"\0{name}: {value}".encode()
    expired = "X-Algorithm=HMAC-SHA256&X-Credential=a/b/c/d/request&X-Expires=-1&X-SignedHeaders=host&X-Signature="
    for query in ("", "&" * 2000, "=&=", "%ff=%fe&%00", "a=1&a=2", expired, "X-Expires=" + "1" * 5000):
        yield f"\0-authorization\n?{query}".encode()
        yield f"\0?{query}".encode()


if __name__ == "__main__":
    for number in range(len(GENUINE)):  # this proves that the harness itself loses nothing
        signed, now = changed(bytes([number]))
        verify(signed, claim := read(signed, now), VECTORS["secret"])
        assert is_genuine(signed, claim)
    fuzz(seeds(), one)
