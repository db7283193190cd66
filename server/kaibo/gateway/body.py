"""Parse a request into the action's request model. Every door uses this parser."""

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, TypeVar, get_origin

from pydantic import ValidationError
from starlette.types import Receive

from kaibo.errors import ApiError, InvalidParameter, MalformedBody, MissingParameter
from kaibo.gateway.action import Wire, nested, plain
from kaibo.gateway.unknown import Handler, ignore, name_of

LIMIT = 1 << 20
DEPTH = 32
VALUES = Wire.most_values
"""The most parameters in a query or a form."""
DIGITS = 9

Q = TypeVar("Q", bound=Wire)


def _no_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


JSON = json.JSONDecoder(parse_constant=_no_constant)


def from_json(model: type[Q], raw: bytes, unknown: Handler = ignore) -> Q:
    """Build the model from a JSON object. An empty body counts as `{}`, and null counts as absent.

    A byte-order mark before the object is dropped: some programs of Windows write one (RFC 8259 §8.1 permits that).
    `unknown` hears the parameters first, and may refuse those that the model does not have.

    Raises MalformedBody for a body over 1 MiB, invalid JSON or NaN, and for anything but an object. Also for nesting
    deeper than 32, and for more values than the model takes (`most_values`). Raises MissingParameter or
    InvalidParameter with the wire name.
    """
    if len(raw) > LIMIT:
        raise MalformedBody("it is larger than 1 MiB")
    raw = raw.removeprefix(BOM_UTF8)
    try:
        data = JSON.decode(raw.decode()) if raw.strip() else {}
    except RecursionError:
        raise MalformedBody("it nests too deep") from None
    except (ValueError, UnicodeDecodeError):
        raise MalformedBody("it is not JSON") from None
    if not isinstance(data, dict):
        raise MalformedBody("it is not a JSON object")
    _check_size(data, model.most_values)
    return fill(model, data, unknown)


def from_query(model: type[Q], pairs: Iterable[tuple[str, str]], unknown: Handler = ignore) -> Q:
    """Build the model from a query. Raises what `from_json` raises.

    A list may come as `Key.1=`, `Key=a&Key=b` or `Key=a,b`, because each SDK has its own form. An object comes as
    `Key.Sub=`.
    """
    data = _unflatten(pairs)
    _make_lists(model, data)
    return fill(model, data, unknown)


def _make_lists(model: type[Wire], data: dict[str, Any]) -> None:
    """Turn a single text into a list where the model has a list, at any depth."""
    for field in model.model_fields.values():
        name, below = field.alias or "", nested(field.annotation)
        value = data.get(name)
        if isinstance(value, str) and get_origin(plain(field.annotation)) is list:
            data[name] = value.split(",") if value else []
        if below:
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict):
                    _make_lists(below, item)


def fill(model: type[Q], data: Mapping[str, Any], unknown: Handler = ignore) -> Q:
    """Validate the data as this model.

    Raises MissingParameter or InvalidParameter with the wire name of the first wrong parameter. Every parameter
    refuses text that a store cannot keep: a NUL character (PostgreSQL) or half of a surrogate pair.
    """
    if (at := _unstorable(data)) is not None:
        raise InvalidParameter(name_of(at), "it holds a NUL character or half a surrogate pair")
    unknown(model, data)
    try:
        return model.model_validate(_without_nulls(data))
    except ValidationError as error:
        raise _first(error) from None


def _without_nulls(value: Any, path: tuple[str, ...] = ()) -> Any:
    """Leave out nulls in objects, at any depth. Raises InvalidParameter for a null in a list.

    A list without its nulls could be empty, and an empty list sets no limit.
    """
    if isinstance(value, Mapping):
        return {key: _without_nulls(item, (*path, key)) for key, item in value.items() if item is not None}
    if not isinstance(value, list):
        return value
    if None in value:
        raise InvalidParameter(name_of((*path, str(value.index(None)))), "a list holds no null; leave the item out")
    return [_without_nulls(item, (*path, str(at))) for at, item in enumerate(value)]


def _unstorable(value: object) -> tuple[str, ...] | None:
    """Find the first text that a store cannot keep. Return its path of keys, None without such a text."""
    if isinstance(value, str):
        return None if "\0" not in value and _is_unicode(value) else ()
    if not isinstance(value, Mapping | list):
        return None
    for key, item in value.items() if isinstance(value, Mapping) else enumerate(value):
        if (path := _unstorable(item)) is not None:
            return (str(key), *path)
    return None


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _first(error: ValidationError) -> ApiError:
    first = error.errors(include_url=False, include_input=False)[0]
    name = name_of(str(part) for part in first["loc"]) or "Body"
    if first["type"] == "missing":
        return MissingParameter(name)
    return InvalidParameter(name, first["msg"].removeprefix("Value error, "))


def _check_size(value: object, most: int) -> None:
    """Check without recursion how deep lists and objects nest, and that they hold at most so many values.

    Raises MalformedBody.
    """
    layer, values = [value], 0
    for _ in range(DEPTH):
        inner: list[object] = []
        for item in layer:
            if isinstance(item, dict):
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
        values += len(inner)
        if values > most:
            raise MalformedBody(f"it holds more than {most} values")
        if not inner:
            return
        layer = inner
    if any(isinstance(item, dict | list) for item in layer):
        raise MalformedBody("it nests too deep")


def _unflatten(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Build the tree of dotted keys. A repeated key becomes a list. Raises MalformedBody and InvalidParameter."""
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
    """Turn an object whose keys are 1, 2, … into a list. Long numbers stay keys: Python refuses thousands of digits."""
    if not isinstance(value, dict):
        return value
    inner = {key: _listed(item) for key, item in value.items()}
    if inner and all(key.isascii() and key.isdigit() and len(key) <= DIGITS for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner


async def read_body(receive: Receive) -> bytes:
    """Read the whole body. Raises MalformedBody as soon as it is larger than 1 MiB, or when the client goes.

    The web server closes the connection of a client that sends too slowly.
    """
    read = bytearray()  # a list of a million one-byte pieces would take eight times the memory
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise MalformedBody("the connection was closed")
        read += message.get("body", b"")
        if len(read) > LIMIT:
            raise MalformedBody("it is larger than 1 MiB")
        if not message.get("more_body", False):
            return bytes(read)
