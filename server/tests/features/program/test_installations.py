"""Two installations over one media engine: each looks at its own rooms alone. Rooms of before are still found."""

import re
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from kaibo.activity import table as activities
from kaibo.activity.status import Status
from kaibo.cluster.events import Events
from kaibo.cluster.installation import installation
from kaibo.cluster.members import Members
from kaibo.cluster.observed import Observed
from kaibo.features.program.reconcile import Reconciler
from kaibo.media.engine import Participant
from kaibo.media.memory import MemoryEngine
from kaibo.session import identity
from kaibo.session.identity import PROGRAM, STAGE, Room
from kaibo.store import Store
from kaibo.stores.opening import open_store
from sqlalchemy import update

from tests.show import TAB, Show, make_show, public

pytestmark = pytest.mark.anyio
GRACE_MS = 60_000
OTHER = "efgh2345"
RUN = Path(__file__).resolve().parents[4] / "docs/run.md"


class AskedEngine(MemoryEngine):
    """One installation's way to the engine. `asked` has the rooms that this installation named to it."""

    def __init__(self, inside: dict[str, dict[str, Participant]]) -> None:
        super().__init__()
        self.inside = inside
        self.asked: set[str] = set()

    async def participants(self, room: str) -> list[Participant]:
        self.asked.add(room)
        return await super().participants(room)

    async def remove(self, room: str, identity: str) -> None:
        self.asked.add(room)
        await super().remove(room, identity)

    async def delete(self, room: str) -> None:
        self.asked.add(room)
        await super().delete(room)


@dataclass
class Site:
    """An installation with one server and one show."""

    show: Show
    members: Members
    engine: AskedEngine
    reconciler: Reconciler

    @classmethod
    async def over(cls, store: Store, inside: dict[str, dict[str, Participant]], show: Show | None = None) -> "Site":
        members, engine = Members(store, "one"), AskedEngine(inside)
        await members.renew()
        reconciler = Reconciler(store, Events(), engine, Observed(members), GRACE_MS)
        return cls(show or await make_show(store), members, engine, reconciler)

    async def work(self) -> None:
        """Look at all activities and all rooms, as a server does at its start."""
        await self.reconciler.find_all()
        await self.reconciler.round()

    async def on_air(self) -> None:
        host = await self.show.host()
        await self.show.call(host, "GoLive", tab=TAB)
        self.engine.put((await self.rooms())[1], f"program-{public(host)}-1")
        await self.work()
        assert (await self.show.activity()).status == Status.LIVE

    async def rooms(self) -> tuple[str, str]:
        """Return the names of the present stage and program, as join tokens have them."""
        show = await self.show.activity()
        return identity.room(show, STAGE), identity.room(show, PROGRAM)

    async def change(self, **values: object) -> None:
        await self.show.store.write(lambda db: activities.change(db, self.show.id, **values))


@pytest.fixture
def inside() -> dict[str, dict[str, Participant]]:
    """Give what is in the one engine."""
    return {}


@pytest.fixture
async def here(store: Store, inside: dict[str, dict[str, Participant]]) -> Site:
    return await Site.over(store, inside)


@pytest.fixture
async def there(sqlite_form: Path, tmp_path: Path, inside: dict[str, dict[str, Participant]]) -> AsyncIterator[Site]:
    """Give a second installation, with a store of its own."""
    store = open_store(f"sqlite:///{shutil.copy(sqlite_form, tmp_path / 'there.db')}")
    store.start()
    await store.write(lambda db: db.execute(update(installation).values(id=OTHER)))
    yield await Site.over(store, inside)
    store.close()


async def test_neither_installation_touches_the_rooms_of_the_other(here: Site, there: Site) -> None:
    for each in (here, there):
        await each.on_air()
        each.engine.put(each.show.program, "stranger")
        each.engine.put(each.show.room(PROGRAM, 0), "late")
        each.engine.put(Room(1, STAGE, 1, each.show.installation).name, "late")
    for one, other in ((here, there), (there, here)):
        whose = f"-{other.members.installation}-"
        others = {room: dict(people) for room, people in one.engine.inside.items() if whose in room}
        await one.work()
        assert others.items() <= one.engine.inside.items()
        assert one.engine.inside.keys() - others.keys() == {one.show.program}
        assert all(f"-{one.members.installation}-" in room for room in one.engine.asked)
        assert "stranger" not in one.engine.inside[one.show.program]


async def test_rooms_of_before_are_found(here: Site, there: Site) -> None:
    await here.change(room_names="")
    await here.on_air()
    stage, program = await here.rooms()
    assert (stage, program) == (f"kaibo-{here.show.id}-stage-1", f"kaibo-{here.show.id}-program-1")
    for room in (program, f"kaibo-{here.show.id}-stage-0"):
        here.engine.put(room, "stranger")
    await there.work()
    assert here.engine.inside.keys() == {program, f"kaibo-{here.show.id}-stage-0"}
    assert not there.engine.asked & here.engine.inside.keys()
    await here.work()
    assert here.engine.inside.keys() == {program}, "the epoch of the other one is over"
    assert "stranger" not in here.engine.inside[program]


async def test_room_of_before_of_an_unknown_activity_stays(here: Site) -> None:
    here.engine.put("kaibo-1-stage-1", "someone")
    await here.work()
    assert here.engine.inside == {"kaibo-1-stage-1": {"someone": Participant("someone", True)}}


async def test_room_of_before_of_a_deleted_activity_goes(here: Site) -> None:
    await here.change(room_names="")
    await here.show.delete()
    here.engine.put(f"kaibo-{here.show.id}-stage-1", "late")
    await here.work()
    assert here.engine.inside == {}


async def test_room_of_before_with_the_id_of_a_new_activity_stays(here: Site) -> None:
    """Another installation of the release before may have an activity of the same id."""
    rooms = {f"kaibo-{here.show.id}-stage-{epoch}" for epoch in (0, 1, 2)}
    for room in rooms:
        here.engine.put(room, "someone")
    await here.work()
    assert here.engine.inside.keys() == rooms
    await here.show.delete()
    await here.work()
    assert here.engine.inside.keys() == rooms
    assert not here.engine.asked & rooms


async def test_copy_of_a_store_with_an_id_of_its_own_touches_nothing(there: Site, tmp_path: Path) -> None:
    old = Site(await make_show(there.show.store), there.members, there.engine, there.reconciler)
    await old.change(room_names="")
    for each in (there, old):
        await each.on_air()
    with closing(sqlite3.connect(tmp_path / "there.db")) as original, closing(sqlite3.connect(tmp_path / "c.db")) as db:
        original.backup(db)
        for statement in re.findall("^UPDATE .+;$", RUN.read_text(), re.MULTILINE):
            db.execute(statement)
        db.commit()
    store = open_store(f"sqlite:///{tmp_path / 'c.db'}")
    store.start()
    copy, before = await Site.over(store, there.engine.inside, old.show), dict(there.engine.inside)
    await copy.work()
    assert len(copy.engine.asked) == 4
    assert all("-staging2-" in room for room in copy.engine.asked)
    assert there.engine.inside == before
    assert len(before) == 2
    store.close()
