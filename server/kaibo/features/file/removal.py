"""Periodic work: forget unfinished uploads, and delete the bytes that no show needs any more."""

import asyncio

from sqlalchemy import Connection

from kaibo.clock import now_ms
from kaibo.files import folder, parts, table
from kaibo.files.table import CONTENT, Gone
from kaibo.services import Services

SECONDS = 60.0
"""How often. So deleted files are off the disk soon."""
UNFINISHED_MS = 24 * 3600 * 1000
"""How long an upload may rest before it is forgotten."""
AT_ONCE = 200
"""The most files of one round."""


async def run(services: Services) -> None:
    """Do one round. One server of all does it, whichever owns the activity 0. Raises FilesAway, and changes nothing."""
    if not services.members.owns(CONTENT):
        return
    known = await services.store.read(folder.known)
    await asyncio.to_thread(folder.require, services.limits.files, known)
    await services.store.write(_forget_unfinished)
    for gone in await services.store.read(lambda db: table.gone(db, AT_ONCE)):
        await _delete(services, gone)


def _forget_unfinished(db: Connection) -> None:
    for file in table.unfinished(db, now_ms() - UNFINISHED_MS, AT_ONCE):
        table.remove(db, file.activity, file.sha256)


async def _delete(services: Services, gone: Gone) -> None:
    """Delete bytes unless a row needs them.

    Content is set aside first, and then the store is asked again. So content that another server just put there for a
    new row comes back. A row is always older than its content. After a crash in between the next round goes on.
    """
    place, store = services.limits.files, services.store

    async def is_needed() -> bool:
        return await store.read(lambda db: table.is_needed(db, gone))

    if gone.activity != CONTENT:
        if not await is_needed():
            await asyncio.to_thread(parts.drop_parts, place, gone.activity, gone.sha256)
    else:
        if not await is_needed():
            await asyncio.to_thread(parts.set_aside, place, gone.sha256)
        end = parts.restore if await is_needed() else parts.drop
        await asyncio.to_thread(end, place, gone.sha256)
    await store.write(lambda db: table.forget_gone(db, gone))
