"""The app asks whether a ticket was made on its own computer."""

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from kaibo.store import Store

from tests.databases import SQLITE
from tests.gateway.door import Caller, serving
from tests.pages.launch.opened import ORIGIN, links
from tests.pages.launch.visitor import Visitor
from tests.show import make_show

MINE, OTHERS, PROXY = "203.0.113.7", "203.0.113.8", "127.0.0.1"


@pytest.fixture
def caller(store_url: str) -> Iterator[Caller]:
    with serving(store_url) as (one, _):
        yield one


def ask(caller: Caller, address: str, name: str, forwarded: str = "", **body: object) -> Any:
    """Return the answer to a stranger at that address. `forwarded` is what a proxy says of them."""
    headers = {"Origin": ORIGIN} | ({"X-Forwarded-For": forwarded} if forwarded else {})

    async def post() -> Any:
        way = httpx2.ASGITransport(caller.http.app, client=(address, 4711))
        async with httpx2.AsyncClient(transport=way, base_url=ORIGIN) as http:
            return (await http.post(f"/client/{name}", json=body, headers=headers)).json()["Result"]

    assert caller.http.portal
    return caller.http.portal.call(post)


def opened(caller: Caller, address: str, forwarded: str = "") -> str:
    token = links(caller, LoginType=1, UserName="陈一鸣")["Url"].rpartition("/")[2]
    return str(ask(caller, address, "OpenLaunch", forwarded, Token=token)["Ticket"])


def is_here(caller: Caller, address: str, ticket: str, forwarded: str = "") -> Any:
    return ask(caller, address, "PeekTicket", forwarded, Ticket=ticket, App=True)["Here"]


@pytest.mark.parametrize(
    ("opener", "asker", "here"),
    [
        (MINE, MINE, True),
        (MINE, OTHERS, False),
        ("2001:db8::7", "2001:db8::7", True),
        ("2001:db8::7", "2001:db8::8", False),
        ("2001:db8::7", MINE, False),
        ("", "", False),
        ("unknown", "unknown", False),
    ],
)
@SQLITE
def test_ticket_is_local_when_the_address_is_the_same(caller: Caller, opener: str, asker: str, here: bool) -> None:
    ticket = opened(caller, opener)
    assert is_here(caller, asker, ticket) is here
    assert is_here(caller, asker, ticket) is here, "a question changes nothing"


@SQLITE
def test_ticket_behind_an_untrusted_proxy_is_never_local(caller: Caller) -> None:
    assert is_here(caller, PROXY, opened(caller, PROXY, MINE), OTHERS) is False
    assert is_here(caller, PROXY, opened(caller, PROXY, MINE), MINE) is False


@pytest.mark.anyio
async def test_ticket_of_an_apps_session_is_never_local(store: Store) -> None:
    visitor = Visitor(await make_show(store), computer=f"{MINE}/32")
    url = (await visitor.links()).url
    assert (await visitor.peek((await visitor.open(url)).ticket)).here
    path = (await visitor.show.call(await visitor.enter(url, app=True), "ContinueInBrowser")).enter_path
    assert not (await visitor.peek(path.rpartition("=")[2])).here


@pytest.mark.anyio
async def test_store_forgets_the_computer_with_the_ticket_and_never_has_its_address(store: Store) -> None:
    visitor = Visitor(await make_show(store), computer=f"{MINE}/32")
    url = (await visitor.links()).url
    one, other = [(await visitor.open(url)).ticket for _ in range(2)]
    assert MINE not in await visitor.everything()
    assert len(set(await visitor.openers()) - {""}) == 2, "the same computer in a form that nobody can read"
    for ticket in (one, other):
        await visitor.redeem(ticket)
    assert set(await visitor.openers()) == {""}
