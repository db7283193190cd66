"""The door of our own pages. A page sends `POST …/{Action}` with a JSON body; the answer has the gateway's envelope."""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from cachetools import TTLCache
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from kaibo.call import Audit, Call, Event, of_request
from kaibo.cluster.events import Events
from kaibo.cluster.rates import Rates
from kaibo.errors import ApiError, InvalidParameter
from kaibo.gateway import body, envelope, outside
from kaibo.gateway.action import VERSION, Action, Cookie, Wire, WithCookie
from kaibo.gateway.catalogue import Catalogue
from kaibo.gateway.network import network, source
from kaibo.gateway.origin import check_origin
from kaibo.metrics import OK
from kaibo.store import Store

CROWD = "1000/second"
"""The limit of one address at a door that proves its callers. It bounds the cost of proofs. A school is one address."""
AGAIN_SECONDS, MOST_AGAIN = 60, 10_000
"""How long the door remembers a try, and how many tries. It spares the audit log an identical one until then."""
log = logging.getLogger("kaibo.door")

C = TypeVar("C", bound=Call)


async def anybody(request: Request) -> None:
    """Let every caller in: the default guard."""


async def by_itself(request: Any) -> None:
    """Set no extra rate limit from the store: the default."""


def anything(call: Any, action: Action[Any, Any, Any], request: Any) -> None:
    """Refuse nothing: the check of a door whose callers all have the same rights."""


def uncounted(door: str, action: str, code: str, seconds: float) -> None:
    """Count nothing: the default."""


def unheard(role: str, waited: float | None, stalls: int) -> None:
    """Count no report of a page: the default."""


@dataclass(frozen=True)
class Door(Generic[C]):
    """Answers the calls of one kind of page.

    No caller may use up another caller's limit by naming the other's link or session. So the door counts a call by its
    address, or by the proved name that `whose` gives. A request model may have one more limit in a property
    `counted` (a rate, and a name). It counts each call per network, because many people may have the same link.
    `Call.guesses` counts refused calls.
    """

    catalogue: Catalogue[C]
    store: Store
    events: Events
    rates: Rates
    origin: str
    """The origin of our pages. The door refuses calls from other origins."""
    make_call: Callable[[Request, Connection], C]
    """Proves the caller inside the call's transaction. Raises an ApiError when it cannot."""
    audit: Audit
    guard: Callable[[Request], Awaitable[None]] = anybody
    """May refuse a request before the door reads its body."""
    check: Callable[[C, Action[C, Any, Any], Any], None] = anything
    """Raises an ApiError when the proved caller has no right to the action."""
    snapshot: Callable[[C], Wire] | None = None
    """Makes the answer of an action that returns nothing: all that the page shows after the action."""
    whose: Callable[[Request], Awaitable[str]] | None = None
    """Proves the caller's name for the action's rate limit. None: the limit is per address."""
    also: Callable[[Any], Awaitable[tuple[str, str] | None]] = by_itself
    """Gives one more limit for a parsed request (a rate, and a name to count), counted per network."""
    called: Callable[[str, str, str, float], None] = uncounted
    """Counts a call: the door, the action, the code, the seconds."""
    pictured: Callable[[str, float | None, int], None] = unheard
    """Counts a page's report of its picture (`call.Pictured`)."""
    _lately: TTLCache[tuple[str, str], bool] = field(default_factory=lambda: TTLCache(MOST_AGAIN, AGAIN_SECONDS))

    async def answer(self, request: Request) -> Response:
        """Answer one call. The path names its action."""
        name = request.path_params["action"]
        meta, begun, code = envelope.metadata(name, VERSION), time.perf_counter(), OK
        try:
            result = await self._run(request, name, meta["RequestId"])
        except ApiError as error:
            code = error.code
            return envelope.refused(meta, error)
        except Exception:
            code = ApiError.code
            log.exception("%s %s", meta["RequestId"], name)
            return envelope.refused(meta, ApiError())
        finally:
            label = self.catalogue.label(name, VERSION)
            self.called(self.catalogue.door, label, code, time.perf_counter() - begun)
        answer = envelope.done(meta, result)
        if isinstance(result, WithCookie) and result.cookie:
            self._set(answer, result.cookie)
        return answer

    async def _run(self, request: Request, name: str, asked: str) -> Any:
        check_origin(request, self.origin, needed=True)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise InvalidParameter("Content-Type", "it is not application/json")
        action = self.catalogue.find(name, VERSION)
        host = request.client.host if request.client else ""
        if self.whose:
            await self.rates.hit(CROWD, source(host), "crowd")
            await self.rates.hit(action.rate, await self.whose(request), name)
        else:
            await self.rates.hit(action.rate, source(host), name)
        await self.guard(request)
        payload = body.from_json(action.request, await body.read_body(request.receive))
        if counted := getattr(payload, "counted", None):
            await self.rates.hit(*counted, network(host), name)
        if counted := await self.also(payload):
            await self.rates.hit(*counted, network(host), name)
        calls: list[C] = []  # the last attempt's call: the store may run the work twice

        def checked(db: Connection) -> C:
            call = self.make_call(request, db)
            calls[:] = [call]
            self.check(call, action, payload)
            return call

        def work(db: Connection) -> Any:
            call = make(db)
            calls[:] = [call]
            result = action(call, payload)
            if action.writes:
                self.audit.write(db, of_request(call.events, asked))
            if result is not None or self.snapshot is None:
                return result
            return self.snapshot(self.make_call(request, db) if action.writes else call)

        try:
            make = await outside.first(action, payload, self.store, checked)
            read = self.store.scan if action.slow else self.store.read
            result = await (self.store.write(work) if action.writes else read(work))
        except ApiError as refused:
            if calls:
                for guess in calls[0].guesses if refused.status < 500 else ():
                    await self.rates.hit(*guess, name)
                tries = self._new_tries(calls[0].tries)
                await self._note(action, of_request(calls[0].refusals, asked), of_request(tries, asked))
            raise
        self.events.report(calls[0].changed, calls[0].changed_for_hosts, calls[0].talked)
        for act in calls[0].then:
            act()
        for report in calls[0].pictured:
            self.pictured(*report)
        if refused_with := calls[0].refused_with:
            raise refused_with[0]
        return result

    def _new_tries(self, tries: list[Event]) -> list[Event]:
        """Leave out each try that follows an identical one at this server within a minute."""
        fresh = [event for event in tries if (event.session, event.detail) not in self._lately]
        self._lately.update({(event.session, event.detail): True for event in tries})
        return fresh

    async def _note(self, action: Action[C, Any, Any], refusals: list[Event], tries: list[Event]) -> None:
        if action.writes and (refusals or tries):
            await self.store.write(lambda db: self.audit.write(db, refusals, tries))
        elif refusals or tries:
            self.audit.later(refusals, tries)

    def _set(self, answer: Response, cookie: Cookie) -> None:
        answer.set_cookie(
            cookie.name,
            cookie.value,
            max_age=cookie.max_age,
            path=cookie.path,
            secure=self.origin.startswith("https:"),
            httponly=True,
            samesite="strict",
        )
