"""Sessions, with every query about them. A redeemed ticket becomes a session: a role in one activity on one device."""

import hmac
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    and_,
    bindparam,
    false,
    func,
    insert,
    or_,
    select,
    text,
    tuple_,
    update,
)

from kaibo.call import new_id
from kaibo.gateway.device import known
from kaibo.session.role import Entry, Role
from kaibo.store import METADATA, Prepared

session = Table(
    "session",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("activity", BigInteger, ForeignKey("activity.id"), nullable=False, index=True),
    Column("account", String(64), nullable=False),
    Column("link", String(32), nullable=False),
    Column("role", Integer, nullable=False),
    Column("name", String(64), nullable=False),
    Column("secret_hash", String(64), nullable=False),
    Column("browser", String(64), nullable=False),
    Column("system", String(64), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("end_reason", String(16), nullable=False),
    Column("tab", String(64), nullable=False),
    Column("connected", Boolean, nullable=False),
    Column("joined_at", BigInteger),
    Column("on_air", Boolean, nullable=False),
    Column("via", String(8), nullable=False, server_default=""),
    Column("address", String(64), nullable=False, server_default=""),
    Column("external_user", String(128), nullable=False, server_default=""),
    Column("avatar_url", Text, nullable=False, server_default=""),
    Column("return_url", Text, nullable=False, server_default=""),
    Column("continues", String(32), key="handed_off_from", nullable=False, server_default=""),
    Column("left_at", BigInteger, nullable=False, server_default="0"),
    Column("seated_at", BigInteger, nullable=False, server_default="0"),
    Column("entry", Integer, nullable=False, server_default="0"),
    Column("knocked_at", BigInteger, nullable=False, server_default="0"),
    Column("muted", Boolean, nullable=False, server_default=false()),
    Column("camera_off", Boolean, nullable=False, server_default=false()),
    Column("hand_at", BigInteger, nullable=False, server_default="0"),
    Column("asked_at", BigInteger, nullable=False, server_default="0"),
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("spotlight", Boolean, nullable=False, server_default=false()),
    Column("screen_shown", String(64), nullable=False, server_default=""),
    Column("place_lost", Boolean, nullable=False, server_default=false()),
    Index("ix_session_link", "link", "created_at"),
)
NOT_ENDED = session.c.ended_at.is_(None)
Index("ix_session_living", session.c.link, sqlite_where=NOT_ENDED, postgresql_where=NOT_ENDED)
OF_USER = text("external_user <> ''")
"""Sessions of people with an ExternalUserId. Most have none."""
Index("ix_session_external_user", session.c.external_user, sqlite_where=OF_USER, postgresql_where=OF_USER)
FIRST = text("continues = ''")
"""The first session of each person."""
Index(
    "ix_session_of_account",
    session.c.account,
    session.c.created_at,
    session.c.id,
    sqlite_where=FIRST,
    postgresql_where=FIRST,
)
Index("ix_session_connected", session.c.id, sqlite_where=session.c.connected, postgresql_where=session.c.connected)


class Session(NamedTuple):
    """One person in one activity on one device. Times are unix ms."""

    id: str
    activity: int
    account: str
    link: str
    role: Role
    name: str
    secret_hash: str
    browser: str
    system: str
    created_at: int
    expires_at: int
    ended_at: int | None
    end_reason: str
    """"" while the session lives."""
    tab: str
    """The nonce of the page load that acts for the session."""
    connected: bool
    """Whether at least one event stream of the session is open."""
    joined_at: int | None
    """When a guest took a place on the stage; None without a place."""
    on_air: bool
    via: str = ""
    """`app` or `browser`."""
    address: str = ""
    """The network that the session was opened from."""
    external_user: str = ""
    """The link's ExternalUserId."""
    avatar_url: str = ""
    """From the link."""
    return_url: str = ""
    """From the link."""
    handed_off_from: str = ""
    """The first session of the same person; "" in that session itself."""
    left_at: int = 0
    """Since when the session has no event stream, while it is not connected. Else since when it has one.

    Its last stream closed then, or its page entered then and has not opened a stream yet.
    """
    seated_at: int = 0
    """When the session first held the host seat; 0 for never."""
    entry: Entry = Entry.BY_MODE
    knocked_at: int = 0
    """Since when a guest waits to be let in; 0 for not."""
    muted: bool = False
    """The crew took the guest's right to send sound."""
    camera_off: bool = False
    """The crew took the guest's right to send the camera."""
    hand_at: int = 0
    """Since when the guest's hand is raised; 0 for not."""
    asked_at: int = 0
    """When the crew asked the guest to unmute; 0 for never since the last mute."""
    turn: int = 0
    """The guest's turn in the order of the crew, from 1; 0 for none."""
    spotlight: bool = False
    screen_shown: str = ""
    """The track name of the guest's screen that viewers see; "" for none."""
    place_lost: bool = False
    """The guest's place was given up, because no media connection came."""

    @property
    def first(self) -> str:
        """Return the id of the person's first session."""
        return self.handed_off_from or self.id

    @property
    def public(self) -> str:
        """Return the public name, for the media engine and viewers' pages."""
        return public_name(self.id, self.secret_hash)

    @property
    def about(self) -> dict[str, Any]:
        """Return the fields of `Event` that name the session in the audit log."""
        return {"link": self.link, "session": self.id, "role": int(self.role), "name": self.name}

    @property
    def came_in(self) -> bool:
        """Tell whether the session has a place on the stage, or held the host seat.

        A later block of its link does not end such a session.
        """
        return self.joined_at is not None or self.seated_at > 0

    def lives(self, now: int) -> bool:
        """Tell whether the session has neither ended nor expired at `now` (unix ms)."""
        return self.ended_at is None and now < self.expires_at


def public_name(session_id: str, secret_hash: str) -> str:
    """Return 32 hex digits that hide the session's id. The hash of the session's secret is needed to compute them."""
    return hmac.digest(secret_hash.encode(), f"public name of {session_id}".encode(), sha256).hex()[:32]


FIND = select(session).where(session.c.id == bindparam("id"))
LIVING = and_(session.c.ended_at.is_(None), session.c.expires_at > bindparam("now"))
IN = and_(session.c.activity == bindparam("activity"), LIVING)
GUESTS = (
    select(session)
    .where(IN, session.c.role == Role.GUEST, session.c.joined_at.is_not(None))
    .order_by(session.c.joined_at, session.c.id)
)
INSERT = Prepared(insert(session))
OF_LINK = session.c.link == bindparam("of_link")
PEOPLE_OF_LINK = Prepared(select(func.count()).select_from(session).where(OF_LINK, session.c.handed_off_from == ""))
NEWEST = (session.c.created_at.desc(), session.c.id.desc())
NOTHING_CARRIED: Mapping[str, Any] = MappingProxyType({})
PLACES = select(func.count()).select_from(session).where(IN, session.c.joined_at.is_not(None))


def of_row(row: Iterable[Any]) -> Session:
    """Read a session from all columns of its row."""
    stored = Session._make(row)
    stored = stored._replace(role=Role(stored.role), entry=Entry(stored.entry))
    return stored._replace(**known(stored.browser, stored.system)._asdict())


def create(
    db: Connection,
    *,
    activity: int,
    account: str,
    link: str,
    role: Role,
    name: str,
    browser: str,
    system: str,
    secret_hash: str,
    on_air: bool,
    now: int,
    expires_at: int,
    via: str = "browser",
    address: str = "",
    external_user: str = "",
    avatar_url: str = "",
    return_url: str = "",
    handed_off_from: str = "",
    carried: Mapping[str, Any] = NOTHING_CARRIED,
) -> Session:
    """Create a session. A caller proves it with the secret behind `secret_hash`.

    With `on_air` a guest is in the program as soon as they join the stage. `carried` are more columns, which the person
    brings along from another session.
    """
    created = Session(
        id=new_id("se_"),
        activity=activity,
        account=account,
        link=link,
        role=role,
        name=name,
        secret_hash=secret_hash,
        browser=browser,
        system=system,
        created_at=now,
        expires_at=expires_at,
        ended_at=None,
        end_reason="",
        tab="",
        connected=False,
        joined_at=None,
        on_air=on_air,
        via=via,
        address=address,
        external_user=external_user,
        avatar_url=avatar_url,
        return_url=return_url,
        handed_off_from=handed_off_from,
    )._replace(**carried)
    INSERT.run(db, created._asdict())
    return created


def find(db: Connection, session_id: str) -> Session | None:
    """Find a session, also an ended or expired one."""
    row = db.execute(FIND, {"id": session_id}).first()
    return None if row is None else of_row(row)


def people_of_link(db: Connection, link: str) -> int:
    """Count the people whom a link has admitted, also those who left. A handoff does not count again."""
    return int(PEOPLE_OF_LINK.first(db, {"of_link": link})[0])


def of_link(db: Connection, link: str, limit: int) -> list[Session]:
    """List the sessions of a link, the newest first."""
    query = select(session).where(OF_LINK).order_by(*NEWEST).limit(limit)
    return [of_row(row) for row in db.execute(query, {"of_link": link})]


def living_of_link(db: Connection, link: str, now: int, limit: int | None = None) -> list[Session]:
    """List the sessions of a link that live at `now` (unix ms), the newest first."""
    query = select(session).where(OF_LINK, LIVING).order_by(*NEWEST).limit(limit)
    return [of_row(row) for row in db.execute(query, {"of_link": link, "now": now})]


def of_person(db: Connection, member: Session) -> list[Session]:
    """List all sessions of the person of one session, also ended ones."""
    theirs = or_(session.c.id == member.first, session.c.handed_off_from == member.first)
    query = select(session).where(session.c.link == member.link, theirs).order_by(session.c.created_at)
    return [of_row(row) for row in db.execute(query)]


def seated(db: Connection, activity_id: int, now: int) -> list[Session]:
    """List the sessions of an activity that held the host seat and live at `now` (unix ms)."""
    query = select(session).where(IN, session.c.seated_at > 0)
    return [of_row(row) for row in db.execute(query, {"activity": activity_id, "now": now})]


def living(db: Connection, activity_id: int, roles: Collection[Role], now: int, limit: int) -> list[Session]:
    """List at most `limit` sessions of an activity and of these roles that live at `now` (unix ms)."""
    query = select(session).where(IN, session.c.role.in_(list(roles))).limit(limit)
    return [of_row(row) for row in db.execute(query, {"activity": activity_id, "now": now})]


def listed(
    db: Connection, activity_id: int, link: str, living_at: int, before: tuple[int, str] | None, limit: int
) -> list[Session]:
    """List at most `limit` sessions of an activity, the newest first.

    `link` "" stands for all links. `living_at` is unix ms, and 0 includes ended sessions.
    `before` is the (creation time in unix ms, id) that the list starts after.
    """
    query = select(session).where(session.c.activity == activity_id)
    if link:
        query = query.where(session.c.link == link)
    if living_at:
        query = query.where(session.c.ended_at.is_(None), session.c.expires_at > living_at)
    if before is not None:
        query = query.where(tuple_(session.c.created_at, session.c.id) < before)
    return [of_row(row) for row in db.execute(query.order_by(*NEWEST).limit(limit))]


def change(db: Connection, session_id: str, **values: object) -> None:
    """Set columns of one session."""
    db.execute(update(session).where(session.c.id == session_id).values(**values))


def end(db: Connection, session_id: str, reason: str, now: int) -> None:
    """End a session for good and free its place on the stage. A session that ended before stays unchanged."""
    running = (session.c.id == session_id) & session.c.ended_at.is_(None)
    db.execute(update(session).where(running).values(ended_at=now, end_reason=reason, joined_at=None))


LEFT: Mapping[str, Any] = {"joined_at": None, "knocked_at": 0, "hand_at": 0, "spotlight": False, "screen_shown": ""}
"""Columns that a guest loses with the place."""


def leave_stage(db: Connection, session_id: str) -> None:
    """Free a session's place on the stage, and end its wait for one."""
    change(db, session_id, **LEFT)


def guests(db: Connection, activity_id: int, now: int) -> list[Session]:
    """List the guests who have a place on the stage at `now` (unix ms), the earliest first.

    A place ends with the guest's session.
    """
    return [of_row(row) for row in db.execute(GUESTS, {"activity": activity_id, "now": now})]


def places_taken(db: Connection, activity_id: int, now: int) -> int:
    """Count the taken places on the stage at `now` (unix ms)."""
    return db.scalar(PLACES, {"activity": activity_id, "now": now}) or 0


def with_guests(db: Connection) -> set[int]:
    """Return the activities in which a guest has a place on the stage. Reads every session: for the start only."""
    return set(db.scalars(select(session.c.activity).where(session.c.joined_at.is_not(None)).distinct()))
