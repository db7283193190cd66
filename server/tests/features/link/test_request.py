"""Link requests: a person with an expired or used link asks the host for a new one."""

from typing import Any

import pytest
from kaibo.errors import AccessDenied
from kaibo.features.link import request as requests
from kaibo.features.link.errors import LinkExpired, LinkUsedUp, TooManyAsk, UnknownLink
from kaibo.session.errors import SeatTaken
from kaibo.store import Store

from tests.pages.launch.visitor import Visitor
from tests.show import TAB, make_show

pytestmark = pytest.mark.anyio


async def ask(visitor: Visitor, url: str) -> str:
    asked = await visitor.client("AskForLink", token=url.rpartition("/")[2])
    return str(asked.listen_key)


async def expired(visitor: Visitor, **policy: Any) -> str:
    """Return a link that has just expired."""
    url = str((await visitor.create(ttl_seconds=60, **policy)).url)
    visitor.now += 60_000
    visitor.show.late_ms += 60_000
    with pytest.raises(LinkExpired):
        await visitor.open(url)
    return url


async def test_granted_link_opens_once(visitor: Visitor) -> None:
    host = await visitor.show.host()
    key = await ask(visitor, await expired(visitor, user_name="陈一鸣", external_user_id="u-1"))
    with pytest.raises(UnknownLink):
        await visitor.client("CollectLink", listen_key=key)
    [asked] = (await visitor.show.call(host, "GetSession")).asks
    assert (asked.user_name, asked.role, asked.browser, asked.system) == ("陈一鸣", 1, "Chrome", "Linux")
    assert (await visitor.show.call(host, "GrantLink", tab=TAB, ask_id=asked.ask_id)).asks == []
    url = (await visitor.client("CollectLink", listen_key=key)).url
    session = await visitor.show.session(await visitor.enter(url))
    assert (session.name, session.external_user) == ("陈一鸣", "u-1")
    with pytest.raises(LinkUsedUp):
        await visitor.open(url)
    granted = await visitor.signed("GetLaunchLink", url=url)
    assert (granted.kind, granted.max_uses) == ("granted", 1)


async def test_used_up_link_may_ask_and_host_may_decline(visitor: Visitor) -> None:
    host = await visitor.show.host()
    url = (await visitor.create(max_uses=1)).url
    await visitor.enter(url)
    key = await ask(visitor, url)
    [asked] = (await visitor.show.call(host, "GetSession")).asks
    assert (await visitor.show.call(host, "DeclineLink", tab=TAB, ask_id=asked.ask_id)).asks == []
    with pytest.raises(UnknownLink):
        await visitor.client("CollectLink", listen_key=key)
    with pytest.raises(UnknownLink):
        await visitor.show.call(host, "GrantLink", tab=TAB, ask_id=asked.ask_id)


async def test_only_expired_and_used_links_may_ask(visitor: Visitor) -> None:
    good, off = (await visitor.create()).url, (await visitor.create()).url
    await visitor.signed("RevokeLaunchLink", url=off)
    put_out = (await visitor.create()).url
    await visitor.signed("EndSession", session_id=await visitor.enter(put_out))
    for url in (good, off, put_out, "https://example.com/l/made-up"):
        with pytest.raises(UnknownLink):
            await ask(visitor, url)


async def test_requests_to_a_host_are_limited(visitor: Visitor) -> None:
    url = await expired(visitor)
    for _ in range(requests.MOST_OF_LINK):
        await ask(visitor, url)
    with pytest.raises(TooManyAsk):
        await ask(visitor, url)
    others = [await visitor.create(ttl_seconds=60) for _ in range(requests.MOST)]
    visitor.now += 60_000
    for made in others[: requests.MOST - requests.MOST_OF_LINK]:
        await ask(visitor, made.url)
    with pytest.raises(TooManyAsk):
        await ask(visitor, others[-1].url)
    visitor.now += requests.WAITS_MS
    assert await ask(visitor, url), "a request waits an hour at most"


async def test_declined_requests_count_against_the_limit(visitor: Visitor) -> None:
    host, url = await visitor.show.host(), await expired(visitor)
    for _ in range(requests.MOST_OF_LINK):
        await ask(visitor, url)
        [asked] = (await visitor.show.call(host, "GetSession")).asks
        await visitor.show.call(host, "DeclineLink", tab=TAB, ask_id=asked.ask_id)
    with pytest.raises(TooManyAsk):
        await ask(visitor, url)
    visitor.now += requests.DECLINED_MS + 60_000
    assert await ask(visitor, url)


async def test_guest_neither_sees_nor_answers_requests(visitor: Visitor) -> None:
    guest = await visitor.show.guest()
    await ask(visitor, await expired(visitor))
    view = await visitor.show.call(guest, "EnterSession", tab=TAB)
    assert view.asks == []
    host = await visitor.show.host()
    [asked] = (await visitor.show.call(host, "GetSession")).asks
    for name in ("GrantLink", "DeclineLink"):
        with pytest.raises(AccessDenied):
            await visitor.show.call(guest, name, tab=TAB, ask_id=asked.ask_id)


async def test_only_the_holder_sees_and_answers(visitor: Visitor) -> None:
    host, other = await visitor.show.host(), await visitor.show.host()
    await ask(visitor, await expired(visitor))
    assert (await visitor.show.call(other, "GetSession")).asks == []
    [asked] = (await visitor.show.call(host, "GetSession")).asks
    for name in ("GrantLink", "DeclineLink"):
        with pytest.raises(SeatTaken):
            await visitor.show.call(other, name, tab=TAB, ask_id=asked.ask_id)
    await visitor.show.take_over(other)
    assert (await visitor.show.call(host, "GetSession")).asks == []
    assert [one.ask_id for one in (await visitor.show.call(other, "GetSession")).asks] == [asked.ask_id]
    assert (await visitor.show.call(other, "DeclineLink", tab=TAB, ask_id=asked.ask_id)).asks == []


async def test_host_of_another_show_grants_nothing(visitor: Visitor, store: Store) -> None:
    await ask(visitor, await expired(visitor))
    host = await visitor.show.host()
    [asked] = (await visitor.show.call(host, "GetSession")).asks
    other = await make_show(store)
    stranger = await other.host()
    with pytest.raises(UnknownLink):
        await other.call(stranger, "GrantLink", tab=TAB, ask_id=asked.ask_id)
