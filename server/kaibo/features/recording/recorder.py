"""The reconciler of recordings: it makes the makers of this machine agree with what the store says.

A maker outlives its server. The server that comes back finds it by its folder, and goes on. When it stays away, the
owner of the activity takes the recording and raises the fence. An older maker sees the fence and ends.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from kaibo.activity import delivery
from kaibo.clock import now_ms
from kaibo.disk import write_private
from kaibo.errors import DiskFull, Overloaded
from kaibo.features.recording import folder, table
from kaibo.features.recording.finish import finish, note
from kaibo.features.recording.need import Do, Need, decide, needs
from kaibo.features.recording.reading import folder_of
from kaibo.features.recording.room import has_room
from kaibo.features.recording.table import DISK, FULL, RENEW_MS, SLOW, Recording
from kaibo.files import folder as files
from kaibo.files.errors import FilesAway
from kaibo.media.making import Makers, Order, Wanted
from kaibo.media.relay import Rtc
from kaibo.services import Services
from kaibo.session import identity

PERIOD = 2.0
"""Seconds between two looks at all recordings."""
WATCH = 0.2
"""Seconds between two looks at the processes."""
BACK_OFF = (0.0, 1.0, 2.0, 5.0, 10.0)
"""Seconds before each new start, longer while makers keep ending."""
STEADY = 30.0
"""Seconds after which a running maker counts as healthy."""
STOP_SECONDS = 10.0
"""How long a maker may take to end in order."""
NOTE_SECONDS = 60.0
"""How often the size of a recording that goes on is noted."""
log = logging.getLogger("kaibo.recording")


class Trials:
    """Starts and stops of one recording's makers. Times are seconds of the monotonic clock."""

    def __init__(self) -> None:
        self.falls = 0
        self.started = 0.0
        self.stopping = 0.0
        """Since when a maker is to end; 0 for not."""
        self.renewed = 0
        """When the lease was last renewed, in unix ms."""
        self.noted = time.monotonic()

    def may_start(self, now: float) -> bool:
        """Tell whether the pause since the last start is over."""
        if not self.started:
            return True
        ran = now - self.started
        if ran > STEADY:
            self.falls = 0
        return ran >= BACK_OFF[min(self.falls, len(BACK_OFF) - 1)]

    def start(self, now: float) -> None:
        """Count a start."""
        self.falls += 1
        self.started, self.stopping = now, 0.0


class Recorder:
    """One task that looks at recordings, one after the other."""

    def __init__(self, services: Services, makers: Makers, rtc: Rtc) -> None:
        self._services, self._makers, self._rtc = services, makers, rtc
        self._server = services.members.own
        self._files = services.limits.files.resolve()
        self._trials: dict[str, Trials] = {}
        self._wake = asyncio.Event()
        services.events.on_any(self._look_soon)

    def _look_soon(self, activity_id: int) -> None:
        self._wake.set()

    async def run(self) -> None:
        """Look at recordings until the task is cancelled."""
        while True:
            self._wake.clear()
            await self._safely(self.look())
            end, running = time.monotonic() + PERIOD, self._running()
            await asyncio.sleep(WATCH)  # one look covers all nudges within it
            while time.monotonic() < end and running <= self._running():
                with suppress(TimeoutError):
                    async with asyncio.timeout(WATCH):
                        await self._wake.wait()
                    break

    def _running(self) -> set[tuple[str, int]]:
        return {key for key in self._makers.known() if (maker := self._makers.find(*key)) and maker.alive}

    async def _safely(self, work: Awaitable[None]) -> None:
        """Do work, and log its failure. The next look tries again."""
        try:
            await work
        except (Overloaded, DiskFull) as error:
            log.debug("the recorder waits: %s", error)
        except Exception:
            log.exception("the recorder failed; it tries again")

    async def look(self) -> None:
        """Look once at every recording. Forget the makers of those that are ready, and those below a fence."""
        now, limits = now_ms(), self._services.limits
        for need in await self._services.store.read(lambda db: needs(db, limits, now)):
            await self._safely(self._one(need, now))
        held = {each.id: each for each in await self._services.store.read(table.live)}
        for recording, run in self._makers.known():
            if recording not in held or held[recording].run > run:
                await asyncio.to_thread(self._makers.forget, recording, run)
        for recording in self._trials.keys() - held.keys():
            del self._trials[recording]

    async def _one(self, need: Need, now: int) -> None:
        held = need.recording
        maker = self._makers.find(held.id, held.run) if held else None
        owns = self._services.members.owns(need.activity)
        do = decide(need, self._server, owns, bool(maker and maker.alive), now)
        if do is Do.START:
            await self._start(need)
        elif do is Do.KEEP and held:
            await self._keep(need, held)
        elif do is Do.STOP and held:
            await self._stop(held)
        elif do is Do.FINISH and held:
            await self._finish(held)
        elif do is Do.TAKE_AND_FINISH and held:
            taken = await self._take(need)
            if taken:
                await self._finish(taken)
        elif do is Do.RELEASE and held:
            await self._services.store.write(lambda db: table.change(db, held.id, holder="", trouble=""))
            self._trials.pop(held.id, None)
        elif do is Do.CROWDED:
            await self._trouble(need, DISK)

    async def _start(self, need: Need) -> None:
        """Start the next maker of a recording, if this machine has a place and a disk for it."""
        held, program = need.recording, need.program
        assert program
        mine = self._trials.setdefault(held.id, Trials()) if held else Trials()
        if not mine.may_start(time.monotonic()):
            return
        await self._require_files()
        if held and mine.started:
            found = await asyncio.to_thread(folder.read, folder_of(self._files, held.id))
            await self._services.store.write(lambda db: note(db, held.id, found))
        if not await asyncio.to_thread(has_room, self._files):
            await self._trouble(need, DISK)
            return
        if self._makers.living() >= self._makers.most:
            await self._trouble(need, FULL)
            return
        taken = await self._take(need)
        if taken is None:
            return
        mine = self._trials.setdefault(taken.id, mine)
        mine.start(time.monotonic())
        order = Order(
            recording=taken.id,
            run=taken.run,
            folder=folder_of(self._files, taken.id),
            engine=self._rtc.url,
            key=self._rtc.key,
            secret=self._rtc.secret,
            room=program.room,
            identity=identity.maker(taken.id, taken.run),
            width=program.width,
            height=program.height,
            fps=program.fps,
            title=program.title,
        )
        await asyncio.to_thread(self._makers.start, order, Wanted(program.publisher, keep=program.keep))
        log.info("run %d of the recording %s of the show %d begins", taken.run, taken.id, need.activity)
        if held is None or held.trouble:
            self._services.events.nudge(need.activity)

    async def _take(self, need: Need) -> Recording | None:
        """Take the lease. Make the recording at the first time, and raise the fence on the disk.

        Return None when another server has the lease by then.
        """
        server, now = self._server, now_ms()

        def work(db: Connection) -> Recording | None:
            taken = table.take(db, self._row(db, need), server, now)
            if taken:
                table.change(db, taken.id, trouble="")
                delivery.refuse(db, need.activity, 0)
            return taken

        taken = await self._services.store.write(work)
        if taken is None:
            return None
        self._trials.setdefault(taken.id, Trials()).renewed = now
        await asyncio.to_thread(_raise_fence, folder_of(self._files, taken.id), taken.run)
        again = await self._services.store.read(lambda db: table.find(db, taken.id))
        return taken if again and again.run == taken.run else None

    def _row(self, db: Connection, need: Need) -> Recording:
        found = need.recording or table.of_airing(db, need.activity, need.order_number)
        return found or table.create(db, need.account, need.activity, need.order_number, need.start_time)

    async def _keep(self, need: Need, held: Recording) -> None:
        """Tell the maker what is wanted, and renew the lease. Kill it when another server has the lease."""
        maker, mine = self._makers.find(held.id, held.run), self._trials.setdefault(held.id, Trials())
        assert maker
        assert need.program
        now = now_ms()
        await asyncio.to_thread(maker.want, Wanted(need.program.publisher, keep=need.program.keep))
        if now - mine.renewed >= RENEW_MS:
            if not await self._services.store.write(lambda db: table.renew(db, held, now)):
                log.warning("another server records the show %d", need.activity)
                await asyncio.to_thread(maker.kill)
            mine.renewed = now
        await self._tell_overload(held, await asyncio.to_thread(lambda: maker.overloaded))
        if time.monotonic() - mine.noted >= NOTE_SECONDS:
            mine.noted = time.monotonic()
            found = await asyncio.to_thread(folder.read, folder_of(self._files, held.id))
            await self._services.store.write(lambda db: note(db, held.id, found))

    async def _tell_overload(self, held: Recording, overloaded: bool) -> None:
        """Note that a maker cannot keep up, or that it can again, and tell the host's page."""
        trouble = SLOW if overloaded else ""
        if trouble == held.trouble:
            return
        if overloaded:
            log.warning("the maker of the show %d cannot keep up, and leaves out pictures", held.activity)
        else:
            log.warning("the maker of the show %d keeps up again", held.activity)
        await self._services.store.write(lambda db: table.tell(db, held, trouble))
        self._services.events.nudge(held.activity)

    async def _stop(self, held: Recording) -> None:
        """Let a maker write its last part. Kill it when it takes too long."""
        maker, mine = self._makers.find(held.id, held.run), self._trials.setdefault(held.id, Trials())
        assert maker
        mine.stopping = mine.stopping or time.monotonic()
        if time.monotonic() - mine.stopping > STOP_SECONDS:
            await asyncio.to_thread(maker.kill)
        else:
            await asyncio.to_thread(maker.want, Wanted("", stop=True))
        now = now_ms()
        await self._services.store.write(lambda db: table.renew(db, held, now))

    async def _finish(self, held: Recording) -> None:
        await self._require_files()
        found = await asyncio.to_thread(folder.read, folder_of(self._files, held.id))
        now, limits = now_ms(), self._services.limits
        await self._services.store.write(lambda db: finish(db, held, found, limits, now))
        await asyncio.to_thread(self._makers.forget, held.id, held.run)
        self._services.events.nudge(held.activity)

    async def _trouble(self, need: Need, trouble: str) -> None:
        """Note why the show is not recorded, and tell its pages."""
        if need.recording and need.recording.trouble == trouble and not need.recording.holder:
            await self._services.store.write(lambda db: delivery.refuse(db, need.activity, now_ms()))
            return

        def work(db: Connection) -> None:
            delivery.refuse(db, need.activity, now_ms())
            table.change(db, self._row(db, need).id, trouble=trouble, holder="")

        await self._services.store.write(work)
        log.warning("the show %d is not recorded: %s", need.activity, trouble)
        self._services.events.nudge(need.activity)

    async def _require_files(self) -> None:
        """Raise FilesAway unless the folder of files is the one that the store knows."""
        known = await self._services.store.read(files.known)
        try:
            await asyncio.to_thread(files.require, self._services.limits.files, known)
        except FilesAway:
            log.warning("the recorder waits for the folder of files")
            raise


def _raise_fence(place: Path, run: int) -> None:
    """Write the number of the newest run, which older makers obey. Raises OSError."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(place / folder.FENCE, str(run))
