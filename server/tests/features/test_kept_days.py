"""The setting `kept_days` decides about every kind of row that docs/run.md says it does."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import kaibo.app  # noqa: F401 (all tables)
import pytest
from kaibo.access import sign_in, table as access
from kaibo.access.table import Signed, signed_viewer
from kaibo.clock import now_ms
from kaibo.cluster.arrivals import Arrivals
from kaibo.cluster.observed import Observed
from kaibo.dependencies import limits_of
from kaibo.features.access.feature import FEATURE as ACCESS
from kaibo.features.audience import table as viewers
from kaibo.features.audience.feature import FEATURE as AUDIENCE
from kaibo.features.audience.table import Change, viewer
from kaibo.features.link import request as requests
from kaibo.features.link.feature import FEATURE as LINK
from kaibo.features.link.launches import launch
from kaibo.features.link.request import LinkRequest, link_request
from kaibo.services import Services
from kaibo.session.table import session
from kaibo.session.takeover import takeover
from kaibo.settings import Settings
from kaibo.store import Store
from kaibo.talk.forgetting import FORGET_SECONDS
from sqlalchemy import Connection, Table, func, select, update

from tests.pages.launch.visitor import Visitor
from tests.show import TAB, make_show

pytestmark = pytest.mark.anyio
DAY_MS = 24 * 3600 * 1000
WEEK_DAYS = sign_in.SECONDS // (24 * 3600)
KEPT: dict[Table, str] = {
    takeover: "asked_at",
    link_request: "asked_at",
    launch: "expires_at",
    session: "ended_at",
    viewer: "last_at",
    signed_viewer: "signed_at",
}
"""The tables, and the time from which the days count."""


async def left(store: Store, folder: Path, days: float) -> set[str]:
    """Delete old rows, as a server with this setting does. Return the tables that still have rows."""
    limits = limits_of(Settings(data=folder, kept_days=days))
    given: Any = SimpleNamespace(
        store=store, limits=limits, observed=Observed(), arrivals=Arrivals(), waiting=SimpleNamespace(share=None)
    )
    for feature in (ACCESS, AUDIENCE, LINK):
        jobs = feature.background(cast(Services, given)).periodic
        for job in (each for each in jobs if each.seconds == FORGET_SECONDS):
            await job.work()

    def count(db: Connection) -> set[str]:
        return {table.name for table in KEPT if db.scalar(select(func.count()).select_from(table))}

    return await store.read(count)


async def test_kept_days_decides_about_each_kind_of_row(store: Store, tmp_path: Path) -> None:
    visitor = Visitor(await make_show(store))
    show, now = visitor.show, now_ms()
    _, second = await show.host(), await show.host()
    await show.call(second, "TakeOver", tab=TAB)
    await visitor.open((await visitor.links()).url)

    def work(db: Connection) -> None:
        requests.create(db, LinkRequest("as_1", show.id, "ln_1", 1, "陈一鸣", "", "", "", now))
        viewers.write(db, [Change(show.id, "a", True)], now)
        viewers.write(db, [Change(show.id, "a", False)], now)
        access.sign(db, show.id, Signed("a", "user", "Ann", "", "", now))

    async def age(days: float) -> None:
        at = now_ms() - int(days * DAY_MS)
        for table, column in KEPT.items():
            change = update(table).values({column: at})
            await store.write(lambda db, change=change: db.execute(change) and None)  # type: ignore[misc]

    await store.write(work)
    every = {table.name for table in KEPT}
    await age(WEEK_DAYS + 2.5)
    assert await left(store, tmp_path, WEEK_DAYS + 3) == every
    await age(2.5)
    assert await left(store, tmp_path, 3) == every
    # while a token of the integrator is good, the store knows whom it signed in. The seat keeps its session.
    assert await left(store, tmp_path, 2) == {"signed_viewer", "session"}
    await age(WEEK_DAYS + 0.5)
    assert await left(store, tmp_path, 2) == {"session"}
