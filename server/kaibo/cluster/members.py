"""The servers of one installation. Each holds a lease in the store and renews it. A server without a lease is gone."""

import math
import time
from collections.abc import Callable
from hashlib import blake2b
from typing import NamedTuple, Protocol

from sqlalchemy import BigInteger, Column, Connection, Integer, String, Table, delete, func, insert, select, update

from kaibo import clock
from kaibo.cluster import installation
from kaibo.store import METADATA, Store

RENEW_SECONDS = 5.0
"""How often a server renews its lease."""
LEASE_MS = 15_000
"""How long a lease lasts. A server that died counts as gone after it."""

PREVIOUS = "previous"
"""The lease of all servers of a release that held none. The migration gives it to them, for ten minutes."""
VERSION = 1
"""The version in a server's lease. 0: the server names rooms without the installation's id. 1: with it."""

server = Table(
    "server",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("lease_until", BigInteger, nullable=False),
    Column("version", Integer, nullable=False, server_default="0"),
)


class Owners(Protocol):
    """Tells which server owns an activity. The owner alone reconciles it and counts its audience."""

    living: tuple[str, ...]
    """The ids of the living servers of this release or a later one."""
    alone: bool
    """Whether no other server lives, also none of the release before."""
    installation: str
    """The id of the installation. "" until the first renewal."""

    def owns(self, activity_id: int) -> bool:
        """Tell whether this server owns the activity."""
        ...

    def alone_in(self, db: Connection) -> bool:
        """Tell whether no other server has a lease in this transaction. Ask before deleting what is of all servers.

        `alone` may be some seconds old. A server that was taken for dead may have come back meanwhile.
        """
        ...


class OneServer:
    """Owns every activity, for a server that shares its store with no other one."""

    living: tuple[str, ...] = ()
    alone = True

    def __init__(self, installation: str = "") -> None:
        self.installation = installation

    def owns(self, activity_id: int) -> bool:
        return True

    def alone_in(self, db: Connection) -> bool:
        return True


class Renewal(NamedTuple):
    """The answer to a server that renews its lease."""

    known: bool
    """The lease was there."""
    moment: int | None
    """The time of the database's own clock, in unix ms."""
    leases: dict[str, int]
    """The version of each server that holds a lease, in the order of their ids."""
    installation: str
    first_end_ms: float
    """The milliseconds that the shortest lease of another server lasts; infinite without another one."""


class Members(Owners):
    """Knows the living servers, and which one owns an activity.

    Call `renew` once before the first request, and then every RENEW_SECONDS.
    """

    def __init__(self, store: Store, own: str) -> None:
        """Take the id of this server, which no other server of the installation has."""
        self.own = own
        self.living: tuple[str, ...] = (own,)
        self.alone = True
        self.installation = ""
        self.previous = True
        """Whether a server of the release before lives. It does until the first renewal tells otherwise."""
        self._store = store
        self._until = 0.0
        """When the own lease ends, in seconds of the monotonic clock."""
        self._first_end = math.inf
        """When the first of the other servers' leases ends, unless it is renewed, in the same seconds."""
        self._returning: list[Callable[[], None]] = []

    def on_return(self, act: Callable[[], None]) -> None:
        """Run `act` when this server lost its lease and got one again. The others took it for dead meanwhile."""
        self._returning.append(act)

    def owns(self, activity_id: int) -> bool:
        """Tell whether this server owns the activity. A server whose lease ended owns nothing."""
        if time.monotonic() >= self._until:
            return False
        return owner(activity_id, self.living) == self.own

    def alone_in(self, db: Connection) -> bool:
        return db.scalar(select(server.c.id).where(server.c.id != self.own).limit(1)) is None

    def lease_ended(self, now: float) -> bool:
        """Tell whether a lease of another server ended, as far as this one knows. Then it is time to renew.

        `now` is in seconds of the monotonic clock.
        """
        return now >= self._first_end

    async def renew(self) -> None:
        """Renew the lease, delete those that ended, and read the database's clock. Raises what the store raises."""
        asked = time.monotonic()
        known, moment, leases, self.installation, first_end_ms = await self._store.write(self._renewed)
        answered = time.monotonic()
        self.living = tuple(lease for lease in leases if lease != PREVIOUS)
        self.alone = leases.keys() == {self.own}
        self.previous = min(leases.values()) < VERSION
        self._first_end = answered + first_end_ms / 1000
        lapsed = self._until > 0 and (not known or asked >= self._until)
        self._until = asked + LEASE_MS / 1000
        if moment is not None:
            clock.follow(moment, asked, answered)
        if lapsed:
            for act in self._returning:
                act()

    async def leave(self) -> None:
        """Give the lease back, so that the others take over at once."""
        self._until = 0.0
        await self._store.write(lambda db: db.execute(delete(server).where(server.c.id == self.own)))

    @property
    def room_names(self) -> str:
        """Return by what the rooms of new activities are named: the id of the installation, or "" for the old form.

        The old form is for the servers of the release before. They know no other.
        """
        return "" if self.previous else self.installation

    def _renewed(self, db: Connection) -> Renewal:
        """Renew the lease, and delete those of the others that ended.

        When the own lease ended too, perhaps the database was away for all servers. Then the others get a fresh lease.
        So no server takes the people of another one before that one could renew.
        """
        moment = clock.database_ms(db)
        now = moment or clock.now_ms()
        values = {"lease_until": now + LEASE_MS, "version": VERSION}
        held = db.scalar(select(server.c.lease_until).where(server.c.id == self.own))
        if held is None:
            db.execute(insert(server).values(id=self.own, **values))
        else:
            db.execute(update(server).where(server.c.id == self.own).values(values))
        past, known = server.c.lease_until <= now, held is not None
        if self._until > 0 and held is not None and held <= now:
            db.execute(update(server).where(past).values(lease_until=now + LEASE_MS))
        else:
            db.execute(delete(server).where(past))
        rows = db.execute(select(server.c.id, server.c.version, server.c.lease_until).order_by(server.c.id)).all()
        first_end_ms = min((row.lease_until - now for row in rows if row.id != self.own), default=math.inf)
        return Renewal(known, moment, {row.id: row.version for row in rows}, installation.find(db), first_end_ms)


def others_live(db: Connection, own: str) -> bool:
    """Tell for a command whether a server other than `own` holds a lease of this release."""
    now = clock.database_ms(db) or clock.now_ms()
    others = (server.c.id.not_in((own, PREVIOUS)), server.c.lease_until > now)
    return db.scalar(select(server.c.id).where(*others).limit(1)) is not None


def living(db: Connection, now: int) -> list[str]:
    """List for a command the ids of the servers that hold a lease at `now` (unix ms)."""
    here = (server.c.id != PREVIOUS, server.c.lease_until > now)
    return list(db.scalars(select(server.c.id).where(*here).order_by(server.c.id)))


def leases(db: Connection) -> dict[str, int]:
    """Return when the lease of each server ends, in unix ms."""
    rows = db.execute(select(server.c.id, server.c.lease_until).where(server.c.id != PREVIOUS))
    return {row.id: row.lease_until for row in rows}


def room_names(db: Connection) -> str:
    """Read for a command what `Members.room_names` tells a server."""
    previous = db.scalar(select(func.count()).select_from(server).where(server.c.version < VERSION))
    return "" if previous else installation.find(db)


def owner(activity_id: int, living: tuple[str, ...]) -> str:
    """Choose the owner of an activity among the living servers (rendezvous hashing, Thaler and Ravishankar 1998).

    A server that comes or goes changes the owner of its own share alone.
    """
    if len(living) == 1:
        return living[0]
    return max(living, key=lambda name: (blake2b(f"{name} {activity_id}".encode(), digest_size=8).digest(), name))
