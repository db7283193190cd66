"""Two servers as docs/scale.md describes them: what people notice when one of them goes, or knows less than the other.

The servers' pages read nothing again without a nudge (`serve.py`), so each news here came over the bus.
"""

import asyncio
import re
import shutil
import time
from collections.abc import AsyncIterator
from typing import Any

import jwt
import pytest
import websockets
from kaibo.access.number import number as number_of
from kaibo.activity.status import Status
from kaibo.files.parts import BYTES
from kaibo.host.livekit.config import LOOPBACK, free_port

from tests.cluster.air import kept, on_air
from tests.cluster.people import Viewer
from tests.cluster.program import LIMIT, until
from tests.cluster.serve import AHEAD, LOOKED
from tests.cluster.town import Town
from tests.features.file.uploads import announced, part, pdf, sha256

pytestmark = [pytest.mark.anyio, pytest.mark.parts, pytest.mark.xdist_group("town"), pytest.mark.timeout(LIMIT)]


async def test_restarted_server_takes_nothing_from_people_at_the_other(town: Town) -> None:
    air = await on_air(town, studio_at=town.a)
    counts = set()

    async def count() -> None:
        while True:
            counts.add(await town.viewers(air.show, town.a))
            await asyncio.sleep(0.2)

    counting = asyncio.create_task(count())
    await town.restart(town.b)
    other = await town.enter(air.show.host, town.b.port)
    studio = other.page(town.b.port)
    view = await studio.until(lambda view: view["Seat"]["Connected"])
    assert (view["Seat"]["Mine"], view["Seat"]["Free"], view["Seat"]["Epoch"]) == (False, False, 1)
    await air.goes_on()
    counting.cancel()
    assert counts == {1}
    assert air.studio.opened == 1


async def test_killed_server_loses_its_people_and_shows_to_the_other(town: Town) -> None:
    air = await on_air(town, await town.show(town.a))
    pages = [air.host.page() for _ in range(3)]
    await asyncio.gather(*(page.until(kept) for page in pages))
    at_b = air.viewer.page(town.b.port)
    await town.a.kill()
    try:
        await until(lambda: answers(town, air.show.id))
        await until(lambda: air.publisher.inside and air.watching.inside)
        await air.watching.moves()

        async def only_b() -> bool:
            return await town.owner(air.show.id) is town.b

        await until(only_b)
        await air.publisher.close()
        await at_b.until(lambda view: view["Away"])
        await air.watching.close()
        await at_b.until(lambda view: view["Viewers"] == 0)
        for page in (air.studio, *pages):
            await page.until(lambda view: view["Viewers"] == 0 and kept(view))
            assert all(map(kept, page.seen))
    finally:
        await town.start_again(town.a)


async def answers(town: Town, activity: int) -> bool:
    """Tell whether the proxy finds a server that lives, and not by chance."""
    codes = [(await town.signed("GetShowState", ActivityId=activity)).status_code for _ in range(5)]
    return codes == [200] * 5


async def test_call_at_one_server_reaches_pages_at_the_other(town: Town) -> None:
    show = await town.show()
    host = await town.enter(show.host, town.a.port)
    studio, watch = host.page(town.b.port), town.viewer(show).page(town.b.port)
    await studio.until(kept)
    guest = await town.enter(show.guest, town.a.port)
    page = guest.page(town.a.port)
    await guest.call("JoinStage", town.a.port)
    await studio.until(lambda view: [each["SessionId"] for each in view["Guests"]] == [guest.id])
    await host.call("SetGuestOnAir", town.b.port, SessionId=guest.id, OnAir=True)
    await page.until(lambda view: view["Session"]["OnAir"])
    await host.call("GoLive", town.a.port)
    await watch.until(lambda view: view["Starting"])
    await host.call("RemoveGuest", town.b.port, SessionId=guest.id)
    await page.until(lambda view: view["Session"]["EndReason"] == "removed")


async def test_holder_at_one_server_hears_and_answers_a_takeover_at_the_other(town: Town) -> None:
    show = await town.show()
    holder = await town.enter(show.host, town.b.port)
    page = holder.page(town.b.port)
    await page.until(kept)
    other = await town.enter(show.host, town.a.port)
    theirs = other.page(town.a.port)
    await theirs.until(lambda view: view["Seat"]["Connected"])
    await other.call("TakeOver", town.a.port)
    view = await page.until(lambda view: view["Seat"]["Asked"])
    assert not view["Seat"]["Asked"]["Mine"]
    await holder.call("RefuseTakeOver", town.b.port)
    await theirs.until(lambda view: view["Seat"]["Refused"])
    assert kept(page.view)


async def test_launch_page_at_one_server_hears_of_the_app_at_the_other(town: Town) -> None:
    show = await town.show()
    person = await town.enter(show.host)
    opened = await person.result("/client/OpenLaunch", {"Token": show.host.rpartition("/")[2]}, town.b.port)
    headers = {"Host": person.host}
    url = f"http://{LOOPBACK}:{town.b.port}/launch/{opened['ListenKey']}/events"
    async with asyncio.timeout(60), person.http.stream("GET", url, headers=headers) as answer:
        states = states_of(answer.aiter_lines())
        assert await anext(states) == "open"
        await person.result("/client/PeekTicket", {"Ticket": opened["Ticket"], "App": True}, town.a.port)
        assert await anext(states) == "heard"
        redeem = {"Ticket": opened["Ticket"], "Nonce": "m" * 22, "App": True}
        await person.result("/client/RedeemTicket", redeem, town.a.port)
        assert await anext(states) == "opened"


async def test_ban_at_one_server_shuts_every_way_in_at_the_other(town: Town) -> None:
    air = await on_air(town, studio_at=town.a)
    banned, port = air.viewer, town.b.port
    await banned.post(f"{banned.path}/call/SetChatName", {"UserName": "Ann"}, port)
    page, other = banned.page(port), town.viewer(air.show)
    calm = other.page(port)
    await page.until(lambda view: view["Status"] == Status.LIVE)
    await calm.until(lambda view: view["Status"] == Status.LIVE)
    token = (await banned.post(f"{banned.path}/call/WatchShow", {}, port)).json()["Result"]["Token"]
    await joined(banned, token, port)
    signed = jwt.decode(banned.http.cookies["kaibo_pass"], options={"verify_signature": False})
    ban = {"ActivityId": air.show.id, "BanStatus": 1, "UserIds": [number_of(signed["sub"])]}
    await town.ours("UpdateActivityUserBanStatus", town.a.port, **ban)
    await page.until(lambda view: view.get("Closed") == "banned")
    await until(lambda: not air.watching.inside)
    for action, body in (("WatchShow", {}), ("SendMessage", {"Text": "hello", "Nonce": "nonce-0001"})):
        answer = await banned.post(f"{banned.path}/call/{action}", body, port)
        assert answer.status_code == 403, answer.text
        assert answer.json()["ResponseMetadata"]["Error"]["Code"] == "AccessDenied.Watch"
    with pytest.raises(websockets.InvalidStatus) as refused:
        await joined(banned, token, port)
    assert refused.value.response.status_code == 403
    assert calm.opened == 1
    assert all("Closed" not in view for view in calm.seen)
    assert (await other.post(f"{other.path}/call/WatchShow", {}, port)).status_code == 200
    await air.publisher.close()


async def joined(viewer: Viewer, token: str, port: int) -> None:
    """Connect to LiveKit by the proxy of one server. Raise InvalidStatus when it refuses."""
    url = f"ws://{viewer.host}{viewer.path}/rtc?access_token={token}&protocol=16"
    where: Any = {"host": LOOPBACK, "port": port, "proxy": None, "origin": viewer.url}
    async with websockets.connect(url, additional_headers={"Cookie": viewer.headers()["Cookie"]}, **where):
        pass


async def states_of(lines: AsyncIterator[str]) -> AsyncIterator[str]:
    async for line in lines:
        if found := re.search(r'"State":"(\w+)"', line):
            yield found[1]


async def test_server_with_a_wrong_clock_frees_no_seat(town: Town) -> None:
    show = await town.show()
    await town.restart(town.b, **{AHEAD: "8"})
    try:
        holder, other = await town.enter(show.host, town.a.port), await town.enter(show.host, town.b.port)
        assert not (await other.get("/ready", town.b.port)).json()["clock"]["ok"]
        assert (await holder.get("/ready", town.a.port)).json()["clock"]["ok"]
        studio = other.page(town.b.port)
        while True:
            page = holder.page(town.a.port)
            await studio.until(lambda view: view["Seat"]["Connected"])
            left = time.monotonic()
            await page.close()
            view = await studio.until(lambda view: not view["Seat"]["Connected"])
            await other.call("EnterSession", town.b.port)
            seat = (await other.call("GetSession", town.b.port))["Seat"]
            if time.monotonic() - left < 4:  # on a slow machine the seat may be free by right
                break
        assert not view["Seat"]["Free"]
        assert (seat["Mine"], seat["Free"], seat["Epoch"]) == (False, False, 1)
    finally:
        await town.restart(town.b)


async def test_only_the_owner_looks_at_a_show(town: Town) -> None:
    shows = [await town.show(town.a), await town.show(town.b)]
    before = {server: server.size() for server in town.servers}

    def looks(server: object, show: int) -> int:
        assert server in before
        return len(re.findall(rf"{LOOKED} kaibo-\S*{show}-", next(each for each in before if each is server).text()))

    for owner, show in zip(town.servers, shows, strict=True):
        host = await town.enter(show.host)
        studio = host.page()
        await studio.until(kept)
        for _ in range(3):
            seen = looks(owner, show.id)
            await host.call("GoLive")
            await until(lambda owner=owner, show=show, seen=seen: looks(owner, show.id) > seen)  # type: ignore[misc]
            await studio.until(lambda view: view["Activity"]["Wanted"])
            await host.call("EndLive")
            await studio.until(lambda view: not view["Activity"]["Wanted"])
    for show, other in zip(shows, reversed(town.servers), strict=True):
        assert looks(other, show.id) == 0


async def test_server_with_another_master_key_does_not_start(town: Town) -> None:
    folder = town.b.folder / "other"
    folder.mkdir(mode=0o700)
    (folder / "master.key").write_text("ab" * 32)
    code, said = await asyncio.to_thread(town.b.try_to_run, "serve", "--data", "other", "--port", "1")
    assert code == 1
    assert said.startswith("kaibo: the master key: ")
    assert said.count("\n") == 1


async def test_file_that_two_servers_took_in_parts_is_served_by_both(town: Town) -> None:
    show, data = await town.show(), pdf(3 * BYTES + 1)
    host, ports = await town.enter(show.host, town.a.port), (town.a.port, town.b.port)
    asked = announced(show.id, data, "application/pdf")
    left = (await host.result(f"{host.path}/call/CreateShowFile", asked, town.a.port))["Missing"]
    for number in left:
        body = part(show.id, data, number)
        told = await host.result(f"{host.path}/call/PutShowFilePart", body, ports[number % 2])
    assert told["Done"]
    for port in ports:
        assert (await host.get(f"{host.path}/file/{sha256(data)}", port)).content == data
        assert (await host.get("/ready", port)).json()["files"]["ok"]


async def test_server_without_the_shared_folder_does_not_start(town: Town) -> None:
    third = town.b.folder / "third"
    third.mkdir(mode=0o700)
    shutil.copy(town.b.folder / "data/master.key", third)
    command = ["serve", "--data", "third", "--port", str(free_port())]
    code, said = await asyncio.to_thread(town.b.try_to_run, *command, KAIBO_FILES=str(third / "files"))
    assert code == 1
    assert said.splitlines()[-1].startswith("kaibo: the folder of files (setting files): ")
    assert "mount the one that all servers share" in said
