"""GetShowState tells how a show is doing, by what the store says and what the server sees."""

from typing import Any

import pytest
from kaibo.activity.status import Status
from kaibo.app import SIGNED
from kaibo.call import Call, Owner, ShowNow
from kaibo.clock import now_ms

from tests.features.program.looks import Stage

pytestmark = pytest.mark.anyio
ASK = SIGNED.find("GetShowState", "2026-12-01")


async def state(on: Stage, **seen: Any) -> Any:
    """Ask as a backend does. `seen` is what the server sees now."""
    show = on.show

    def work(db: Any) -> Any:
        look = ShowNow(**seen)
        call = Call(
            db=db,
            now=now_ms(),
            owner=Owner(show.account),
            limits=show.limits,
            vault=show.vault,
            look=lambda *_: look,
        )
        return ASK(call, ASK.request(activity_id=show.id))

    return await show.store.read(work)


async def test_state_follows_a_show_through_its_airing(stage: Stage) -> None:
    before = await state(stage)
    assert (before.status, before.findings, before.start_time) == (Status.PREVIEW, ["NoHost"], 0)
    host = await stage.on_air()
    await stage.show.connect(host)
    live = await state(stage, viewers=3)
    assert (live.status, live.requested, live.viewers, live.findings) == (Status.LIVE, True, 3, [])
    assert (live.order_number, live.end_time) == (1, 0)
    await stage.call(host, "EndLive")
    over = await state(stage)
    assert (over.status, over.requested, over.findings) == (Status.OVER, False, [])
    assert over.end_time >= over.start_time == live.start_time


async def test_each_trouble_of_a_show_on_air_has_its_finding(stage: Stage) -> None:
    host = await stage.on_air()
    await stage.show.connect(host)
    assert (await state(stage, publishing=False)).findings == ["NoPicture"]
    assert (await state(stage, engine=False, publishing=False, full=True)).findings == ["EngineAway", "ServerFull"]
    await stage.show.connect(host, False)
    assert (await state(stage)).findings == ["HostAway"]
