import asyncio

import pytest
from kaibo.events import Events
from kaibo.stage.presence import Presence
from kaibo.store import Store

from tests.show import make_show

pytestmark = pytest.mark.anyio


async def test_however_streams_open_and_close_the_store_ends_true_to_them(store: Store) -> None:
    show = await make_show(store)
    presence, host = Presence(store, Events()), await show.join()
    for still_open in (True, False) * 5:
        steps = [presence.opened, presence.closed] * 8 + [presence.opened] * still_open
        await asyncio.gather(*(step(host, show.id) for step in steps))
        assert (await show.session(host)).connected is still_open
        if still_open:
            await presence.closed(host, show.id)
        assert not (await show.session(host)).connected


async def test_each_change_wakes_the_pages_of_the_show(store: Store) -> None:
    show, events = await make_show(store), Events()
    presence, host = Presence(store, events), await show.join()
    with events.listen(show.id) as nudged:
        for step in (presence.opened, presence.closed):
            nudged.clear()
            await step(host, show.id)
            assert nudged.is_set()
