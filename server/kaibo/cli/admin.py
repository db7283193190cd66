"""The commands `kaibo admin …`. They let a person in who may read the data folder. They are safe beside servers."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection

from kaibo.account import table as access
from kaibo.call import Event
from kaibo.cli import opening
from kaibo.cli.stopped import Stopped
from kaibo.clock import database_ms, now_ms
from kaibo.cluster import members, reports
from kaibo.errors import ApiError
from kaibo.features.admin import links, table
from kaibo.features.admin.roles import Role
from kaibo.features.admin.table import LONGEST_NAME, Admin
from kaibo.features.audit import table as audit
from kaibo.host.data_folder import DataFolder
from kaibo.names import checked
from kaibo.settings import Settings
from kaibo.store import Store
from kaibo.stores.opening import open_store
from kaibo.terminal import as_json

ACCOUNT_NAME = "console"
"""The name of an account that the first admin's link makes."""
ACTOR = "kaibo admin"
"""The name in the audit log for a person who may read the data folder."""
T = TypeVar("T")


def link(settings: Settings, name: str, account: str, role: str) -> None:
    """Print a sign-in link for one use within an hour. Raises Stopped.

    Without a name it makes the first admin, or lets the only owner in. With a known admin's name it lets this admin in.
    With a role it makes an admin, to whom the page offers the name. The address is that of a running server, if any.
    """
    opening.make(settings, DataFolder(settings.data))

    def work(db: Connection) -> str:
        now = now_ms()
        known = None if role else _known(db, name)
        if known is None and name and not role:
            raise Stopped(f"there is no admin {name}; kaibo admin list shows them all")
        of = known.account if known else account or _only_account(db, now)
        if of not in access.accounts(db):
            raise Stopped(f"there is no account {of}")
        if known:
            token = links.make(db, of, known.role, now, known)
            _note(db, of, known.name, "sign-in link")
        else:
            offered, new = checked("NAME", name, LONGEST_NAME) if name else "", Role(role or Role.OWNER)
            token = links.make(db, of, new, now, name=offered)
            _note(db, of, offered, f"new {new}")
        # The server that runs may have been started with another port, or with --lan.
        address = reports.address(db, members.living(db, database_ms(db) or now)) or settings.address
        return links.url(address, token)

    print(_run(settings, work))


def listed(settings: Settings) -> None:
    """Print the admins of all accounts, one JSON line each."""

    def work(db: Connection) -> list[Admin]:
        return [person for account in access.accounts(db) for person in table.of(db, account)]

    for person in _run(settings, work):
        print(as_json(_shown(person)))


def delete(settings: Settings, name: str) -> None:
    """Delete an admin, who is signed out at once. Raises Stopped."""

    def work(db: Connection) -> Admin:
        person = table.by_name(db, name)
        if person is None:
            raise Stopped(f"there is no admin {name}; kaibo admin list shows them all")
        table.check_owner_left(db, person)
        table.remove(db, person.id)
        _note(db, person.account, person.name, "deleted")
        return person

    print(as_json(_shown(_run(settings, work))))


async def first_link(store: Store, origin: str, account: str) -> str:
    """Return a link for the first admin, "" when there is an admin. `account` is the demo's, "" without one."""

    def work(db: Connection) -> str:
        if table.are_there(db):
            return ""
        now = now_ms()
        return links.url(origin, links.make(db, account or _only_account(db, now), Role.OWNER, now))

    return await store.write(work)


def _note(db: Connection, account: str, name: str, did: str) -> None:
    """Note for the audit log what happened to the admin with this name."""
    audit.write(db, [Event(now_ms(), account, 0, "admin", name=name, detail=did, actor_name=ACTOR)])


def _known(db: Connection, name: str) -> Admin | None:
    """Find the admin whom a link is for. Without a name: the only owner, None before there is an admin."""
    if name:
        return table.by_name(db, name)
    owners = [
        person for account in access.accounts(db) for person in table.of(db, account) if person.role == Role.OWNER
    ]
    if len(owners) > 1:
        raise Stopped(f"there are several owners; name one of {', '.join(owner.name for owner in owners)}")
    return owners[0] if owners else None


def _only_account(db: Connection, now: int) -> str:
    """Return the only account. Make one where there is none. Raises Stopped when there are several."""
    accounts = access.accounts(db)
    if len(accounts) > 1:
        raise Stopped(f"there are several accounts; name one with --account, such as {', '.join(accounts)}")
    return accounts[0] if accounts else access.create_account(db, ACCOUNT_NAME, now)


def _run(settings: Settings, work: Callable[[Connection], T]) -> T:
    """Run a transaction as the server runs its calls. So no other transaction changes what this one has read."""
    opening.check(settings.database)
    store = open_store(settings.database)
    store.start()
    try:
        return asyncio.run(store.write(work))
    except ApiError as refused:
        raise Stopped(str(refused)) from None
    finally:
        store.close()


def _shown(person: Admin) -> dict[str, Any]:
    return {
        "Admin": person.id,
        "Account": person.account,
        "Name": person.name,
        "Role": person.role,
        "SignInTime": person.signed_in_at // 1000,
    }
