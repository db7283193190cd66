"""The one decision about who may watch. Every way in asks here: pages, calls, streams, connections, the reconciler."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import NamedTuple

from sqlalchemy import Connection

from kaibo.access import table
from kaibo.access.number import nameless, number
from kaibo.access.table import MAIN, SUB


class Kind(IntEnum):
    """The kinds of rules, as the wire numbers them (ViewingAccountType)."""

    PUBLIC = 1
    PASSWORD = 2
    LIST = 3
    CUSTOM = 4


class Verdict(StrEnum):
    """The decision about one viewer."""

    YES = "yes"
    PROVE = "prove"
    """The viewer has proved nothing that the rule asks for."""
    NOT_LISTED = "not-listed"
    """The viewer signed in, and is not on the white list."""
    BANNED = "banned"


class Pass(NamedTuple):
    """The content of a browser's pass."""

    viewer: str = ""
    """The viewer's id; "" without a good pass."""
    epoch: int = 0
    """The epoch of the password that the viewer proved; 0 for none."""


class Door(NamedTuple):
    """The rule of a show and the people whom it concerns: all of them, or one."""

    kinds: frozenset[int] = frozenset({Kind.PUBLIC})
    epoch: int = 0
    revision: int = 0
    banned: frozenset[int] = frozenset()
    """Numbers of viewers. One who was banned by an anonymous question has that of `nameless`."""
    signed: frozenset[str] = frozenset()
    """The viewers who signed in."""
    admitted: frozenset[str] = frozenset()
    """Those of them whom the rule admits."""

    def verdict(self, who: Pass) -> Verdict:
        """Decide about one viewer. Pure."""
        if self.banned and not self.banned.isdisjoint((number(who.viewer), nameless(who.viewer))):
            return Verdict.BANNED
        if Kind.PUBLIC in self.kinds:
            return Verdict.YES
        if Kind.PASSWORD in self.kinds and who.viewer and who.epoch == self.epoch:
            return Verdict.YES
        if who.viewer in self.admitted:
            return Verdict.YES
        return Verdict.NOT_LISTED if who.viewer in self.signed else Verdict.PROVE


def kinds(stored: table.Stored) -> Mapping[int, int]:
    """Return the kinds of a show's rules by place."""
    return {MAIN: stored.main} | ({SUB: stored.sub} if stored.sub else {})


def door(db: Connection, activity_id: int, viewer: str | None = None) -> Door:
    """Read the door of a show, for one viewer or (None) for all. A show without a rule costs one query."""
    stored = table.of(db, activity_id)
    if not stored.revision:
        return Door()
    found = kinds(stored)
    places = {place for place, kind in found.items() if kind == Kind.LIST}
    signed: frozenset[str] = frozenset()
    if Kind.PUBLIC not in found.values() and viewer != "" and (places or Kind.CUSTOM in found.values()):
        signed = table.all_signed(db, activity_id, viewer)
    admitted = signed
    if Kind.CUSTOM not in found.values():
        admitted = table.all_listed(db, activity_id, places, viewer) if signed else frozenset()
    if viewer is None:
        banned = table.banned(db, activity_id)
    else:
        banned = table.banned_of(db, activity_id, (number(viewer), nameless(viewer)))
    return Door(frozenset(found.values()), stored.epoch, stored.revision, banned, signed, admitted)


def is_public(db: Connection, activity_id: int) -> bool:
    """Tell whether everybody may watch a show, except banned viewers."""
    return Kind.PUBLIC in kinds(table.of(db, activity_id)).values()


def may_watch(db: Connection, activity_id: int, who: Pass) -> Verdict:
    """Decide whether a viewer may watch a show now."""
    return door(db, activity_id, who.viewer).verdict(who)
