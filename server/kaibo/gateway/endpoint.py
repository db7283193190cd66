"""The signed door, `/?Action=…&Version=…`. Its steps: authenticate, find, limit, parse, check rights, run, wrap."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import Connection
from starlette.types import ASGIApp, Receive, Scope, Send

from kaibo.call import Audit, Call, of_request
from kaibo.clock import now_ms
from kaibo.cluster.events import Events
from kaibo.cluster.rates import Rates
from kaibo.errors import ApiError, InvalidParameter, MissingParameter, Overloaded, RateLimited
from kaibo.gateway import body, envelope, invocation, outside, unknown
from kaibo.gateway.action import VERSION, Action, Wire
from kaibo.gateway.caller import Caller, Keys, SignatureLimits, authenticate
from kaibo.gateway.catalogue import Catalogue
from kaibo.gateway.errors import MethodNotAllowed, SignatureDoesNotMatch
from kaibo.gateway.headers import ESCAPES, PARAMETERS, overfull
from kaibo.gateway.one_address import advice
from kaibo.gateway.signature import Signed
from kaibo.gateway.signed_request import COMMON, CallQuery, payload_of, query_of, signed_of
from kaibo.metrics import OK
from kaibo.store import Store

AT_ONCE, AT_ONCE_PER_ACCOUNT = 512, 64
"""Calls that this process answers at the same time: of all accounts, of one account."""
OVERFULL = InvalidParameter(
    "Query", f"it holds more than {PARAMETERS} parameters or {ESCAPES} escaped bytes; send a POST with a body"
)
log = logging.getLogger("kaibo.gateway")


@dataclass(frozen=True)
class Gateway:
    """Answers signed calls, as an ASGI application."""

    catalogue: Catalogue[Call]
    keys: Keys
    limits: SignatureLimits
    rates: Rates
    store: Store
    events: Events
    make_call: Callable[[Caller, str, Connection], Call]
    """Makes the Call for an action's function. The text is the action's name."""
    used: Callable[[str, int], None]
    """Hears the id of every key that was let in, with the moment in unix ms."""
    welcome: ASGIApp
    """Answers a browser that asks for the bare address."""
    audit: Audit
    public_url: str
    called: Callable[[str, str, str, float], None]
    """Counts a call: the door, the action, the code, the seconds."""
    _busy: dict[str, int] = field(default_factory=dict)
    _unknown: unknown.Noted = field(default_factory=unknown.Noted)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        query = scope["query_string"].decode("latin-1")
        if overfull(query):
            await envelope.refused(envelope.metadata("", ""), OVERFULL)(scope, receive, send)
            return
        parsed = query_of(query)
        if not parsed.action and _wants_a_page(scope):
            await self.welcome(scope, receive, send)
            return
        meta, begun, code = envelope.metadata(parsed.action, parsed.version), time.perf_counter(), OK
        try:
            answer = envelope.done(meta, await self._run(scope, receive, query, parsed, meta))
        except ApiError as error:
            code, answer = error.code, envelope.refused(meta, error)
        except Exception:
            log.exception("%s %s", meta["RequestId"], parsed.action)
            code, answer = ApiError.code, envelope.refused(meta, ApiError())
        label = self.catalogue.label(parsed.action, parsed.version)
        self.called(self.catalogue.door, label, code, time.perf_counter() - begun)
        await answer(scope, receive, send)

    async def _run(self, scope: Scope, receive: Receive, query: str, parsed: CallQuery, meta: dict[str, Any]) -> Any:
        if not parsed.action:
            raise MissingParameter("Action")
        raw = await body.read_body(receive)  # first: a slow client must not occupy a place among the calls
        method, now = scope["method"], now_ms()
        self._enter("", AT_ONCE, Overloaded)
        try:
            signed = signed_of(method, query, scope["headers"], raw)
            caller = await self._prove(signed, now)
            meta["Region"] = caller.claim.region
            account = caller.key.owner.account
            self._enter(account, AT_ONCE_PER_ACCOUNT, RateLimited)
            try:
                return await self._authenticated(signed, caller, parsed, now, meta["RequestId"])
            finally:
                self._leave(account)
        finally:
            self._leave("")

    async def _prove(self, signed: Signed, now: int) -> Caller:
        try:
            return await authenticate(signed, self.keys, self.limits, now)
        except SignatureDoesNotMatch as error:
            if text := advice(signed.headers.get("host", ""), self.public_url):
                error.add_note(text)
            raise

    async def _authenticated(self, signed: Signed, caller: Caller, parsed: CallQuery, now: int, asked: str) -> Any:
        action = self._find(signed.method, parsed)
        await self.rates.hit(action.rate, caller.key.owner.account, action.name)
        payload = payload_of(signed, caller, action, parsed, self._unknown_of(action))
        caller.check(action.name, getattr(payload, "activity_id", None))
        self.used(caller.key.id, now)
        return await self._do(action, caller, signed, payload, asked)

    def _find(self, method: str, parsed: CallQuery) -> Action[Call, Any, Any]:
        if parsed.twice:
            raise InvalidParameter(parsed.twice, "it is given twice")
        if not parsed.version:
            raise MissingParameter("Version")
        action = self.catalogue.find(parsed.action, parsed.version)
        if method != "POST" and not (action.takes_get and method == "GET"):
            raise MethodNotAllowed(parsed.action, "GET and POST" if action.takes_get else "POST")
        return action

    def _unknown_of(self, action: Action[Call, Any, Any]) -> unknown.Handler:
        """Choose what happens to unknown parameters. Our own version refuses them, the vendor's logs them."""
        handler = unknown.refuse if action.version == VERSION else self._unknown.of(action.name)

        def without_common(model: type[Wire], data: Mapping[str, Any]) -> None:
            handler(model, {name: value for name, value in data.items() if name not in COMMON})

        return without_common

    async def _do(
        self, action: Action[Call, Any, Any], caller: Caller, signed: Signed, payload: Any, asked: str
    ) -> Any:
        """Run the action in a transaction. `asked` is the id of the request, for the audit log."""
        calls: list[Call] = []  # the last attempt's call: the store may run the work twice
        header = signed.headers[invocation.HEADER] if invocation.HEADER in caller.claim.names else ""
        invocation_id = invocation.checked(header.strip()) if action.writes else ""

        make = await outside.first(action, payload, self.store, partial(self.make_call, caller, action.name))

        def work(db: Connection) -> Any:
            call = make(db)
            calls[:] = [call]
            if invocation_id:
                result = invocation.once(call, action, payload, caller.proved, invocation_id, signed.body)
            else:
                result = action(call, payload)
            if action.writes and call.events:
                self.audit.write(db, of_request(call.events, asked))
            return result

        if action.writes:
            result = await self.store.write(work)
        else:
            result = await (self.store.scan(work) if action.slow else self.store.read(work))
            self.audit.later(of_request(calls[0].events, asked))
        self.events.report(calls[0].changed, calls[0].changed_for_hosts, calls[0].talked)
        if refused_with := calls[0].refused_with:
            raise refused_with[0]
        return result

    def _enter(self, whose: str, most: int, full: type[ApiError]) -> None:
        """Count one more running call of an account, or ("") of all. Raises `full` when there are `most`."""
        busy = self._busy.get(whose, 0)
        if busy >= most:
            raise full
        self._busy[whose] = busy + 1

    def _leave(self, whose: str) -> None:
        if self._busy[whose] == 1:
            del self._busy[whose]
        else:
            self._busy[whose] -= 1


def _wants_a_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
