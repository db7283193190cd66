"""What a request carries, as the action's request model: the one parser behind every door."""

import json
from collections.abc import Iterable, Mapping
from types import NoneType
from typing import Annotated, Any, NoReturn, TypeVar, get_args, get_origin

from pydantic import ValidationError
from starlette.types import Receive

from kaibo.errors import ApiError, InvalidParameter, MalformedBody, MissingParameter
from kaibo.gateway.action import Wire

LIMIT = 1 << 20
DEPTH = 32
VALUES = 10_000
"""A list of half a million wrong items costs seconds and 700 MB, an error for each."""
DIGITS = 9

Q = TypeVar("Q", bound=Wire)


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


JSON = json.JSONDecoder(parse_constant=_no_constant)


def from_json(model: type[Q], raw: bytes) -> Q:
    """The model from a JSON object; an empty body counts as `{}`, a null as absent.

    Raises MalformedBody (over 1 MiB, not JSON, not an object, deeper than 32, more than 10000 values, NaN),
    MissingParameter or InvalidParameter with the wire name.
    """
    if len(raw) > LIMIT:
        raise MalformedBody("it is larger than 1 MiB")
    try:
        data = JSON.decode(raw.decode()) if raw.strip() else {}
    except RecursionError:
        raise MalformedBody("it nests too deep") from None
    except (ValueError, UnicodeDecodeError):
        raise MalformedBody("it is not JSON") from None
    if not isinstance(data, dict):
        raise MalformedBody("it is not a JSON object")
    _check_size(data)
    return fill(model, data)


def from_query(model: type[Q], pairs: Iterable[tuple[str, str]]) -> Q:
    """The model from a query: `Key=value`, lists as `Key.1=`, `Key=a&Key=b` or `Key=a,b`, objects as `Key.Sub=`: each
    of the SDKs has its own form."""
    data = _unflatten(pairs)
    _make_lists(model, data)
    return fill(model, data)


def _make_lists(model: type[Wire], data: dict[str, Any]) -> None:
    """A lone text is a list where the model has one, at any depth."""
    for field in model.model_fields.values():
        name, kind = field.alias or "", _plain(field.annotation)
        given, is_list = data.get(name), get_origin(kind) is list
        if isinstance(given, str) and is_list:
            data[name] = given.split(",") if given else []
        below = _plain(get_args(kind)[0]) if is_list else kind
        if isinstance(below, type) and issubclass(below, Wire):
            for item in given if isinstance(given, list) else [given]:
                if isinstance(item, dict):
                    _make_lists(below, item)


def _plain(kind: Any) -> Any:
    """A type without its annotations, and without "or None"."""
    if get_origin(kind) is Annotated:
        return _plain(get_args(kind)[0])
    some = [one for one in get_args(kind) if one is not NoneType]
    return _plain(some[0]) if NoneType in get_args(kind) and len(some) == 1 else kind


def fill(model: type[Q], data: Mapping[str, Any]) -> Q:
    """Raises MissingParameter or InvalidParameter with the wire name of the first that is wrong.

    Text that no store keeps is wrong everywhere: a NUL character (PostgreSQL) or half of a surrogate pair.
    """
    if (at := _unkept(data)) is not None:
        name = ".".join(at).encode(errors="replace").decode()
        raise InvalidParameter(name, "it holds a NUL character or half a surrogate pair")
    try:
        return model.model_validate({key: value for key, value in data.items() if value is not None})
    except ValidationError as error:
        raise _first(error) from None


def _unkept(value: object) -> tuple[str, ...] | None:
    """Where the first text stands that no store keeps, key by key."""
    if isinstance(value, str):
        return None if "\0" not in value and _is_unicode(value) else ()
    if not isinstance(value, Mapping | list):
        return None
    for key, item in value.items() if isinstance(value, Mapping) else enumerate(value):
        if (found := _unkept(item)) is not None:
            return (str(key), *found)
    return None


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _first(error: ValidationError) -> ApiError:
    first = error.errors(include_url=False, include_input=False)[0]
    name = ".".join(str(part) for part in first["loc"]) or "Body"
    if first["type"] == "missing":
        return MissingParameter(name)
    return InvalidParameter(name, first["msg"].removeprefix("Value error, "))


def _check_size(value: object) -> None:
    """Raises MalformedBody when lists and objects nest too deep or hold too much, without recursion."""
    layer, values = [value], 0
    for _ in range(DEPTH):
        inner: list[object] = []
        for item in layer:
            if isinstance(item, dict):
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
        values += len(inner)
        if values > VALUES:
            raise MalformedBody(f"it holds more than {VALUES} values")
        if not inner:
            return
        layer = inner
    if any(isinstance(item, dict | list) for item in layer):
        raise MalformedBody("it nests too deep")


def _unflatten(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The tree of dotted keys. A key that is repeated is a list."""
    tree: dict[str, Any] = {}
    for count, (key, value) in enumerate(pairs, 1):
        if count > VALUES:
            raise MalformedBody(f"it holds more than {VALUES} values")
        *parents, last = key.split(".")
        if len(parents) >= DEPTH:
            raise MalformedBody("it nests too deep")
        node = tree
        for parent in parents:
            node = node.setdefault(parent, {})
            if not isinstance(node, dict):
                raise InvalidParameter(key, "it is given both as a value and as an object")
        before = node.get(last)
        if isinstance(before, dict):
            raise InvalidParameter(key, "it is given both as a value and as an object")
        if before is None:
            node[last] = value
        else:
            node[last] = [*(before if isinstance(before, list) else [before]), value]
    return {key: _listed(value) for key, value in tree.items()}


def _listed(value: Any) -> Any:
    """An object whose keys are 1, 2, … is a list. Python reads no integer of thousands of digits."""
    if not isinstance(value, dict):
        return value
    inner = {key: _listed(item) for key, item in value.items()}
    if inner and all(key.isascii() and key.isdigit() and len(key) <= DIGITS for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner


async def read_body(receive: Receive) -> bytes:
    """Raises MalformedBody as soon as it is larger than 1 MiB. Whoever dawdles is closed by the web server."""
    read = bytearray()  # of a million pieces of one byte, a list would take eight times as much
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise MalformedBody("the connection was closed")
        read += message.get("body", b"")
        if len(read) > LIMIT:
            raise MalformedBody("it is larger than 1 MiB")
        if not message.get("more_body", False):
            return bytes(read)
