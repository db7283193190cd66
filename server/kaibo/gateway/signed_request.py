"""The query, the headers and the payload of a signed request."""

from codecs import BOM_UTF8
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from kaibo.call import Call
from kaibo.errors import InvalidParameter, MalformedBody
from kaibo.gateway import body, unknown
from kaibo.gateway.action import Action
from kaibo.gateway.caller import Caller
from kaibo.gateway.canonical import REMEMBERED, pairs
from kaibo.gateway.signature import EXPIRES, SIGNING, Signed

COMMON = {"Action", "Version", EXPIRES}
"""The parameters that every call has, beside those of signing."""
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class CallQuery:
    """The query of a call."""

    action: str
    version: str
    parameters: tuple[tuple[str, str], ...]
    """All other parameters, without those of signing."""
    twice: str = ""
    """`Action` or `Version` when it stands in the query twice, else ""."""


def query_of(query: str) -> CallQuery:
    """Read the query of a call. The server remembers what it read in short ones."""
    return _parsed(query) if len(query) <= REMEMBERED else _parsed.__wrapped__(query)


@lru_cache(maxsize=1024)
def _parsed(query: str) -> CallQuery:
    read = pairs(query)
    signing = SIGNING if any(name == "X-Signature" for name, _ in read) else frozenset()
    values = dict(read)
    names = [name for name, _ in read]
    return CallQuery(
        values.get("Action", ""),
        values.get("Version", ""),
        tuple((name, value) for name, value in read if name not in COMMON and name not in signing),
        next((name for name in ("Action", "Version") if names.count(name) > 1), ""),
    )


def payload_of(
    signed: Signed, caller: Caller, action: Action[Call, Any, Any], parsed: CallQuery, handler: unknown.Handler
) -> Any:
    """Parse the request of an action. Raises what the parsers of `body` raise."""
    if signed.method == "GET":
        return body.from_query(action.request, parsed.parameters, handler)
    if parsed.parameters:
        raise InvalidParameter(parsed.parameters[0][0], "a POST carries its parameters in the body")
    kind = signed.headers["content-type"] if "content-type" in caller.claim.names else ""
    kind = kind.partition(";")[0].strip().lower()
    raw = signed.body.removeprefix(BOM_UTF8)
    is_object = raw.lstrip()[:1] in (b"{", b"")
    if not is_object and kind in (FORM, ""):
        return body.from_query(action.request, _form(raw), handler)
    return body.from_json(action.request, signed.body, handler)


def signed_of(method: str, query: str, raw_headers: list[tuple[bytes, bytes]], raw: bytes) -> Signed:
    """Collect what the signature covers. `raw_headers` and `raw` (the body) are bytes as they came."""
    headers: dict[str, str] = {}
    twice = set()
    for raw_name, raw_value in raw_headers:
        name = raw_name.decode("latin-1").lower()
        if name in headers:
            twice.add(name)
        else:
            headers[name] = raw_value.decode("latin-1")
    return Signed(method, query, headers, raw, frozenset(twice))


def _form(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw.decode(), keep_blank_values=True, max_num_fields=body.VALUES)
    except UnicodeDecodeError:
        raise MalformedBody("it is not UTF-8") from None
    except ValueError:
        raise MalformedBody(f"it holds more than {body.VALUES} values") from None
