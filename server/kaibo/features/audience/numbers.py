"""The numbers of a time on air: how long it was, and how many people watched."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, case, func, select, update

from kaibo.activity.airings import airing
from kaibo.features.audience.table import viewer

OPEN = airing.c.end_time.is_(None)
NOTE_MOST = (
    update(airing)
    .where(airing.c.activity == bindparam("of"), OPEN)
    .values(
        most_viewers=case((airing.c.most_viewers < bindparam("now"), bindparam("now")), else_=airing.c.most_viewers)
    )
)
LAST = (
    select(airing.c.start_time, airing.c.end_time, airing.c.most_viewers)
    .where(airing.c.activity == bindparam("activity"))
    .order_by(airing.c.order_number.desc())
    .limit(1)
)
WATCHED = (
    select(func.count())
    .select_from(viewer)
    .where(viewer.c.activity == bindparam("activity"), viewer.c.last_at >= bindparam("since"))
)


class Numbers(NamedTuple):
    """The numbers of one time on air."""

    seconds: int
    watched: int
    """How many viewers watched, as far back as the store keeps them."""
    most: int
    """The most viewers at once."""


def on_air(db: Connection, activities: Collection[int]) -> set[int]:
    """Return those of the activities that are on air."""
    return set(db.scalars(select(airing.c.activity).where(airing.c.activity.in_(activities), OPEN)))


def note_most(db: Connection, watching: Mapping[int, int]) -> set[int]:
    """Note how many viewers watch, by activity, for the most at once. Return the activities that are not on air."""
    aired = on_air(db, watching.keys())
    if aired:
        db.execute(NOTE_MOST, [{"of": each, "now": watching[each]} for each in aired])
    return set(watching) - aired


def of_last_airing(db: Connection, activity_id: int) -> Numbers | None:
    """Return the numbers of the last time on air. None before the first one has ended."""
    last = db.execute(LAST, {"activity": activity_id}).first()
    if last is None or last.end_time is None:
        return None
    watched = db.scalar(WATCHED, {"activity": activity_id, "since": last.start_time}) or 0
    return Numbers((last.end_time - last.start_time) // 1000, watched, last.most_viewers)
