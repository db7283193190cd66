"""The signed door, `/?Action=…&Version=…`: authenticate, find, limit, parse, run, wrap."""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import parse_qsl

from limits import RateLimitItem, parse as parse_rate
from limits.aio.strategies import MovingWindowRateLimiter
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from kaibo.call import Call
from kaibo.errors import (
    ApiError,
    InvalidParameter,
    MalformedBody,
    MethodNotAllowed,
    MissingParameter,
    RateLimited,
    SignatureDoesNotMatch,
)
from kaibo.events import Events
from kaibo.gateway import body, envelope, signature
from kaibo.gateway.action import Action, Catalogue
from kaibo.store import Store

COMMON = {"Action", "Version", "X-Expires"}
log = logging.getLogger("kaibo.gateway")


class Keys(Protocol):
    """Whose access key it is, and its secret."""

    async def __call__(self, access_key: str) -> tuple[str, str]: ...


@dataclass(frozen=True)
class Gateway:
    """Answers signed calls.

    `keys` gives (account, secret) of an access key or raises InvalidAccessKey; `make_call` what the action is
    given; `welcome` answers a person whose browser asked for the bare address.
    """

    catalogue: Catalogue[Call]
    keys: Keys
    limiter: MovingWindowRateLimiter
    store: Store
    events: Events
    make_call: Callable[[str, Connection], Call]
    welcome: Callable[[Request], Awaitable[Response]]

    async def answer(self, request: Request) -> Response:
        """One call, from its bytes to its envelope."""
        query = request.scope["query_string"].decode("latin-1")
        pairs = parse_qsl(query, keep_blank_values=True)
        common = {key: value for key, value in pairs if key in COMMON}
        name, version = common.get("Action", ""), common.get("Version", "")
        if not name and "text/html" in request.headers.get("accept", ""):
            return await self.welcome(request)
        meta = envelope.metadata(name, version)
        try:
            return await self._run(request, query, pairs, name, version, meta)
        except ApiError as error:
            return envelope.refused(meta, error)
        except Exception:
            log.exception("%s %s", meta["RequestId"], name)
            return envelope.refused(meta, ApiError())

    async def _run(
        self,
        request: Request,
        query: str,
        pairs: list[tuple[str, str]],
        name: str,
        version: str,
        meta: dict[str, Any],
    ) -> Response:
        if not name:
            raise MissingParameter("Action")
        raw = await read_body(request)
        account = await self._authenticate(request, query, raw, meta)
        if not version:
            raise MissingParameter("Version")
        action = self.catalogue.find(name, version)
        if action.writes and request.method != "POST":
            raise MethodNotAllowed(name, "POST")
        if not await self.limiter.hit(_rate(action.rate), account, name):
            raise RateLimited
        ask = self._parse(request, action, pairs, raw)
        changed: set[int] = set()

        def work(db: Connection) -> Any:
            call = self.make_call(account, db)
            result = action(call, ask)
            changed.update(call.changed)
            return result

        result = await (self.store.write(work) if action.writes else self.store.read(work))
        for activity_id in changed:
            self.events.nudge(activity_id)
        return envelope.done(meta, result)

    async def _authenticate(self, request: Request, query: str, raw: bytes, meta: dict[str, Any]) -> str:
        signed = signature.Signed(request.method, query, _headers(request), raw)
        claim = signature.read(signed, int(time.time()), envelope.SERVICE)
        account, secret = await self.keys(claim.access_key)
        signature.verify(signed, claim, secret)
        meta["Region"] = claim.region
        return account

    def _parse(self, request: Request, action: Action[Call, Any, Any], pairs: list[tuple[str, str]], raw: bytes) -> Any:
        business = [(key, value) for key, value in pairs if key not in COMMON]
        if request.method == "GET":
            return body.from_query(action.request, business)
        if business:
            raise InvalidParameter(business[0][0], "a POST carries its parameters in the body")
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/x-www-form-urlencoded" and not raw.lstrip().startswith(b"{"):
            return body.from_query(action.request, _form(raw))
        return body.from_json(action.request, raw)


async def read_body(request: Request) -> bytes:
    """Raises MalformedBody as soon as it is larger than 1 MiB."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > body.LIMIT:
            raise MalformedBody("it is larger than 1 MiB")
        chunks.append(chunk)
    return b"".join(chunks)


def _headers(request: Request) -> dict[str, str]:
    """Each header once: one that stands twice could be signed once and read twice."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in request.scope["headers"]:
        name = raw_name.decode("latin-1").lower()
        if name in headers and (name.startswith("x-") or name in ("host", "authorization", "content-type")):
            raise SignatureDoesNotMatch
        headers[name] = raw_value.decode("latin-1")
    return headers


def _form(raw: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(raw.decode(), keep_blank_values=True)
    except UnicodeDecodeError:
        raise MalformedBody("it is not UTF-8") from None


RATES: dict[str, RateLimitItem] = {}


def _rate(text: str) -> RateLimitItem:
    """Parsed once for each rate that is written at an action."""
    if text not in RATES:
        RATES[text] = parse_rate(text)
    return RATES[text]
