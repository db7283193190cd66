"""Decide who may watch a show by HLS. A viewer makes four requests a second. They cause few reads of the store.

The decision about a pass holds until the rule changes. One reading of the rule serves all viewers of a show.
"""

from typing import NamedTuple

from cachetools import LRUCache, TTLCache
from sqlalchemy import Connection
from starlette.requests import Request

from kaibo.access import decision, table as access
from kaibo.access.decision import Verdict
from kaibo.access.errors import MayNotWatch
from kaibo.activity import delivery, table as activities
from kaibo.activity.recorded import is_recorded
from kaibo.clock import now_ms
from kaibo.features.recording import address, table
from kaibo.features.recording.errors import NoLive
from kaibo.features.recording.table import State
from kaibo.gateway.cookie import cookie
from kaibo.gateway.network import source
from kaibo.gateway.shared import Shared
from kaibo.services import Services
from kaibo.session.viewer import COOKIE, read_pass

MOST = 100_000
"""Passes and paths in memory."""
PASS_SECONDS = 60.0
"""How long the content of a pass stays in memory. So a pass ends a minute late at most."""
NEW = "6000/minute"
"""Passes of one address about which the server reads the store."""
OLD_KEY_SECONDS = 2.0
"""How long an old key still opens. So the other viewers do not stall when one loses access."""
OVER_MS = 60_000
"""How long the end of a show can be seen by HLS."""


class Air(NamedTuple):
    """A show, as far as all its viewers by HLS share it."""

    show: int
    live: bool
    """It is on air, and viewers may see it."""
    recorded: bool
    recording: str
    """The id of the recording that a maker writes; "" while there is none."""
    ended: bool
    """The makers wrote all."""
    revision: int
    """Of the rule of who may watch."""
    key: str
    """The part of the addresses of its files."""
    first: int
    """The number of the recording's first segment in the playlists."""


class Entered(NamedTuple):
    """A request of a viewer who may watch."""

    air: Air
    viewer: str
    """The id in the viewer's pass; "" without a pass."""


class _Decided(NamedTuple):
    viewer: str
    verdict: Verdict
    revision: int


class Door:
    """Decides about requests."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._air: Shared[None, Air] = Shared(self._read)
        services.events.on_any(self._air.stale)
        self._paths: LRUCache[str, int] = LRUCache(MOST)
        self._decided: TTLCache[tuple[int, str], _Decided] = TTLCache(MOST, PASS_SECONDS)
        self._old: TTLCache[tuple[int, str], bool] = TTLCache(MOST, OLD_KEY_SECONDS)
        """Keys that were good until a moment ago."""
        self._wished: TTLCache[int, bool] = TTLCache(MOST, delivery.RENEW_MS / 1000)
        self._keys: LRUCache[int, str] = LRUCache(MOST)

    async def enter(self, request: Request) -> Entered:
        """Let a request in. Raises NoLive for a show that is not on air, and MayNotWatch."""
        path = request.path_params["path"]
        show = self._paths.get(path)
        if show is None:
            show = await self._find(request, path)
        air = await self._air.of(show, None)
        if not air.live and not air.recording:
            raise NoLive
        signed_pass = cookie(request.scope["headers"], COOKIE)
        decided = self._decided.get((show, signed_pass))
        if decided is None or decided.revision != air.revision:
            await self._services.rates.hit(NEW, _source(request), "HLS")
            decided = await self._decide(show, signed_pass)
            self._decided[show, signed_pass] = decided
        if decided.verdict is not Verdict.YES:
            self._services.hls_viewers.forget(show, decided.viewer)
            raise MayNotWatch(decided.verdict.value)
        return Entered(air, decided.viewer)

    async def require_key(self, air: Air, key: str) -> None:
        """Raise NoLive unless this is the key of a show's files, or was it a moment ago.

        Another server may know of a new rule a moment earlier. So an unknown key makes this one read again.
        """
        if key != air.key and (air.show, key) not in self._old:
            self._air.stale(air.show)
            air = await self._air.of(air.show, None)
        if not air.recording or (key != air.key and (air.show, key) not in self._old):
            raise NoLive

    def may_wish(self, show: int) -> bool:
        """Tell whether a wish for a maker is to be written now."""
        if show in self._wished:
            return False
        self._wished[show] = True
        return True

    async def _find(self, request: Request, path: str) -> int:
        await self._services.rates.hit(NEW, _source(request), "HLS")
        show = await self._services.store.read(lambda db: activities.by_view_path(db, path))
        if show is None:
            raise NoLive
        self._paths[path] = show.id
        return show.id

    async def _decide(self, show: int, signed_pass: str) -> _Decided:
        who = read_pass(self._services.vault.keys("pass").values(), show, signed_pass)

        def work(db: Connection) -> _Decided:
            door = decision.door(db, show, who.viewer)
            return _Decided(who.viewer, door.verdict(who), door.revision)

        return await self._services.store.read(work)

    async def _read(self, activity_id: int, _: None) -> Air:
        vault, limits = self._services.vault, self._services.limits

        def work(db: Connection) -> Air:
            now, show, rule = now_ms(), activities.find(db, activity_id), access.of(db, activity_id)
            if show is None or show.deleted_at is not None:
                return Air(activity_id, False, False, "", True, rule.revision, "", 0)
            live = delivery.by_hls(db, show, limits, now)
            last = table.newest(db, activity_id) if live else table.last(db, activity_id)
            going_on = last and last.run and (last.state is State.LIVE or now - last.end_time < OVER_MS)
            recording = last.id if last and going_on and not show.lock_preview else ""
            ended = last is not None and last.state is not State.LIVE
            if live and ended:
                recording, ended = "", False  # the next airing has no maker yet
            key = address.key_of_live(vault.key(address.LIVE), recording, rule.revision) if recording else ""
            recorded = is_recorded(db, activity_id, limits)
            first = address.first_number(activity_id, last.start_time) if last else 0
            return Air(activity_id, live, recorded, recording, ended, rule.revision, key, first)

        air = await self._services.store.read(work)
        before = self._keys.get(activity_id)
        if before != air.key:
            if before:
                self._old[activity_id, before] = True
            self._keys[activity_id] = air.key
        return air


def _source(request: Request) -> str:
    return source(request.client.host if request.client else "")
