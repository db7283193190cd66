"""The signed door, `/?Action=…&Version=…`: authenticate, find, limit, parse, check rights, run, wrap."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import Connection
from starlette.types import ASGIApp, Receive, Scope, Send

from kaibo.call import Call
from kaibo.errors import (
    ApiError,
    InvalidParameter,
    MalformedBody,
    MethodNotAllowed,
    MissingParameter,
    Overloaded,
    RateLimited,
)
from kaibo.events import Events
from kaibo.gateway import body, envelope, invocation
from kaibo.gateway.action import Action, Catalogue
from kaibo.gateway.caller import Caller, Keys, Limits, authenticate
from kaibo.gateway.rate import Rates
from kaibo.gateway.signature import EXPIRES, REMEMBERED, SIGNING, Signed
from kaibo.store import Store

COMMON = {"Action", "Version", EXPIRES}
BODY_SECONDS = 10.0
AT_ONCE, AT_ONCE_PER_ACCOUNT = 512, 64
FORM = "application/x-www-form-urlencoded"
log = logging.getLogger("kaibo.gateway")


@dataclass(frozen=True, slots=True)
class Named:
    """The query of a call: its action and version, and every parameter but those of signing."""

    action: str
    version: str
    parameters: tuple[tuple[str, str], ...]
    twice: str = ""
    """The one of Action and Version that stands there twice, if one does."""


@dataclass(frozen=True)
class Gateway:
    """Answers signed calls, as an ASGI application.

    `make_call` gives what the action is given; `used` hears of every key that was let in; `welcome` answers a person
    whose browser asked for the bare address.
    """

    catalogue: Catalogue[Call]
    keys: Keys
    limits: Limits
    rates: Rates
    store: Store
    events: Events
    make_call: Callable[[Caller, Connection], Call]
    used: Callable[[str, int], None]
    welcome: ASGIApp
    _busy: "Counter[str]" = field(default_factory=Counter)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope["query_string"].decode("latin-1")
        named = _named(query) if len(query) <= REMEMBERED else _named.__wrapped__(query)
        if not named.action and _wants_a_page(scope):
            await self.welcome(scope, receive, send)
            return
        meta = envelope.metadata(named.action, named.version)
        try:
            answer = envelope.done(meta, await self._run(scope, receive, query, named, meta))
        except ApiError as error:
            answer = envelope.refused(meta, error)
        except Exception:
            log.exception("%s %s", meta["RequestId"], named.action)
            answer = envelope.refused(meta, ApiError())
        await answer(scope, receive, send)

    async def _run(self, scope: Scope, receive: Receive, query: str, named: Named, meta: dict[str, Any]) -> Any:
        if not named.action:
            raise MissingParameter("Action")
        method, now = scope["method"], time.time_ns() // 1_000_000
        with self._room("", AT_ONCE, Overloaded):
            raw = await read_body(receive)
            signed = _signed(method, query, scope["headers"], raw)
            caller = await authenticate(signed, self.keys, self.limits, now)
            meta["Region"] = caller.claim.region
            action = self._find(method, named)
            account = caller.key.owner.account
            with self._room(account, AT_ONCE_PER_ACCOUNT, RateLimited):
                await self.rates.hit(action.rate, account, action.name)
                ask = _parse(signed, caller, action, named, raw)
                caller.check(action.name, getattr(ask, "activity_id", None))
                self.used(caller.key.id, now)
                return await self._do(action, caller, signed, ask)

    def _find(self, method: str, named: Named) -> Action[Call, Any, Any]:
        if named.twice:
            raise InvalidParameter(named.twice, "it is given twice")
        if not named.version:
            raise MissingParameter("Version")
        action = self.catalogue.find(named.action, named.version)
        if method != "POST" and (action.writes or method != "GET"):
            raise MethodNotAllowed(named.action, "POST" if action.writes else "GET and POST")
        return action

    async def _do(self, action: Action[Call, Any, Any], caller: Caller, signed: Signed, ask: Any) -> Any:
        changed: set[int] = set()
        given = signed.headers[invocation.HEADER] if invocation.HEADER in caller.claim.names else ""
        repeated = invocation.checked(given.strip()) if action.writes else ""

        def work(db: Connection) -> Any:
            call = self.make_call(caller, db)
            result = (
                invocation.once(call, action, caller.claim.access_key, repeated, signed.body, lambda: action(call, ask))
                if repeated
                else action(call, ask)
            )
            changed.update(call.changed)
            return result

        if action.writes:
            result = await self.store.write(work)
        else:
            result = await (self.store.scan(work) if action.slow else self.store.read(work))
        for activity_id in changed:
            self.events.nudge(activity_id)
        return result

    @contextmanager
    def _room(self, whose: str, most: int, full: type[ApiError]) -> Iterator[None]:
        """Calls that are being answered, of one account or ("") of all. Raises `full`."""
        if self._busy[whose] >= most:
            raise full
        self._busy[whose] += 1
        try:
            yield
        finally:
            self._busy[whose] -= 1
            if not self._busy[whose]:
                del self._busy[whose]


def _wants_a_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


@lru_cache(maxsize=1024)
def _named(query: str) -> Named:
    pairs = parse_qsl(query, keep_blank_values=True)
    signing = SIGNING if any(name == "X-Signature" for name, _ in pairs) else frozenset()
    given = dict(pairs)
    names = [name for name, _ in pairs]
    return Named(
        given.get("Action", ""),
        given.get("Version", ""),
        tuple((name, value) for name, value in pairs if name not in COMMON and name not in signing),
        next((name for name in ("Action", "Version") if names.count(name) > 1), ""),
    )


def _parse(signed: Signed, caller: Caller, action: Action[Call, Any, Any], named: Named, raw: bytes) -> Any:
    """What the action is asked. Raises what the body's parsers raise."""
    if signed.method == "GET":
        return body.from_query(action.request, named.parameters)
    if named.parameters:
        raise InvalidParameter(named.parameters[0][0], "a POST carries its parameters in the body")
    kind = signed.headers["content-type"] if "content-type" in caller.claim.names else ""
    kind = kind.partition(";")[0].strip().lower()
    is_object = raw.lstrip()[:1] in (b"{", b"")
    if not is_object and kind in (FORM, ""):
        return body.from_query(action.request, _form(raw))
    return body.from_json(action.request, raw)


async def read_body(receive: Receive) -> bytes:
    """Raises MalformedBody as soon as it is larger than 1 MiB, or does not come within ten seconds."""
    chunks, size = [], 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise MalformedBody("the connection was closed")
                chunk = message.get("body", b"")
                size += len(chunk)
                if size > body.LIMIT:
                    raise MalformedBody("it is larger than 1 MiB")
                chunks.append(chunk)
                if not message.get("more_body", False):
                    return b"".join(chunks)
    except TimeoutError:
        raise MalformedBody(f"it did not come within {BODY_SECONDS:.0f} seconds") from None


def _signed(method: str, query: str, raw_headers: list[tuple[bytes, bytes]], raw: bytes) -> Signed:
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
