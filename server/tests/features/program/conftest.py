"""The show that the reconciler looks at."""

import pytest
from kaibo.cluster.events import Events
from kaibo.features.program.reconcile import Reconciler
from kaibo.store import Store

from tests.features.program.looks import GRACE_MS, Engine, Stage
from tests.show import make_show


@pytest.fixture
async def stage(store: Store) -> Stage:
    show, engine, events = await make_show(store), Engine(), Events()
    return Stage(show, engine, events, Reconciler(store, events, engine, show.observed, GRACE_MS))
