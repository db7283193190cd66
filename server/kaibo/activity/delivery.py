"""How a show's picture reaches its viewers: the setting of its places for WebRTC, and the wish for HLS.

A show without a recording has a maker only while viewers by HLS wish for one. The wish is a row, because another server
may run the maker.
"""

from typing import Annotated

from pydantic import Field
from sqlalchemy import BigInteger, Column, Connection, Table, delete, insert, select, update

from kaibo.activity import show_settings
from kaibo.activity.table import Activity
from kaibo.call import Limits
from kaibo.feature import Block, BlockSpec
from kaibo.gateway.action import Int
from kaibo.store import METADATA

WISH_MS = 120_000
"""How long a maker stays after the last wish for HLS."""
RENEW_MS = 10_000
"""How often a wish, or a refusal, is written again."""
REFUSED_MS = 30_000
"""How long HLS counts as impossible after a maker was refused. The recorder refuses again until it has a place."""
MOST_VIEWERS = 1_000_000

hls_wish = Table(
    "hls_wish",
    METADATA,
    Column("activity", BigInteger, primary_key=True, autoincrement=False),
    Column("wished_at", BigInteger, nullable=False),
    Column("refused_at", BigInteger, nullable=False),
)


class Delivery(Block):
    """The settings about how the picture reaches viewers."""

    webrtc_viewers: Annotated[Int, Field(ge=-1, le=MOST_VIEWERS)] | None = None
    """How many viewers get the picture by WebRTC. Further ones get it by HLS. -1: the show has no limit of its own."""


def _defaults(limits: Limits) -> Delivery:
    return Delivery(webrtc_viewers=-1)


SETTINGS = BlockSpec("Delivery", Delivery, _defaults)


def webrtc_places(db: Connection, activity_id: int, limits: Limits) -> int | None:
    """Return how many viewers of a show may watch by WebRTC. None: as many as come."""
    most = show_settings.block(db, activity_id, SETTINGS, limits).webrtc_viewers
    return None if most is None or most < 0 else most


def wish(db: Connection, activity_id: int, now: int) -> bool:
    """Note that viewers of a show want HLS. Return whether nobody wanted it before. `now` is in unix ms."""
    wished_at, _ = _row(db, activity_id)
    if now - wished_at >= RENEW_MS:
        _put(db, activity_id, wished_at=now)
    return now - wished_at >= WISH_MS


def is_wished(db: Connection, activity_id: int, now: int) -> bool:
    """Tell whether viewers of a show want HLS. `now` is in unix ms."""
    return now - _row(db, activity_id)[0] < WISH_MS


def refuse(db: Connection, activity_id: int, now: int) -> None:
    """Note that no maker could run for a show. `now` is in unix ms. 0: one runs."""
    refused_at = _row(db, activity_id)[1]
    if (now == 0 and refused_at) or now - refused_at >= RENEW_MS:
        _put(db, activity_id, refused_at=now)


def by_hls(db: Connection, show: Activity, limits: Limits, now: int) -> bool:
    """Tell whether viewers may watch a show by HLS now. `now` is in unix ms."""
    return limits.makers > 0 and show.shown and now - _row(db, show.id)[1] >= REFUSED_MS


def forget(db: Connection, now: int) -> None:
    """Delete the rows that say nothing any more. `now` is in unix ms."""
    before = now - WISH_MS
    db.execute(delete(hls_wish).where(hls_wish.c.wished_at < before, hls_wish.c.refused_at < before))


def _row(db: Connection, activity_id: int) -> tuple[int, int]:
    query = select(hls_wish.c.wished_at, hls_wish.c.refused_at).where(hls_wish.c.activity == activity_id)
    row = db.execute(query).first()
    return (row.wished_at, row.refused_at) if row else (0, 0)


def _put(db: Connection, activity_id: int, **values: int) -> None:
    if not db.execute(update(hls_wish).where(hls_wish.c.activity == activity_id).values(**values)).rowcount:
        db.execute(insert(hls_wish).values(**{"activity": activity_id, "wished_at": 0, "refused_at": 0} | values))
