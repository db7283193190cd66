"""Links with terms: what a backend may ask for, and what it gets back."""

import asyncio
from typing import Any

import pytest
from kaibo.activity.errors import UnknownActivity
from kaibo.call import Call, Limits, Owner
from kaibo.errors import InvalidParameter
from kaibo.features.link.creation import CreateLaunchLink, create_launch_link
from kaibo.features.link.errors import ClientTokenReused, LinkExpired, LinkNotYet
from kaibo.store import Store
from pydantic import ValidationError
from sqlalchemy import Connection

from tests.databases import SQLITE
from tests.pages.launch.visitor import Visitor
from tests.show import make_show

pytestmark = pytest.mark.anyio
HOUR = 3600


async def test_link_reads_back_its_terms(visitor: Visitor) -> None:
    now = visitor.now // 1000
    policy: dict[str, Any] = {
        "external_user_id": "u-17",
        "avatar_url": "https://cdn.example.com/a.png",
        "not_before": now + 60,
        "expire_time": now + HOUR,
        "max_uses": 3,
        "locale": "en",
        "prefer": "browser",
        "note": "for the launch",
    }
    created = await visitor.create(**policy)
    assert created.expire_time == now + HOUR
    found = await visitor.signed("GetLaunchLink", link_id=created.link_id)
    assert found.model_dump(include=set(policy)) == policy
    assert (found.role, found.user_name, found.kind, found.state) == ("guest", "嘉宾", "created", "early")
    assert (found.url, found.uses, found.used_count) == (created.url, [], 0)
    assert (found.create_time, found.first_open_time, found.revoke_time) == (now, 0, 0)
    assert await visitor.signed("GetLaunchLink", url=created.url) == found


async def test_link_opens_only_between_its_times(visitor: Visitor) -> None:
    begins, ends = visitor.now // 1000 + 60, visitor.now // 1000 + 120
    url = (await visitor.create(not_before=begins, expire_time=ends)).url
    for at, refusal in ((begins * 1000 - 1, LinkNotYet), (ends * 1000, LinkExpired)):
        visitor.now = at
        with pytest.raises(refusal):
            await visitor.open(url)
    for at in (begins * 1000, ends * 1000 - 1):
        visitor.now = at
        assert await visitor.enter(url)


async def test_link_lives_for_its_ttl(visitor: Visitor) -> None:
    created = await visitor.create(ttl_seconds=60)
    assert created.expire_time == visitor.now // 1000 + 60
    assert (await visitor.create()).expire_time == 0


@pytest.mark.parametrize(
    ("policy", "error"),
    [
        ({"user_name": "一" * 16}, InvalidParameter),
        ({"user_name": "a\nb"}, InvalidParameter),
        ({"expire_time": 1}, InvalidParameter),
        ({"expire_time": 2**33, "ttl_seconds": 5}, InvalidParameter),
        ({"not_before": 2**33, "ttl_seconds": 5}, InvalidParameter),
        ({"return_url": "https://evil.example/"}, InvalidParameter),
        ({"return_url": "https://[x"}, InvalidParameter),
        ({"avatar_url": "https://[x"}, ValidationError),
        ({"avatar_url": "https://x:99999999/a.png"}, ValidationError),
        ({"avatar_url": "https:///a.png"}, ValidationError),
        ({"avatar_url": "https://cdn.example.com/a\n.png"}, ValidationError),
        ({"avatar_url": "http://cdn.example.com/a.png"}, ValidationError),
        ({"avatar_url": "javascript:alert(1)"}, ValidationError),
        ({"role": "viewer"}, ValidationError),
        ({"prefer": "neither"}, ValidationError),
        ({"max_uses": -1}, ValidationError),
        ({"activity_id": 404}, UnknownActivity),
    ],
)
@SQLITE
async def test_impossible_terms_are_refused(visitor: Visitor, policy: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        await visitor.create(**policy)


@pytest.mark.parametrize("role", ["guest", "host"])
async def test_link_may_have_no_name(visitor: Visitor, role: str) -> None:
    created = await visitor.create(role, user_name=" ")
    assert (await visitor.signed("GetLaunchLink", link_id=created.link_id)).user_name == ""
    assert (await visitor.show.session(await visitor.enter(created.url))).name == ""


async def test_return_url_outside_the_allowed_origins_is_refused(store: Store) -> None:
    visitor = Visitor(await make_show(store, Limits(return_origins=frozenset({"https://lms.example.com"}))))
    address = "https://LMS.example.com/course/7?done=1"
    session = await visitor.enter((await visitor.create(return_url=address)).url)
    view = await visitor.show.call(session, "GetSession")
    assert view.session.return_url == address
    wrong = "https://lms.example.com:99999999/", "https://lms.example.com:x/", "https://lms.example.com/\x07"
    split = "https://lms.example\t.com/", "\nhttps://lms.example.com/", "https://lms.example.com/ x", "https://[::1/"
    evil = "https://lms.example.com.evil.org/", "http://lms.example.com/", "//lms.example.com", "/x"
    for address in (*evil, *wrong, *split):
        with pytest.raises(InvalidParameter):
            await visitor.create(return_url=address)


async def test_client_token_returns_the_same_link(visitor: Visitor) -> None:
    first = await visitor.create(client_token="order-1", ttl_seconds=60)
    visitor.now += 5000
    assert await visitor.create(client_token="order-1", ttl_seconds=60) == first
    with pytest.raises(ClientTokenReused):
        await visitor.create(client_token="order-1", ttl_seconds=61)
    assert (await visitor.create(client_token="order-2", ttl_seconds=60)).link_id != first.link_id
    assert (await visitor.create()).link_id != (await visitor.create()).link_id


async def test_repeated_creation_reports_the_links_state(visitor: Visitor) -> None:
    async def again() -> str:
        return str((await visitor.create(client_token="order-1", max_uses=1, ttl_seconds=60)).state)

    assert await again() == "open"
    created = await visitor.create(client_token="order-1", max_uses=1, ttl_seconds=60)
    session = await visitor.enter(created.url)
    assert await again() == "used-up"
    await visitor.signed("EndSession", session_id=session)
    assert await again() == "blocked"
    visitor.now += 60_000
    await visitor.signed("UnblockSession", session_id=session)
    assert await again() == "expired"
    await visitor.signed("RevokeLaunchLink", link_id=created.link_id)
    assert await again() == "revoked"
    await visitor.signed("RestoreLaunchLink", link_id=created.link_id)
    await visitor.signed("RotateLaunchLinks", activity_id=visitor.show.id, role="guest")
    assert await again() == "rotated"
    assert (await visitor.create(not_before=2**32)).state == "early"


async def test_field_of_a_later_version_with_its_default_is_the_same_retry(visitor: Visitor) -> None:
    show = visitor.show
    first = await visitor.create(client_token="order-1")
    assert await visitor.create(client_token="order-1", max_uses=0, note="") == first

    class Later(CreateLaunchLink):
        more: str = ""

    def create(db: Connection, **more: str) -> str:
        call = Call(db=db, now=visitor.now, owner=Owner(show.account), limits=show.limits, vault=show.vault)
        asked = Later(activity_id=show.id, role="guest", user_name="嘉宾", client_token="order-1", **more)
        return create_launch_link(call, asked).link_id

    assert await show.store.write(create) == first.link_id
    with pytest.raises(ClientTokenReused):
        await show.store.write(lambda db: create(db, more="x"))


async def test_concurrent_creations_with_one_client_token_make_one_link(visitor: Visitor) -> None:
    made = await asyncio.gather(*(visitor.create(client_token="at-once") for _ in range(20)))
    assert len({one.link_id for one in made}) == 1
