"""The replay of a show, at `/w/{path}/replay/`. The server asks `may_watch` about each request."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from kaibo.access import decision, table as access
from kaibo.access.decision import Verdict
from kaibo.access.errors import MayNotWatch
from kaibo.activity import recorded as settings, table as activities
from kaibo.errors import ApiError
from kaibo.features.recording import address, playlist, replays
from kaibo.features.recording.byte_range import BadRange, Span, wanted
from kaibo.features.recording.download import Downloads
from kaibo.features.recording.errors import NoReplay
from kaibo.features.recording.folder import COVER, INIT, Recorded
from kaibo.features.recording.reading import Readings, folder_of
from kaibo.features.recording.replays import Replay
from kaibo.gateway import envelope
from kaibo.gateway.action import VERSION
from kaibo.gateway.cookie import cookie
from kaibo.gateway.network import source
from kaibo.services import Services
from kaibo.session.viewer import COOKIE, read_pass

READ = "30000/minute"
"""Requests of one address. A viewer makes one in two seconds, and a company of a thousand may be behind one address."""
KEPT, ASKED = "private, max-age=3600", "no-cache"
"""The Cache-Control of what has a key in its address, and of all else."""
VIDEO, PICTURE = "video/mp4", "image/jpeg"


class Found(NamedTuple):
    """The replay that a request is about."""

    replay: Replay
    key: str
    """The part of its files' addresses."""
    download: bool
    """Viewers may download it."""


@dataclass(frozen=True)
class ReplayFiles:
    """The routes."""

    services: Services
    readings: Readings
    downloads: Downloads = field(default_factory=Downloads)

    def routes(self) -> Sequence[BaseRoute]:
        """Return the routes."""
        at = "/w/{path}/replay"
        found: list[tuple[str, Callable[[Request], Awaitable[Response]]]] = [
            (f"{at}/main.m3u8", self._playlist),
            (f"{at}/storyboard.vtt", self._storyboard),
            (f"{at}/{COVER}", partial(self._file, name=COVER, kind=PICTURE)),
            (f"{at}/{{key}}/{COVER}", partial(self._file, name=COVER, kind=PICTURE)),
            (f"{at}/{{key}}/storyboard/{{sheet:int}}.jpg", self._sheet),
            (f"{at}/download.mp4", self._download),
            (f"{at}/{{key}}/{{run:int}}/{INIT}", self._init),
            (f"{at}/{{key}}/{{run:int}}/{{segment:int}}.m4s", self._segment),
            ("/replay/{token}/download.mp4", self._download_by_token),
        ]
        return [Route(path, partial(_answered, answer), methods=["GET"]) for path, answer in found]

    async def _playlist(self, request: Request) -> Response:
        found = await self._online(request)
        text = playlist.vod(await self._recorded(found), found.key)
        return Response(text, headers={"Cache-Control": ASKED}, media_type=playlist.TYPE)

    async def _storyboard(self, request: Request) -> Response:
        found = await self._online(request)
        text = playlist.storyboard(await self._recorded(found), found.key)
        return Response(text, headers={"Cache-Control": ASKED, "Content-Type": playlist.VTT})

    async def _init(self, request: Request) -> Response:
        run = request.path_params["run"]
        return await self._file(request, name=f"runs/{run}/{INIT}", kind=VIDEO)

    async def _sheet(self, request: Request) -> Response:
        return await self._file(request, name=f"storyboard/{request.path_params['sheet']}.jpg", kind=PICTURE)

    async def _file(self, request: Request, name: str, kind: str) -> Response:
        """Serve a whole file of the recording. `name` holds nothing of the request but numbers."""
        found = await self._online(request)
        path = self._folder(found) / name
        try:
            stat = await asyncio.to_thread(path.stat)
        except OSError:
            raise NoReplay from None
        cache = KEPT if "key" in request.path_params else ASKED
        return FileResponse(path, headers={"Cache-Control": cache}, media_type=kind, stat_result=stat)

    async def _segment(self, request: Request) -> Response:
        """Serve a segment, as far as the index names it. Its file may have more bytes."""
        found = await self._online(request)
        run, number = request.path_params["run"], request.path_params["segment"]
        segment = (await self._recorded(found)).segment(run, number)
        if segment is None:
            raise NoReplay
        headers = {"Cache-Control": KEPT, "Accept-Ranges": "bytes"}
        try:
            span = wanted(request.headers.get("range", ""), segment.size)
        except BadRange:
            return Response(status_code=416, headers={"Content-Range": f"bytes */{segment.size}"})
        if span.partial:
            headers["Content-Range"] = f"bytes {span.first}-{span.last}/{segment.size}"
        path = self._folder(found) / "runs" / str(run) / f"{number:06d}.m4s"
        try:
            content = await asyncio.to_thread(_bytes, path, span)
        except OSError:
            raise NoReplay from None
        return Response(content, 206 if span.partial else 200, headers, VIDEO)

    async def _download(self, request: Request) -> Response:
        found = await self._online(request)
        if not found.download:
            raise NoReplay
        return await self._whole(found.replay)

    async def _download_by_token(self, request: Request) -> Response:
        """Serve the MP4 to a person whom a call of the host or of a backend gave the address."""
        services = self.services
        keys = services.vault.keys(address.DOWNLOAD).values()
        replay_id = address.read_download(keys, request.path_params["token"])
        replay = await services.store.read(lambda db: replays.by_id(db, replay_id)) if replay_id else None
        if replay is None:
            raise NoReplay
        return await self._whole(replay)

    async def _whole(self, replay: Replay) -> Response:
        file = await self.downloads.file(folder_of(self.services.limits.files, replay.recording.id))
        name = f"{replay.name}.mp4".replace("/", "_")
        return FileResponse(file, headers={"Cache-Control": ASKED}, media_type=VIDEO, filename=name)

    async def _recorded(self, found: Found) -> Recorded:
        """Read the recording. Raises NoReplay when nothing of it is on the disk."""
        try:
            recorded = await self.readings.of(found.replay.recording.id)
        except OSError:
            raise NoReplay from None
        if not recorded.runs:
            raise NoReplay
        return recorded

    def _folder(self, found: Found) -> Path:
        return folder_of(self.services.limits.files, found.replay.recording.id)

    async def _online(self, request: Request) -> Found:
        """Find the replay that this viewer may watch now. Raises NoReplay and MayNotWatch."""
        network = source(request.client.host if request.client else "")
        await self.services.rates.hit(READ, network, "Replay")
        return await self.services.store.read(partial(self._find, request))

    def _find(self, request: Request, db: Connection) -> Found:
        show = activities.by_view_path(db, request.path_params["path"])
        if show is None:
            raise NoReplay
        vault, rule = self.services.vault, access.of(db, show.id)
        signed_pass = cookie(request.scope["headers"], COOKIE)
        who = read_pass(vault.keys("pass").values(), show.id, signed_pass)
        if (verdict := decision.may_watch(db, show.id, who)) is not Verdict.YES:
            raise MayNotWatch(verdict.value)
        key = request.path_params.get("key")
        for replay in replays.of_show(db, show.id, replays.ONLINE):
            if key is None or address.is_key(vault.keys(address.PURPOSE).values(), key, replay.recording.id, rule):
                mine = address.key_of(vault.key(address.PURPOSE), replay.recording.id, rule)
                may_download = bool(settings.decided(db, show.id, self.services.limits).download)
                return Found(replay, mine, may_download)
        raise NoReplay


async def _answered(answer: Callable[[Request], Awaitable[Response]], request: Request) -> Response:
    try:
        return await answer(request)
    except ApiError as error:
        return envelope.refused(envelope.metadata("", VERSION), error)


def _bytes(path: Path, span: Span) -> bytes:
    """Read a part of a file. Raises OSError."""
    with path.open("rb") as file:
        file.seek(span.first)
        return file.read(span.size)
