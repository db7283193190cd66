"""HMAC-SHA256 request signatures, in headers and in presigned queries (docs/wire.md, "Signature", "Clock").

Pure: time and secrets are arguments.

CanonicalRequest = METHOD \\n PATH \\n query \\n headers \\n names \\n hex(sha256(body))
StringToSign     = "HMAC-SHA256" \\n X-Date \\n date/region/service/request \\n hex(sha256(CanonicalRequest))
signing key      = HMAC(HMAC(HMAC(HMAC(SK, date), region), service), "request")
"""

import hmac
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from urllib.parse import parse_qsl, quote

from kaibo.errors import (
    InvalidAuthorization,
    InvalidCredential,
    InvalidParameter,
    InvalidTimestamp,
    MissingAuthenticationToken,
    MissingRequestInfo,
    MissingSignature,
    SignatureDoesNotMatch,
)

ALGORITHM = "HMAC-SHA256"
TERMINATOR = "request"
SKEW = 900
"""Seconds that X-Date may be off, either way; also how long a signature is good that says nothing else."""
AUTHORIZATION = re.compile(r"HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([a-z0-9;_-]+), ?")
LONGEST = 4096
"""Characters of an Authorization."""
CREDENTIAL = re.compile(r"([A-Za-z0-9_=+-]{1,128})/(\d{8})/([^/,;\s]{1,64})/([A-Za-z0-9_-]{1,64})/request", re.ASCII)
HEX = re.compile(r"[0-9a-f]{64}")
SPACES = re.compile(r"[ \t]+")
DATE = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
TOKEN, SIGNATURE, LISTED = "X-Security-Token", "X-Signature", "X-SignedQueries"
PRESIGNED = {"X-Algorithm", "X-Credential", "X-Date", "X-SignedHeaders", LISTED}
"""What a presigned query must hold, each once and (but for the list itself) among its own signed queries."""
SIGNING = PRESIGNED | {"X-NotSignBody", SIGNATURE, TOKEN}
"""Parameters of a presigned query that are not the action's."""
EXPIRES = "X-Expires"
REMEMBERED = 256
"""A longer query is worked out each time."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A request as it came: raw header values by lower-case name, raw query, raw body. `twice` are the names of
    headers that stood there more than once: such a one could be signed once and read twice."""

    method: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    twice: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """What a signed request says of itself, before the signature is checked.

    `names` are the signed headers: no other is to be acted upon. `listed` are the signed parameters of a
    presigned query, None when the headers are signed. `token` is the session token, "" without one.
    """

    access_key: str
    day: str
    region: str
    service: str
    names: tuple[str, ...]
    signature: str
    date: str
    token: str = ""
    listed: frozenset[str] | None = None


def read(request: Signed, now: int, longest: int = SKEW) -> Claim:
    """Who claims to have signed it, and when. `now` in unix seconds; `longest` caps X-Expires, in seconds.

    Raises MissingAuthenticationToken, MissingSignature, InvalidAuthorization, InvalidCredential,
    MissingRequestInfo, InvalidTimestamp (too old, or more than 15 minutes ahead) or SignatureDoesNotMatch
    (a day that is not X-Date's, X-Date not signed, a signed header that is absent or stands twice, a body that is
    not the one its hash header names, a body to a presigned query, an unlisted parameter).
    """
    pairs = _pairs(request.query) if len(request.query) <= REMEMBERED else _parsed(request.query)
    given = request.headers.get("authorization")
    if given is not None:
        claim = _from_headers(request, given)
    elif any(name in (SIGNATURE, "X-Credential") for name, _ in pairs):
        claim = _from_query(request, pairs)
    else:
        raise MissingAuthenticationToken
    _check_time(claim, now, min(_expires(pairs), longest))
    return claim


def _parsed(query: str) -> tuple[tuple[str, str], ...]:
    return tuple(parse_qsl(query, keep_blank_values=True))


_pairs = lru_cache(maxsize=1024)(_parsed)


def _from_headers(request: Signed, given: str) -> Claim:
    said, equals, signature = given.strip().rpartition("Signature=")
    if not equals and given.startswith(ALGORITHM):
        raise MissingSignature
    if HEX.fullmatch(signature) is None:
        raise InvalidAuthorization
    scope, names, signed = _said(said)
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
def _said(text: str) -> tuple[tuple[str, str, str, str], tuple[str, ...], frozenset[str]]:
    """An Authorization up to its signature, which is the same in most calls of a key: the scope, the signed headers."""
    if len(text) > LONGEST or (parts := AUTHORIZATION.fullmatch(text)) is None:
        raise InvalidAuthorization
    names = tuple(parts[2].split(";"))
    return _scope(parts[1]), names, frozenset(names)


def _from_query(request: Signed, pairs: Sequence[tuple[str, str]]) -> Claim:
    given = dict(pairs)
    if SIGNATURE not in given:
        raise MissingSignature
    if given.get("X-Algorithm", ALGORITHM) != ALGORITHM:
        raise InvalidAuthorization
    scope = _scope(given.get("X-Credential", ""))
    if not given.get("X-Date"):
        raise MissingRequestInfo("timestamp")
    if missing := sorted(PRESIGNED - given.keys()):
        raise MissingRequestInfo(missing[0])
    listed = frozenset(given[LISTED].split(";"))
    names = tuple(name for name in given["X-SignedHeaders"].split(";") if name)
    named = [name for name, _ in pairs]
    once = all(named.count(name) == 1 for name in SIGNING & given.keys())
    covered = listed >= (PRESIGNED | given.keys()) - {SIGNATURE, TOKEN, LISTED}
    headers = set(names) <= request.headers.keys() and not request.twice & set(names)
    hexadecimal = HEX.fullmatch(given[SIGNATURE])
    if not (once and covered and headers and hexadecimal) or request.body or SIGNATURE in listed:
        raise SignatureDoesNotMatch
    token = given.get(TOKEN, "")
    return Claim(*scope, names, given[SIGNATURE], given["X-Date"], token, listed)


def _scope(credential: str) -> tuple[str, str, str, str]:
    """Access key, day, region and service."""
    if (scope := CREDENTIAL.fullmatch(credential)) is None:
        raise InvalidCredential
    return scope[1], scope[2], scope[3], scope[4]


def _expires(pairs: Sequence[tuple[str, str]]) -> int:
    given = [value for name, value in pairs if name == EXPIRES]
    if not given:
        return SKEW
    if len(given) > 1 or re.fullmatch(r"[0-9]{1,9}", given[0]) is None:
        raise InvalidParameter(EXPIRES, "it is a number of seconds")
    return int(given[0])


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
    """Unix seconds of an X-Date: the calls of one second share it. Raises ValueError."""
    if DATE.fullmatch(date) is None:
        raise ValueError(date)
    return int(datetime.strptime(date, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp())


def verify(request: Signed, claim: Claim, secret: str) -> None:
    """Raises SignatureDoesNotMatch. Where the vendor's SDKs differ, each of their forms is tried."""
    key = signing_key(secret, claim.day, claim.region, claim.service)
    scope = f"{claim.day}/{claim.region}/{claim.service}/{TERMINATOR}"
    body = sha256(request.body).hexdigest()
    fits = False
    for query in _queries(request, claim):
        for headers in _headers(request, claim):
            wanted = _signature(request.method, query, headers, claim.names, body, claim.date, scope, key)
            fits |= hmac.compare_digest(wanted, claim.signature)
    if not fits:
        raise SignatureDoesNotMatch


def _queries(request: Signed, claim: Claim) -> Iterator[str]:
    """The canonical queries that a signer may have meant: an unlisted token stands in it, or does not."""
    if claim.listed is None:
        remember = len(request.query) <= REMEMBERED
        yield from canonical_queries(request.query) if remember else _orders(_parsed(request.query))
        return
    pairs = _parsed(request.query)
    yield from _orders([pair for pair in pairs if pair[0] in claim.listed])
    if claim.token and TOKEN not in claim.listed:
        yield from _orders([pair for pair in pairs if pair[0] != SIGNATURE])


def _headers(request: Signed, claim: Claim) -> Iterator[str]:
    """The canonical headers: most SDKs leave a default port out of the Host that they sign, and one makes each run of
    white space one space. Without any signed header there is a lone line end, which makes four in a row."""
    if not claim.names:
        yield "\n"
        return
    host = request.headers.get("host", "").strip()
    yield (lines := _lines(request.headers, claim.names, host))
    if host.endswith((":80", ":443")):
        yield _lines(request.headers, claim.names, host.rpartition(":")[0])
    if "  " in lines or "\t" in lines:
        yield SPACES.sub(" ", lines)


def _lines(headers: Mapping[str, str], names: Sequence[str], host: str) -> str:
    return "".join(f"{name}:{host if name == 'host' else headers[name].strip()}\n" for name in names)


def sign(request: Signed, access_key: str, secret: str, now: int, region: str, service: str) -> dict[str, str]:
    """The headers that sign a request: X-Date, X-Content-Sha256 and Authorization. `now` in unix seconds."""
    date = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
    body = sha256(request.body).hexdigest()
    added = {"X-Date": date, "X-Content-Sha256": body}
    headers = {**request.headers, **{name.lower(): value for name, value in added.items()}}
    names = tuple(sorted(headers))
    scope = f"{date[:8]}/{region}/{service}/{TERMINATOR}"
    lines = _lines(headers, names, headers.get("host", ""))
    key = signing_key(secret, date[:8], region, service)
    made = _signature(request.method, canonical_queries(request.query)[0], lines, names, body, date, scope, key)
    added["Authorization"] = (
        f"{ALGORITHM} Credential={access_key}/{scope}, SignedHeaders={';'.join(names)}, Signature={made}"
    )
    return added


@lru_cache(maxsize=10_000)
def signing_key(secret: str, day: str, region: str, service: str) -> bytes:
    """The key of one day, region and service."""
    key = secret.encode()
    for part in (day, region, service, TERMINATOR):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


@lru_cache(maxsize=1024)
def canonical_queries(query: str) -> tuple[str, ...]:
    """Decoded, encoded anew by RFC 3986 and sorted: the same however a client wrote it."""
    return _orders(parse_qsl(query, keep_blank_values=True))


def _orders(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """By encoded name and value, as most sign; by raw name with repeated ones as they came, where that differs."""
    by_both = "&".join(f"{name}={value}" for name, value in sorted((_encode(n), _encode(v)) for n, v in pairs))
    by_name = "&".join(f"{_encode(name)}={_encode(value)}" for name, value in sorted(pairs, key=lambda pair: pair[0]))
    return (by_both,) if by_both == by_name else (by_both, by_name)


def _encode(text: str) -> str:
    return quote(text, safe="-_.~")


def _signature(
    method: str, query: str, headers: str, names: Sequence[str], body: str, date: str, scope: str, key: bytes
) -> str:
    canonical = "\n".join((method, "/", query, headers, ";".join(names), body))
    to_sign = "\n".join((ALGORITHM, date, scope, sha256(canonical.encode()).hexdigest()))
    return hmac.digest(key, to_sign.encode(), "sha256").hex()
