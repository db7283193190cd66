"""Errors of the console's sign-in and of its admins."""

from kaibo.errors import ApiError


class SignedOut(ApiError):
    """The call needs an admin who is signed in. The session is unknown, ended, or older than twelve hours."""

    code, number, status = "SignedOut", 200111, 401
    text = "You are signed out. Sign in again."


class WrongPassword(ApiError):
    """No admin has this name and password. It is the same for an unknown name."""

    code, number, status = "WrongPassword", 200112, 403
    text = "The name or the password is wrong."


class TooManyWrongPasswords(ApiError):
    """Five wrong passwords came for this name within a minute. A passkey still works. Takes the seconds to wait."""

    code, number, status = "FlowLimitExceeded.WrongPasswords", 200511, 429
    text = "Too many wrong passwords for this name. Wait %s seconds, or use a passkey."

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.retry_after = seconds


class WrongPasskey(ApiError):
    """The server cannot prove the passkey's answer: it is of another site, too old, used before, or not known here."""

    code, number, status = "WrongPasskey", 200113, 403
    text = "This passkey does not open the console. Try again, or use a password."


class NoPasskeysHere(ApiError):
    """Browsers give passkeys only to https addresses with a host name, and to localhost (Web Authentication §5.1.2)."""

    code, number, status = "ResourceConflict.NoPasskeysHere", 200342, 409
    text = "Passkeys need a host name and https. Use a password at this address."


class UnknownAdminLink(ApiError):
    """The sign-in link is unknown, used, or older than an hour."""

    code, number, status = "ResourceNotFound.AdminLink", 200207, 404
    text = "This sign-in link is used or too old. On the server, run: kaibo admin link"


class UnknownAdmin(ApiError):
    """No admin of this account has this id."""

    code, number, status = "ResourceNotFound.Admin", 200208, 404
    text = "There is no such admin. List the admins to find the right one."


class UnknownPasskey(ApiError):
    """The admin has no passkey with this id."""

    code, number, status = "ResourceNotFound.Passkey", 200209, 404
    text = "You have no such passkey."


class NameTaken(ApiError):
    """Another admin has this name, in another case or form perhaps."""

    code, number, status = "ResourceConflict.AdminName", 200343, 409
    text = "Another admin has this name. Choose another one."


class LastOwner(ApiError):
    """The change would leave the account without an owner."""

    code, number, status = "ResourceConflict.LastOwner", 200344, 409
    text = "This is the last owner. Make another admin an owner first."


class LastWayIn(ApiError):
    """The change would leave the admin without a password and without a passkey."""

    code, number, status = "ResourceConflict.LastWayIn", 200345, 409
    text = "This is your only way to sign in. Add another passkey or a password first."
