"""An action is one typed function with a wire name and a version."""

from collections.abc import Callable
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, ClassVar, Generic, TypeVar, get_args, get_origin, get_type_hints

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic.alias_generators import to_pascal

from kaibo.call import Call

VERSION = "2026-12-01"
"""The version of our own actions. All others are the vendor's."""


class Wire(BaseModel):
    """A request or result: snake_case here, PascalCase on the wire. A null counts as absent, at any depth."""

    model_config = ConfigDict(
        alias_generator=to_pascal,
        validate_by_name=True,
        validate_by_alias=True,
        frozen=True,
    )
    most_values: ClassVar[int] = 10_000
    """The most values in a request as JSON. Pydantic makes an error for each wrong item.

    Half a million of them cost seconds and 700 MB.
    """


class Nothing(Wire):
    """A request without parameters."""


class Done(Wire):
    """The vendor's result of a write that has nothing else to tell."""

    status: bool = True


class Cookie(BaseModel):
    """A cookie that a result asks its door to set. It is not part of the wire form."""

    model_config = ConfigDict(frozen=True)
    name: str
    value: str
    path: str
    max_age: int


class WithCookie(Wire):
    """A result whose door sets a cookie (HttpOnly, SameSite=Strict, Secure on https)."""

    cookie: Annotated[Cookie | None, Field(exclude=True)] = None


def _integer(value: object) -> object:
    """Refuse a bool or a float for an integer. Take a decimal string, because the vendor's clients send such strings.

    Raises ValueError, which pydantic reports.
    """
    if isinstance(value, bool | float):
        raise ValueError("an integer is wanted")
    if isinstance(value, str) and not value.isascii():
        raise ValueError("an integer is wanted")
    return value


Int = Annotated[int, BeforeValidator(_integer), Field(ge=-(2**63), lt=2**63)]
"""A JSON int64."""
Flag = Annotated[Int, Field(ge=0, le=1)]
LongText = Annotated[str, Field(max_length=2000)]
LATEST = 2**33
"""The latest time that a parameter takes, in the year 2242. Milliseconds of today are more than that."""


def _seconds(value: object, check: ValidatorFunctionWrapHandler) -> object:
    """Name the unit in every error about a time. Raises ValueError, which pydantic reports."""
    try:
        return check(value)
    except ValidationError:
        raise ValueError(f"a time is a whole number of unix seconds, not milliseconds, up to {LATEST}") from None


Seconds = Annotated[Int, Field(ge=0, le=LATEST), WrapValidator(_seconds)]
"""Unix seconds, 0 for none."""

C = TypeVar("C")
Q = TypeVar("Q", bound=Wire)
R = TypeVar("R", bound=Wire | None)


@dataclass(frozen=True)
class Secret:
    """A secret field of an answer. The store keeps the answer of a write for its repetitions, without this field."""

    field: str
    """The field's wire name."""
    again: Callable[[Call, Any, dict[str, Any]], Any]
    """Gives the secret again, from the call, its request and the kept answer."""

    def restore(self, call: Call, request: Any, answer: dict[str, Any]) -> dict[str, Any]:
        """Add the secret to a kept answer."""
        return {**answer, self.field: self.again(call, request, answer)}


@dataclass(frozen=True)
class Action(Generic[C, Q, R]):
    """One action of a catalogue.

    The fields from `by` on are for the door of sessions. That door checks them before the function runs
    (`session/rights.py`).
    """

    name: str
    version: str
    rate: str
    """The limit per account (signed door) or per session, in the notation of the `limits` package."""
    writes: bool
    """The action runs in a write transaction and takes POST only. A read takes GET and POST."""
    request: type[Q]
    result: type[R]
    function: Callable[[C, Q], R]
    slow: bool = False
    """The action runs outside the event loop."""
    secret: "Secret | None" = None
    """The secret field of the answer. The store never holds it."""
    by: frozenset[int] = frozenset()
    """The roles that have the right."""
    seat: bool = False
    """A host must hold the seat."""
    takes_tab: bool = False
    """The request's tab becomes the one that acts. Else it must be that one already."""
    ended: bool = False
    """The function itself answers an ended session."""
    by_get: bool = False
    """A write that takes GET too, as the vendor's SDKs send it."""
    per_pass: str = ""
    """The limit of one viewer, by the pass. `rate` is then that of an address. "": there is none."""
    paced: bool = False
    """Slow mode holds for it, for a viewer and for an address."""
    before: Callable[[C, Q], Callable[[], Any]] | None = None
    """Gives the work outside the store that a write needs first, such as writing a file (`gateway/outside.py`)."""

    @property
    def takes_get(self) -> bool:
        """Tell whether it takes GET beside POST."""
        return self.by_get or not self.writes

    def __call__(self, call: C, request: Q) -> R:
        return self.function(call, request)


def action(
    name: str,
    version: str = VERSION,
    *,
    rate: str = "10/second",
    writes: bool = False,
    slow: bool = False,
    secret: Secret | None = None,
    by: frozenset[int] = frozenset(),
    seat: bool = False,
    takes_tab: bool = False,
    ended: bool = False,
    by_get: bool = False,
    per_pass: str = "",
    paced: bool = False,
    before: Callable[[Any, Any], Callable[[], Any]] | None = None,
) -> Callable[[Callable[[C, Q], R]], Action[C, Q, R]]:
    """Give the function below a wire name. Its annotations are its schema.

    When a function of a page's door returns None, the door answers with the page's snapshot. A function that may also
    refuse its caller with `Call.refuse_with` returns "or None".
    """

    def name_it(function: Callable[[C, Q], R]) -> Action[C, Q, R]:
        hints = get_type_hints(function)
        request, result = hints["request"], plain(hints["return"])
        rights = by, seat, takes_tab, ended
        more = by_get, per_pass, paced, before
        return Action(name, version, rate, writes, request, result, function, slow, secret, *rights, *more)

    return name_it


def plain(kind: Any) -> Any:
    """Strip a type of its annotations and of "or None"."""
    if get_origin(kind) is Annotated:
        return plain(get_args(kind)[0])
    types = [argument for argument in get_args(kind) if argument is not NoneType]
    return plain(types[0]) if NoneType in get_args(kind) and len(types) == 1 else kind


def nested(kind: Any) -> type[Wire] | None:
    """Return the model of an object, or of the objects in a list. None for any other type."""
    kind = plain(kind)
    if get_origin(kind) is list:
        return nested(get_args(kind)[0])
    return kind if isinstance(kind, type) and issubclass(kind, Wire) else None
