"""The tables of admins, and every query about them. Names are unique on a server, whatever their case."""

from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    LargeBinary,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from kaibo.call import new_id
from kaibo.features.admin.errors import LastOwner, NameTaken, UnknownAdmin
from kaibo.features.admin.roles import Role
from kaibo.folded import fold
from kaibo.store import METADATA

LONGEST_NAME = 64
LONGEST_PASSKEY_ID = 1364
"""Base64url characters of the longest id of a passkey, which has 1023 bytes (Web Authentication §5.1)."""

admin = Table(
    "admin",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("account", String(64), ForeignKey("account.id"), nullable=False, index=True),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("folded", String(4 * LONGEST_NAME), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("password", Text, nullable=False, server_default=""),
    Column("created_at", BigInteger, nullable=False),
    Column("signed_in_at", BigInteger, nullable=False, server_default="0"),
)

admin_passkey = Table(
    "admin_passkey",
    METADATA,
    Column("id", String(LONGEST_PASSKEY_ID), primary_key=True),
    Column("admin", String(32), ForeignKey("admin.id"), nullable=False, index=True),
    Column("name", String(LONGEST_NAME), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=False, server_default="0"),
)

admin_link = Table(
    "admin_link",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("account", String(64), ForeignKey("account.id"), nullable=False),
    Column("admin", String(32), nullable=False, server_default="", index=True),
    Column("role", String(16), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("name", String(LONGEST_NAME), nullable=False, server_default=""),
)
"""One-time sign-in links. `admin` is "" for a link that makes an admin. A used link has no row."""

admin_session = Table(
    "admin_session",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("admin", String(32), ForeignKey("admin.id"), nullable=False, index=True),
    Column("secret_hash", String(64), nullable=False, unique=True),
    Column("device", String(130), nullable=False),
    Column("way", String(16), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False, index=True),
)

admin_try = Table(
    "admin_try",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("name_hash", String(64), nullable=False, index=True),
    Column("at", BigInteger, nullable=False, index=True),
)
"""Wrong passwords of the last minute, by the name that they came for."""

admin_challenge = Table(
    "admin_challenge",
    METADATA,
    Column("hash", String(64), primary_key=True),
    Column("expires_at", BigInteger, nullable=False, index=True),
)
"""Challenges that a passkey answered. None is answered twice."""


class Admin(NamedTuple):
    """A person who may sign in to the console. Times are in unix ms."""

    id: str
    account: str
    name: str
    folded: str
    role: Role
    password: str
    """The hash (Argon2id) in PHC form, "" without a password."""
    created_at: int
    signed_in_at: int
    """0 for never."""


class Passkey(NamedTuple):
    """A passkey of an admin. Times are in unix ms."""

    id: str
    """The credential's id in base64url."""
    admin: str
    name: str
    public_key: bytes
    sign_count: int
    created_at: int
    used_at: int
    """0 for never."""


def create(db: Connection, account: str, name: str, role: Role, now: int) -> Admin:
    """Create an admin. Raises NameTaken."""
    if by_name(db, name):
        raise NameTaken
    made = Admin(new_id("ad_"), account, name, fold(name), role, "", now, 0)
    db.execute(insert(admin).values(made._asdict()))
    return made


def find(db: Connection, admin_id: str) -> Admin | None:
    """Find an admin of any account."""
    return _admin(db.execute(select(admin).where(admin.c.id == admin_id)).first())


def by_name(db: Connection, name: str) -> Admin | None:
    """Find an admin by name, whatever the case."""
    return _admin(db.execute(select(admin).where(admin.c.folded == fold(name))).first())


def own(db: Connection, account: str, admin_id: str) -> Admin:
    """Find an admin of this account. Raises UnknownAdmin."""
    found = find(db, admin_id)
    if found is None or found.account != account:
        raise UnknownAdmin
    return found


def of(db: Connection, account: str) -> list[Admin]:
    """Return the admins of an account, the oldest first."""
    rows = db.execute(select(admin).where(admin.c.account == account).order_by(admin.c.created_at, admin.c.id))
    return [Admin._make(row)._replace(role=Role(row.role)) for row in rows]


def are_there(db: Connection) -> bool:
    """Tell whether the store has any admin."""
    return db.execute(select(admin.c.id).limit(1)).first() is not None


def change(db: Connection, admin_id: str, **fields: Any) -> None:
    """Change columns of an admin. Raises NameTaken for another admin's name."""
    if "name" in fields:
        other = by_name(db, fields["name"])
        if other and other.id != admin_id:
            raise NameTaken
        fields["folded"] = fold(fields["name"])
    db.execute(update(admin).where(admin.c.id == admin_id).values(fields))


def check_owner_left(db: Connection, without: Admin) -> None:
    """Raise LastOwner when the account has no other owner than this admin."""
    owners = select(func.count()).where(
        admin.c.account == without.account, admin.c.role == Role.OWNER, admin.c.id != without.id
    )
    if without.role == Role.OWNER and not db.scalar(owners):
        raise LastOwner


def remove(db: Connection, admin_id: str) -> None:
    """Delete an admin with passkeys, sessions and links."""
    for table in (admin_passkey, admin_session, admin_link):
        db.execute(delete(table).where(table.c.admin == admin_id))
    db.execute(delete(admin).where(admin.c.id == admin_id))


def add_passkey(db: Connection, passkey: Passkey) -> None:
    """Keep a passkey."""
    db.execute(insert(admin_passkey).values(passkey._asdict()))


def passkey(db: Connection, passkey_id: str) -> Passkey | None:
    """Find a passkey of any admin."""
    row = db.execute(select(admin_passkey).where(admin_passkey.c.id == passkey_id)).first()
    return Passkey._make(row) if row else None


def passkeys(db: Connection, admin_id: str) -> list[Passkey]:
    """Return the passkeys of an admin, the oldest first."""
    mine = select(admin_passkey).where(admin_passkey.c.admin == admin_id)
    return [Passkey._make(row) for row in db.execute(mine.order_by(admin_passkey.c.created_at, admin_passkey.c.id))]


def note_passkey_used(db: Connection, passkey_id: str, sign_count: int, now: int) -> None:
    """Note a sign-in with a passkey."""
    values = {"sign_count": sign_count, "used_at": now}
    db.execute(update(admin_passkey).where(admin_passkey.c.id == passkey_id).values(values))


def remove_passkey(db: Connection, passkey_id: str) -> None:
    """Delete a passkey."""
    db.execute(delete(admin_passkey).where(admin_passkey.c.id == passkey_id))


def _admin(row: Any) -> Admin | None:
    return None if row is None else Admin._make(row)._replace(role=Role(row.role))
