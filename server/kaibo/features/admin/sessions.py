"""The sessions of admins. A session is a cookie for `/admin`, and lasts twelve hours."""

import secrets
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from kaibo.call import new_id
from kaibo.features.admin import table
from kaibo.features.admin.errors import SignedOut
from kaibo.features.admin.table import Admin, admin, admin_session
from kaibo.gateway.action import Cookie
from kaibo.vault import fingerprint

COOKIE, PATH = "kaibo_admin", "/admin"
LIFE_MS = 12 * 3600 * 1000


class AdminSession(NamedTuple):
    """A signed-in browser. Times are in unix ms."""

    id: str
    admin: str
    secret_hash: str
    device: str
    way: str
    """How the admin signed in: `link`, `password` or `passkey`."""
    created_at: int
    expires_at: int


def begin(db: Connection, person: Admin, device: str, way: str, now: int) -> Cookie:
    """Sign an admin in. Return the cookie to set."""
    secret = secrets.token_urlsafe(32)
    row = AdminSession(new_id("as_"), person.id, fingerprint(secret), device, way, now, now + LIFE_MS)
    db.execute(insert(admin_session).values(row._asdict()))
    db.execute(update(admin).where(admin.c.id == person.id).values(signed_in_at=now))
    return Cookie(name=COOKIE, value=secret, path=PATH, max_age=LIFE_MS // 1000)


def end_cookie() -> Cookie:
    """Return the cookie that takes the session from the browser."""
    return Cookie(name=COOKIE, value="", path=PATH, max_age=0)


def proved(db: Connection, secret: str, now: int) -> tuple[AdminSession, Admin]:
    """Return the session that this secret proves, and its admin. Raises SignedOut."""
    row = db.execute(select(admin_session).where(admin_session.c.secret_hash == fingerprint(secret))).first()
    if row is None or row.expires_at <= now:
        raise SignedOut
    person = table.find(db, row.admin)
    if person is None:
        raise SignedOut
    return AdminSession._make(row), person


def of(db: Connection, admin_id: str, now: int) -> list[AdminSession]:
    """Return the living sessions of an admin, the newest first."""
    mine = select(admin_session).where(admin_session.c.admin == admin_id, admin_session.c.expires_at > now)
    return [AdminSession._make(row) for row in db.execute(mine.order_by(admin_session.c.created_at.desc()))]


def end(db: Connection, session_id: str) -> None:
    """End one session."""
    db.execute(delete(admin_session).where(admin_session.c.id == session_id))


def end_all(db: Connection, admin_id: str, but: str = "") -> None:
    """End the sessions of an admin. `but` is the id of one to keep."""
    mine = admin_session.c.admin == admin_id
    db.execute(delete(admin_session).where(mine, admin_session.c.id != but))
