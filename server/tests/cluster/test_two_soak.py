"""Two servers and two LiveKit nodes that end again and again, drain, or are replaced, and outages that last."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.cluster.air import Air, on_air
from tests.cluster.program import until
from tests.cluster.town import Town, town as run_town
from tests.releases import previous

pytestmark = [pytest.mark.anyio, pytest.mark.soak, pytest.mark.xdist_group("town")]
TIMES = 10
OUTAGE_SECONDS = 60
ASKS_NODES = "enable_psrpc_for_get_list_participants"
DIST = Path(__file__).resolve().parents[3] / "web/dist"


async def test_servers_that_restart_in_turn_take_nothing_from_a_show(town: Town) -> None:
    air = await on_air(town)
    for _ in range(TIMES):
        for server in town.servers:
            await town.restart(server)
            await air.goes_on()


async def test_servers_that_are_killed_in_turn_take_nothing_from_a_show(town: Town) -> None:
    air = await on_air(town)
    for _ in range(TIMES):
        for server in town.servers:
            await server.kill()
            await town.start_again(server)
            await air.goes_on()


async def test_nodes_that_drain_in_turn_move_a_show_by_one_reconnect(town: Town) -> None:
    air = await on_air(town)
    for _ in town.nodes:
        node = await town.node_of(air.show)
        before = times_in(air)
        drain = "drain", town.node_id(node)
        await asyncio.to_thread(town.a.run, *drain, "--minutes", "0", "--data", "data")

        async def moved(node: object = node) -> bool:
            return await town.node_of(air.show) is not node

        await until(moved)
        await until(lambda before=before: all(now > then for now, then in zip(times_in(air), before, strict=True)))  # type: ignore[misc]
        await air.counted(1)
        await air.watching.moves()
        assert times_in(air) == [times + 1 for times in before]
        await asyncio.to_thread(town.a.run, *drain, "--undo", "--data", "data")


async def test_servers_of_the_previous_release_are_replaced_one_by_one_under_a_show(tmp_path: Path) -> None:
    code = str(previous(tmp_path / "previous"))
    settings: dict[Path, str] = {}

    def before(town: Town) -> dict[str, str]:
        one = town.livekit_url.partition(",")[0]  # it knows one address
        for file in town.folder.glob("livekit*.yaml"):  # and cannot read the answers that this entry makes
            file.write_text(file.read_text().replace(f"{ASKS_NODES}: true", f"{ASKS_NODES}: false"))
        for server in town.servers:
            file = server.folder / "kaibo.toml"
            settings[file] = file.read_text()
            # That release refuses a setting that it does not know.
            file.write_text(re.sub(r"(?m)^files = .*\n", "", settings[file]))
        return {"PYTHONPATH": code, "KAIBO_WEB": str(DIST), "KAIBO_LIVEKIT_URL": one}

    async with run_town(tmp_path, before) as town:
        try:
            air = await on_air(town)
            await asyncio.to_thread(town.a.run, "migrate", "--data", "data")
            await air.goes_on()
            for server in town.servers:
                file = server.folder / "kaibo.toml"
                file.write_text(settings[file])
                await town.restart(server)
                await air.goes_on()
        finally:
            await town.all_leave()


@pytest.mark.parametrize("part", ["postgresql", "redis"])
async def test_show_outlives_an_outage_of_a_minute(town: Town, part: str) -> None:
    air = await on_air(town)
    stop: Callable[[], Awaitable[None]] = town.redis.kill
    start: Callable[[], Awaitable[None]] = town.redis.start
    if part == "postgresql":
        stop, start = (lambda: asyncio.to_thread(town.postgres.stop)), (lambda: asyncio.to_thread(town.postgres.start))
    await stop()
    try:
        end = time.monotonic() + OUTAGE_SECONDS
        while time.monotonic() < end:
            await asyncio.sleep(1)
            if part == "postgresql":
                await air.watching.moves()
    finally:
        await start()
    await until(lambda: air.publisher.inside and air.watching.inside)
    await back(air)


def times_in(air: Air) -> list[int]:
    """Count how often the publisher and the viewer came in."""
    return [media.joined + media.reconnected for media in (air.publisher, air.watching)]


async def back(air: Air) -> None:
    """Wait until the picture moves again and a new viewer sees it too."""
    await air.watching.moves()
    second = await air.town.viewer(air.show).watch()
    await second.moves()
    await second.close()
    await air.goes_on()
