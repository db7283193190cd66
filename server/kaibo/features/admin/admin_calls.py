"""The calls about the admins of an account. Only owners may make them (`roles.py`)."""

from typing import Annotated

from pydantic import Field

from kaibo.errors import InvalidParameter, TooMany
from kaibo.features.admin import links, sessions, table
from kaibo.features.admin.call import AdminCall
from kaibo.features.admin.roles import Role
from kaibo.features.admin.table import LONGEST_NAME, Admin
from kaibo.gateway.action import Done, Nothing, Wire, action
from kaibo.names import checked

MOST = 200
AdminId = Annotated[str, Field(max_length=32)]
RoleName = Annotated[str, Field(max_length=16)]


class ListedAdmin(Wire):
    """An admin. Times are in unix seconds, 0 for never."""

    admin_id: str
    name: str
    role: str
    has_password: bool
    passkeys: int
    browsers: int
    """How many browsers are signed in."""
    create_time: int
    sign_in_time: int


class ListedAdmins(Wire):
    admins: list[ListedAdmin]


class CreateAdminLink(Wire):
    """For a new admin: the role, and a name. For a known one: the id."""

    role: RoleName = Role.OPERATOR
    admin_id: AdminId = ""
    name: Annotated[str, Field(max_length=200)] = ""
    """The name that the page offers to the new admin, who may choose another one. Optional."""


class CreatedAdminLink(Wire):
    """A sign-in link for one use within an hour."""

    url: str
    expire_time: int
    """In unix seconds."""


class UpdateAdmin(Wire):
    """An absent parameter leaves its value unchanged."""

    admin_id: AdminId
    role: RoleName | None = None
    name: Annotated[str, Field(max_length=200)] | None = None


class OneAdmin(Wire):
    admin_id: AdminId


@action("ListAdmins")
def list_admins(call: AdminCall, request: Nothing) -> ListedAdmins:
    """List the account's admins, the oldest first."""
    return ListedAdmins(admins=[_listed(call, each) for each in table.of(call.db, call.owner.account)])


@action("CreateAdminLink", writes=True)
def create_admin_link(call: AdminCall, request: CreateAdminLink) -> CreatedAdminLink:
    """Make a sign-in link for a new admin, or for one who lost the password.

    Raises UnknownAdmin, NameTaken, TooMany and InvalidParameter.
    """
    account = call.owner.account
    known = table.own(call.db, account, request.admin_id) if request.admin_id else None
    if known is None and len(table.of(call.db, account)) >= MOST:
        raise TooMany(MOST, "admins")
    if known:
        token = links.make(call.db, account, known.role, call.now, known)
        _note(call, known.name, "sign-in link")
    else:
        name = checked("Name", request.name, LONGEST_NAME) if request.name.strip() else ""
        role = _role(request.role)
        token = links.make(call.db, account, role, call.now, name=name)
        _note(call, name, f"new {role}")
    return CreatedAdminLink(
        url=links.url(call.limits.public_url, token), expire_time=(call.now + links.LIFE_MS) // 1000
    )


@action("UpdateAdmin", writes=True)
def update_admin(call: AdminCall, request: UpdateAdmin) -> Done:
    """Change an admin's role or name. Raises UnknownAdmin, LastOwner, NameTaken and InvalidParameter."""
    person = table.own(call.db, call.owner.account, request.admin_id)
    changes: dict[str, str] = {}
    if request.role is not None:
        changes["role"] = wanted = _role(request.role)
        if wanted != Role.OWNER:
            table.check_owner_left(call.db, person)
    if request.name is not None:
        changes["name"] = checked("Name", request.name, LONGEST_NAME, {person.name})
    if changes:
        table.change(call.db, person.id, **changes)
    if role := changes.get("role"):
        _note(call, person.name, f"now {role}")
    if (name := changes.get("name", person.name)) != person.name:
        call.note("rename", call.owner.account, 0, name=name, detail=person.name)
    return Done()


@action("DeleteAdmin", writes=True)
def delete_admin(call: AdminCall, request: OneAdmin) -> Done:
    """Delete an admin, who is signed out at once. Raises UnknownAdmin and LastOwner."""
    person = table.own(call.db, call.owner.account, request.admin_id)
    table.check_owner_left(call.db, person)
    table.remove(call.db, person.id)
    _note(call, person.name, "deleted")
    return Done()


@action("EndAdminSessions", writes=True)
def end_admin_sessions(call: AdminCall, request: OneAdmin) -> Done:
    """Sign an admin out of all browsers. Raises UnknownAdmin."""
    person = table.own(call.db, call.owner.account, request.admin_id)
    sessions.end_all(call.db, person.id)
    _note(call, person.name, "signed out")
    return Done()


def _note(call: AdminCall, name: str, did: str) -> None:
    """Note for the audit log what happened to the admin with this name."""
    call.note("admin", call.owner.account, 0, name=name, detail=did)


def _role(text: str) -> Role:
    """Return the role with this name. Raises InvalidParameter."""
    try:
        return Role(text)
    except ValueError:
        raise InvalidParameter("Role", f"it is one of {', '.join(Role)}") from None


def _listed(call: AdminCall, person: Admin) -> ListedAdmin:
    return ListedAdmin(
        admin_id=person.id,
        name=person.name,
        role=person.role,
        has_password=bool(person.password),
        passkeys=len(table.passkeys(call.db, person.id)),
        browsers=len(sessions.of(call.db, person.id, call.now)),
        create_time=person.created_at // 1000,
        sign_in_time=person.signed_in_at // 1000,
    )
