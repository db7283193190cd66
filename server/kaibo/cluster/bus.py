"""The bus brings the nudges of each server to the others."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator

from kaibo.clock import now_ms
from kaibo.cluster.channel import LONGEST, Broken, Channel
from kaibo.cluster.events import Events

GATHER_SECONDS = 0.02
"""How long nudges wait for others, to travel in one text."""
AGAIN_SECONDS = 1.0
"""How long to wait after a failure."""
NUDGE, LOOK, FOR_HOSTS, SINCE, TALK = "n", "l", "h", "t", "c"
log = logging.getLogger("kaibo.bus")


def unmeasured(seconds: float) -> None:
    """Hear how long a nudge travelled, and do nothing: the default."""


class Bus:
    """Sends the nudges of this process, and gives it those of the others.

    A nudge may get lost. Pages read their view every ten seconds anyway, and reconcilers look on a timer. While the
    channel is away, pages hear of the own server's changes alone. When it is back, every page reads its view again.
    """

    def __init__(
        self, events: Events, channel: Channel, own: str, travelled: Callable[[float], None] = unmeasured
    ) -> None:
        """Take the channel, the id of this server, and what hears how many seconds nudges travelled to it."""
        self.up = False
        """Whether this server hears the others."""
        self._events = events
        self._channel = channel
        self._own = own
        self._travelled = travelled
        self._waiting: dict[str, None] = {}
        """The words to send, in order and each once."""
        self._since = 0
        """When the first of them came, in unix ms by the database's clock."""
        self._wake = asyncio.Event()
        self._hearing = {
            NUDGE: events.hear_nudge,
            LOOK: events.hear_look,
            FOR_HOSTS: events.hear_nudge_for_hosts,
            TALK: events.hear_talk,
        }
        events.on_own_nudge(lambda activity: self._send_soon(f"{NUDGE}{activity}"))
        events.on_own_nudge_for_hosts(lambda activity: self._send_soon(f"{FOR_HOSTS}{activity}"))
        events.on_own_talk(lambda activity: self._send_soon(f"{TALK}{activity}"))
        events.on_own_look(lambda activity: self._send_soon(f"{LOOK}{activity}"))

    async def run(self) -> None:
        """Send and listen until cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._again_and_again(self._send))
                tasks.create_task(self._again_and_again(self._listen))
        finally:
            await self._channel.close()

    def _send_soon(self, word: str) -> None:
        self._since = self._since or now_ms()
        self._waiting[word] = None
        self._wake.set()

    async def _again_and_again(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except Broken as error:
                if self.up:
                    log.warning("the bus between the servers is down, pages hear of changes later: %r", error)
                self.up = False
            await asyncio.sleep(AGAIN_SECONDS)

    async def _send(self) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(GATHER_SECONDS)
            self._wake.clear()
            words, self._waiting = list(self._waiting), {}
            since, self._since = self._since, 0
            for text in _texts(f"{self._own} {SINCE}{since}", words):
                await self._channel.send(text)

    async def _listen(self) -> None:
        async for text in self._channel.listen():
            if text is None:
                if not self.up:
                    log.info("this server hears the others")
                self.up = True
                self._events.hear_all()
                continue
            sender, *words = text.split()
            if sender != self._own:
                for word in words:
                    self._hear(word)

    def _hear(self, word: str) -> None:
        """Pass a nudge on. Leave out one that a later release may have."""
        kind, of = word[:1], word[1:]
        if not of.isdecimal():
            return
        if kind == SINCE:
            self._travelled(max(0, now_ms() - int(of)) / 1000)
        elif hear := self._hearing.get(kind):
            hear(int(of))


def _texts(head: str, words: list[str]) -> Iterator[str]:
    """Put words into as few texts as possible. Each text begins with the sender's id, and when the words came."""
    text = head
    for word in words:
        if len(text) + len(word) + 1 > LONGEST:
            yield text
            text = head
        text += f" {word}"
    if words:
        yield text
