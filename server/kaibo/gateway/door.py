"""The door of our own pages: `POST …/{Action}` with a JSON body, answered in the gateway's envelope."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from cachetools import TTLCache
from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response

from kaibo.call import Audit, Call, Event
from kaibo.cluster.events import Events
from kaibo.cluster.rates import Rates
from kaibo.errors import ApiError, InvalidParameter
from kaibo.gateway import body, envelope
from kaibo.gateway.action import Action, Catalogue, Cookie, Wire, WithCookie
from kaibo.gateway.network import network, source
from kaibo.gateway.origin import check_origin
from kaibo.store import Store

VERSION = "2026-12-01"
CROWD = "1000/second"
"""Calls of one address at a door that proves its callers: a bound on what proofs cost. A school is one address."""
AGAIN_SECONDS, MOST_AGAIN = 60, 10_000
log = logging.getLogger("kaibo.door")

C = TypeVar("C", bound=Call)


async def anybody(request: Request) -> None:
    """A guard that lets everybody in."""


async def by_itself(request: Any) -> None:
    """Set no extra rate limit from the store: the default."""


def anything(call: Any, action: Action[Any, Any, Any], request: Any) -> None:
    """Refuse nothing: the check of a door whose callers all have the same rights."""


@dataclass(frozen=True)
class Door(Generic[C]):
    """`make_call` proves who calls, inside the call's transaction, and raises when it cannot; `guard` may
    refuse before that. `check` then refuses what this caller has no right to. An action that returns nothing is
    answered with the `snapshot` of what the page shows after it.

    Nobody may use up a limit that another one needs, by naming what is the other one's. So a call is counted by its
    address; where `whose` proves who calls, by the name that it gives, and by no other limit of the action. A request
    whose model has `counted` (a rate, and of what) is counted so as well, and then by what `also` says of it: each
    network by itself, because many may have the same link. What a model has as `guessed` is counted when it is refused.
    """

    catalogue: Catalogue[C]
    store: Store
    events: Events
    rates: Rates
    origin: str
    make_call: Callable[[Request, Connection], C]
    audit: Audit
    guard: Callable[[Request], Awaitable[None]] = anybody
    check: Callable[[C, Action[C, Any, Any], Any], None] = anything
    snapshot: Callable[[C], Wire] | None = None
    whose: Callable[[Request], Awaitable[str]] | None = None
    also: Callable[[Any], Awaitable[tuple[str, str] | None]] = by_itself
    _lately: TTLCache[tuple[str, str], bool] = field(default_factory=lambda: TTLCache(MOST_AGAIN, AGAIN_SECONDS))

    async def answer(self, request: Request) -> Response:
        """One call, named by the path."""
        name = request.path_params["action"]
        meta = envelope.metadata(name, VERSION)
        try:
            result = await self._run(request, name)
        except ApiError as error:
            return envelope.refused(meta, error)
        except Exception:
            log.exception("%s %s", meta["RequestId"], name)
            return envelope.refused(meta, ApiError())
        answer = envelope.done(meta, result)
        if isinstance(result, WithCookie) and result.cookie:
            self._set(answer, result.cookie)
        return answer

    async def _run(self, request: Request, name: str) -> Any:
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
        made: list[C] = []

        def work(db: Connection) -> Any:
            call = self.make_call(request, db)
            made[:] = [call]
            self.check(call, action, payload)
            result = action(call, payload)
            if action.writes:
                self.audit.write(db, call.events)
            if result is not None or self.snapshot is None:
                return result
            return self.snapshot(self.make_call(request, db) if action.writes else call)

        try:
            result = await (self.store.write(work) if action.writes else self.store.read(work))
        except ApiError as refused:
            if (guessed := getattr(payload, "guessed", None)) and refused.status < 500:
                await self.rates.hit(*guessed, name)
            if made:
                await self._note(action, [*made[0].refusals, *self._news(made[0].tries)])
            raise
        for activity_id in made[0].changed:
            self.events.nudge(activity_id)
        return result

    def _news(self, tries: list[Event]) -> list[Event]:
        """Those that do not come within a minute after the last one like it."""
        news = [one for one in tries if (one.session, one.detail) not in self._lately]
        self._lately.update({(one.session, one.detail): True for one in tries})
        return news

    async def _note(self, action: Action[C, Any, Any], refusals: list[Event]) -> None:
        if action.writes and refusals:
            await self.store.write(lambda db: self.audit.write(db, refusals))
        elif refusals:
            self.audit.later(refusals)

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
