"""A person, and the rows that a table holds of a person. Two calls read or erase all of them (`features/people`)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from sqlalchemy import Column, ColumnElement, Select, Table, delete, select, tuple_, update

from kaibo.call import Call


class Person(NamedTuple):
    """The names of one person in some shows of an account."""

    shows: tuple[int, ...]
    """The shows to look into."""
    user: str = ""
    """The integrator's ExternalUserId; "" for a person without one."""
    viewers: Mapping[int, str] = MappingProxyType({})
    """The person's id as a viewer, by show."""
    numbers: Mapping[int, tuple[int, ...]] = MappingProxyType({})
    """The same as the numbers on the wire: with a name, and as the author of anonymous questions."""
    sessions: tuple[str, ...] = ()
    """Their sessions as host, guest or assistant."""
    links: tuple[str, ...] = ()
    """The links that belong to this person alone."""

    def as_viewer(self, show: Column[Any], viewer: Column[Any]) -> ColumnElement[bool]:
        """Match the rows of this viewer. The columns hold the show and the viewer's id."""
        return tuple_(show, viewer).in_(list(self.viewers.items()))

    @property
    def numbered(self) -> list[tuple[int, int]]:
        """List each show with each number of this viewer."""
        return [(show, number) for show, numbers in self.numbers.items() for number in numbers]

    def as_number(self, show: Column[Any], number: Column[Any]) -> ColumnElement[bool]:
        """Match the rows of this viewer. The columns hold the show and a number of the viewer."""
        return tuple_(show, number).in_(self.numbered)


Mine = ColumnElement[bool]
"""Matches the rows of a person in one table."""
Erase = Callable[[Call, Person, Mine], int]
"""Erases a person from one table, and returns how many rows it changed. The call is that of the integrator."""


class Held(NamedTuple):
    """The rows that one table holds of people. The table has a column `activity`."""

    kind: str
    """The word for one row on the wire."""
    table: Table
    key: Column[Any]
    """Names a row of one show."""
    whose: Callable[[Person], Mine]
    told: Mapping[str, Column[Any]]
    """The columns that the person may read, by wire name. A name that ends in "Time" gives unix seconds."""
    erase: Erase
    viewer: Column[Any] | None = None
    """The column with the viewer's id. The server looks there for the viewer of a number."""
    names: Literal["", "sessions", "links"] = ""
    """The field of Person that the keys of this table fill."""

    def rows(self, person: Person) -> Select[Any]:
        """Select the show, the key and the told columns of the person's rows."""
        show = self.table.c.activity
        return select(show, self.key, *self.told.values()).where(show.in_(person.shows), self.whose(person))


def deleted(table: Table) -> Erase:
    """Erase by deleting the rows."""
    return lambda call, person, mine: call.db.execute(delete(table).where(mine)).rowcount


def emptied(table: Table, **values: object) -> Erase:
    """Erase by setting columns of the rows, which stay for another reason."""
    return lambda call, person, mine: call.db.execute(update(table).where(mine).values(**values)).rowcount
