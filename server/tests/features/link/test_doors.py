"""GetShowDoors returns the addresses that a page hands out, as long as they are open."""

from typing import Any

import pytest

from tests.pages.launch.visitor import Visitor

pytestmark = pytest.mark.anyio


async def doors(visitor: Visitor) -> dict[str, tuple[str, str]]:
    """Return the state and the address of each door."""
    found = await visitor.signed("GetShowDoors", activity_id=visitor.show.id)
    for door in (found.host, found.guest, found.watch):
        assert bool(door.url) == bool(door.qr)
    return {name: (door.state, door.url) for name, door in found}


async def test_guest_door_is_the_newest_open_link_for_anybody(visitor: Visitor) -> None:
    assert (await doors(visitor))["guest"] == ("", "")
    first = await visitor.create(user_name="")
    others: list[dict[str, Any]] = [{"user_name": "小红"}, {"max_uses": 1}, {"ttl_seconds": 60}, {"role": "host"}]
    for terms in others:
        visitor.now += 1
        await visitor.create(**{"user_name": "", **terms})
    assert (await doors(visitor))["guest"] == ("open", first.url)
    visitor.now += 1
    second = await visitor.create(user_name="")
    assert (await doors(visitor))["guest"] == ("open", second.url)
    await visitor.signed("RevokeLaunchLink", link_id=second.link_id)
    assert (await doors(visitor))["guest"] == ("open", first.url)
    await visitor.signed("RevokeLaunchLink", link_id=first.link_id)
    assert (await doors(visitor))["guest"] == ("revoked", ""), "a page must not make another one unasked"
    await visitor.signed("RestoreLaunchLink", link_id=first.link_id)
    assert (await doors(visitor))["guest"] == ("open", first.url)
    await visitor.signed("RotateLaunchLinks", activity_id=visitor.show.id, role="guest")
    assert (await doors(visitor))["guest"] == ("", "")


async def test_host_door_is_the_permanent_link_until_it_is_turned_off(visitor: Visitor) -> None:
    links = await visitor.links()
    found = await doors(visitor)
    assert found["host"] == ("open", links.url)
    assert found["watch"][1].startswith(visitor.show.limits.public_url + "/w/")
    await visitor.signed("RevokeLaunchLink", url=links.url)
    assert (await doors(visitor))["host"] == ("revoked", "")
    await visitor.signed("RotateLaunchLinks", activity_id=visitor.show.id, role="host")
    state, url = (await doors(visitor))["host"]
    assert state == "open"
    assert url not in ("", links.url)


async def test_list_of_links_tells_the_last_use(visitor: Visitor) -> None:
    link = await visitor.create()
    visitor.now += 5000
    await visitor.enter(link.url)
    await visitor.create(user_name="没来过")
    listed = await visitor.signed("ListLaunchLinks", activity_id=visitor.show.id, role="guest")
    used = {one.user_name: one.last_use_time for one in listed.links}
    assert used == {"嘉宾": visitor.now // 1000, "没来过": 0}
