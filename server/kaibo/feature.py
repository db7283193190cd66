"""What one folder adds to the server: calls at the doors, parts of the pages' snapshots, work beside the calls.

Each feature folder has a `feature.py` with one FEATURE. `app.py` lists the folders.
docs/adding-a-capability.md shows how to add one.
"""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import ConfigDict, SerializerFunctionWrapHandler, model_serializer
from starlette.routing import BaseRoute

from kaibo.call import Limits
from kaibo.gateway.action import Wire
from kaibo.services import Services

Work = Callable[[], Coroutine[Any, Any, None]]


class Block(Wire):
    """The settings of one feature. Every field is None where the activity decides nothing. Unknown keys are refused."""

    model_config = ConfigDict(extra="forbid")

    @model_serializer(mode="wrap")
    def _decided(self, handler: SerializerFunctionWrapHandler):  # type: ignore[no-untyped-def]  # keeps its schema
        return {key: value for key, value in handler(self).items() if value is not None}


B = TypeVar("B", bound=Block)


class BlockSpec(NamedTuple, Generic[B]):
    """A feature's block: its key in the document, its schema, and the server's defaults, with every field filled."""

    key: str
    model: type[B]
    defaults: Callable[[Limits], B]


class Periodic(NamedTuple):
    """Work to repeat. `seconds` lie between two runs."""

    seconds: float
    work: Work


async def nothing() -> None:
    """Do nothing: the default of a background's start and stop."""


@dataclass(frozen=True, kw_only=True)
class Background:
    """Work of one process beside its calls."""

    start: Work = nothing
    """Runs before the first request."""
    periodic: Sequence[Periodic] = ()
    reconcile: Work | None = None
    """Runs until it is cancelled."""
    stop: Work = nothing
    """Runs after the last request, while the store is still open."""


def idle(services: Services) -> Background:
    """Give the background of a feature that has none."""
    return Background()


def no_routes(services: Services) -> Sequence[BaseRoute]:
    """Give the routes of a feature that answers calls alone."""
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
    view: Callable[[Any], Wire] | None = None
    """Its part of what a session's page shows: a function of a SessionCall."""
    watch_view: Callable[[Any], Wire] | None = None
    """Its part of what a viewer's page shows: a function of a session.viewer.Reading."""
    settings: BlockSpec[Any] | None = None
    """Its block of what an activity decides itself (GetShowSettings)."""
    routes: Callable[[Services], Sequence[BaseRoute]] = no_routes
    """Its own routes, for callers that are no page of ours."""
    background: Callable[[Services], Background] = idle
