"""Nudges: tell listeners that an activity changed. A nudge carries no data, so a listener reads the store again."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Hear = Callable[[int], None]
"""Takes the id of an activity."""


class Events:
    """Wakes the listeners of an activity in this process, and tells the bus. Call from the event loop only."""

    def __init__(self) -> None:
        self._waiting: dict[int, set[asyncio.Event]] = defaultdict(set)
        self._hosts_waiting: dict[int, set[asyncio.Event]] = defaultdict(set)
        self._hearing: list[Hear] = []
        self._looking: list[Hear] = []
        self._telling_nudge: list[Hear] = []
        self._hearing_for_hosts: list[Hear] = []
        self._telling_look: list[Hear] = []
        self._telling_for_hosts: list[Hear] = []
        self._hearing_talk: list[Hear] = []
        self._telling_talk: list[Hear] = []

    def on_any(self, hear: Hear) -> None:
        """Run `hear(activity_id)` at every nudge."""
        self._hearing.append(hear)

    def on_any_for_hosts(self, hear: Hear) -> None:
        """Run `hear(activity_id)` at every nudge for hosts' pages alone. `on_any` does not hear of those."""
        self._hearing_for_hosts.append(hear)

    def on_talk(self, hear: Hear) -> None:
        """Run `hear(activity_id)` whenever the conversation of a show goes on. No other listener hears of that."""
        self._hearing_talk.append(hear)

    def on_look(self, look: Hear) -> None:
        """Run `look(activity_id)` whenever the media engine reports something about that activity's rooms."""
        self._looking.append(look)

    def on_own_nudge(self, tell: Hear) -> None:
        """Run `tell(activity_id)` at every nudge that begins in this process."""
        self._telling_nudge.append(tell)

    def on_own_look(self, tell: Hear) -> None:
        """Run `tell(activity_id)` whenever the media engine reports something to this process."""
        self._telling_look.append(tell)

    def on_own_nudge_for_hosts(self, tell: Hear) -> None:
        """Run `tell(activity_id)` at every nudge for hosts' pages alone that begins in this process."""
        self._telling_for_hosts.append(tell)

    def on_own_talk(self, tell: Hear) -> None:
        """Run `tell(activity_id)` whenever a conversation goes on in this process."""
        self._telling_talk.append(tell)

    def look(self, activity_id: int) -> None:
        """Ask reconcilers to read this activity's rooms again. Pages get a nudge only if something changed."""
        self.hear_look(activity_id)
        for tell in self._telling_look:
            tell(activity_id)

    def nudge(self, activity_id: int) -> None:
        """Report that this activity changed in the store or in the media engine."""
        self.hear_nudge(activity_id)
        self.tell_others(activity_id)

    def nudge_hosts(self, activity_id: int) -> None:
        """Report a change in the store that only hosts' pages show. A studio makes one each second while it edits."""
        self.hear_nudge_for_hosts(activity_id)
        for tell in self._telling_for_hosts:
            tell(activity_id)

    def nudge_talk(self, activity_id: int) -> None:
        """Report that the conversation of a show went on in the store. It wakes no page's view."""
        self.hear_talk(activity_id)
        for tell in self._telling_talk:
            tell(activity_id)

    def report(self, changed: set[int], for_hosts: set[int], talked: set[int]) -> None:
        """Report all that one call changed, by the ids of activities."""
        for activity_id in changed:
            self.nudge(activity_id)
        for activity_id in for_hosts - changed:
            self.nudge_hosts(activity_id)
        for activity_id in talked:
            self.nudge_talk(activity_id)

    def tell_others(self, activity_id: int) -> None:
        """Report a change to the other servers alone."""
        for tell in self._telling_nudge:
            tell(activity_id)

    def hear_look(self, activity_id: int) -> None:
        """Take a report of the media engine that another server got."""
        for look in self._looking:
            look(activity_id)

    def hear_nudge(self, activity_id: int) -> None:
        """Take the nudge of another server."""
        for waiting in self._waiting.get(activity_id, ()):
            waiting.set()
        for hear in self._hearing:
            hear(activity_id)

    def hear_nudge_for_hosts(self, activity_id: int) -> None:
        """Take another server's nudge for hosts' pages alone."""
        for waiting in self._hosts_waiting.get(activity_id, ()):
            waiting.set()
        for hear in self._hearing_for_hosts:
            hear(activity_id)

    def hear_talk(self, activity_id: int) -> None:
        """Take another server's report of a conversation."""
        for hear in self._hearing_talk:
            hear(activity_id)

    def hear_all(self) -> None:
        """Wake all listeners of this process: every activity may have changed."""
        for activity_id in list(self._waiting):
            self.hear_nudge(activity_id)
            self.hear_talk(activity_id)

    @contextmanager
    def listen(self, activity_id: int, *, as_host: bool = False) -> Iterator[asyncio.Event]:
        """Give an event that each nudge sets. A host's page also hears of nudges for hosts. The listener clears it."""
        mine = asyncio.Event()
        among = [self._waiting, self._hosts_waiting] if as_host else [self._waiting]
        for waiting in among:
            waiting[activity_id].add(mine)
        try:
            yield mine
        finally:
            for waiting in among:
                waiting[activity_id].discard(mine)
                if not waiting[activity_id]:
                    del waiting[activity_id]
