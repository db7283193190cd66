"""A show on a real LiveKit.

Raw clients join LiveKit's own port, past the proxy, as a person with an old token would."""

import asyncio
import os
import signal
from typing import Any

import pytest
from kaibo.activity import airings
from kaibo.activity.status import Status
from kaibo.features.program import reconcile
from kaibo.session.role import Role

from tests.features.program.air import Air, Raw, page, replay, token, watching
from tests.running import first, post, take_over, views
from tests.show import TAB

pytestmark = pytest.mark.anyio


async def test_viewer_is_counted_and_invisible(air: Air) -> None:
    viewer = await watching(air.server, air.show)
    await air.until(Viewers=1)
    assert air.publisher.room.remote_participants == {}
    assert viewer.published == {f"program-{air.host.public}-1"}
    await viewer.room.disconnect()
    await air.until(Viewers=0)


async def test_viewer_gets_the_publishers_name_with_the_token(air: Air) -> None:
    answer = await post(air.server.client(), f"{await air.server.watch_path(air.show)}/call/WatchShow", {})
    assert answer.json()["Result"]["Publisher"] == f"program-{air.host.public}-1"


async def test_ended_show_is_over_and_its_publisher_is_removed(air: Air) -> None:
    await air.host.call("EndLive", Tab=TAB)
    await air.until(Status=Status.OVER, Publisher="")
    await air.publisher.put_out()
    assert (await air.host.ask("ConnectProgram", Tab=TAB)).status_code == 409


async def test_displaced_studio_is_removed_each_time_and_never_named(air: Air) -> None:
    viewer = await watching(air.server, air.show)
    other = await air.server.person(air.show, Role.HOST)
    async with page(other):
        view = await take_over(other, air.host)
        assert view["Publisher"] == f"program-{other.public}-2"
        await air.until(Publisher=f"program-{other.public}-2", Status=Status.LIVE)
        await air.publisher.put_out()
        publisher = await (await Raw().join(air.server, await token(other, "ConnectProgram"))).publish()
        await air.until(Away=False)
        for _ in range(3):
            await replay(air.server, air.token)
        view = await other.call("GetSession")
        assert view["Publisher"] == f"program-{other.public}-2"
        assert (await air.show.activity()).status == Status.LIVE
    for one in (publisher, viewer):
        await one.room.disconnect()


async def test_removed_guest_stays_out(air: Air) -> None:
    guest = await air.server.person(air.show, Role.GUEST, "g")
    await guest.call("JoinStage", Tab=TAB)
    given = await token(guest, "ConnectStage")
    inside = await (await Raw().join(air.server, given)).publish()
    await air.host.call("RemoveGuest", Tab=TAB, SessionId=guest.id)
    await inside.put_out()
    for _ in range(3):
        await replay(air.server, given)
    view = await guest.call("GetSession")
    assert (view["Session"]["EndReason"], view["Identities"]["Stage"]) == ("removed", "")


async def test_deleted_show_removes_everyone_for_good(air: Air) -> None:
    viewer = await watching(air.server, air.show)
    await air.server.delete(air.show)
    await air.until(Status=Status.OVER)
    await asyncio.gather(air.publisher.put_out(), viewer.put_out())
    await replay(air.server, air.token)


async def test_show_is_over_after_the_grace_time_without_a_host(air: Air) -> None:
    await air.server.stop()
    air.server.grace_seconds = 1
    await air.server.start()
    async with views(air.server.client(), await air.server.watch_path(air.show)) as seen:
        await air.publisher.room.disconnect()
        await first(seen, lambda view: (view["Status"], view["Away"]) == (Status.LIVE, True))
        await first(seen, lambda view: view["Status"] == Status.OVER)


async def test_host_back_in_time_continues_the_airing(air: Air) -> None:
    await air.publisher.room.disconnect()
    await air.until(Away=True)
    back = await (await Raw().join(air.server, await token(air.host, "ConnectProgram"))).publish()
    await air.until(Status=Status.LIVE, Away=False)
    aired = await air.show.store.read(lambda db: airings.of(db, air.show.id))
    assert [airing.end_time for airing in aired] == [None]
    await back.room.disconnect()


async def test_webhook_is_enough_without_the_timer(air: Air, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconcile, "PERIOD", 3600.0)  # the timer that runs now still ends
    publication = next(iter(air.publisher.room.local_participant.track_publications))
    for _ in range(3):
        await air.publisher.room.local_participant.unpublish_track(publication)
        await air.until(Away=True)
        await air.publisher.publish()
        await air.until(Away=False)
        publication = next(iter(air.publisher.room.local_participant.track_publications))


async def test_killed_livekit_ends_no_show(air: Air) -> None:
    back = air.publisher
    for _ in range(2):
        os.kill(air.server.livekit._pid, signal.SIGKILL)
        await back.room.disconnect()  # the client must not return by itself before the server looks
        await air.until(Status=Status.LIVE, Away=True)
        back = await (await Raw().join(air.server, await token(air.host, "ConnectProgram"))).publish()
        await air.until(Status=Status.LIVE, Away=False)
    assert (await air.show.activity()).live_requested
    await back.room.disconnect()


async def test_restarted_server_reads_the_state_from_livekit(air: Air, caplog: pytest.LogCaptureFixture) -> None:
    other = await air.server.person(air.show, Role.HOST)
    async with page(other):
        await take_over(other, air.host)
        await air.publisher.put_out()
        publisher = await (await Raw().join(air.server, await token(other, "ConnectProgram"))).publish()
        await air.until(Away=False, Publisher=f"program-{other.public}-2")
        viewer = await watching(air.server, air.show)
        await air.server.stop()
    assert "Traceback" not in caplog.text
    stale = await Raw().join(air.server, air.token)
    assert not stale.out.done()
    await air.server.start()
    async with views(air.server.client(), await air.server.watch_path(air.show)) as seen:
        await first(seen, lambda view: goes_on(view) and view["Viewers"] == 1)
    await stale.put_out()
    assert not publisher.out.done()
    for one in (publisher, viewer):
        await one.room.disconnect()


def goes_on(view: dict[str, Any]) -> bool:
    """Check that every view shows the live show, from the first one on."""
    assert (view["Status"], view["Away"]) == (Status.LIVE, False)
    return True
