"""How often a link, a ticket and a typed key may be tried, however many addresses try them."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from kaibo.launch import asking, client

from tests.running import Running
from tests.sdk.client import Sdk
from tests.test_proxies import PROXY, behind, coming  # noqa: F401 (a fixture)

pytestmark = pytest.mark.anyio


@pytest.fixture
async def crowd(behind: Running) -> AsyncIterator[httpx2.AsyncClient]:  # noqa: F811
    """A proxy of ours, by which everybody comes."""
    async with coming(PROXY, Origin=behind.url) as made:
        yield made


async def tried(crowd: httpx2.AsyncClient, server: Running, name: str, body: dict[str, str], most: int) -> int:
    """How often it was let through before it was refused, each time for another address."""
    for times in range(most):
        address = {"X-Forwarded-For": f"198.51.{times // 250}.{times % 250 + 1}"}
        answer = await crowd.post(f"{server.url}/client/{name}", json=body, headers=address)
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) > 0
            return times
    return most


def limit(rate: str) -> int:
    return int(rate.partition("/")[0])


async def test_a_link_is_counted(behind: Running, crowd: httpx2.AsyncClient) -> None:  # noqa: F811
    sdk = await Sdk.of(behind)
    activity = await sdk.create()
    one, other = [
        str((await sdk.universal("CreateLaunchLink", ActivityId=activity, Role="guest", UserName=name))["Url"])
        for name in ("陈一鸣", "林晓")
    ]
    most = limit(client.RATE_OF_LINK)
    token = {"Token": one.rpartition("/")[2]}
    assert await tried(crowd, behind, "OpenLaunch", token, most + 1) == most
    assert await tried(crowd, behind, "OpenLaunch", {"Token": other.rpartition("/")[2]}, 3) == 3, "another is not"


async def test_a_ticket_is_counted(behind: Running, crowd: httpx2.AsyncClient) -> None:  # noqa: F811
    most = limit(client.RATE)
    for name, more in (("RedeemTicket", {"Nonce": "n" * 22}), ("PeekTicket", {})):
        assert await tried(crowd, behind, name, {"Ticket": "t" * 22, **more}, most + 1) == most


async def test_guesses_at_an_activitys_key_are_counted(behind: Running, crowd: httpx2.AsyncClient) -> None:  # noqa: F811
    most = limit(asking.RATE_OF_KEY)
    assert await tried(crowd, behind, "OpenKey", {"Key": "K7QM-2XWD-K7QM-2XWD-K7QM-2XWD"}, most + 1) == most
    assert await tried(crowd, behind, "OpenKey", {"Key": "k7qm 2xwd k7qZ ZZZZ ZZZZ ZZZZ"}, 1) == 0, "the same activity"
