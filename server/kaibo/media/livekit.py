"""LiveKit as the media engine."""

import asyncio

import aiohttp
from livekit import api
from livekit.api.twirp_client import TwirpError, TwirpErrorCode

from kaibo.errors import MediaDown
from kaibo.media.engine import Participant

PATIENCE = aiohttp.ClientTimeout(total=5)
MEDIA = {api.TrackType.AUDIO, api.TrackType.VIDEO}


class LiveKitEngine:
    """Speaks to one LiveKit, or to a cluster behind one address. `url` is http(s)."""

    def __init__(self, url: str, key: str, secret: str) -> None:
        self._api: api.LiveKitAPI | None = None
        self._where = url, key, secret

    async def rooms(self) -> list[str]:
        try:
            return [room.name for room in (await self._room.list_rooms(api.ListRoomsRequest())).rooms]
        except (TwirpError, aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise MediaDown from error

    async def participants(self, room: str) -> list[Participant]:
        try:
            listed = await self._room.list_participants(api.ListParticipantsRequest(room=room))
        except TwirpError as error:
            if error.code == TwirpErrorCode.NOT_FOUND:
                return []
            raise MediaDown from error
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise MediaDown from error
        return [
            Participant(one.identity, any(track.type in MEDIA for track in one.tracks))
            for one in listed.participants
        ]

    async def remove(self, room: str, identity: str) -> None:
        who = api.RoomParticipantIdentity(room=room, identity=identity)
        try:
            await self._room.remove_participant(who)
        except TwirpError as error:
            if error.code != TwirpErrorCode.NOT_FOUND:
                raise MediaDown from error
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise MediaDown from error

    async def delete(self, room: str) -> None:
        try:
            await self._room.delete_room(api.DeleteRoomRequest(room=room))
        except TwirpError as error:
            if error.code != TwirpErrorCode.NOT_FOUND:
                raise MediaDown from error
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise MediaDown from error

    async def close(self) -> None:
        if self._api:
            await self._api.aclose()  # type: ignore[no-untyped-call]

    @property
    def _room(self) -> api.RoomService:
        """Made inside the running loop, which its connections belong to."""
        if self._api is None:
            self._api = api.LiveKitAPI(*self._where, timeout=PATIENCE)
        return self._api.room
