"""The live picture by HLS, at `/w/{path}/hls/`. The pass of each request decides whether its viewer may watch."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kaibo.activity import delivery
from kaibo.clock import now_ms
from kaibo.errors import ApiError
from kaibo.features.recording.byte_range import BadRange, wanted
from kaibo.features.recording.errors import NoLive, NotYetLive
from kaibo.features.recording.folder import INIT
from kaibo.features.recording.live import blocking, playlist
from kaibo.features.recording.live.door import Door, Entered
from kaibo.features.recording.live.follow import WHOLE, Follower, Followers, Text
from kaibo.features.recording.live.timeline import Segment
from kaibo.features.recording.playlist import TYPE
from kaibo.gateway import envelope
from kaibo.gateway.action import VERSION
from kaibo.gateway.most import Rank
from kaibo.services import Services

KEPT, ASKED = "private, max-age=3600", "no-cache"
"""The Cache-Control of what has a key in its address, and of the playlists."""
VIDEO = "video/mp4"
FIRST_SECONDS = 5.0
"""How long a request waits for the first parts of a show."""
BLOCK_SECONDS = 3.0 * playlist.TARGET
"""How long a request waits for the next part. Then it gets the playlist as it is (RFC 8216bis §6.2.5.2)."""
LOOK_SECONDS = 0.25
"""How often a waiting request looks whether its viewer may still watch."""


class LiveFiles:
    """The routes."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._door = Door(services)
        self._followers = Followers(services.limits.files)
        services.events.on_any(lambda activity: self._followers.wake())
        services.at_stop.append(self._followers.close)

    def routes(self) -> Sequence[BaseRoute]:
        """Return the routes."""
        at = "/w/{path}/hls"
        found: list[tuple[str, Callable[[Request], Awaitable[Response]]]] = [
            (f"{at}/main.m3u8", self._live),
            (f"{at}/dvr.m3u8", self._back),
            (f"{at}/{{key}}/{{run:int}}/{INIT}", self._init),
            (f"{at}/{{key}}/{{run:int}}/{{segment:int}}.m4s", self._segment),
            (f"{at}/{{key}}/{{run:int}}/{{segment:int}}.{{part:int}}.m4s", self._part),
        ]
        return [Route(path, partial(_answered, answer), methods=["GET"]) for path, answer in found]

    async def _live(self, request: Request) -> Response:
        wait = blocking.wait_of(request.query_params)
        entered = await self._door.enter(request)
        await self._note(entered)
        entered, follower = await self._first(request, entered, lambda follower: follower.segments)
        if wait and not entered.air.ended:
            before, awaited = entered.air.recording, wait.within(entered.air.first)
            blocking.require_near(awaited, follower.segments)
            entered = await self._until(request, entered, lambda: blocking.is_there(awaited, follower.segments))
            if entered.air.recording != before:  # the show went on air again
                entered, follower = await self._first(request, entered, lambda follower: follower.segments)
        air = entered.air

        def write() -> str:
            return playlist.live(follower.segments, air.key, air.ended, air.first)

        return _playlist(request, follower.text(f"live {air.key}", air.ended, write))

    async def _back(self, request: Request) -> Response:
        entered = await self._door.enter(request)
        self._count(entered)
        if not entered.air.recorded and not entered.air.recording:
            raise NoLive
        entered, follower = await self._first(request, entered, lambda follower: follower.timeline.kept)
        air = entered.air

        def write() -> str:
            return playlist.back(follower.timeline.kept, air.key, air.ended, air.first)

        return _playlist(request, follower.text(f"back {air.key}", air.ended, write))

    async def _init(self, request: Request) -> Response:
        entered = await self._file(request)
        follower = await self._followers.of(entered.air.recording)
        try:
            content = await asyncio.to_thread(follower.init, request.path_params["run"])
        except OSError:
            raise NoLive from None
        return Response(content, headers={"Cache-Control": KEPT}, media_type=VIDEO)

    async def _segment(self, request: Request) -> Response:
        entered = await self._file(request)
        follower = await self._followers.of(entered.air.recording)
        segment = follower.timeline.find(request.path_params["run"], request.path_params["segment"])
        if segment is None or not segment.whole:
            raise NoLive
        return await _content(request, follower, segment, WHOLE)

    async def _part(self, request: Request) -> Response:
        """Serve a part. One that a playlist announced may not be there yet: the request waits for it."""
        entered = await self._file(request)
        follower = await self._followers.of(entered.air.recording)
        run, number, part = (request.path_params[name] for name in ("run", "segment", "part"))

        def find() -> Segment | None:
            segment = follower.timeline.find(run, number)
            return segment if segment and part < len(segment.parts) else None

        last = follower.segments[-1] if follower.segments else None
        if find() is None and last and last.run == run and number in (last.number, last.number + 1):
            announced = (last.number + 1, 0) if last.whole else (last.number, len(last.parts))
            if (number, part) == announced and not entered.air.ended:
                await self._until(request, entered, lambda: find() is not None or follower.segments[-1] != last)
        segment = find()
        if segment is None:
            raise NoLive
        return await _content(request, follower, segment, part)

    async def _file(self, request: Request) -> Entered:
        entered = await self._door.enter(request)
        await self._door.require_key(entered.air, request.path_params["key"])
        return entered

    async def _first(
        self, request: Request, entered: Entered, there: Callable[[Follower], object]
    ) -> tuple[Entered, Follower]:
        """Wait until the recording has something to show. Raises NotYetLive, and TooManyOpen."""
        if entered.air.recording:
            follower = await self._followers.of(entered.air.recording)
            if there(follower):
                return entered, follower
        with self._waits(request, entered):
            return await self._wait_for_first(request, entered, there)

    async def _wait_for_first(
        self, request: Request, entered: Entered, there: Callable[[Follower], object]
    ) -> tuple[Entered, Follower]:
        end = time.monotonic() + FIRST_SECONDS
        while True:
            if entered.air.recording:
                follower = await self._followers.of(entered.air.recording)
                if there(follower):
                    return entered, follower
                await follower.wait(LOOK_SECONDS)
            else:
                await asyncio.sleep(LOOK_SECONDS)
            if time.monotonic() > end or not entered.air.live or self._services.closing.begun:
                raise NotYetLive(retry_after=2) if entered.air.live else NoLive
            entered = await self._door.enter(request)

    async def _until(self, request: Request, entered: Entered, there: Callable[[], bool]) -> Entered:
        """Wait for the next part. Raises MayNotWatch as soon as the viewer may watch no longer, and TooManyOpen."""
        if there():
            return entered
        with self._waits(request, entered):
            return await self._wait_for_next(request, entered, there)

    async def _wait_for_next(self, request: Request, entered: Entered, there: Callable[[], bool]) -> Entered:
        follower = await self._followers.of(entered.air.recording)
        end = time.monotonic() + BLOCK_SECONDS
        while not there() and time.monotonic() < end and not self._services.closing.begun:
            await follower.wait(LOOK_SECONDS)
            again = await self._door.enter(request)
            if again.air.ended or again.air.recording != entered.air.recording:
                return again
            entered = again
        return entered

    def _waits(self, request: Request, entered: Entered) -> AbstractContextManager[None]:
        """Count a request while it waits. Raises TooManyOpen."""
        return self._services.counts.held("wait", request, Rank.VIEWER, entered.viewer)

    async def _note(self, entered: Entered) -> None:
        """Count a viewer, and note the wish for a maker where none runs anyway."""
        self._count(entered)
        air = entered.air
        if air.live and not air.recorded and self._door.may_wish(air.show):
            now = now_ms()
            if await self._services.store.write(lambda db: delivery.wish(db, air.show, now)):
                self._services.events.nudge(air.show)

    def _count(self, entered: Entered) -> None:
        if entered.air.live and entered.viewer:
            self._services.hls_viewers.note(entered.air.show, entered.viewer)


async def _content(request: Request, follower: Follower, segment: Segment, part: int) -> Response:
    try:
        content = await follower.part(segment, part)
    except OSError:
        raise NoLive from None
    headers = {"Cache-Control": KEPT, "Accept-Ranges": "bytes"}
    asked = request.headers.get("range", "")
    if not asked:
        return Response(content, 200, headers, VIDEO)
    try:
        span = wanted(asked, len(content))
    except BadRange:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{len(content)}"})
    if span.partial:
        headers["Content-Range"] = f"bytes {span.first}-{span.last}/{len(content)}"
    return Response(content[span.first : span.last + 1], 206 if span.partial else 200, headers, VIDEO)


def _playlist(request: Request, text: Text) -> Response:
    headers = {"Cache-Control": ASKED, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(text.gzip, headers=headers | {"Content-Encoding": "gzip"}, media_type=TYPE)
    return Response(text.plain, headers=headers, media_type=TYPE)


async def _answered(answer: Callable[[Request], Awaitable[Response]], request: Request) -> Response:
    try:
        return await answer(request)
    except ApiError as error:
        return envelope.refused(envelope.metadata("", VERSION), error)
