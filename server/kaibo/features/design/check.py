"""The check of a show design that a call brings, and the one text in which the store keeps it."""

import json
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import GetJsonSchemaHandler, PlainValidator, ValidationError
from pydantic_core import CoreSchema, ErrorDetails, core_schema

from kaibo.errors import InvalidParameter
from kaibo.features.design.document import Design
from kaibo.features.design.faults import faults
from kaibo.features.design.fields import MAX_BYTES
from kaibo.gateway.unknown import name_of

PARAMETER = "Design"
VERSION = 1
WORDS = {
    "extra_forbidden": "there is no such field",
    "missing": "it is missing",
    "union_tag_not_found": "its kind is missing",
    "union_tag_invalid": "this server knows no such kind of source",
}
"""Our words for some of pydantic's errors, by their types."""
Key = str | int


def checked(value: object) -> str:
    """Check a design. Return it as the store keeps it: JSON with every default filled.

    Raises InvalidParameter with the place of the first fault. The size is checked first, and again with the defaults.
    """
    if not isinstance(value, dict):
        raise _wrong((), "it is a JSON object")
    _check_size(compact(value))
    version = version_of(value)
    if version is not None and version > VERSION:
        raise _wrong(("v",), f"this server knows version {VERSION} of the format, and version {version} is newer")
    try:
        design = Design.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise _wrong(_place(first["loc"]), _words(first)) from None
    for place, fault in faults(design):
        raise _wrong(place, fault)
    text = compact(_plain(design.model_dump(by_alias=True, exclude_none=True)))
    _check_size(text)
    return text


def version_of(document: dict[str, Any]) -> int | None:
    """Return the version of a document's format; None when it names none."""
    version = document.get("v")
    return version if isinstance(version, int) else None


def compact(value: object) -> str:
    """Write JSON without spaces, as JavaScript's JSON.stringify does."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _check_size(text: str) -> None:
    size = len(text.encode(errors="surrogatepass"))
    if size > MAX_BYTES:
        raise _wrong((), f"with its defaults it has {size} bytes of UTF-8 JSON, and {MAX_BYTES} is the most")


def _wrong(place: Iterable[Key], fault: str) -> InvalidParameter:
    return InvalidParameter(name_of((PARAMETER, *map(str, place))), fault)


def _place(path: tuple[Key, ...]) -> tuple[Key, ...]:
    """Leave out what pydantic adds to a place: the kind of a source, and the mark of a wrong key."""
    path = path[:-1] if path[-1:] == ("[key]",) else path
    at = 2 if path[:2] == ("air", "shown") else 0
    return (*path[: at + 2], *path[at + 3 :]) if path[at : at + 1] == ("sources",) else path


def _words(error: ErrorDetails) -> str:
    return WORDS.get(error["type"], error["msg"].removeprefix("Value error, "))


def _plain(value: Any) -> Any:
    """Write a whole float as an integer, as JavaScript does. So both sides count the same bytes."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


class _AsDesign:
    """Gives a field of a call the schema of the document."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return handler(core_schema.definitions_schema(Design.__pydantic_core_schema__, []))


Given = Annotated[str, PlainValidator(checked), _AsDesign]
"""The design of a request: a JSON object, which the parser turns into its text."""
Stored = Annotated[dict[str, Any], _AsDesign]
"""The design of an answer. A newer release may have written more than this one knows."""
