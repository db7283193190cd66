"""A snapshot: all that a page shows, as the sum of the features' parts. The server sends it whole at every change."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, get_type_hints

from pydantic import create_model

from kaibo.gateway.action import Wire

S = TypeVar("S")


class Snapshot(Generic[S]):
    """Makes one model from the models of its parts, with their fields side by side."""

    def __init__(self, name: str, parts: Sequence[Callable[[S], Wire]]) -> None:
        """Take the parts: functions from a source (a call, a reading) to a Wire model.

        Raises ValueError, at the start of the server, when two parts have a field of the same name.
        """
        models = [get_type_hints(part)["return"] for part in parts]
        names = [field for model in models for field in model.model_fields]
        if twice := {field for field in names if names.count(field) > 1}:
            raise ValueError(f"two parts of {name} have the same field: {', '.join(sorted(twice))}")
        text = " ".join(model.__doc__ or "" for model in models)
        self._parts = parts
        self.model: type[Wire] = create_model(name, __base__=tuple(models), __doc__=text)

    def __call__(self, source: S) -> Wire:
        """Read every part now."""
        fields: dict[str, Any] = {name: value for part in self._parts for name, value in part(source)}
        return self.model.model_construct(**fields)
