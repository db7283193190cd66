"""HMAC-SHA256 request signatures, in headers and in presigned queries (docs/wire.md, "Signature", "Clock").

Pure: time and secrets are arguments.

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

from kaibo.errors import InvalidParameter
from kaibo.gateway import canonical
from kaibo.gateway.canonical import SIGNATURE, TOKEN
from kaibo.gateway.errors import (
    InvalidAuthorization,
    InvalidCredential,
    InvalidTimestamp,
    MissingAuthenticationToken,
    MissingRequestInfo,
    MissingSignature,
    SignatureDoesNotMatch,
)

ALGORITHM = "HMAC-SHA256"
TERMINATOR = "request"
SKEW = 900
"""Seconds that X-Date may be off, either way. A signature without X-Expires is valid for as long."""
AUTHORIZATION = re.compile(r"HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([a-z0-9;_-]+), ?")
LONGEST = 4096
"""Characters of an Authorization header."""
CREDENTIAL = re.compile(r"([A-Za-z0-9_=+-]{1,128})/(\d{8})/([^/,;\s]{1,64})/([A-Za-z0-9_-]{1,64})/request", re.ASCII)
HEX = re.compile(r"[0-9a-f]{64}")
DATE = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
LISTED = "X-SignedQueries"
PRESIGNED = {"X-Algorithm", "X-Credential", "X-Date", "X-SignedHeaders", LISTED}
"""Parameters that a presigned query holds once each. Its list of signed queries names all of them but itself."""
SIGNING = PRESIGNED | {"X-NotSignBody", SIGNATURE, TOKEN}
"""Parameters of a presigned query that are not the action's."""
EXPIRES = "X-Expires"


@dataclass(frozen=True, slots=True)
class Signed:
    """A request as it came."""

    method: str
    query: str
    """Raw."""
    headers: Mapping[str, str]
    """Raw values, by lower-case name."""
    body: bytes
    twice: frozenset[str] = frozenset()
    """Names of the headers that came more than once. A signed value of such a header could differ from the read one."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The claims of a signed request, before the server checks the signature."""

    access_key: str
    day: str
    region: str
    service: str
    names: tuple[str, ...]
    """The signed headers. The server acts on no other header."""
    signature: str
    date: str
    token: str = ""
    """The session token, "" without one."""
    listed: frozenset[str] | None = None
    """The signed parameters of a presigned query. None: the signature is in the headers."""


def read(request: Signed, now: int, longest: int = SKEW) -> Claim:
    """Read who claims to have signed a request, and when.

    `now` is in unix seconds. `longest` caps X-Expires, in seconds.

    Raises MissingAuthenticationToken, MissingSignature, InvalidAuthorization, InvalidCredential and
    MissingRequestInfo. Raises InvalidTimestamp for an X-Date that is too old, or more than 15 minutes ahead.
    Raises SignatureDoesNotMatch for these faults:

    - The day is not X-Date's, or X-Date is not signed.
    - A signed header is absent, or stands twice.
    - The body is not the one that its hash header names.
    - A presigned query has a body, or an unlisted parameter.
    """
    pairs = canonical.pairs(request.query)
    authorization = request.headers.get("authorization")
    if authorization is not None:
        claim = _from_headers(request, authorization)
    elif any(name in (SIGNATURE, "X-Credential") for name, _ in pairs):
        claim = _from_query(request, pairs)
    else:
        raise MissingAuthenticationToken
    _check_time(claim, now, min(_expires(pairs), longest))
    return claim


def _from_headers(request: Signed, authorization: str) -> Claim:
    prefix, equals, signature = authorization.strip().rpartition("Signature=")
    if not equals and authorization.startswith(ALGORITHM):
        raise MissingSignature
    if HEX.fullmatch(signature) is None:
        raise InvalidAuthorization
    scope, names, signed = _parsed_prefix(prefix)
    if (date := request.headers.get("x-date", "").strip()) == "":
        raise MissingRequestInfo("timestamp")
    if "x-date" not in signed or not signed <= request.headers.keys() or request.twice & (signed | {"authorization"}):
        raise SignatureDoesNotMatch
    hashed = request.headers.get("x-content-sha256")
    if hashed is not None and hashed.strip() != sha256(request.body).hexdigest():
        raise SignatureDoesNotMatch
    token = request.headers["x-security-token"].strip() if "x-security-token" in signed else ""
    if not token and "x-security-token" in request.headers:
        raise SignatureDoesNotMatch
    return Claim(*scope, names, signature, date, token)


@lru_cache(maxsize=10_000)
def _parsed_prefix(text: str) -> tuple[tuple[str, str, str, str], tuple[str, ...], frozenset[str]]:
    """Parse an Authorization up to its signature: the scope and the signed headers.

    Most calls of one key share this text, so the server remembers the result. Raises InvalidAuthorization and
    InvalidCredential.
    """
    if len(text) > LONGEST or (parts := AUTHORIZATION.fullmatch(text)) is None:
        raise InvalidAuthorization
    names = tuple(parts[2].split(";"))
    return _scope(parts[1]), names, frozenset(names)


def _from_query(request: Signed, pairs: Sequence[tuple[str, str]]) -> Claim:
    parameters = dict(pairs)
    if SIGNATURE not in parameters:
        raise MissingSignature
    if parameters.get("X-Algorithm", ALGORITHM) != ALGORITHM:
        raise InvalidAuthorization
    scope = _scope(parameters.get("X-Credential", ""))
    if not parameters.get("X-Date"):
        raise MissingRequestInfo("timestamp")
    if missing := sorted(PRESIGNED - parameters.keys()):
        raise MissingRequestInfo(missing[0])
    listed = frozenset(parameters[LISTED].split(";"))
    names = tuple(name for name in parameters["X-SignedHeaders"].split(";") if name)
    present = [name for name, _ in pairs]
    once = all(present.count(name) == 1 for name in SIGNING & parameters.keys())
    covered = listed >= (PRESIGNED | parameters.keys()) - {SIGNATURE, TOKEN, LISTED}
    headers = set(names) <= request.headers.keys() and not request.twice & set(names)
    hexadecimal = HEX.fullmatch(parameters[SIGNATURE])
    if not (once and covered and headers and hexadecimal) or request.body or SIGNATURE in listed:
        raise SignatureDoesNotMatch
    token = parameters.get(TOKEN, "")
    return Claim(*scope, names, parameters[SIGNATURE], parameters["X-Date"], token, listed)


def _scope(credential: str) -> tuple[str, str, str, str]:
    """Split a credential into access key, day, region and service. Raises InvalidCredential."""
    if (scope := CREDENTIAL.fullmatch(credential)) is None:
        raise InvalidCredential
    return scope[1], scope[2], scope[3], scope[4]


def _expires(pairs: Sequence[tuple[str, str]]) -> int:
    values = [value for name, value in pairs if name == EXPIRES]
    if not values:
        return SKEW
    if len(values) > 1 or re.fullmatch(r"[0-9]{1,9}", values[0]) is None:
        raise InvalidParameter(EXPIRES, "it is a number of seconds")
    return int(values[0])


def _check_time(claim: Claim, now: int, good_for: int) -> None:
    try:
        moment = _moment(claim.date)
    except ValueError:
        raise InvalidTimestamp from None
    if not -SKEW <= now - moment <= good_for:
        raise InvalidTimestamp
    if claim.date[:8] != claim.day:
        raise SignatureDoesNotMatch


@lru_cache(maxsize=1024)
def _moment(date: str) -> int:
    """Return the unix seconds of an X-Date. The calls of one second share the result. Raises ValueError."""
    if DATE.fullmatch(date) is None:
        raise ValueError(date)
    return int(datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp())


def verify(request: Signed, claim: Claim, secret: str) -> None:
    """Check a signature. Raises SignatureDoesNotMatch. The vendor's SDKs differ, so this tries each of their forms."""
    key = signing_key(secret, claim.day, claim.region, claim.service)
    scope = f"{claim.day}/{claim.region}/{claim.service}/{TERMINATOR}"
    body = sha256(request.body).hexdigest()
    fits = False
    for query in canonical.queries(request.query, claim.listed, claim.token):
        for headers in canonical.headers(request.headers, claim.names):
            wanted = _signature(request.method, query, headers, claim.names, body, claim.date, scope, key)
            fits |= hmac.compare_digest(wanted, claim.signature)
    if not fits:
        raise SignatureDoesNotMatch


def sign(request: Signed, access_key: str, secret: str, now: int, region: str, service: str) -> dict[str, str]:
    """Make the headers that sign a request: X-Date, X-Content-Sha256 and Authorization. `now` is in unix seconds."""
    date = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
    body = sha256(request.body).hexdigest()
    added = {"X-Date": date, "X-Content-Sha256": body}
    headers = {**request.headers, **{name.lower(): value for name, value in added.items()}}
    names = tuple(sorted(headers))
    scope = f"{date[:8]}/{region}/{service}/{TERMINATOR}"
    lines = canonical.header_lines(headers, names, headers.get("host", ""))
    key = signing_key(secret, date[:8], region, service)
    signature = _signature(
        request.method, canonical.canonical_queries(request.query)[0], lines, names, body, date, scope, key
    )
    added["Authorization"] = (
        f"{ALGORITHM} Credential={access_key}/{scope}, SignedHeaders={';'.join(names)}, Signature={signature}"
    )
    return added


@lru_cache(maxsize=10_000)
def signing_key(secret: str, day: str, region: str, service: str) -> bytes:
    """Derive the key of one day, region and service."""
    key = secret.encode()
    for part in (day, region, service, TERMINATOR):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


def _signature(
    method: str, query: str, headers: str, names: Sequence[str], body: str, date: str, scope: str, key: bytes
) -> str:
    canonical = "\n".join((method, "/", query, headers, ";".join(names), body))
    to_sign = "\n".join((ALGORITHM, date, scope, sha256(canonical.encode()).hexdigest()))
    return hmac.digest(key, to_sign.encode(), "sha256").hex()
