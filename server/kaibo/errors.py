"""The bases of the errors, and the errors that several folders raise. A caller can see each ApiError.

Each folder keeps its own errors in its own `errors.py`. Only `gateway` turns them into an answer. docs/errors.md lists
all of them.
"""

from typing import ClassVar


class Unusable(Exception):
    """A part of this machine cannot be used. The text says why, and what to do."""

    def __init__(self, fault: str, cure: str = "") -> None:
        """Take the fault without a full stop, and the cure as sentences."""
        super().__init__(f"{fault}. {cure}" if cure else fault)
        self.fault, self.cure = fault, cure


class ApiError(Exception):
    """An error with a stable wire code. Any other exception becomes an InternalError."""

    code: ClassVar[str] = "InternalError"
    """The wire's Code."""
    number: ClassVar[int] = 100014
    """The wire's CodeN. Below 200000 it is the vendor's (docs/wire.md, "Errors"), from 200000 on it is Kaibo's own."""
    status: ClassVar[int] = 500
    """The HTTP status."""
    text: ClassVar[str] = "Service has some internal Error. Pls Contact With Admin."
    """The wire's Message."""
    retry_after: int = 0
    """Seconds until the same call may succeed. 0: waiting does not help."""

    def __init__(self, *parts: object) -> None:
        super().__init__(self.text % parts if parts else self.text)
        self.parts = parts

    @property
    def wire_code(self) -> str:
        return self.code


class MissingParameter(ApiError):
    """A required parameter is absent. Takes its wire name."""

    code, number, status = "MissingParameter", 100002, 400
    text = "The request is missing %s parameter."


class InvalidParameter(ApiError):
    """A parameter is wrong. Takes its wire name and the fault. The code ends with the name."""

    code, number, status = "InvalidParameter", 200001, 400
    text = "The parameter %s is invalid: %s"

    @property
    def wire_code(self) -> str:
        return f"{self.code}.{self.parts[0]}" if self.parts else self.code


class MalformedBody(ApiError):
    """The body does not fit its content type, is too large, nests too deep, or holds NaN. Takes the reason."""

    code, number, status = "MalformedBody", 200002, 400
    text = "The request body cannot be read: %s"


class AccessDenied(ApiError):
    """The role, access key or session token has no right to this. Takes the action and the resource."""

    code, number, status = "AccessDenied", 100013, 403
    text = "User is not authorized to perform: %s on resource: %s"


class TooMany(ApiError):
    """The account has the most of these things that it may have. Takes their number and kind."""

    code, number, status = "ResourceConflict.TooMany", 200304, 409
    text = "There are %s %s already. Delete one that is not needed."


class RateLimited(ApiError):
    """The caller made too many calls of this action in a second, or in a minute."""

    code, number, status = "FlowLimitExceeded", 100018, 429
    text = "The request is refused by flow control. Slow down and try again."

    def __init__(self, retry_after: int = 1) -> None:
        super().__init__()
        self.retry_after = retry_after


class Overloaded(ApiError):
    """More work waits than the server accepts. The caller may try again soon."""

    code, number, status = "ServiceUnavailableTemp", 100019, 503
    retry_after = 1
    text = "The server is busy. Try again in a moment."


class StoreAway(Overloaded):
    """The database does not answer, or the connection to it broke. The caller may try again soon."""

    code, number, status = "ServiceUnavailableTemp.Store", 200502, 503
    retry_after = 2
    text = "The database does not answer. Try again in a moment."


class DiskFull(ApiError):
    """The store has no room to write. The vendor's SDKs repeat calls after 500, 502, 503 and 504, not after 507."""

    code, number, status = "InsufficientStorage", 200503, 507
    text = "The server's disk is full, so nothing was changed. Ask the person who runs the server to make room."
