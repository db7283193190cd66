"""The check that a request comes from our own pages."""

from starlette.requests import HTTPConnection

from kaibo.errors import WrongOrigin


def check_origin(connection: HTTPConnection, origin: str, *, needed: bool) -> None:
    """Compare the request's Origin header with our own. A path is no boundary for cookies (OWASP, CSRF Prevention).

    Raises WrongOrigin for another origin. If `needed`, no origin is refused too: every browser sends one with a POST.
    """
    given = connection.headers.get("origin")
    if given != origin and (needed or given is not None):
        raise WrongOrigin
