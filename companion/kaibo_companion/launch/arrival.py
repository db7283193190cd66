"""Where links come in: is the text a link, is its server trusted, and then an attempt to open it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from kaibo_companion import log
from kaibo_companion.deep_link import DeepLink, JoinCode, LaunchLink, NewerLink, parse, parse_typed, typed_origin
from kaibo_companion.launch.attempt import AppActions, Attempt
from kaibo_companion.origin import BadLink, PlainLink, host_of
from kaibo_companion.recent import Recent, Visit
from kaibo_companion.trust import Trust
from kaibo_companion.window.main_window import MainWindow
from kaibo_companion.words import say


class Arrival(QObject):
    """Follows one link at a time. A newer link cancels the attempt of the older one."""

    def __init__(self, app: AppActions, window: MainWindow, trust: Trust, recent: Recent, user_agent: str) -> None:
        super().__init__()
        self._app = app
        self._window = window
        self._trust = trust
        self._recent = recent
        self._user_agent = user_agent
        self._attempt: Attempt | None = None

    def follow(self, text: str) -> None:
        """Follow the argument of a start: a `kaibo:` link."""
        try:
            link = parse(text)
        except BadLink as error:
            return self._app.refuse(_why(error))
        return self._when_trusted(link.server, lambda: self._try(link.server, link))

    def paste(self, text: str, server: str) -> None:
        """Follow what the person typed or pasted. `server`: what they typed as the join code's server."""
        try:
            link = parse_typed(text)
        except BadLink as error:
            return self._app.refuse(_why(error))
        if not isinstance(link, JoinCode):
            return self._when_trusted(link.server, lambda: self._try(link.server, link))
        if not server:
            return self._app.refuse(say("place_none"))
        try:
            place = typed_origin(server)
        except PlainLink as error:
            return self._app.refuse(_why(error))
        except BadLink:
            return self._app.refuse(say("bad_place"))
        return self._when_trusted(place, lambda: self._try(place, link))

    def go_back(self, visit: Visit) -> None:
        """Go back into a recent show, as the person chose. Its server may not be trusted any more."""
        self._when_trusted(visit.server, lambda: self._app.unless_on_air(lambda: self._app.open(visit)))

    def _when_trusted(self, server: str, then: Callable[[], None]) -> None:
        """Call `then` when the server is trusted: now, or after the person agrees. End what an older link began."""
        self._window.drop_question()
        if self._attempt:
            self._attempt.cancel()
            self._attempt = None
        if self._trust.policy.broken:
            return self._app.refuse(say("policy_broken", why=self._trust.policy.broken))
        if not self._trust.may_ask(server):
            return self._app.refuse(say("trust_locked", server=server))
        self._window.home.tell("")

        def agreed() -> None:
            log.warn_on_disk_error("trusted servers", lambda: self._trust.remember(server))
            then()

        if self._trust.knows(server):
            return then()
        text = f"{say('trust')}\n\n{host_of(server)}\n{server}"
        return self._window.ask(say("trust_title"), text, say("trust_no"), say("trust_yes"), agreed, of_link=True)

    def _try(self, server: str, link: DeepLink | LaunchLink | JoinCode) -> None:
        self._attempt = Attempt(self._app, self._window, self._recent, server, self._user_agent, self)
        self._attempt.start(link)


def _why(error: BadLink) -> str:
    if isinstance(error, NewerLink):
        return say("newer_link")
    return say("plain_link" if isinstance(error, PlainLink) else "bad_link")
