"""From a link to a session: is it one, is its server trusted, what does its ticket become."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from kaibo_companion import report
from kaibo_companion.deep_link import (
    BadLink,
    DeepLink,
    LaunchLink,
    NewerLink,
    PlainLink,
    TypedKey,
    origin,
    parse,
    pasted,
)
from kaibo_companion.door import ELSEWHERE, Door, Refused, Shown
from kaibo_companion.recent import Entered, Recent, Visit
from kaibo_companion.trust import Trust
from kaibo_companion.window import Window, nothing
from kaibo_companion.words import refusal, say


class House(Protocol):
    """What the app does for who arrives."""

    def open(self, visit: Visit) -> None:
        """A session's page, in place of the one before."""

    def is_open(self, visit: Visit) -> bool: ...

    def unless_on_air(self, then: Callable[[], None], otherwise: Callable[[], None] = nothing) -> None:
        """At once, or after a yes when this app's studio is on air; after a no `otherwise`."""

    def refuse(self, text: str) -> None: ...


class Arrival(QObject):
    """Of the links that come the latest counts: an older one's late answer changes nothing."""

    def __init__(self, house: House, window: Window, trust: Trust, recent: Recent, user_agent: str) -> None:
        super().__init__()
        self._house = house
        self._window = window
        self._trust = trust
        self._recent = recent
        self._user_agent = user_agent
        self._latest = 0

    def follow(self, text: str) -> None:
        """A start's argument: a `kaibo:` link."""
        try:
            link = parse(text)
        except NewerLink:
            return self._house.refuse(say("newer_link"))
        except PlainLink:
            return self._house.refuse(say("plain_link"))
        except BadLink:
            return self._house.refuse(say("bad_link"))
        return self._ask(link.server, lambda turn: self._arrive(link, turn))

    def paste(self, text: str, place: str) -> None:
        """By hand: a link, or a key and the place that it is for."""
        try:
            given = pasted(text)
        except NewerLink:
            return self._house.refuse(say("newer_link"))
        except PlainLink:
            return self._house.refuse(say("plain_link"))
        except BadLink:
            return self._house.refuse(say("bad_link"))
        if not isinstance(given, TypedKey):
            return self._ask(given.server, lambda turn: self._arrive(given, turn))
        if not place:
            return self._house.refuse(say("place_none"))
        try:
            server = origin(place if "://" in place else f"https://{place.rstrip('/')}")
        except PlainLink:
            return self._house.refuse(say("plain_link"))
        except BadLink:
            return self._house.refuse(say("bad_place"))
        return self._ask(server, lambda turn: self._find(server, given, turn))

    def go_back(self, visit: Visit) -> None:
        """By hand: into a show of before. Its server may be trusted no longer."""
        self._ask(visit.server, lambda _: self._house.unless_on_air(lambda: self._house.open(visit)))

    def _ask(self, server: str, then: Callable[[int], None]) -> None:
        """Does it for a server that is trusted, or is from now on."""
        self._window.drop_question()
        self._latest += 1
        turn = self._latest
        if self._trust.policy.broken:
            return self._house.refuse(say("policy_broken", why=self._trust.policy.broken))
        if not self._trust.may_ask(server):
            return self._house.refuse(say("trust_locked", server=server))
        self._window.home.tell("")

        def agreed() -> None:
            report.if_the_disk_lets("trusted servers", lambda: self._trust.remember(server))
            then(turn)

        if self._trust.knows(server):
            return then(turn)
        name = server.partition("://")[2].partition(":")[0]
        text = f"{say('trust')}\n\n{name}\n{server}"
        return self._window.ask(say("trust_title"), text, say("trust_no"), say("trust_yes"), agreed, of_link=True)

    def _find(self, server: str, key: TypedKey, turn: int) -> None:
        """The link that a key is."""
        door = self._door(server)

        def found(token: str) -> None:
            door.deleteLater()
            if turn == self._latest:
                self._arrive(LaunchLink(server, token), turn)

        door.find(key.text, found, self._refused(door, turn))

    def _arrive(self, link: DeepLink | LaunchLink, turn: int) -> None:
        """Where its ticket leads: back into a session that is here, or into a new one."""
        door = self._door(link.server)
        refused = self._refused(door, turn)

        def known(ticket: str, shown: Shown) -> None:
            if turn != self._latest:
                return door.deleteLater()
            visit = self._recent.by_link(link.server, shown.link)
            own = shown.here or isinstance(link, LaunchLink)  # of that one the app itself made the ticket

            def stay() -> None:
                self._stay(door, turn)

            def enter() -> None:
                self._house.unless_on_air(lambda: self._enter(door, ticket, shown, turn, refused), stay)

            def agree() -> None:
                """A new session, by another's ticket only after a yes: any web page can open the app with one."""
                if own:
                    return enter()
                if turn != self._latest:
                    return stay()
                return self._ask_whose(link.server, shown, enter, stay)

            if not visit:
                return agree()

            def gone(why: Refused) -> None:
                """That session is over: another one. What may be answered otherwise soon makes none beside it."""
                if why.passing:
                    refused(why)
                else:
                    agree()

            if self._house.is_open(visit):
                return door.resume(ticket, visit.session, lambda: self._back(door), gone)

            def resumed() -> None:
                door.deleteLater()
                if turn == self._latest:
                    self._house.open(visit)

            resume = partial(door.resume, ticket, visit.session, resumed, gone)
            return self._house.unless_on_air(resume, stay)

        def found(ticket: str) -> None:
            door.peek(ticket, lambda shown: known(ticket, shown), refused)

        if isinstance(link, DeepLink):
            found(link.ticket)
        else:
            door.open(link.token, found, refused)

    def _ask_whose(self, server: str, shown: Shown, enter: Callable[[], None], stay: Callable[[], None]) -> None:
        """Whose show it is, and as whom the person would be there."""
        self._window.home.tell("")
        as_whom = say("as_host") if shown.role == 0 else say("as_guest", name=shown.user_name)
        text = "\n\n".join((say("whose"), " ".join(shown.name.split()), as_whom, server))
        self._window.ask(say("whose_title"), text, say("whose_no"), say("enter"), enter, stay, of_link=True)

    def _door(self, server: str) -> Door:
        self._window.home.tell(say("opening"))
        return Door(server, self._user_agent, self)

    def _refused(self, door: Door, turn: int) -> Callable[[Refused], None]:
        def refused(why: Refused) -> None:
            door.deleteLater()
            if turn == self._latest:
                self._house.refuse(refusal(why.code, door.server))

        return refused

    def _stay(self, door: Door, turn: int) -> None:
        """The person goes nowhere."""
        door.deleteLater()
        if turn == self._latest:
            self._window.home.tell("")

    def _back(self, door: Door) -> None:
        """The show that is open already."""
        door.deleteLater()
        self._window.home.tell("")
        self._window.come_up()

    def _enter(
        self, door: Door, ticket: str, shown: Shown, turn: int, refused: Callable[[Refused], None], move: bool = False
    ) -> None:
        """A session of the app's own."""
        if turn != self._latest:
            return door.deleteLater()

        def entered(session: Entered) -> None:
            door.deleteLater()
            if turn == self._latest:
                self._house.open(Visit(door.server, shown.link, session, shown.name, shown.role))

        def failed(why: Refused) -> None:
            if why.code != ELSEWHERE or move or turn != self._latest:
                return refused(why)
            self._window.home.tell("")
            moving = partial(self._enter, door, ticket, shown, turn, refused, True)
            stay = partial(self._stay, door, turn)
            return self._window.ask(
                say("move_title"), say("move"), say("move_no"), say("move_yes"), moving, stay, of_link=True
            )

        return door.redeem(ticket, entered, failed, move)
