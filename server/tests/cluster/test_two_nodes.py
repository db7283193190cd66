"""Outages of what several servers share (docs/scale.md): PostgreSQL, Redis, a LiveKit node."""

import pytest

from tests.cluster.air import on_air
from tests.cluster.program import until
from tests.cluster.town import Town

pytestmark = [pytest.mark.anyio, pytest.mark.parts, pytest.mark.xdist_group("town")]


async def test_show_goes_on_without_redis(town: Town) -> None:
    air = await on_air(town, studio_at=town.b)
    await town.redis.kill()
    try:
        for server in town.servers:
            assert (await town.signed("GetActivityAPI", server.port, ActivityId=air.show.id)).status_code == 200
        await air.watching.moves()
    finally:
        await town.redis.start()
    guest = await town.enter(air.show.guest, town.a.port)

    async def tells() -> bool:
        await guest.call("JoinStage", town.a.port)
        return bool(air.studio.view["Guests"])

    await until(tells)
    second = await town.viewer(air.show).watch()
    await second.moves()
    await second.close()
    await air.goes_on()
