"""A feature: the calls, snapshot parts and background work that one folder adds to the server.

Each feature folder has a `feature.py` with one FEATURE. `app.py` lists the folders.
docs/adding-a-capability.md shows how to add one.
"""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ConfigDict, SerializerFunctionWrapHandler, model_serializer
from sqlalchemy import Connection
from starlette.routing import BaseRoute

from kaibo.call import Call, Limits
from kaibo.gateway.action import Wire
from kaibo.person import Held
from kaibo.services import Services

Work = Callable[[], Coroutine[Any, Any, None]]


class Block(Wire):
    """The settings of one feature. A field is None when the activity does not decide it.

    The server refuses unknown keys.
    """

    model_config = ConfigDict(extra="forbid")

    @model_serializer(mode="wrap")
    def _decided(self, handler: SerializerFunctionWrapHandler):  # type: ignore[no-untyped-def]  # keeps its schema
        return {key: value for key, value in handler(self).items() if value is not None}


B = TypeVar("B", bound=Block)


class BlockSpec(NamedTuple, Generic[B]):
    """A feature's block of settings."""

    key: str
    """Its key in the document."""
    model: type[B]
    """Its schema."""
    defaults: Callable[[Limits], B]
    """Gives the server's defaults, with every field filled."""


class Entry(NamedTuple):
    """One message, question or reaction of a conversation."""

    seq: int
    """The number of its last change (`talk/table.py`)."""
    data: str
    """As JSON, on one line."""


class Asked(NamedTuple):
    """The part of a conversation that a reader wants."""

    activity: int
    crew: bool
    """The reader is the host or an assistant, who sees held and hidden messages too."""
    after: int | None
    """The number of the last change that the reader has seen. None: the reader wants the present content."""
    most: int
    """The most entries. With `after`, the reader begins again when there are more."""


class Me(NamedTuple):
    """The viewer who reads a conversation."""

    activity: int
    viewer: str
    review: bool
    """The crew reviews new messages and questions."""


class Own(NamedTuple):
    """The part of a conversation that the server tells one viewer alone."""

    name: str
    """Its field in `Mine`."""
    model: type[Wire] | type[int]
    """One of its items."""
    read: Callable[[Connection, Me], list[Any]]
    """Gives the items."""


class Conversation(NamedTuple):
    """A feature's part of the conversation, which pages get by the event `talk`."""

    name: str
    """Its field in the event's data."""
    model: type[Wire]
    """One of its entries."""
    read: Callable[[Connection, Asked], Sequence[Entry]]
    """Gives what the reader wants, in the order of the changes."""
    mine: Sequence[Own] = ()
    marked: Callable[[Connection, int], list[str]] | None = None
    """Gives entries with the marks of all authors of late, as JSON. The crew gets them after a silence or a ban."""


class Periodic(NamedTuple):
    """Work to repeat."""

    seconds: float
    """Seconds between two runs."""
    work: Work


async def nothing() -> None:
    """Do nothing: the default start and stop of a background."""


@dataclass(frozen=True, kw_only=True)
class Background:
    """Work of one process beside its calls."""

    start: Work = nothing
    """Runs before the first request."""
    periodic: Sequence[Periodic] = ()
    reconcile: Work | None = None
    """Runs until the server cancels it."""
    stop: Work = nothing
    """Runs after the last request, while the store is still open."""


def idle(services: Services) -> Background:
    """Give the background of a feature without background work."""
    return Background()


def no_routes(services: Services) -> Sequence[BaseRoute]:
    """Give the routes of a feature that only answers calls."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Feature:
    """The modules in `signed`, `client`, `session` and `watch` hold actions, one tuple for each door."""

    signed: Sequence[ModuleType] = ()
    """Integrators call these with a signature, at `/`."""
    client: Sequence[ModuleType] = ()
    """The launch page calls these, at `/client`. The caller is a stranger."""
    session: Sequence[ModuleType] = ()
    """Studio and guest pages call these, at `/s/{id}`."""
    watch: Sequence[ModuleType] = ()
    """Viewers' pages call these, at `/w/{path}`."""
    entrance: Sequence[ModuleType] = ()
    """The console's sign-in page calls these, at `/admin/enter`. The caller is a stranger."""
    console: Sequence[ModuleType] = ()
    """The console calls these at `/admin/call`, beside those of `signed`. The caller is an admin."""
    view: Callable[[Any], Wire] | None = None
    """Makes the feature's part of the studio's snapshot from a SessionCall."""
    watch_view: Callable[[Any], Wire] | None = None
    """Makes the feature's part of the watch page's snapshot from a session.viewer.Reading."""
    copy: Callable[[Call, Any, Any], None] | None = None
    """Gives a new activity what the feature keeps of an earlier one (OldId). Takes the call and both activities."""
    conversation: Conversation | None = None
    """The feature's part of the conversation."""
    holds: Sequence[Held] = ()
    """The rows that the feature holds of people, for ExportPerson and ErasePerson. One entry for each table."""
    settings: BlockSpec[Any] | None = None
    """The feature's block of the settings that an activity decides (GetShowSettings)."""
    routes: Callable[[Services], Sequence[BaseRoute]] = no_routes
    """Gives the feature's own routes, for callers that are no page of ours."""
    background: Callable[[Services], Background] = idle
