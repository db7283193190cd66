"""LiveKit as the media engine."""

from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
from livekit import api
from livekit.api.room_service import RoomService
from livekit.api.twirp_client import TwirpError, TwirpErrorCode

from kaibo.media.engine import Participant
from kaibo.media.errors import MediaDown

PATIENCE = aiohttp.ClientTimeout(total=5)
MEDIA = {api.TrackType.AUDIO, api.TrackType.VIDEO}


@contextmanager
def _request() -> Iterator[None]:
    """Count a missing room or participant as done. Raise MediaDown for any other failure."""
    try:
        yield
    except TwirpError as error:
        if error.code != TwirpErrorCode.NOT_FOUND:
            raise MediaDown from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise MediaDown from error


class LiveKitEngine:
    """Speaks to one LiveKit, or to a cluster behind one address."""

    def __init__(self, url: str, key: str, secret: str) -> None:
        """Take LiveKit's address (`url` is http or https), and the key of its API."""
        self._api: api.LiveKitAPI | None = None
        self._options = url, key, secret

    async def rooms(self) -> list[str]:
        with _request():
            return [room.name for room in (await self._room.list_rooms(api.ListRoomsRequest())).rooms]
        return []

    async def participants(self, room: str) -> list[Participant]:
        with _request():
            listed = await self._room.list_participants(api.ListParticipantsRequest(room=room))
            return [
                Participant(info.identity, any(track.type in MEDIA for track in info.tracks))
                for info in listed.participants
            ]
        return []

    async def remove(self, room: str, identity: str) -> None:
        with _request():
            await self._room.remove_participant(api.RoomParticipantIdentity(room=room, identity=identity))

    async def delete(self, room: str) -> None:
        with _request():
            await self._room.delete_room(api.DeleteRoomRequest(room=room))

    async def close(self) -> None:
        if self._api:
            await self._api.aclose()

    @property
    def _room(self) -> RoomService:
        """Open the API on first use, inside the running loop, because its connections belong to the loop."""
        if self._api is None:
            self._api = api.LiveKitAPI(*self._options, timeout=PATIENCE)
        return self._api.room
