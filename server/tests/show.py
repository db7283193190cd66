"""A show with people in it, for tests of their rights. Calls run as their door runs them."""

from dataclasses import dataclass, field
from typing import Any

from kaibo.account import table as access
from kaibo.activity import table as activities
from kaibo.activity.table import Activity
from kaibo.app import SESSION, VIEW
from kaibo.call import Limits, Owner
from kaibo.clock import now_ms
from kaibo.cluster import installation
from kaibo.cluster.members import OneServer
from kaibo.cluster.observed import Observed
from kaibo.gateway import outside
from kaibo.media.token import Grant
from kaibo.session import rights, seat as seats, table as sessions, takeover as takeovers
from kaibo.session.call import SessionCall
from kaibo.session.identity import PROGRAM, STAGE, Room
from kaibo.session.role import Role
from kaibo.session.table import Session, public_name
from kaibo.store import Store
from kaibo.vault import Vault
from sqlalchemy import Connection

TAB = "tab-of-a-test"


def public(session: str) -> str:
    """Return the public name of a session in this file, which has no secret."""
    return public_name(session, "")


@dataclass
class Show:
    """One activity over a real store. `granted` keeps the grants of the join tokens that were asked for."""

    store: Store
    id: int
    account: str
    limits: Limits = field(default_factory=Limits)
    installation: str = ""
    """The id in the names of its rooms. "" for the old form."""
    observed: Observed = field(init=False)
    vault: Vault = field(default_factory=lambda: Vault(bytes(32)))
    granted: list[Grant] = field(default_factory=list)
    began_ms: int = field(default_factory=now_ms)
    late_ms: int = 0
    """How many ms after `began_ms` its next call happens. A test adds to it, so a slow machine changes nothing."""

    def __post_init__(self) -> None:
        self.observed = Observed(OneServer(self.installation))

    def now(self) -> int:
        """Return the moment of the next call, in unix ms. Each one is a millisecond later than the one before."""
        self.late_ms += 1
        return self.began_ms + self.late_ms

    def room(self, kind: str, epoch: int = 1) -> str:
        """Name a room of this show in the media engine."""
        return Room(self.id, kind, epoch, self.installation).name

    @property
    def stage(self) -> str:
        return self.room(STAGE)

    @property
    def program(self) -> str:
        return self.room(PROGRAM)

    async def join(self, role: Role = Role.HOST, name: str = "", link: str = "") -> str:
        """Make a session, as a redeemed ticket does. Return its id."""

        def work(db: Connection) -> str:
            return sessions.create(
                db,
                activity=self.id,
                account=self.account,
                link=link or f"ln_{role.name}",
                role=role,
                name=name,
                browser="Chrome",
                system="Linux",
                secret_hash="",
                on_air=self.limits.guests_mode == "on-air",
                now=self.now(),
                expires_at=self.now() + 3_600_000,
            ).id

        return await self.store.write(work)

    async def guest(self, name: str = "嘉宾", link: str = "") -> str:
        """Make a guest whose page is open. Return the session's id."""
        session = await self.join(Role.GUEST, name, link)
        await self.call(session, "EnterSession", tab=TAB)
        await self.connect(session)
        return session

    async def assistant(self, name: str = "小助") -> str:
        """Make an assistant whose page is open. Return the session's id."""
        session = await self.join(Role.ASSISTANT, name)
        await self.call(session, "EnterSession", tab=TAB)
        await self.connect(session)
        return session

    async def host(self) -> str:
        """Make a host whose page is open. Return the session's id."""
        session = await self.join()
        await self.call(session, "EnterSession", tab=TAB)
        await self.connect(session)
        return session

    async def take_over(self, session: str) -> Any:
        """Let a host ask for the seat and the holder hand it over. Return what the new holder sees then."""
        await self.call(session, "TakeOver", tab=TAB)

        def holder(db: Connection) -> str:
            held = seats.of(db, self.id)
            assert held
            return held.session

        sits = await self.store.read(holder)
        if sits != session:
            await self.call(sits, "HandOver", tab=TAB)
        return await self.call(session, "GetSession")

    async def tell(self) -> None:
        """Note that the holder's page was told of each takeover, as its event stream does."""

        def work(db: Connection) -> None:
            now = self.now()
            for each in takeovers.recent(db, self.id, now):
                takeovers.note_told(db, each.id, now)

        await self.store.write(work)

    async def connect(self, session: str, connected: bool = True) -> None:
        """Open or close the event stream of a session's page."""
        left_at = self.now()
        await self.store.write(lambda db: sessions.change(db, session, connected=connected, left_at=left_at))

    async def lose(self, session: str) -> None:
        """Close the event stream of a session's page until the session counts as gone."""
        await self.connect(session, False)
        self.late_ms += self.limits.gone_seconds * 1000

    async def call(self, session: str, name: str, /, **fields: Any) -> Any:
        """Make a call of the session's page. Return the answer."""
        action = SESSION.find(name, "2026-12-01")
        request = action.request(**fields)

        def checked(db: Connection) -> SessionCall:
            call = self._call(db, session)
            rights.check(call, action, request)
            return call

        make = await outside.first(action, request, self.store, checked)

        def work(db: Connection) -> Any:
            result = action(make(db), request)
            return VIEW(self._call(db, session)) if result is None else result

        return await (self.store.write(work) if action.writes else self.store.read(work))

    def _call(self, db: Connection, session: str) -> SessionCall:
        mine, show = sessions.find(db, session), activities.find(db, self.id)
        assert mine
        assert show
        return SessionCall(
            db=db,
            now=self.now(),
            owner=Owner(self.account),
            limits=self.limits,
            vault=self.vault,
            session=mine,
            activity=show,
            observed=self.observed,
            mint=self._mint,
        )

    def _mint(self, grant: Grant) -> str:
        self.granted.append(grant)
        return "a join token"

    async def activity(self) -> Activity:
        found = await self.store.read(lambda db: activities.find(db, self.id))
        assert found
        return found

    async def session(self, session: str) -> Session:
        found = await self.store.read(lambda db: sessions.find(db, session))
        assert found
        return found

    async def delete(self) -> None:
        gone = await self.activity()
        await self.store.write(lambda db: activities.remove(db, gone, self.now()))


async def make_show(store: Store, limits: Limits | None = None) -> Show:
    """Create a new activity of a new account."""

    def work(db: Connection) -> Show:
        owner, names = Owner(access.create_account(db, "test", now_ms())), installation.find(db)
        show = activities.create(db, owner, now_ms(), name="A show", live_time=now_ms(), room_names=names)
        return Show(store, show.id, owner.account, limits or Limits(), names)

    return await store.write(work)
