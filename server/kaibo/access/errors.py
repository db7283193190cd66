"""The errors of who may watch."""

from kaibo.errors import ApiError


class MayNotWatch(ApiError):
    """This viewer may not watch this show now. Takes the reason (`decision.Verdict`)."""

    code, number, status = "AccessDenied.Watch", 200160, 403
    text = "You may not watch this show: %s. The watch page says what to do."


class WrongPassword(ApiError):
    """The password is not the one of the show."""

    code, number, status = "AccessDenied.WrongPassword", 200161, 403
    text = "The password is wrong. Ask the person who invited you."


class BadSignIn(ApiError):
    """The token of a sign-in is not of this show, or it is more than 7 days old."""

    code, number, status = "AccessDenied.SignIn", 200162, 403
    text = "The sign-in is not valid for this show, or it is too old. Sign in again."
