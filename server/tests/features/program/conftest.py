"""The show that the reconciler looks at, and a show on air."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from kaibo import clock
from kaibo.activity.status import Status
from kaibo.cluster.events import Events
from kaibo.features.program.reconcile import Reconciler
from kaibo.session.role import Role
from kaibo.store import Store

from tests.features.program.air import Air, Raw, page, token
from tests.features.program.looks import GRACE_MS, Engine, Stage
from tests.running import Running, views
from tests.show import TAB, make_show


@pytest.fixture
async def stage(store: Store) -> AsyncIterator[Stage]:
    show, engine, events = await make_show(store), Engine(), Events()
    yield Stage(show, engine, events, Reconciler(store, events, engine, show.observed, GRACE_MS))
    clock.forget()


@pytest.fixture
async def air(server: Running) -> AsyncIterator[Air]:
    async with AsyncExitStack() as stack:
        show = await server.show()
        host = await server.person(show, Role.HOST)
        seen = await stack.enter_async_context(views(server.client(), await server.watch_path(show)))
        await stack.enter_async_context(page(host))
        await host.call("GoLive", Tab=TAB)
        given = await token(host, "ConnectProgram")
        publisher = await (await Raw().join(server, given)).publish()
        made = Air(server, show, host, given, publisher, seen)
        await made.until(Status=Status.LIVE, Away=False, Publisher=f"program-{host.public}-1")
        yield made
        await publisher.room.disconnect()
