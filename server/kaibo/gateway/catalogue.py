"""The actions that a door answers."""

from collections.abc import Iterable, Iterator
from itertools import chain
from types import ModuleType
from typing import Any, Generic, TypeVar

from kaibo.gateway.action import Action
from kaibo.gateway.errors import UnknownAction

C = TypeVar("C")


class Catalogue(Generic[C]):
    """The actions that one door answers, by (name, version)."""

    def __init__(
        self, modules: Iterable[ModuleType], generated: Iterable[Action[C, Any, Any]] = (), *, door: str = ""
    ) -> None:
        """Take the actions of these modules, and those that the server generates when it starts.

        `door` names the door in the metrics.

        Raises ValueError when two actions have the same name and version.
        """
        self.door = door
        self._actions: dict[tuple[str, str], Action[C, Any, Any]] = {}
        written = [item for module in modules for item in vars(module).values() if isinstance(item, Action)]
        for entry in [*written, *generated]:
            if (entry.name, entry.version) in self._actions:
                raise ValueError(f"{entry.name} {entry.version} is defined twice")
            self._actions[entry.name, entry.version] = entry

    def find(self, name: str, version: str) -> Action[C, Any, Any]:
        """Find an action. Raises UnknownAction."""
        try:
            return self._actions[name, version]
        except KeyError:
            raise UnknownAction(name, version) from None

    def label(self, name: str, version: str) -> str:
        """Return the name of an action for the metrics. A name that the door does not have is "unknown"."""
        return name if (name, version) in self._actions else "unknown"

    def __iter__(self) -> Iterator[Action[C, Any, Any]]:
        return iter(self._actions.values())


class Latest(Catalogue[C]):
    """The actions of several doors by name alone, each in its latest version. For our own pages."""

    def __init__(self, *catalogues: Iterable[Action[Any, Any, Any]], door: str = "") -> None:
        """Take the actions of these catalogues. Raises ValueError when two have the same name and version.

        `door` names the door in the metrics.
        """
        entries = sorted(chain.from_iterable(catalogues), key=lambda entry: entry.version)
        super().__init__((), entries, door=door)
        self._latest = {entry.name: entry for entry in entries}

    def find(self, name: str, version: str) -> Action[C, Any, Any]:
        """Find an action by its name, in any version. Raises UnknownAction."""
        try:
            return self._latest[name]
        except KeyError:
            raise UnknownAction(name, version) from None

    def label(self, name: str, version: str) -> str:
        """Return the name of an action for the metrics. A name that the door does not have is "unknown"."""
        return name if name in self._latest else "unknown"
