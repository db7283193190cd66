"""Feed any body and any query to the parser. It must give a model that the store can keep, or an error below 500.

An input starts with its form (`j` JSON, else a query). The text to parse follows."""

import json
from collections.abc import Iterator
from typing import Annotated, Any
from urllib.parse import parse_qsl

import atheris
from pydantic import Field

from tests.fuzz.targets import fuzz

with atheris.instrument_imports(include=["kaibo.gateway.body"]):
    from kaibo.errors import ApiError
    from kaibo.gateway import body, envelope
    from kaibo.gateway.action import Int, Wire


class Inner(Wire):
    index: Int | None = None
    value: Annotated[str, Field(max_length=20)] | None = None
    flags: list[bool] | None = None


class Everything(Wire):
    """A request with a field of each kind that actions have."""

    id: Int
    name: str = ""
    good: bool | None = None
    flag: Annotated[Int, Field(ge=0, le=1)] = 0
    ids: list[Int] | None = None
    one: Inner | None = None
    many: list[Inner] | None = None


def plain(value: Any) -> None:
    """Check that both databases take the value: UTF-8 without NUL, integers of 64 bits."""
    if isinstance(value, str):
        assert "\0" not in value, "NUL"
        value.encode()
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            plain(item)
    elif isinstance(value, int):
        assert -(2**63) <= value < 2**63


def one(data: bytes) -> None:
    way, raw = data[:1], data[1:]
    try:
        if way == b"j":
            found = body.from_json(Everything, raw)
        else:
            found = body.from_query(Everything, parse_qsl(raw.decode("latin-1"), keep_blank_values=True))
    except ApiError as error:
        if error.status >= 500:
            raise
        envelope.refused(envelope.metadata("Any", "2020-06-01"), error)
        return
    plain(found.model_dump())
    envelope.done(envelope.metadata("Any", "2020-06-01"), found)


def seeds() -> Iterator[bytes]:
    whole: dict[str, Any] = {"Id": 1, "Name": "现场", "Good": True, "Flag": 1, "Ids": [1, "2"]}
    whole |= {"One": {"Index": 1, "Value": "v", "Flags": [True]}, "Many": [{"Index": -1}, {}]}
    yield b"j" + json.dumps(whole).encode()
    yield b"j" + json.dumps(whole, ensure_ascii=False).encode()
    yield b"qId=1&Name=%E7%8E%B0&Good=true&Flag=1&Ids.1=1&Ids.2=2&One.Index=1&One.Flags.1=true&Many.1.Index=-1"
    yield b"qId=1&Many.2.Value=b&Many.1.Value=a&Many.01.Value=c"
    for text in (
        b"",
        b"[]",
        b'{"Id": NaN}',
        b'{"Id": 1e400}',
        b'{"Id": -0.0}',
        b'{"Id": "1_0"}',
        b'{"Id": ' + b"1" * 5000 + b"}",
        b'{"Id": "' + b"1" * 5000 + b'"}',
        b'{"Id": 1, "Name": "\\ud800"}',
        b'{"Id": 1, "Name": "\\u0000"}',
        b'{"Id": 1, "\\ud800": "\\ud800"}',
        b'{"Id": 1, "Many": [{"Value": "\\udfff\\u0000"}]}',
        b'{"Id": 1, "Name": "\xff\xfe"}',
        b'\xef\xbb\xbf{"Id": 1}',
        '{"Id": 1}'.encode("utf-16"),
        b'{"Id": 1, "a":' + b"[" * 5000,
        b'{"Id": 1, "a":' + b"[" * 40 + b"]" * 40 + b"}",
        b'{"a":' * 5000,
        b'{"Id": 1, "Id": 2}',
    ):
        yield b"j" + text
    for text in (
        b"Id=" + b"1" * 5000,
        b"Id=1&Ids." + b"1" * 5000 + b"=1",
        b"Id=1&" + b"a." * 5000 + b"=1",
        b"Id=1&" + b"a." * 31 + b"=1",
        b"Id=1&One=1&One.Index=1",
        b"Id=1&Id=1",
        b"Id=1&Name=%00",
        b"Id=1&Name=%ff%ed%a0%80",
        b"Id=%C2%B2&Ids.%C2%B2=1",
        b".=1&..=2&=3&Id.=4",
    ):
        yield b"q" + text


if __name__ == "__main__":
    fuzz(seeds(), one)
