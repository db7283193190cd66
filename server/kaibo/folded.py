"""Search in names, whatever their case and form. Both databases compare what this file folded.

SQLite knows the case of ASCII letters only, and PostgreSQL asks its collation. Neither knows that a letter with an
accent may be one character or two. So a table with a `name` also has `folded`, and `folded_of`: the name that was
folded. An older server that shares the store changes `name` alone. Then the two names differ.
"""

import unicodedata

from sqlalchemy import ColumnElement, Connection, Table, and_, collate, false, or_

from kaibo.names import seen

LONGEST = 10_000
"""Characters of a folded text to search for. No folded name is as long, and SQLite refuses patterns over 50 kB."""


def fold(text: str) -> str:
    """Fold a text: without case, composed, with one form for each compatible character (Unicode §3.13, NFKC_Casefold).

    It drops joiners, soft hyphens and all else that nobody sees. Folding twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text.lower()
    before, folded = "", text
    while folded != before:  # a second round changes only rare combinations of marks
        before = folded
        caseless = unicodedata.normalize("NFD", seen(folded)).casefold()
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", caseless).casefold())
    return folded


def columns(name: str) -> dict[str, str]:
    """Return a name's columns, to write with it."""
    return {"name": name, "folded": fold(name), "folded_of": name}


def current(table: Table) -> ColumnElement[bool]:
    """Match rows whose `folded` belongs to their name."""
    return table.c.folded_of == table.c.name


def contains(table: Table, text: str) -> ColumnElement[bool]:
    """Match rows whose name contains this text. Rows of an older server match as that server matches them."""
    name, wanted = table.c.name, fold(text)
    if not wanted:
        return name.contains(text, autoescape=True)
    found = table.c.folded.contains(wanted, autoescape=True) if len(wanted) <= LONGEST else false()
    stale = and_(~current(table), name.icontains(text, autoescape=True))
    return or_(and_(current(table), found), stale)


def code_points(db: Connection, column: ColumnElement[str]) -> ColumnElement[str]:
    """Order texts by their code points, whatever the database's language. SQLite does so by itself."""
    return collate(column, "C") if db.dialect.name == "postgresql" else column
