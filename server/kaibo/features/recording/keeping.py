"""Periodic work: forget replays that are too old, mend statuses, and delete the bytes that no replay needs."""

import asyncio
import shutil

from sqlalchemy import Connection

from kaibo.activity import recorded as settings
from kaibo.call import Limits
from kaibo.clock import now_ms
from kaibo.features.recording import replays, table
from kaibo.features.recording.reading import folder_of
from kaibo.files import folder as files
from kaibo.files.table import CONTENT
from kaibo.services import Services

SECONDS = 30.0
"""How often. So deleted replays are off the disk soon."""
AT_ONCE = 50
"""The most folders of one round."""
DAY_MS = 24 * 3600 * 1000


async def run(services: Services) -> None:
    """Do one round. One server of all does it, whichever owns the activity 0. Raises FilesAway."""
    if not services.members.owns(CONTENT):
        return
    store, place = services.store, services.limits.files
    for activity_id in await store.write(lambda db: forget(db, services.limits, now_ms())):
        services.events.nudge(activity_id)
    gone = await store.read(lambda db: table.without_bytes(db, AT_ONCE))
    if not gone:
        return
    known = await store.read(files.known)
    await asyncio.to_thread(files.require, place, known)
    for each in gone:
        await asyncio.to_thread(shutil.rmtree, folder_of(place, each), ignore_errors=True)
        if not folder_of(place, each).exists():
            await store.write(lambda db, one=each: table.change(db, one, kept=False))  # type: ignore[misc]


def forget(db: Connection, limits: Limits, now: int) -> set[int]:
    """Remove the replays that their shows keep no longer, and those of deleted shows. `now` is in unix ms.

    A show that ended an airing without a recording gets the status of its online replay. Return the shows that changed.
    """
    replays.remove_deleted(db)
    changed = set()
    for each in replays.ended_before(db, now - DAY_MS):
        days = settings.decided(db, each.activity, limits).keep_days or 0
        if days and each.recording.end_time < now - days * DAY_MS:
            replays.remove(db, each)
            changed.add(each.activity)
    for activity_id in replays.left_over(db):
        replays.follow(db, activity_id)
        changed.add(activity_id)
    replays.mark_unneeded(db)
    return changed
