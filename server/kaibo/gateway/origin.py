"""The check that a request comes from our own pages."""

from starlette.requests import HTTPConnection

from kaibo.gateway.errors import WrongOrigin


def check_origin(connection: HTTPConnection, origin: str, *, needed: bool) -> None:
    """Compare the request's Origin header with our own. A path is no boundary for cookies (OWASP, CSRF Prevention).

    Raises WrongOrigin for another origin. If `needed`, also for a missing one: every browser sends one with a POST.
    """
    theirs = connection.headers.get("origin")
    if theirs != origin and (needed or theirs is not None):
        raise WrongOrigin
