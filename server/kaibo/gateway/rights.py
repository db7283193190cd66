"""The rights of a key and of a session token: actions and resources by pattern. Pure.

A policy is `{"Statement": [{"Effect": "Allow" | "Deny", "Action": […], "Resource": […]}]}`
(docs/wire.md, "Policies"). `*` in a pattern stands for any text. A Deny wins. The server refuses an action that no
statement allows. It refuses a policy with any other key, because it must not skip a condition that it does not know.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

EFFECTS = {"Allow", "Deny"}
KEYS = {"Effect", "Action", "Resource"}
MOST = 100
"""Statements of a policy, and patterns of a statement."""


class NotAPolicy(ValueError):
    """The server cannot apply this text as a policy. The message says why."""


class Statement(NamedTuple):
    allow: bool
    """False for a Deny."""
    actions: tuple[str, ...]
    """Patterns."""
    resources: tuple[str, ...]
    """Patterns."""


@lru_cache(maxsize=1024)
def policy(text: str) -> tuple[Statement, ...]:
    """Read the statements of a policy. Raises NotAPolicy."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAPolicy("it is not JSON") from None
    if not isinstance(data, dict) or data.keys() != {"Statement"} or not isinstance(data["Statement"], list):
        raise NotAPolicy("it has one key, Statement, with a list")
    if len(data["Statement"]) > MOST:
        raise NotAPolicy(f"it has more than {MOST} statements")
    return tuple(_statement(item) for item in data["Statement"])


def _statement(item: object) -> Statement:
    if not isinstance(item, dict) or item.keys() != KEYS:
        raise NotAPolicy("a statement has the keys Effect, Action and Resource, and no other")
    if item["Effect"] not in EFFECTS:
        raise NotAPolicy("Effect is Allow or Deny")
    return Statement(item["Effect"] == "Allow", _patterns(item["Action"]), _patterns(item["Resource"]))


def _patterns(value: object) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed) or len(listed) > MOST:
        raise NotAPolicy("Action and Resource are lists of texts")
    return tuple(listed)


def allows(statements: Iterable[Statement], action: str, resource: str) -> bool:
    """Tell whether the statements allow `service:Action` on a resource."""
    hit = [s.allow for s in statements if about(s, action) and _any(s.resources, resource)]
    return bool(hit) and all(hit)


def about(statement: Statement, action: str) -> bool:
    """Tell whether a statement is about `service:Action`."""
    return _any(statement.actions, action)


def _any(patterns: Iterable[str], text: str) -> bool:
    return any(fits(pattern, text) for pattern in patterns)


def fits(pattern: str, text: str) -> bool:
    """Tell whether the text fits the pattern, in time that grows only with their lengths."""
    head, *rest = pattern.split("*")
    if not rest:
        return text == pattern
    *middle, tail = rest
    if not text.startswith(head) or not text.endswith(tail) or len(text) < len(head) + len(tail):
        return False
    at, end = len(head), len(text) - len(tail)
    for part in middle:
        start = text.find(part, at, end)
        if start < 0:
            return False
        at = start + len(part)
    return True


def left_over(pattern: str, text: str) -> frozenset[str]:
    """Give what remains of a pattern after it fitted `text`. A longer text must go on with one of these patterns."""
    at = {0}
    for letter in text:
        at = {place if pattern[place] == "*" else place + 1 for place in _open(pattern, at, letter)}
    return frozenset(pattern[place:] for place in at)


def _open(pattern: str, at: set[int], letter: str) -> Iterator[int]:
    """Give the places of a pattern that take this letter, from the places `at`. A star may also stand for nothing."""
    for place in at:
        while pattern[place : place + 1] == "*":
            yield place
            place += 1
        if pattern[place : place + 1] == letter:
            yield place
