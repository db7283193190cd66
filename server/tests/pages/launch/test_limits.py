"""Tries of links, tickets and join codes are limited for any number of addresses. Honest people are not kept out."""

from collections.abc import AsyncIterator, Awaitable, Callable

import httpx2
import pytest
from kaibo.features.link import client_calls as client, request_calls as asking
from kaibo.pages.launch import routes as page

from tests.proxied import PROXY, coming
from tests.running import Running
from tests.sdk.client import Sdk

pytestmark = pytest.mark.anyio
RATE = "RATE_OF_LINK"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allow a fifth of each rate, per hour: no machine is so slow that the next hour begins."""
    for module, name in ((client, RATE), (page, RATE), (page, "LOOKS_OF_LINK"), (asking, "RATE_OF_JOIN_CODE")):
        monkeypatch.setattr(module, name, f"{limit(getattr(module, name)) // 5}/hour")


@pytest.fixture
async def crowd(behind: Running) -> AsyncIterator[httpx2.AsyncClient]:
    """Open connections from our proxy, which all callers use."""
    async with coming(PROXY, Origin=behind.url) as made:
        yield made


async def tried(crowd: httpx2.AsyncClient, server: Running, name: str, body: dict[str, str], most: int) -> int:
    """Count how often the call was let through."""
    return await until_refused(lambda said: crowd.post(f"{server.url}/client/{name}", json=body, headers=said), most)


async def looked(crowd: httpx2.AsyncClient, url: str, most: int) -> int:
    """Count how often the page was shown."""
    return await until_refused(lambda said: crowd.get(url, headers=said), most)


async def elsewhere(crowd: httpx2.AsyncClient, server: Running, name: str, body: dict[str, str]) -> int:
    """Return the status of the same call from another network."""
    headers = {"X-Forwarded-For": "203.0.113.7"}
    return (await crowd.post(f"{server.url}/client/{name}", json=body, headers=headers)).status_code


async def until_refused(ask: Callable[[dict[str, str]], Awaitable[httpx2.Response]], most: int) -> int:
    """Count how often it was let through before it was refused, each time for another address of one network."""
    for times in range(most):
        answer = await ask({"X-Forwarded-For": f"198.51.{times // 250}.{times % 250 + 1}"})
        if answer.status_code == 429:
            assert int(answer.headers["retry-after"]) > 0
            return times
    return most


def limit(rate: str) -> int:
    return int(rate.partition("/")[0])


async def two_links(server: Running) -> list[str]:
    sdk = await Sdk.of(server)
    activity = await sdk.create()
    return [
        str((await sdk.universal("CreateLaunchLink", ActivityId=activity, Role="guest", UserName=name))["Url"])
        for name in ("陈一鸣", "林晓")
    ]


async def test_opens_of_a_link_are_limited(behind: Running, crowd: httpx2.AsyncClient) -> None:
    one, other = await two_links(behind)
    most = limit(client.RATE_OF_LINK)
    token = {"Token": one.rpartition("/")[2]}
    assert await tried(crowd, behind, "OpenLaunch", token, most + 1) == most
    assert await tried(crowd, behind, "OpenLaunch", {"Token": other.rpartition("/")[2]}, 3) == 3, (
        "another link is not limited"
    )
    assert await elsewhere(crowd, behind, "OpenLaunch", token) == 200, "one network keeps out no other"


async def test_views_of_a_link_are_limited(behind: Running, crowd: httpx2.AsyncClient) -> None:
    one, other = await two_links(behind)
    most = limit(page.LOOKS_OF_LINK)
    assert await looked(crowd, one, most + 1) == most
    assert await looked(crowd, other, 3) == 3, "another link is not limited"
    assert (await crowd.get(one, headers={"X-Forwarded-For": "203.0.113.7"})).status_code == 200


@pytest.mark.parametrize(("name", "more"), [("RedeemTicket", {"Nonce": "n" * 22}), ("PeekTicket", {})])
async def test_tickets_of_a_link_are_limited_together(
    behind: Running,
    crowd: httpx2.AsyncClient,
    name: str,
    more: dict[str, str],
) -> None:
    one, other = await two_links(behind)
    most, each, tried_so_far = limit(client.RATE_OF_LINK), limit(client.RATE), 0
    while tried_so_far < most:
        here = await tried(crowd, behind, name, {"Ticket": await ticket(crowd, behind, one), **more}, each)
        assert here == min(each, most - tried_so_far)
        tried_so_far += here
    assert await tried(crowd, behind, name, {"Ticket": await ticket(crowd, behind, one), **more}, 1) == 0
    assert await tried(crowd, behind, name, {"Ticket": await ticket(crowd, behind, other), **more}, 3) == 3
    assert await elsewhere(crowd, behind, name, {"Ticket": await ticket(crowd, behind, one), **more}) == 200


async def ticket(crowd: httpx2.AsyncClient, server: Running, url: str) -> str:
    answer = await crowd.post(f"{server.url}/client/OpenLaunch", json={"Token": url.rpartition("/")[2]})
    return str(answer.json()["Result"]["Ticket"])


async def test_tries_of_a_ticket_are_limited(behind: Running, crowd: httpx2.AsyncClient) -> None:
    most = limit(client.RATE)
    for name, more in (("RedeemTicket", {"Nonce": "n" * 22}), ("PeekTicket", {})):
        assert await tried(crowd, behind, name, {"Ticket": "t" * 22, **more}, most + 1) == most


async def test_ipv6_household_is_counted_as_one(behind: Running, crowd: httpx2.AsyncClient) -> None:
    async def guess(address: str) -> int:
        said = {"X-Forwarded-For": address}
        return (await crowd.post(f"{behind.url}/client/OpenKey", json={"Key": "no key"}, headers=said)).status_code

    most = limit(asking.JOIN_CODE_RATE)
    answers = [await guess(f"2001:db8:7:1::{number:x}") for number in range(most + 1)]
    assert answers == [404] * most + [429]
    assert await guess("2001:db8:7:2::1") == 404, "the neighbours are counted apart"


async def test_guesses_at_join_codes_of_an_activity_are_limited(behind: Running, crowd: httpx2.AsyncClient) -> None:
    most = limit(asking.RATE_OF_JOIN_CODE)
    assert await tried(crowd, behind, "OpenKey", {"Key": "K7QM-2XWD-K7QM-2XWD-K7QM-2XWD"}, most + 1) == most
    assert await tried(crowd, behind, "OpenKey", {"Key": "k7qm 2xwd k7qZ ZZZZ ZZZZ ZZZZ"}, 1) == 0, "the same activity"


async def test_right_join_code_opens_after_any_number_of_wrong_ones(behind: Running, crowd: httpx2.AsyncClient) -> None:
    sdk, most = await Sdk.of(behind), limit(asking.RATE_OF_JOIN_CODE)
    keys = await sdk.old().get("GetTemporaryLoginTokenAPI", "2020-06-01", ActivityId=await sdk.create())
    for right in (keys["SecretKey"], keys["TmpSecretKey"]):
        wrong = right[:14] + "".join({"-": "-", "0": "1"}.get(letter, "0") for letter in right[14:])
        assert await tried(crowd, behind, "OpenKey", {"Key": wrong}, most + 1) in (most, 0)
        assert await tried(crowd, behind, "OpenKey", {"Key": right}, 3) == 3
    assert await elsewhere(crowd, behind, "OpenKey", {"Key": right}) == 200
