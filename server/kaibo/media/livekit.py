"""LiveKit as the media engine."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import TypeVar

import aiohttp
from livekit import api
from livekit.api.twirp_client import TwirpError, TwirpErrorCode

from kaibo.media.addresses import Addresses
from kaibo.media.engine import Participant
from kaibo.media.errors import MediaDown, RoomFailed, RoomLost

PATIENCE = aiohttp.ClientTimeout(total=5, sock_connect=2)
MEDIA = {api.TrackType.AUDIO, api.TrackType.VIDEO}
T = TypeVar("T")


class LiveKitEngine:
    """Speaks to one LiveKit, or to a cluster by the addresses of its nodes.

    Each method is tried at the next address when one does not answer. Each may be run twice.
    """

    def __init__(self, addresses: Addresses | str, key: str, secret: str) -> None:
        """Take LiveKit's addresses, which are http or https, and the key of its API."""
        self._addresses = Addresses(addresses) if isinstance(addresses, str) else addresses
        self._key = key, secret
        self._apis: dict[str, api.LiveKitAPI] = {}
        self._asking: asyncio.Task[None] | None = None
        self._asks_nodes = False

    async def rooms(self) -> list[str]:
        try:
            listed = await self._ask(lambda at: at.room.list_rooms(api.ListRoomsRequest()))
        except RoomFailed as error:
            raise MediaDown from error
        if self._addresses.several and (self._asking is None or self._asking.done()):
            self._asking = asyncio.create_task(self._ask_silent())
        return [room.name for room in listed.rooms] if listed else []

    async def participants(self, room: str) -> list[Participant]:
        """Return the participants. LiveKit lists them from its Redis, or asks the room's node if its operator wants so.

        Nodes answer late for a room that does not exist, so look first whether it does.
        """
        if self._asks_nodes and not await self._exists(room):
            return []
        try:
            listed = await self._ask(lambda at: at.room.list_participants(api.ListParticipantsRequest(room=room)))
        except RoomLost:
            self._asks_nodes = True  # api.enable_psrpc_for_get_list_participants
            if not await self._exists(room):
                return []
            raise
        return [_participant(info) for info in (listed.participants if listed else ())]

    async def remove(self, room: str, identity: str) -> None:
        await self._ask(
            lambda at: at.room.remove_participant(api.RoomParticipantIdentity(room=room, identity=identity))
        )

    async def permit(self, room: str, identity: str, sources: Collection[str]) -> None:
        """Replace the whole permission, because LiveKit takes what is left out as false.

        An empty list of sources would allow all of them, so a person without sources may not publish at all.
        """
        named = [source.upper() for source in sorted(sources)]
        permission = api.ParticipantPermission(can_subscribe=True, can_publish=bool(named), can_publish_sources=named)
        changed = api.UpdateParticipantRequest(room=room, identity=identity, permission=permission)
        await self._ask(lambda at: at.room.update_participant(changed))

    async def delete(self, room: str) -> None:
        await self._ask(lambda at: at.room.delete_room(api.DeleteRoomRequest(room=room)))

    async def answers(self, room: str, identity: str) -> bool:
        """Change the subscriptions of a participant to no tracks: none. LiveKit passes it on to the node."""
        probe = api.UpdateSubscriptionsRequest(room=room, identity=identity)
        try:
            await self._ask(lambda at: at.room.update_subscriptions(probe))
        except RoomLost:
            return False
        return True

    async def make(self, room: str, node: str = "") -> None:
        await self._ask(lambda at: at.room.create_room(api.CreateRoomRequest(name=room, node_id=node)))

    async def close(self) -> None:
        if self._asking:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)
        for each in self._apis.values():
            await each.aclose()

    async def _ask(self, request: Callable[[api.LiveKitAPI], Awaitable[T]]) -> T | None:
        """Make a request at the first address that answers. Return None for a missing room or participant.

        Raises MediaDown when no address answers, and RoomFailed or RoomLost for LiveKit's own errors.
        """
        fault: TwirpError | None = None
        silence: Exception | None = None
        for url in self._addresses.order():
            try:
                answer = await request(self._api(url))
            except (aiohttp.ClientError, TimeoutError) as error:
                self._addresses.failed(url)
                silence = error
            except TwirpError as error:
                if _is_proxys(error):
                    self._addresses.failed(url)
                    silence = error
                    continue
                self._addresses.answered(url)
                if error.code == TwirpErrorCode.NOT_FOUND:
                    return None
                if error.code == TwirpErrorCode.UNAVAILABLE:  # "no response from servers"
                    raise RoomLost(f"{error.code}: {error.message}") from error
                if error.status < 500:
                    raise RoomFailed(f"{error.code}: {error.message}") from error
                fault = error  # another node may reach what this one does not reach
            else:
                self._addresses.answered(url)
                return answer
        if fault:
            raise RoomFailed(f"{fault.code}: {fault.message}") from fault
        raise MediaDown from silence

    async def _exists(self, room: str) -> bool:
        listed = await self._ask(lambda at: at.room.list_rooms(api.ListRoomsRequest(names=[room])))
        return bool(listed and listed.rooms)

    async def _ask_silent(self) -> None:
        """Ask the addresses that did not answer, so that no other request has to wait for them."""
        for url in self._addresses.silent():
            try:
                await self._api(url).room.list_rooms(api.ListRoomsRequest(names=[""]))
            except (aiohttp.ClientError, TimeoutError, TwirpError):
                continue
            self._addresses.answered(url)

    def _api(self, url: str) -> api.LiveKitAPI:
        """Open the API on first use, inside the running loop, because its connections belong to the loop."""
        if url not in self._apis:
            self._apis[url] = api.LiveKitAPI(url, *self._key, timeout=PATIENCE, failover=False)
        return self._apis[url]


def _participant(info: api.ParticipantInfo) -> Participant:
    may, permitted = info.permission, _names(info.permission.can_publish_sources)
    if not may.can_publish:
        permitted = frozenset()
    return Participant(
        info.identity,
        publishing=any(track.type in MEDIA for track in info.tracks),
        sources=_names(track.source for track in info.tracks),
        permitted=None if may.can_publish and not permitted else permitted,  # no list allows all sources
        active=info.state == api.ParticipantInfo.State.ACTIVE,
    )


def _names(sources: Iterable[api.TrackSource]) -> frozenset[str]:
    """Return the sources as a join token names them."""
    return frozenset(api.TrackSource.Name(source).lower() for source in sources)


def _is_proxys(error: TwirpError) -> bool:
    """Tell whether a proxy in front of LiveKit made this answer, because LiveKit did not answer it."""
    return error.status in (502, 503, 504) and error.code == TwirpErrorCode.UNKNOWN and not error.message
