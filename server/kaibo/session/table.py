"""Sessions: what a redeemed ticket becomes, a role in an activity on one device. Every query stands here."""

import hmac
from collections.abc import Collection
from hashlib import sha256
from typing import NamedTuple

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
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from kaibo.call import new_id
from kaibo.gateway.device import known
from kaibo.session.role import Role
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
    Column("continues", String(32), nullable=False, server_default=""),
    Column("left_at", BigInteger, nullable=False, server_default="0"),
    Column("seated_at", BigInteger, nullable=False, server_default="0"),
    Index("ix_session_link", "link", "created_at"),
)
NOT_ENDED = session.c.ended_at.is_(None)
Index("ix_session_living", session.c.link, sqlite_where=NOT_ENDED, postgresql_where=NOT_ENDED)


class Session(NamedTuple):
    """One person in one activity on one device. Times in unix ms.

    `tab` is the page load that acts for it; `connected` whether its event stream is open;
    `joined_at` is set while a guest has a place on the stage; `end_reason` is "" while it lives. `via` is app or
    browser, `address` the network it came from. `external_user`, `avatar_url`, `return_url` are its link's.
    `continues` is the session that the same person came in by first, "" for that one itself. `left_at`: while it is not
    connected, since when: its last stream closed, or its page entered and has not opened one yet. `seated_at`: when it
    first held the host seat, 0 for never.
    """

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
    tab: str
    connected: bool
    joined_at: int | None
    on_air: bool
    via: str = ""
    address: str = ""
    external_user: str = ""
    avatar_url: str = ""
    return_url: str = ""
    continues: str = ""
    left_at: int = 0
    seated_at: int = 0

    @property
    def first(self) -> str:
        """The session that this person came in by."""
        return self.continues or self.id

    @property
    def public(self) -> str:
        """What others call it, in the media engine and on viewers' pages."""
        return public_name(self.id, self.secret_hash)

    @property
    def came_in(self) -> bool:
        """Whether it has a place on the stage, or held the host seat: a link that is blocked later leaves it in."""
        return self.joined_at is not None or self.seated_at > 0

    def lives(self, now: int) -> bool:
        """Neither ended nor expired at `now` (unix ms)."""
        return self.ended_at is None and now < self.expires_at


def public_name(session_id: str, secret_hash: str) -> str:
    """Give 32 hex digits that tell nobody the session's id: nobody computes them without the hash of its secret."""
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
MADE_BY = Prepared(select(func.count()).select_from(session).where(OF_LINK, session.c.continues == ""))
NEWEST = (session.c.created_at.desc(), session.c.id.desc())
PLACES = select(func.count()).select_from(session).where(IN, session.c.joined_at.is_not(None))


def _row(row: tuple[object, ...]) -> Session:
    made = Session._make(row)
    return made._replace(role=Role(made.role), **known(made.browser, made.system)._asdict())


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
    continues: str = "",
) -> Session:
    """A new session; whoever brings the secret behind `secret_hash` is in it.

    `on_air`: whether a guest is in the program as soon as on the stage.
    """
    made = Session(
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
        continues=continues,
    )
    INSERT.run(db, made._asdict())
    return made


def find(db: Connection, session_id: str) -> Session | None:
    """Ended and expired ones too."""
    row = db.execute(FIND, {"id": session_id}).first()
    return None if row is None else _row(tuple(row))


def made_by(db: Connection, link: str) -> int:
    """How many people a link has let in, those who left too: who goes on elsewhere came in once."""
    return int(MADE_BY.first(db, {"of_link": link})[0])


def of_link(db: Connection, link: str, limit: int) -> list[Session]:
    """Those that a link made, the newest first."""
    query = select(session).where(OF_LINK).order_by(*NEWEST).limit(limit)
    return [_row(tuple(row)) for row in db.execute(query, {"of_link": link})]


def living_of_link(db: Connection, link: str, now: int, limit: int | None = None) -> list[Session]:
    """Those that a link made and that live at `now` (unix ms), the newest first."""
    query = select(session).where(OF_LINK, LIVING).order_by(*NEWEST).limit(limit)
    return [_row(tuple(row)) for row in db.execute(query, {"of_link": link, "now": now})]


def of_person(db: Connection, one: Session) -> list[Session]:
    """This session and those that the same person went on in, or came from; ended ones too."""
    theirs = or_(session.c.id == one.first, session.c.continues == one.first)
    query = select(session).where(session.c.link == one.link, theirs).order_by(session.c.created_at)
    return [_row(tuple(row)) for row in db.execute(query)]


def seated(db: Connection, activity_id: int, now: int) -> list[Session]:
    """Return the sessions of an activity that held the host seat and live at `now` (unix ms)."""
    query = select(session).where(IN, session.c.seated_at > 0)
    return [_row(tuple(row)) for row in db.execute(query, {"activity": activity_id, "now": now})]


def living(db: Connection, activity_id: int, roles: Collection[Role], now: int, limit: int) -> list[Session]:
    """Those of an activity and of these roles that live at `now` (unix ms), `limit` at most."""
    query = select(session).where(IN, session.c.role.in_(list(roles))).limit(limit)
    return [_row(tuple(row)) for row in db.execute(query, {"activity": activity_id, "now": now})]


def listed(
    db: Connection, activity_id: int, link: str, living_at: int, before: tuple[int, str] | None, limit: int
) -> list[Session]:
    """Those of an activity, the newest first, those created before `before`: of one link ("": of all), those that live
    at a moment (0: ended ones too)."""
    query = select(session).where(session.c.activity == activity_id)
    if link:
        query = query.where(session.c.link == link)
    if living_at:
        query = query.where(session.c.ended_at.is_(None), session.c.expires_at > living_at)
    if before is not None:
        query = query.where(tuple_(session.c.created_at, session.c.id) < before)
    return [_row(tuple(row)) for row in db.execute(query.order_by(*NEWEST).limit(limit))]


def change(db: Connection, session_id: str, **values: object) -> None:
    """Set columns of one session."""
    db.execute(update(session).where(session.c.id == session_id).values(**values))


def end(db: Connection, session_id: str, reason: str, now: int) -> None:
    """It is over, for good; its place on the stage is free. One that was over stays as it was."""
    running = (session.c.id == session_id) & session.c.ended_at.is_(None)
    db.execute(update(session).where(running).values(ended_at=now, end_reason=reason, joined_at=None))


def leave_stage(db: Connection, session_id: str) -> None:
    """Its place on the stage is free."""
    change(db, session_id, joined_at=None)


def guests(db: Connection, activity_id: int, now: int) -> list[Session]:
    """Those who have a place on the stage at `now` (unix ms), the first one first: it ends with their session."""
    return [_row(tuple(row)) for row in db.execute(GUESTS, {"activity": activity_id, "now": now})]


def places_taken(db: Connection, activity_id: int, now: int) -> int:
    """How many places on the stage are taken at `now` (unix ms)."""
    return db.scalar(PLACES, {"activity": activity_id, "now": now}) or 0


def with_guests(db: Connection) -> set[int]:
    """The activities in which somebody has a place on the stage. Reads every session: for the start only."""
    return set(db.scalars(select(session.c.activity).where(session.c.joined_at.is_not(None)).distinct()))


def forget_connections(db: Connection, now: int) -> None:
    """At start: no event stream survived the server, and every host counts as having just left."""
    host = and_(session.c.role == Role.HOST, session.c.ended_at.is_(None), session.c.expires_at > now)
    db.execute(update(session).where(or_(session.c.connected, host)).values(connected=False, left_at=now))
