"""The routes of a viewer's page: the page, its event stream, its one call, its connection to LiveKit."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection
from starlette.requests import HTTPConnection, Request
from starlette.routing import BaseRoute, Route

from kaibo.access.decision import Verdict, may_watch
from kaibo.access.errors import MayNotWatch
from kaibo.activity import table as activities
from kaibo.call import Owner
from kaibo.clock import now_ms
from kaibo.errors import RateLimited
from kaibo.gateway.action import VERSION, Action
from kaibo.gateway.catalogue import Catalogue
from kaibo.gateway.cookie import cookie
from kaibo.gateway.most import Rank
from kaibo.gateway.network import source
from kaibo.gateway.shell import Shell
from kaibo.gateway.snapshot import Snapshot
from kaibo.media.token import TokenClaims
from kaibo.pages import rtc
from kaibo.pages.watch import newcomer
from kaibo.pages.watch.errors import UnknownShow
from kaibo.pages.watch.events import WatchEvents
from kaibo.pages.watch.page import WatchPage
from kaibo.services import Services
from kaibo.session import identity
from kaibo.session.viewer import COOKIE, Reading, WatchCall, read_pass
from kaibo.talk.errors import SlowMode
from kaibo.talk.feed import Talks
from kaibo.talk.settings import rules

AT_ADDRESS = 50
"""Messages of one address in the seconds of slow mode, as fifty viewers may share one."""
NEW_PASSES = "1200/minute"
WAYS_IN = {"EnterPassword", "SignInToWatch"}
"""The calls of a viewer who is not in yet."""


@dataclass(frozen=True)
class WatchPages:
    """The routes under `/w/{path}`."""

    catalogue: Catalogue[WatchCall]
    services: Services
    view: Snapshot[Reading]
    shell: Shell
    talks: Talks

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        door = replace(self.services.door(self.catalogue, self.make_call), guard=self._guard, check=_check)
        return [
            Route("/w/{path}/call/{action}", door.answer, methods=["POST"]),
            WatchPage(self.services, self.shell).route(),
            *WatchEvents(self.services, self.make_call, self.view, self.talks).routes(),
            *rtc.routes(self.services, "/w/{path}", self._admit, self._holder),
        ]

    def make_call(self, connection: HTTPConnection, db: Connection) -> WatchCall:
        """Make the call of a viewer. Raises UnknownShow when no show has this path."""
        activity = activities.by_view_path(db, connection.path_params["path"])
        if activity is None:
            raise UnknownShow
        now = now_ms()
        signed_pass = cookie(connection.scope["headers"], COOKIE)
        who = read_pass(self.services.vault.keys("pass").values(), activity.id, signed_pass)
        return WatchCall(
            db=db,
            now=now,
            owner=Owner(activity.account),
            limits=self.services.limits,
            vault=self.services.vault,
            activity=activity,
            viewer=who.viewer,
            epoch=who.epoch,
            address=source(connection.client.host if connection.client else ""),
            newcomer=getattr(connection.state, "newcomer", "") or newcomer.viewer_of_own(),
            observed=self.services.observed,
            mint=self.services.minter(now),
            tally=self.services.tally,
            places=self.services.places,
        )

    async def _guard(self, request: Request) -> None:
        """Limit calls per pass, and new passes per address. A viewer with a pass needs no new one.

        In slow mode a person could send as a new viewer each time. So the address is limited too. Raises SlowMode.
        """
        action = self.catalogue.find(request.path_params["action"], VERSION)

        def look(db: Connection) -> tuple[WatchCall, int]:
            call = self.make_call(request, db)
            return call, rules(db, call.activity.id, call.limits).slow_seconds if action.paced else 0

        call, slow = await self.services.store.read(look)
        address = source(request.client.host if request.client else "")
        if slow:
            try:
                await self.services.rates.hit(f"{AT_ADDRESS}/{slow}second", address, "slow", str(call.activity.id))
            except RateLimited as refused:
                raise SlowMode(retry_after=refused.retry_after) from None
        if call.viewer:
            if action.per_pass:
                await self.services.rates.hit(action.per_pass, call.viewer, action.name)
            return
        await self.services.rates.hit(NEW_PASSES, address, "pass")
        if await newcomer.is_crowd(self.services.rates, address):
            request.state.newcomer = newcomer.shared_viewer(self.services.vault.key("crowd"), address)

    async def _admit(self, connection: HTTPConnection, claims: TokenClaims) -> bool:
        def read(db: Connection) -> tuple[WatchCall, Verdict]:
            call = self.make_call(connection, db)
            return call, may_watch(db, call.activity.id, call.who)

        call, verdict = await self.services.store.read(read)
        show = call.activity
        room = identity.room(show, identity.PROGRAM)
        mine = bool(call.viewer) and identity.read_viewer(claims.identity) == call.viewer
        admitted = mine and verdict is Verdict.YES and (show.shown or show.starting) and claims.room == room
        if admitted:
            self.services.arrivals.note(show.id, call.viewer, connection.client.host if connection.client else "")
        return admitted

    def _holder(self, connection: HTTPConnection, db: Connection) -> tuple[Rank, str]:
        """Give the pass that a connection counts for, "" without one. Raises UnknownShow."""
        return Rank.VIEWER, self.make_call(connection, db).viewer


def _check(call: WatchCall, action: Action[WatchCall, Any, Any], _: object) -> None:
    """Raise MayNotWatch for a viewer who may not watch the show, at every call but the ways in."""
    if action.name in WAYS_IN:
        return
    if (verdict := may_watch(call.db, call.activity.id, call.who)) is not Verdict.YES:
        raise MayNotWatch(verdict.value)
