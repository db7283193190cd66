"""Parameters that an action does not have: refused in our own version, logged in the vendor's.

A misspelt limit must not count as no limit. The vendor's SDKs send fields that only other versions of a call know.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from typing import Any

from cachetools import TTLCache

from kaibo.errors import InvalidParameter
from kaibo.gateway.action import Wire, nested
from kaibo.terminal import escaped

Path = tuple[str, ...]
Handler = Callable[[type[Wire], Mapping[str, Any]], None]
"""Hears the request's model and its parameters, before they are validated."""
LONGEST = 64
"""Characters of a name that an answer or the log repeats."""
LOGGED_SECONDS, MOST_LOGGED = 3600, 1000
"""How long the server remembers a logged name, and how many names. More names are not logged until then."""
MOST_OF_CALL = 20
"""How many unknown names of one call the server looks at."""
log = logging.getLogger("kaibo.gateway")


def ignore(model: type[Wire], data: Mapping[str, Any]) -> None:
    """Accept every parameter."""


def refuse(model: type[Wire], data: Mapping[str, Any]) -> None:
    """Raise InvalidParameter with the first unknown parameter, at any depth, and the nearest known name."""
    for path, known in find(model, data):
        raise InvalidParameter(name_of(path), f"there is no such parameter{_advice(path[-1], known)}")


def find(model: type[Wire], data: Mapping[str, Any], above: Path = ()) -> Iterator[tuple[Path, list[str]]]:
    """Yield the path of each unknown parameter, with the names that its object knows."""
    known, below = _known(model)
    for key, value in data.items():
        if key not in below:
            yield (*above, key), known
        elif inner := below[key]:
            yield from _find_below(inner, value, (*above, key))


@lru_cache(maxsize=1024)
def _known(model: type[Wire]) -> tuple[list[str], dict[str, type[Wire] | None]]:
    """Return a model's wire names, and for each name that it takes the model of the objects below."""
    fields = {each.alias or name: each for name, each in model.model_fields.items()}
    return list(fields), {name: nested(each.annotation) for name, each in (model.model_fields | fields).items()}


def _find_below(model: type[Wire], value: object, above: Path) -> Iterator[tuple[Path, list[str]]]:
    if isinstance(value, Mapping):
        yield from find(model, value, above)
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from _find_below(model, item, (*above, str(at)))


def name_of(path: Iterable[str]) -> str:
    """Write a path as an error names it. Long or unprintable names of a caller are cut and escaped."""
    cut = (part if len(part) <= LONGEST else f"{part[:LONGEST]}…" for part in path)
    return ".".join(escaped(part.encode(errors="replace").decode()) for part in cut)


def _advice(name: str, known: list[str]) -> str:
    by_fold = {each.casefold(): each for each in known}
    near = get_close_matches(name[:LONGEST].casefold(), by_fold, n=1)
    return f"; the nearest is {by_fold[near[0]]}" if near else ""


@dataclass(frozen=True)
class Noted:
    """Accepts unknown parameters, and logs each name of an action once an hour."""

    _lately: TTLCache[tuple[str, str], bool] = field(default_factory=lambda: TTLCache(MOST_LOGGED, LOGGED_SECONDS))

    def of(self, action: str) -> Handler:
        """Make the handler for one action."""

        def note(model: type[Wire], data: Mapping[str, Any]) -> None:
            for path, _ in islice(find(model, data), MOST_OF_CALL):
                self._note(action, name_of(path))

        return note

    def _note(self, action: str, name: str) -> None:
        self._lately.expire()
        if (action, name) not in self._lately and len(self._lately) < MOST_LOGGED:
            self._lately[action, name] = True
            log.warning("%s has no parameter %s; the server ignores it", action, name)
