"""What a key and a session token allow: actions and resources by pattern. Pure.

A policy is `{"Statement": [{"Effect": "Allow" | "Deny", "Action": […], "Resource": […]}]}`
(docs/wire.md, "Policies"). `*` in a pattern stands for any text. A Deny wins; what no statement allows is refused.
Any other key refuses the whole policy: a condition that is not understood must not be passed over.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

EFFECTS = {"Allow", "Deny"}
KEYS = {"Effect", "Action", "Resource"}
MOST = 100


class NotAPolicy(ValueError):
    """The text is no policy that can be held to; it says why."""


class Statement(NamedTuple):
    allow: bool
    actions: tuple[str, ...]
    resources: tuple[str, ...]


@lru_cache(maxsize=1024)
def policy(text: str) -> tuple[Statement, ...]:
    """The statements of a policy. Raises NotAPolicy."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAPolicy("it is not JSON") from None
    if not isinstance(data, dict) or data.keys() != {"Statement"} or not isinstance(data["Statement"], list):
        raise NotAPolicy("it has one key, Statement, with a list")
    if len(data["Statement"]) > MOST:
        raise NotAPolicy(f"it has more than {MOST} statements")
    return tuple(_statement(one) for one in data["Statement"])


def _statement(one: object) -> Statement:
    if not isinstance(one, dict) or one.keys() != KEYS:
        raise NotAPolicy("a statement has the keys Effect, Action and Resource, and no other")
    if one["Effect"] not in EFFECTS:
        raise NotAPolicy("Effect is Allow or Deny")
    return Statement(one["Effect"] == "Allow", _patterns(one["Action"]), _patterns(one["Resource"]))


def _patterns(value: object) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed) or len(listed) > MOST:
        raise NotAPolicy("Action and Resource are lists of texts")
    return tuple(listed)


def allows(statements: Iterable[Statement], action: str, resource: str) -> bool:
    """Whether they allow `service:Action` on a resource."""
    hit = [s.allow for s in statements if about(s, action) and _any(s.resources, resource)]
    return bool(hit) and all(hit)


def about(statement: Statement, action: str) -> bool:
    """Tell whether a statement speaks of `service:Action`."""
    return _any(statement.actions, action)


def _any(patterns: Iterable[str], text: str) -> bool:
    return any(fits(pattern, text) for pattern in patterns)


def fits(pattern: str, text: str) -> bool:
    """Whether `text` is what `pattern` says; in time that grows with their lengths only."""
    head, *rest = pattern.split("*")
    if not rest:
        return text == pattern
    *middle, tail = rest
    if not text.startswith(head) or not text.endswith(tail) or len(text) < len(head) + len(tail):
        return False
    at, end = len(head), len(text) - len(tail)
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def left_over(pattern: str, text: str) -> frozenset[str]:
    """Give what a pattern still asks of a text that begins with `text`: the rest has to fit one of these patterns."""
    at = {0}
    for letter in text:
        at = {place if pattern[place] == "*" else place + 1 for place in _open(pattern, at, letter)}
    return frozenset(pattern[place:] for place in at)


def _open(pattern: str, at: set[int], letter: str) -> Iterator[int]:
    """Give the places of a pattern that take this letter, from where it stands: a star may also stand for nothing."""
    for place in at:
        while pattern[place : place + 1] == "*":
            yield place
            place += 1
        if pattern[place : place + 1] == letter:
            yield place
