"""EndShow ends an airing, on both databases, with an engine that the test sets."""

from typing import Any

import pytest
from kaibo.activity.errors import UnknownActivity
from kaibo.activity.status import Status
from kaibo.app import SIGNED
from kaibo.call import Call, Owner
from kaibo.clock import now_ms
from kaibo.session.errors import SessionEnded

from tests.features.program.looks import Stage
from tests.show import TAB, public

pytestmark = pytest.mark.anyio
END = SIGNED.find("EndShow", "2026-12-01")


async def end(on: Stage, account: str = "") -> Any:
    """Make the signed call, as an account's backend. By default the account is the show's own."""
    show = on.show
    request = END.request(activity_id=show.id)
    owner = Owner(account or show.account)
    return await show.store.write(
        lambda db: END(Call(db=db, now=now_ms(), owner=owner, limits=show.limits, vault=show.vault), request)
    )


async def test_ended_show_is_over_and_no_page_of_its_hosts_goes_on(stage: Stage) -> None:
    host, guest = await stage.on_air(), await stage.show.guest()
    waiting = await stage.show.join()
    await stage.show.call(guest, "JoinStage", tab=TAB)
    answer = await end(stage)
    (airing,) = await stage.airings()
    assert airing.end_time
    assert answer.model_dump() == {
        "activity_id": stage.show.id,
        "status": Status.OVER,
        "order_number": 1,
        "end_time": airing.end_time // 1000,
    }
    await stage.look()
    assert await stage.status() == (Status.OVER, False)
    assert await stage.engine.participants(stage.program) == []
    for session in (host, waiting):
        assert (await stage.show.session(session)).end_reason == "show-ended"
        with pytest.raises(SessionEnded):
            await stage.show.call(session, "GoLive", tab=TAB)
    assert (await stage.show.call(guest, "GetSession")).session.on_stage
    assert await end(stage) == answer


async def test_host_who_comes_back_by_a_link_goes_live_in_a_new_airing(stage: Stage) -> None:
    await stage.on_air()
    await end(stage)
    again = await stage.show.host()
    await end(stage)
    view = await stage.show.call(again, "GetSession")
    assert (view.session.end_reason, view.seat.mine, view.seat.aired) == ("", True, False), "not on air, so not ended"
    await stage.call(again, "GoLive")
    stage.engine.put(stage.program, f"program-{public(again)}-2")
    await stage.look()
    assert await stage.status() == (Status.LIVE, True)
    assert (await end(stage)).order_number == 2


async def test_show_that_is_about_to_start_does_not_start(stage: Stage) -> None:
    host = await stage.show.host()
    await stage.call(host, "GoLive")
    answer = await end(stage)
    assert (answer.status, answer.order_number, answer.end_time) == (Status.PREVIEW, 0, 0)
    stage.engine.put(stage.program, f"program-{public(host)}-1")
    await stage.look()
    assert await stage.status() == (Status.PREVIEW, False)
    assert await stage.engine.participants(stage.program) == []


async def test_another_account_ends_nothing(stage: Stage) -> None:
    await stage.on_air()
    with pytest.raises(UnknownActivity):
        await end(stage, "another")
    assert await stage.status() == (Status.LIVE, True)
