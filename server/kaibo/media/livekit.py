"""LiveKit as the media engine."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from livekit import api
from livekit.api.room_service import RoomService
from livekit.api.twirp_client import TwirpError, TwirpErrorCode

from kaibo.errors import MediaDown
from kaibo.media.engine import Participant

PATIENCE = aiohttp.ClientTimeout(total=5)
MEDIA = {api.TrackType.AUDIO, api.TrackType.VIDEO}


@contextmanager
def _asking() -> Iterator[None]:
    """What is not there counts as done; any other failure is MediaDown."""
    try:
        yield
    except TwirpError as error:
        if error.code != TwirpErrorCode.NOT_FOUND:
            raise MediaDown from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise MediaDown from error


class LiveKitEngine:
    """Speaks to one LiveKit, or to a cluster behind one address. `url` is http(s)."""

    def __init__(self, url: str, key: str, secret: str) -> None:
        self._api: api.LiveKitAPI | None = None
        self._where = url, key, secret

    async def rooms(self) -> list[str]:
        with _asking():
            return [room.name for room in (await self._room.list_rooms(api.ListRoomsRequest())).rooms]
        return []

    async def participants(self, room: str) -> list[Participant]:
        with _asking():
            listed = await self._room.list_participants(api.ListParticipantsRequest(room=room))
            return [
                Participant(one.identity, any(track.type in MEDIA for track in one.tracks))
                for one in listed.participants
            ]
        return []

    async def remove(self, room: str, identity: str) -> None:
        with _asking():
            await self._room.remove_participant(api.RoomParticipantIdentity(room=room, identity=identity))

    async def delete(self, room: str) -> None:
        with _asking():
            await self._room.delete_room(api.DeleteRoomRequest(room=room))

    async def close(self) -> None:
        if self._api:
            await self._api.aclose()

    @property
    def _room(self) -> RoomService:
        """Made inside the running loop, which its connections belong to."""
        if self._api is None:
            self._api = api.LiveKitAPI(*self._where, timeout=PATIENCE)
        return self._api.room
