"""The tables of who may watch, with every query about them.

`viewing_rule` has no row for a show that everybody may watch and where nobody was ever banned.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    update,
)

from kaibo.store import METADATA, Prepared

MAIN, SUB = 1, 2
"""The places of a show's two rules. A person needs to fit one of them."""

viewing_rule = Table(
    "viewing_rule",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("main", Integer, nullable=False),
    Column("sub", Integer, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=True),
)
white_list = Table(
    "white_list",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("user", String(100), primary_key=True),
    Column("name", String(60), nullable=False),
)
viewer_ban = Table(
    "viewer_ban",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("number", BigInteger, primary_key=True),
    Column("user", String(100), nullable=False),
    Column("banned_at", BigInteger, nullable=False),
)
signed_viewer = Table(
    "signed_viewer",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("viewer", String(32), primary_key=True),
    Column("user", String(100), nullable=False),
    Column("name", String(60), nullable=False),
    Column("avatar", Text, nullable=False),
    Column("comment", String(50), nullable=False),
    Column("signed_at", BigInteger, nullable=False),
)
Index("ix_signed_viewer_signed_at", signed_viewer.c.signed_at)


class Stored(NamedTuple):
    """The row of a show. Its default is a show that everybody may watch."""

    main: int = 1
    """A kind (`decision.Kind`)."""
    sub: int = 0
    """The second kind; 0 for none."""
    epoch: int = 0
    """Rises with each change of a password. A pass proves the password of its epoch."""
    revision: int = 0
    """Rises with each change of who may watch."""
    sealed: bytes | None = None


class Signed(NamedTuple):
    """A viewer who signed in with a token of the integrator."""

    viewer: str
    user: str
    """The ExternalUserId."""
    name: str
    avatar: str
    comment: str
    signed_at: int
    """Unix ms."""


OF = Prepared(
    select(*[viewing_rule.c[name] for name in Stored._fields]).where(viewing_rule.c.activity == bindparam("activity"))
)
SIGNED = select(*[signed_viewer.c[name] for name in Signed._fields])


def of(db: Connection, activity_id: int) -> Stored:
    """Read the row of a show."""
    row = OF.first(db, {"activity": activity_id})
    return Stored._make(row) if row else Stored()


def put(db: Connection, activity_id: int, wanted: Stored) -> None:
    """Write the row of a show with the next revision."""
    values = wanted._replace(revision=wanted.revision + 1)._asdict()
    mine = viewing_rule.c.activity == activity_id
    if not db.execute(update(viewing_rule).where(mine).values(**values)).rowcount:
        db.execute(insert(viewing_rule).values(activity=activity_id, **values))


def touch(db: Connection, activity_id: int) -> None:
    """Raise the revision, after a change of a list or a ban. Every open page is decided about again."""
    put(db, activity_id, of(db, activity_id))


def banned(db: Connection, activity_id: int) -> frozenset[int]:
    """Return the numbers of the banned viewers."""
    return frozenset(db.scalars(select(viewer_ban.c.number).where(viewer_ban.c.activity == activity_id)))


def banned_of(db: Connection, activity_id: int, numbers: Collection[int]) -> frozenset[int]:
    """Return those of these viewers who are banned, by their numbers."""
    mine = viewer_ban.c.activity == activity_id
    return frozenset(db.scalars(select(viewer_ban.c.number).where(mine, viewer_ban.c.number.in_(numbers))))


def bans(db: Connection, activity_id: int) -> Sequence[tuple[int, str]]:
    """List the numbers and ExternalUserIds of banned viewers, the newest first."""
    query = select(viewer_ban.c.number, viewer_ban.c.user).where(viewer_ban.c.activity == activity_id)
    newest = viewer_ban.c.banned_at.desc(), viewer_ban.c.number
    return [(row.number, row.user) for row in db.execute(query.order_by(*newest))]


def count_bans(db: Connection, activity_id: int) -> int:
    """Count the banned viewers of a show."""
    mine = viewer_ban.c.activity == activity_id
    return db.scalar(select(func.count()).select_from(viewer_ban).where(mine)) or 0


def ban(db: Connection, activity_id: int, people: dict[int, str], now: int) -> None:
    """Ban viewers, given as ExternalUserId ("" for none) by number. `now` is unix ms."""
    lift(db, activity_id, people.keys())
    rows = [{"activity": activity_id, "number": one, "user": user, "banned_at": now} for one, user in people.items()]
    db.execute(insert(viewer_ban), rows)


def lift(db: Connection, activity_id: int, numbers: Collection[int]) -> None:
    """Lift the bans of these viewers."""
    mine = viewer_ban.c.activity == activity_id
    db.execute(delete(viewer_ban).where(mine, viewer_ban.c.number.in_(numbers)))


def sign(db: Connection, activity_id: int, signed: Signed) -> None:
    """Keep who a viewer is. A later sign-in of the same user replaces it."""
    mine = (signed_viewer.c.activity == activity_id) & (signed_viewer.c.viewer == signed.viewer)
    if not db.execute(update(signed_viewer).where(mine).values(**signed._asdict())).rowcount:
        db.execute(insert(signed_viewer).values(activity=activity_id, **signed._asdict()))


def signed_in(db: Connection, activity_id: int, viewers: Collection[str]) -> dict[str, Signed]:
    """Return those of these viewers who signed in, by id."""
    query = SIGNED.where(signed_viewer.c.activity == activity_id, signed_viewer.c.viewer.in_(viewers))
    return {row.viewer: Signed._make(row) for row in db.execute(query)}


def all_signed(db: Connection, activity_id: int, viewer: str | None) -> frozenset[str]:
    """Return the ids of the viewers who signed in, or of this one if they did."""
    query = select(signed_viewer.c.viewer).where(signed_viewer.c.activity == activity_id)
    if viewer is not None:
        query = query.where(signed_viewer.c.viewer == viewer)
    return frozenset(db.scalars(query))


def all_listed(db: Connection, activity_id: int, places: Collection[int], viewer: str | None) -> frozenset[str]:
    """Return the viewers who signed in and are on a white list, or this one if they are."""
    same = (signed_viewer.c.activity == white_list.c.activity) & (signed_viewer.c.user == white_list.c.user)
    query = (
        select(signed_viewer.c.viewer)
        .join(white_list, same)
        .where(signed_viewer.c.activity == activity_id, white_list.c.place.in_(places))
    )
    if viewer is not None:
        query = query.where(signed_viewer.c.viewer == viewer)
    return frozenset(db.scalars(query))


def copy_lists(db: Connection, source: int, target: int) -> None:
    """Give a new show the white lists of an earlier one."""
    columns = white_list.c.place, white_list.c.user, white_list.c.name
    theirs = select(literal(target, BigInteger), *columns).where(white_list.c.activity == source)
    db.execute(insert(white_list).from_select(["activity", "place", "user", "name"], theirs))
