"""HMAC-SHA256 request signatures (spec: gateway §1–2, §5). Pure: time and secrets are arguments.

CanonicalRequest = METHOD \\n PATH \\n query \\n headers \\n names \\n hex(sha256(body))
StringToSign     = "HMAC-SHA256" \\n X-Date \\n date/region/service/request \\n hex(sha256(CanonicalRequest))
signing key      = HMAC(HMAC(HMAC(HMAC(SK, date), region), service), "request")
"""

import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from urllib.parse import parse_qsl, quote

from kaibo.errors import (
    InvalidAuthorization,
    InvalidCredential,
    InvalidTimestamp,
    MissingAuthenticationToken,
    MissingRequestInfo,
    SignatureDoesNotMatch,
)

ALGORITHM = "HMAC-SHA256"
TERMINATOR = "request"
SKEW = 900
AUTHORIZATION = re.compile(
    r"HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([a-z0-9;_-]+), ?Signature=([0-9a-f]{64})"
)
CREDENTIAL = re.compile(r"([A-Za-z0-9_=+-]{1,128})/(\d{8})/([A-Za-z0-9-]{1,64})/([A-Za-z0-9_-]{1,64})/request")
DATE = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
REQUIRED = ("host", "x-date")


@dataclass(frozen=True, slots=True)
class Signed:
    """A request as it came: raw header values by lower-case name (each once), raw query, raw body."""

    method: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """What a signed request says of itself, before the signature is checked."""

    access_key: str
    day: str
    region: str
    service: str
    names: tuple[str, ...]
    signature: str
    date: str


def read(request: Signed, now: int, service: str) -> Claim:
    """Who claims to have signed it, and when. `now` in unix seconds.

    Raises MissingAuthenticationToken, InvalidAuthorization, InvalidCredential, MissingRequestInfo,
    InvalidTimestamp (more than 15 minutes off, either way) or SignatureDoesNotMatch (a day that is not
    X-Date's, Host or X-Date not signed, a signed header that is absent, a body that is not the one its hash
    header names).
    """
    if (given := request.headers.get("authorization")) is None:
        raise MissingAuthenticationToken
    if (parts := AUTHORIZATION.fullmatch(given.strip())) is None:
        raise InvalidAuthorization
    if (scope := CREDENTIAL.fullmatch(parts[1])) is None or scope[4] != service:
        raise InvalidCredential
    if (date := request.headers.get("x-date", "").strip()) == "":
        raise MissingRequestInfo("timestamp")
    claim = Claim(scope[1], scope[2], scope[3], scope[4], tuple(parts[2].split(";")), parts[3], date)
    _check_time(claim, now)
    if not set(REQUIRED) <= set(claim.names) <= request.headers.keys():
        raise SignatureDoesNotMatch
    hashed = request.headers.get("x-content-sha256")
    if hashed is not None and hashed.strip() != sha256(request.body).hexdigest():
        raise SignatureDoesNotMatch
    return claim


def _check_time(claim: Claim, now: int) -> None:
    try:
        moment = _moment(claim.date)
    except ValueError:
        raise InvalidTimestamp from None
    if abs(now - moment) > SKEW:
        raise InvalidTimestamp
    if claim.date[:8] != claim.day:
        raise SignatureDoesNotMatch


@lru_cache(maxsize=1024)
def _moment(date: str) -> int:
    """Unix seconds of an X-Date: the calls of one second share it. Raises ValueError."""
    if DATE.fullmatch(date) is None:
        raise ValueError(date)
    return int(datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp())


def verify(request: Signed, claim: Claim, secret: str) -> None:
    """Raises SignatureDoesNotMatch. SDKs leave a default port out of the Host that they sign: both are tried."""
    key = signing_key(secret, claim.day, claim.region, claim.service)
    hosts = [request.headers["host"].strip()]
    if hosts[0].endswith((":80", ":443")):
        hosts.append(hosts[0].rpartition(":")[0])
    scope = f"{claim.day}/{claim.region}/{claim.service}/{TERMINATOR}"
    fits = False
    for host in hosts:
        headers = {**request.headers, "host": host}
        wanted = _signature(request, headers, claim.names, claim.date, scope, key)
        fits |= hmac.compare_digest(wanted, claim.signature)
    if not fits:
        raise SignatureDoesNotMatch


def sign(request: Signed, access_key: str, secret: str, now: int, region: str, service: str) -> dict[str, str]:
    """The headers that sign a request: X-Date, X-Content-Sha256 and Authorization. `now` in unix seconds."""
    date = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
    added = {"X-Date": date, "X-Content-Sha256": sha256(request.body).hexdigest()}
    headers = {**request.headers, **{name.lower(): value for name, value in added.items()}}
    names = tuple(sorted(headers))
    scope = f"{date[:8]}/{region}/{service}/{TERMINATOR}"
    made = _signature(request, headers, names, date, scope, signing_key(secret, date[:8], region, service))
    added["Authorization"] = (
        f"{ALGORITHM} Credential={access_key}/{scope}, SignedHeaders={';'.join(names)}, Signature={made}"
    )
    return added


def signing_key(secret: str, day: str, region: str, service: str) -> bytes:
    """The key of one day, region and service."""
    key = secret.encode()
    for part in (day, region, service, TERMINATOR):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


@lru_cache(maxsize=1024)
def canonical_query(query: str) -> str:
    """Decoded, encoded anew by RFC 3986 and sorted: the same however a client wrote it."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return "&".join(f"{key}={value}" for key, value in sorted((_encode(k), _encode(v)) for k, v in pairs))


def _encode(text: str) -> str:
    return quote(text, safe="-_.~")


def _signature(
    request: Signed, headers: Mapping[str, str], names: Sequence[str], date: str, scope: str, key: bytes
) -> str:
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in names)
    body = sha256(request.body).hexdigest()
    canonical = "\n".join((request.method, "/", canonical_query(request.query), lines, ";".join(names), body))
    to_sign = "\n".join((ALGORITHM, date, scope, sha256(canonical.encode()).hexdigest()))
    return hmac.digest(key, to_sign.encode(), "sha256").hex()
