"""The calls of an admin about the admin's own sign-in."""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from kaibo.errors import TooMany
from kaibo.features.admin import passkeys, password, sessions, table
from kaibo.features.admin.call import AdminCall
from kaibo.features.admin.entering import Credential, PasskeyOptions
from kaibo.features.admin.errors import LastWayIn, UnknownPasskey, WrongPassword
from kaibo.features.admin.table import LONGEST_NAME
from kaibo.gateway.action import Done, Nothing, Wire, WithCookie, action
from kaibo.names import checked

FRESH_MS = 10 * 60 * 1000
"""How long after a sign-in by link or passkey a new password needs no old one."""
MOST_PASSKEYS = 20


class MySession(Wire):
    """A browser in which the admin is signed in. Times are in unix seconds."""

    session_id: str
    device: str
    way: str
    sign_in_time: int
    expire_time: int
    here: bool
    """Whether this call comes from it."""


class MyPasskey(Wire):
    """A passkey. Times are in unix seconds, 0 for never."""

    passkey_id: str
    name: str
    create_time: int
    use_time: int


class Me(Wire):
    """The admin who is signed in."""

    admin_id: str
    name: str
    role: str
    has_password: bool
    passkeys: list[MyPasskey]
    sessions: list[MySession]
    passkeys_work: bool
    """Whether browsers give passkeys to this address."""


class SetMyPassword(Wire):
    password: Annotated[str, Field(max_length=1000)]
    old_password: Annotated[str, Field(max_length=password.LONGEST)] = ""
    """Needed when there is one, except within ten minutes of a sign-in by link or passkey."""


class AddMyPasskey(Wire):
    credential: Credential
    """The answer of the browser (PublicKeyCredential as JSON)."""
    name: Annotated[str, Field(max_length=200)] = "Passkey"


class RemoveMyPasskey(Wire):
    passkey_id: Annotated[str, Field(max_length=table.LONGEST_PASSKEY_ID)]


class SignedOutNow(WithCookie):
    """The browser's session is over."""


@action("GetMe")
def get_me(call: AdminCall, request: Nothing) -> Me:
    """Return the admin who is signed in, with the ways to sign in and the browsers."""
    return Me(
        admin_id=call.admin.id,
        name=call.admin.name,
        role=call.admin.role,
        has_password=bool(call.admin.password),
        passkeys=[
            MyPasskey(
                passkey_id=each.id, name=each.name, create_time=each.created_at // 1000, use_time=each.used_at // 1000
            )
            for each in table.passkeys(call.db, call.admin.id)
        ],
        sessions=[
            MySession(
                session_id=each.id,
                device=each.device,
                way=each.way,
                sign_in_time=each.created_at // 1000,
                expire_time=each.expires_at // 1000,
                here=each.id == call.session.id,
            )
            for each in sessions.of(call.db, call.admin.id, call.now)
        ],
        passkeys_work=passkeys.work_at(call.limits.public_url),
    )


def _hashing(call: AdminCall, request: SetMyPassword) -> Callable[[], str | None]:
    """Give the slow work: compare the old password, and hash the new one. Raises InvalidParameter."""
    password.check_rule("Password", request.password, call.admin.name)
    old = _old_password(call)
    if old:
        password.check_tries(call.db, call.admin.name, call.now)

    def work() -> str | None:
        if old and not password.fits(request.old_password, old):
            return None
        return password.hashed(request.password)

    return work


@action("SetMyPassword", writes=True, before=_hashing)
def set_my_password(call: AdminCall, request: SetMyPassword) -> Done | None:
    """Set or change the own password. The admin's other browsers are signed out.

    Raises InvalidParameter for a weak password, and WrongPassword for a wrong old one.
    """
    if call.outcome is None:
        password.check_tries(call.db, call.admin.name, call.now)
        password.note_wrong(call.db, call.admin.name, call.now)
        call.refuse_with(WrongPassword())
        return None
    table.change(call.db, call.admin.id, password=call.outcome)
    sessions.end_all(call.db, call.admin.id, but=call.session.id)
    return Done()


@action("GetMyPasskeyOptions")
def get_my_passkey_options(call: AdminCall, request: Nothing) -> PasskeyOptions:
    """Return what the browser needs to make a passkey. Raises NoPasskeysHere."""
    return PasskeyOptions(options=passkeys.creation_options(call, call.admin))


@action("AddMyPasskey", writes=True)
def add_my_passkey(call: AdminCall, request: AddMyPasskey) -> MyPasskey:
    """Add a passkey of this browser or device. Raises WrongPasskey, NoPasskeysHere and InvalidParameter."""
    if len(table.passkeys(call.db, call.admin.id)) >= MOST_PASSKEYS:
        raise TooMany(MOST_PASSKEYS, "passkeys")
    name = checked("Name", request.name, LONGEST_NAME)
    made = passkeys.created(call, call.admin, request.credential, name)
    return MyPasskey(passkey_id=made.id, name=made.name, create_time=made.created_at // 1000, use_time=0)


@action("RemoveMyPasskey", writes=True)
def remove_my_passkey(call: AdminCall, request: RemoveMyPasskey) -> Done:
    """Delete an own passkey. Raises UnknownPasskey, and LastWayIn for the last one without a password."""
    mine = [each.id for each in table.passkeys(call.db, call.admin.id)]
    if request.passkey_id not in mine:
        raise UnknownPasskey
    if len(mine) == 1 and not call.admin.password:
        raise LastWayIn
    table.remove_passkey(call.db, request.passkey_id)
    return Done()


@action("SignOut", writes=True)
def sign_out(call: AdminCall, request: Nothing) -> SignedOutNow:
    """Sign this browser out."""
    sessions.end(call.db, call.session.id)
    return SignedOutNow(cookie=sessions.end_cookie())


@action("SignOutEverywhere", writes=True)
def sign_out_everywhere(call: AdminCall, request: Nothing) -> SignedOutNow:
    """Sign out all browsers of this admin, this one too."""
    sessions.end_all(call.db, call.admin.id)
    return SignedOutNow(cookie=sessions.end_cookie())


def _old_password(call: AdminCall) -> str:
    """Return the hash of the old password that the call must prove, "" when it need not."""
    fresh = call.session.way != "password" and call.now < call.session.created_at + FRESH_MS
    return "" if fresh else call.admin.password
