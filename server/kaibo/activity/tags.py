"""The tags by which listings find activities."""

from collections.abc import Iterable

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Integer, String, Table, delete, insert

from kaibo.store import METADATA

activity_tag = Table(
    "activity_tag",
    METADATA,
    Column("activity", BigInteger, ForeignKey("activity.id"), primary_key=True),
    Column("index", Integer, primary_key=True),
    Column("value", String(200), primary_key=True),
)


def put(db: Connection, activity_id: int, tags: Iterable[tuple[int, str]]) -> None:
    """Replace the tags of an activity, as (index, value). Listings find it by them."""
    db.execute(delete(activity_tag).where(activity_tag.c.activity == activity_id))
    for index, value in set(tags):
        db.execute(insert(activity_tag).values(activity=activity_id, index=index, value=value))
