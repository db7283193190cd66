"""The white lists of a show: the users of the integrator who may watch it."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, func, insert, select

from kaibo.access.table import white_list

MOST = 200_000
"""Users on one list."""
AT_ONCE = 500
"""Values of one query. SQLite and PostgreSQL take many more."""


def count(db: Connection, activity_id: int, place: int) -> int:
    """Count the users of one list."""
    return db.scalar(select(func.count()).select_from(white_list).where(*_of(activity_id, place))) or 0


def add(db: Connection, activity_id: int, place: int, names: dict[str, str]) -> None:
    """Add users, given as names by ExternalUserId. One who is there gets the new name."""
    remove(db, activity_id, place, names)
    rows = [{"activity": activity_id, "place": place, "user": user, "name": name} for user, name in names.items()]
    if rows:
        db.execute(insert(white_list), rows)


def remove(db: Connection, activity_id: int, place: int, users: Collection[str]) -> None:
    """Remove users. One who is not there stays so."""
    every = list(users)
    for start in range(0, len(every), AT_ONCE):
        some = every[start : start + AT_ONCE]
        db.execute(delete(white_list).where(*_of(activity_id, place), white_list.c.user.in_(some)))


def empty(db: Connection, activity_id: int, place: int) -> None:
    """Remove all users of one list."""
    db.execute(delete(white_list).where(*_of(activity_id, place)))


def listed(
    db: Connection, activity_id: int, place: int, key_word: str, offset: int, most: int
) -> Sequence[tuple[str, str]]:
    """List users as (ExternalUserId, name), by id. `key_word` is a part of either; "" for all."""
    query = select(white_list.c.user, white_list.c.name).where(*_of(activity_id, place))
    if key_word:
        found = [each.icontains(key_word, autoescape=True) for each in (white_list.c.user, white_list.c.name)]
        query = query.where(found[0] | found[1])
    return [(row.user, row.name) for row in db.execute(query.order_by(white_list.c.user).offset(offset).limit(most))]


def _of(activity_id: int, place: int):  # type: ignore[no-untyped-def]  # SQLAlchemy's conditions
    return white_list.c.activity == activity_id, white_list.c.place == place
