"""Viewers and guests ask for more than their rights, with the cookies of their own pages."""

import pytest
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.app import SESSION, WATCH
from kaibo.session.role import Role

from tests.running import Running, post
from tests.show import TAB

pytestmark = pytest.mark.anyio


async def test_viewers_pass_opens_no_call_of_the_stage(server: Running) -> None:
    show = await server.show()
    host = await server.person(show, Role.HOST)
    await show.store.write(lambda db: activities.change(db, show.id, live_requested=True, status=int(Status.LIVE)))
    viewer, watch = server.client(), await server.watch_path(show)
    assert (await post(viewer, f"{watch}/call/WatchShow", {})).status_code == 200
    viewer.headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in viewer.cookies.items())
    viewers = {action.name for action in WATCH}
    for name in [action.name for action in SESSION]:
        at_session = await post(viewer, f"{host.path}/call/{name}", {"Tab": TAB})
        assert at_session.status_code == 401, name
        if name not in viewers:
            assert (await post(viewer, f"{watch}/call/{name}", {})).status_code == 404, name


async def test_guest_takes_no_seat_and_ends_no_show(server: Running) -> None:
    show = await server.show()
    guest = await server.person(show, Role.GUEST, "小红")
    for action in ("TakeOver", "GoLive", "EndLive", "ConnectProgram"):
        answer = await guest.ask(action, Tab=TAB)
        assert answer.json()["ResponseMetadata"]["Error"]["Code"] == "AccessDenied"
