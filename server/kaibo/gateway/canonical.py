"""The canonical forms of a request that its signer may have used (docs/wire.md, "Signature").

The vendor's SDKs differ, so some requests have several.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, quote

TOKEN, SIGNATURE = "X-Security-Token", "X-Signature"
SPACES = re.compile(r"[ \t]+")
REMEMBERED = 256
"""Characters of the longest query whose parsed form the server remembers."""


def _parsed(query: str) -> tuple[tuple[str, str], ...]:
    return tuple(parse_qsl(query, keep_blank_values=True))


_remembered = lru_cache(maxsize=1024)(_parsed)


def pairs(query: str) -> tuple[tuple[str, str], ...]:
    """Read the parameters of a query. The server remembers those of a short query."""
    return _remembered(query) if len(query) <= REMEMBERED else _parsed(query)


def queries(query: str, listed: frozenset[str] | None, token: str) -> Iterator[str]:
    """Yield the canonical queries that the signer may have used: without an unlisted session token, and with it.

    `listed` are the signed parameters of a presigned query. None: the signature is in the headers.
    """
    if listed is None:
        yield from canonical_queries(query) if len(query) <= REMEMBERED else _orders(pairs(query))
        return
    parsed = pairs(query)
    yield from _orders([pair for pair in parsed if pair[0] in listed])
    if token and TOKEN not in listed:
        yield from _orders([pair for pair in parsed if pair[0] != SIGNATURE])


def headers(values: Mapping[str, str], names: Sequence[str]) -> Iterator[str]:
    """Yield the canonical headers that the signer may have used. `names` are the signed ones of the `values`.

    Most SDKs leave a default port out of the Host that they sign. One SDK turns each run of white space into one space.
    Without signed headers the part is one line end, which makes four line ends in a row.
    """
    if not names:
        yield "\n"
        return
    host = values.get("host", "").strip()
    yield (lines := header_lines(values, names, host))
    if host.endswith((":80", ":443")):
        yield header_lines(values, names, host.rpartition(":")[0])
    if "  " in lines or "\t" in lines:
        yield SPACES.sub(" ", lines)


def header_lines(values: Mapping[str, str], names: Sequence[str], host: str) -> str:
    """Write the signed headers one a line. `host` is the value of Host."""
    return "".join(f"{name}:{host if name == 'host' else values[name].strip()}\n" for name in names)


@lru_cache(maxsize=1024)
def canonical_queries(query: str) -> tuple[str, ...]:
    """Decode a query, encode it by RFC 3986, and sort it. The client's own way to write it makes no difference."""
    return _orders(pairs(query))


def _orders(pairs: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Sort by encoded name and value, as most SDKs do. Where it differs, also sort by raw name alone."""
    by_both = "&".join(f"{name}={value}" for name, value in sorted((_encode(n), _encode(v)) for n, v in pairs))
    by_name = "&".join(f"{_encode(name)}={_encode(value)}" for name, value in sorted(pairs, key=lambda pair: pair[0]))
    return (by_both,) if by_both == by_name else (by_both, by_name)


def _encode(text: str) -> str:
    return quote(text, safe="-_.~")
