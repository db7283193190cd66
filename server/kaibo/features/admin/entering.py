"""The calls of a person who signs in to the console."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field

from kaibo.call import Call
from kaibo.features.admin import links, passkeys, password, sessions, table
from kaibo.features.admin.call import EntryCall
from kaibo.features.admin.errors import WrongPassword
from kaibo.features.admin.table import LONGEST_NAME, Admin
from kaibo.gateway.action import Nothing, Wire, WithCookie, action
from kaibo.names import checked

RATE = "60/minute"
Credential = dict[str, Any]
Token = Annotated[str, Field(min_length=1, max_length=64)]


class Entrance(Wire):
    """The contents of the sign-in page."""

    any_admin: bool
    """Whether there is an admin. Without one, only a link from the server's terminal opens the console."""
    passkeys: bool
    """Whether browsers give passkeys to this address."""


class PeekAdminLink(Wire):
    token: Token


class PeekedAdminLink(Wire):
    """The admin whom a sign-in link lets in."""

    name: str
    """The name of the admin; "" for a link that makes one."""
    role: str
    offered_name: str
    """The name that the link offers to a new admin; "" without one."""


class OpenAdminLink(PeekAdminLink):
    """A sign-in link, and the name of the new admin. The name of a known admin stays."""

    name: Annotated[str, Field(max_length=200)] = ""


class SignIn(Wire):
    name: Annotated[str, Field(max_length=200)]
    password: Annotated[str, Field(max_length=password.LONGEST)]


class PasskeyOptions(Wire):
    """The browser needs this, as JSON text (PublicKeyCredentialRequestOptions, or CreationOptions)."""

    options: str


class SignInWithPasskey(Wire):
    """The answer of the browser (PublicKeyCredential as JSON)."""

    credential: Credential


class SignedIn(WithCookie):
    """The admin who is signed in now."""

    admin_id: str
    name: str
    role: str


@action("GetEntrance", rate=RATE)
def get_entrance(call: EntryCall, request: Nothing) -> Entrance:
    """Return the ways to sign in at this server."""
    return Entrance(any_admin=table.are_there(call.db), passkeys=passkeys.work_at(call.limits.public_url))


@action("PeekAdminLink", rate=RATE)
def peek_admin_link(call: EntryCall, request: PeekAdminLink) -> PeekedAdminLink:
    """Return what a sign-in link opens, without using it. Raises UnknownAdminLink."""
    link = links.find(call.db, request.token, call.now)
    known = links.admin_of(call.db, link)
    return PeekedAdminLink(
        name=known.name if known else "", role=known.role if known else link.role, offered_name=link.name
    )


@action("OpenAdminLink", rate=RATE, writes=True)
def open_admin_link(call: EntryCall, request: OpenAdminLink) -> SignedIn:
    """Use a sign-in link. It makes an admin with this name, or lets a known one in.

    The first admin ends the other links that make an owner.

    Raises UnknownAdminLink, NameTaken and InvalidParameter. Each of the last two leaves the link unused.
    """
    link = links.use(call.db, request.token, call.now)
    person = links.admin_of(call.db, link)
    if person is None:
        name = checked("Name", request.name, LONGEST_NAME)
        if not table.are_there(call.db):
            links.end_first(call.db, link.account)
        person = table.create(call.db, link.account, name, link.role, call.now)
    return _signed_in(call, person, "link")


def _verification(call: Call, request: SignIn) -> Callable[[], bool]:
    """Give the slow comparison of the password. Raises TooManyWrongPasswords."""
    password.check_tries(call.db, request.name, call.now)
    person = table.by_name(call.db, request.name)
    stored = person.password if person else ""
    return lambda: password.fits(request.password, stored)


@action("SignIn", rate=RATE, writes=True, before=_verification)
def sign_in(call: EntryCall, request: SignIn) -> SignedIn | None:
    """Sign in with a name and a password. Raises WrongPassword, and TooManyWrongPasswords after five in a minute."""
    password.check_tries(call.db, request.name, call.now)
    person = table.by_name(call.db, request.name)
    if person is None or not call.outcome:
        password.note_wrong(call.db, request.name, call.now)
        if person:
            call.note(
                "sign-in-wrong",
                person.account,
                0,
                actor=person.id,
                actor_name=person.name,
                name=person.name,
                **call.whence,
            )
        call.refuse_with(WrongPassword())
        return None
    password.forgive(call.db, request.name)
    return _signed_in(call, person, "password")


@action("GetPasskeyOptions", rate=RATE)
def get_passkey_options(call: EntryCall, request: Nothing) -> PasskeyOptions:
    """Return what the browser needs to sign in with a passkey. Raises NoPasskeysHere."""
    return PasskeyOptions(options=passkeys.sign_in_options(call))


@action("SignInWithPasskey", rate=RATE, writes=True)
def sign_in_with_passkey(call: EntryCall, request: SignInWithPasskey) -> SignedIn:
    """Sign in with a passkey. Raises WrongPasskey and NoPasskeysHere."""
    return _signed_in(call, passkeys.signed_in(call, request.credential), "passkey")


def _signed_in(call: EntryCall, person: Admin, way: str) -> SignedIn:
    cookie = sessions.begin(call.db, person, call.device, way, call.now)
    call.note(
        "sign-in",
        person.account,
        0,
        actor=person.id,
        actor_name=person.name,
        name=person.name,
        detail=way,
        **call.whence,
    )
    return SignedIn(admin_id=person.id, name=person.name, role=person.role, cookie=cookie)
