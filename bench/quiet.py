"""`python -m bench.quiet URL SECONDS`: one server with a media engine in memory, in which every publisher is there.

It prints a line when it serves. It waits for a line, and then prints its CPU time and its looks of so many seconds.
"""

import asyncio
import json
import re
import sys
import tempfile
import time
from pathlib import Path

import uvloop
from kaibo.activity import table as activities
from kaibo.app import build
from kaibo.clock import now_ms
from kaibo.dependencies import Dependencies
from kaibo.host import web_server
from kaibo.host.livekit.config import free_port
from kaibo.media.engine import Participant
from kaibo.media.memory import MemoryEngine
from kaibo.session import allowed_rooms
from kaibo.settings import Settings
from kaibo.stores.opening import open_store
from kaibo.vault import Vault
from sqlalchemy import Connection

from bench.two import opened

NUMBER = re.compile(r"\d+")


class Published(MemoryEngine):
    """Has a publisher in the program's room of each show, and counts what it is asked."""

    def __init__(self, publishers: dict[int, str]) -> None:
        """Take the publishers' identities, by activity."""
        super().__init__()
        self._publishers = publishers
        self.asked = self.listed = 0
        """Rooms whose participants the server asked for, and rooms that it got listed."""

    async def rooms(self) -> list[str]:
        found = await super().rooms()
        self.listed += len(found)
        return found

    async def participants(self, room: str) -> list[Participant]:
        self.asked += 1
        if room not in self.inside:
            there = self.inside.setdefault(room, {})
            [activity] = (int(part) for part in NUMBER.findall(room) if int(part) in self._publishers)
            if "program" in room:
                name = self._publishers[activity]
                there[name] = Participant(name, publishing=True)
        return await super().participants(room)


async def main(url: str, seconds: float) -> None:
    with opened(url) as store:
        engine = Published(await store.read(_publishers))
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        settings = Settings(data=Path(folder), port=port, database_url=url, grace_seconds=600)
        server = web_server.server(
            build(settings, Dependencies(open_store(url), Vault(bytes(32)), engine, None)), port=port
        )
        serving = asyncio.create_task(server.serve())
        while not server.started:
            assert not serving.done(), "the server did not start"
            await asyncio.sleep(0.01)
        print("serving", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        used, asked, listed = time.process_time(), engine.asked, engine.listed
        await asyncio.sleep(seconds)
        used, asked, listed = time.process_time() - used, engine.asked - asked, engine.listed - listed
        print(json.dumps({"cpu": used, "looks": asked / 2, "listed": listed}), flush=True)
        server.should_exit = True
        await serving


def _publishers(db: Connection) -> dict[int, str]:
    return {show.id: allowed_rooms.publisher(db, show, now_ms()) for show in activities.active(db)}


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(sys.argv[1], float(sys.argv[2])))
