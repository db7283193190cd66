"""One-time sign-in links. A link makes an admin, or lets one in again. It lives for an hour."""

import secrets
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from kaibo.features.admin import table
from kaibo.features.admin.errors import NameTaken, UnknownAdminLink
from kaibo.features.admin.roles import Role
from kaibo.features.admin.table import Admin, admin_link
from kaibo.vault import fingerprint

LIFE_MS = 3600 * 1000


class AdminLink(NamedTuple):
    """A sign-in link that is not used yet."""

    token_hash: str
    account: str
    admin: str
    """The id of the admin whom it lets in, "" for a new one."""
    role: Role
    expires_at: int
    """Unix ms."""
    name: str = ""
    """The name that the page offers to a new admin."""


def url(origin: str, token: str) -> str:
    """Write the address of a sign-in link. A browser never sends what is behind the `#`, so no log has the token."""
    return f"{origin}/admin#link={token}"


def make(db: Connection, account: str, role: Role, now: int, known: Admin | None = None, name: str = "") -> str:
    """Make a link and return its token. With `known` it lets this admin in, and the admin's older links end.

    Without, `name` is what the page offers to the new admin. Raises NameTaken when another admin has it.
    """
    if name and table.by_name(db, name):
        raise NameTaken
    if known:
        db.execute(delete(admin_link).where(admin_link.c.admin == known.id))
    token = secrets.token_urlsafe(24)
    row = AdminLink(fingerprint(token), account, known.id if known else "", role, now + LIFE_MS, name)
    db.execute(insert(admin_link).values(row._asdict()))
    return token


def find(db: Connection, token: str, now: int) -> AdminLink:
    """Find a link that still opens. Raises UnknownAdminLink."""
    row = db.execute(select(admin_link).where(admin_link.c.token_hash == fingerprint(token))).first()
    if row is None or row.expires_at <= now:
        raise UnknownAdminLink
    return AdminLink._make(row)._replace(role=Role(row.role))


def use(db: Connection, token: str, now: int) -> AdminLink:
    """Use up a link. Raises UnknownAdminLink, also for the second of two callers at the same moment."""
    link = find(db, token, now)
    gone = db.execute(delete(admin_link).where(admin_link.c.token_hash == link.token_hash))
    if not gone.rowcount:
        raise UnknownAdminLink
    return link


def end_first(db: Connection, account: str) -> None:
    """End the links that make an owner. Each start without an admin prints one, and a log may keep them all."""
    makes_owner = (admin_link.c.admin == "", admin_link.c.role == Role.OWNER)
    db.execute(delete(admin_link).where(admin_link.c.account == account, *makes_owner))


def admin_of(db: Connection, link: AdminLink) -> Admin | None:
    """Return the admin whom a link lets in, None for a link that makes one."""
    return table.find(db, link.admin) if link.admin else None
