"""Viewers of a real LiveKit, through the proxy. The vendor's own SDK reads about them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
import volcenginesdkcore
import volcenginesdklivesaas
import volcenginesdklivesaas20230801 as livesaas
import websockets
from kaibo.account import table as access
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.call import Owner
from kaibo.clock import now_ms
from kaibo.session.role import Role

from tests.running import PATIENCE, Running, post, views
from tests.show import TAB, Show
from tests.waiting import eventually

pytestmark = pytest.mark.anyio


async def client(server: Running, show: Show) -> Any:
    """Make the SDK's own client, with a key of the show's account."""
    owner, now = Owner(show.account), now_ms()
    made = volcenginesdkcore.Configuration()
    made.host, made.scheme, made.region = server.url.removeprefix("http://"), "http", "cn-north-1"
    made.ak, made.sk = await server.dependencies.store.write(lambda db: access.create_key(db, server.vault, owner, now))
    return volcenginesdkcore.ApiClient(made)


async def live(show: Show) -> None:
    """Put a show on air by its row."""
    await show.store.write(lambda db: activities.change(db, show.id, live_requested=True, status=int(Status.LIVE)))


@asynccontextmanager
async def tab(server: Running, http: httpx2.AsyncClient, path: str) -> AsyncIterator[None]:
    """Connect like a watch page, as far as LiveKit's signalling."""
    given = (await post(http, f"{path}/call/WatchShow", {})).json()["Result"]["Token"]
    url = f"{server.url.replace('http', 'ws', 1)}{path}/rtc?access_token={given}&protocol=16"
    cookies = "; ".join(f"{name}={value}" for name, value in http.cookies.items())
    headers = {"Cookie": cookies}
    async with websockets.connect(
        url, additional_headers=headers, proxy=None, open_timeout=None, compression=None
    ) as socket:
        await asyncio.wait_for(socket.recv(), PATIENCE)
        yield


async def until(ask: Callable[[], int], wanted: int) -> None:
    """Wait until the SDK reads these figures. Raise TimeoutError otherwise."""

    async def so_many() -> bool:
        return await asyncio.to_thread(ask) == wanted

    await eventually(so_many, look=0.2)


class Told:
    """The SDK's typed answers about a show."""

    def __init__(self, here: Any, show: int) -> None:
        self._rooms, self._people = volcenginesdklivesaas.LIVESAASApi(here), livesaas.LIVESAAS20230801Api(here)
        self._show = show

    def watching(self) -> int:
        ask = volcenginesdklivesaas.GetRealTimeOnlineNumberAPIRequest(activity_id=self._show)
        told = self._rooms.get_real_time_online_number_api(ask)
        assert told.fake_popularity == 0
        return int(told.real_popularity)

    def on_stage(self) -> int:
        ask = livesaas.GetLinkUserAmountRequest(activity_id=self._show)
        return int(self._people.get_link_user_amount(ask).link_user_amount)

    def people(self) -> Any:
        return self._people.list_activity_users(
            livesaas.ListActivityUsersRequest(activity_id=self._show, search_status=1)
        )


async def test_sdk_reads_viewers_and_people_on_the_stage(server: Running) -> None:
    show = await server.show()
    told, path = Told(await client(server, show), show.id), await server.watch_path(show)
    host, one, other = await server.person(show, Role.HOST), server.client(), server.client()
    guest = await server.person(show, Role.GUEST, "陈一鸣")
    await guest.call("JoinStage", Tab=TAB)
    async with views(host.http, host.path) as opened, views(guest.http, guest.path) as seen:
        await anext(opened), await anext(seen)
        await live(show)
        async with tab(server, one, path), tab(server, one, path), tab(server, other, path):
            await until(told.watching, 2)
            await until(told.on_stage, 2)
            people = await asyncio.to_thread(told.people)
            assert (people.total_count, people.online_user_count, people.total_user_count) == (4, 2, 2)
            assert [msg.is_presenter for msg in people.user_msgs] == [1, 0, 0, 0]
            assert [msg.user_name for msg in people.user_msgs] == ["", "陈一鸣", "", ""]
            assert [msg.online_status for msg in people.user_msgs] == [1, 1, 1, 1]
            assert [msg.ip for msg in people.user_msgs] == ["", "", "127.0.0.1", "127.0.0.1"]
    await until(told.watching, 0)
    people = await asyncio.to_thread(told.people)
    assert (people.online_user_count, people.total_user_count) == (0, 2)


async def test_restarted_server_counts_only_connected_viewers(server: Running) -> None:
    show = await server.show()
    told, path = Told(await client(server, show), show.id), await server.watch_path(show)
    await live(show)
    http = server.client()
    async with tab(server, http, path):
        await until(told.watching, 1)
        await server.stop()
    await server.start()
    await until(told.watching, 0)
    await server.dependencies.store.write(
        lambda db: activities.change(db, show.id, live_requested=True, status=int(Status.LIVE))
    )
    async with tab(server, http, path):
        await until(told.watching, 1)
    people = await asyncio.to_thread(told.people)
    assert people.total_user_count == 1, "the same browser is the same viewer"
