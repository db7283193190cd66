"""One link on its way to a session."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject

from kaibo_companion.deep_link import DeepLink, JoinCode, LaunchLink
from kaibo_companion.launch.api import ELSEWHERE, Api, Refused, TicketInfo
from kaibo_companion.recent import Recent, Session, Visit
from kaibo_companion.window.main_window import MainWindow, do_nothing
from kaibo_companion.words import refusal, say


class AppActions(Protocol):
    """The actions that an arrival asks of the app."""

    def open(self, visit: Visit) -> None:
        """Show a session's page in place of the current one."""

    def is_open(self, visit: Visit) -> bool:
        """Return whether this session's page is the current one."""

    def unless_on_air(self, then: Callable[[], None], otherwise: Callable[[], None] = do_nothing) -> None:
        """Call `then`. On air ask the person first; after a no call `otherwise`."""

    def refuse(self, text: str) -> None:
        """Tell the person why a link opens nothing."""


class Attempt(QObject):
    """A state machine: each method is a step, and starts the next one.

    join code → launch link → ticket → back into the session of this link, or a new session

    After `cancel` the running call ends, and no step follows.
    """

    def __init__(
        self, app: AppActions, window: MainWindow, recent: Recent, server: str, user_agent: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._window = window
        self._recent = recent
        self._api = Api(server, user_agent, self)
        self._cancelled = False
        self._own = False  # the app itself made the ticket, or the launch page on this computer did
        self._ticket = ""

    def start(self, link: DeepLink | LaunchLink | JoinCode) -> None:
        self._window.home.tell(say("opening"))
        if isinstance(link, JoinCode):
            self._api.open_key(link.text, self._step(self._open_launch), self._step(self._refuse))
        elif isinstance(link, LaunchLink):
            self._open_launch(link.token)
        else:
            self._peek(link.ticket)

    def cancel(self) -> None:
        """Change nothing from now on: a newer link came."""
        self._cancelled = True

    def _step(self, step: Callable[..., None]) -> Callable[..., None]:
        """Return the step as a callback that does nothing after `cancel`."""

        def run(*arguments: Any) -> None:
            if self._cancelled:
                self.deleteLater()
            else:
                step(*arguments)

        return run

    def _open_launch(self, token: str) -> None:
        self._own = True
        self._api.open_launch(token, self._step(self._peek), self._step(self._refuse))

    def _peek(self, ticket: str) -> None:
        self._ticket = ticket
        self._api.peek_ticket(ticket, self._step(self._choose), self._step(self._refuse))

    def _choose(self, info: TicketInfo) -> None:
        """Go back into the session of this link; without one, into a new session."""
        self._info = info
        self._own = self._own or info.here
        visit = self._recent.by_link(self._api.server, info.link)
        if not visit:
            return self._agree()
        if self._app.is_open(visit):
            return self._resume(visit, self._bring_up)

        def resume(known: Visit = visit) -> None:
            self._resume(known, lambda: self._open(known))

        return self._app.unless_on_air(self._step(resume), self._step(self._stay))

    def _resume(self, visit: Visit, then: Callable[[], None]) -> None:
        self._api.resume_ticket(self._ticket, visit.session, self._step(then), self._step(self._not_resumed))

    def _not_resumed(self, why: Refused) -> None:
        """Make a new session when the old one has ended. After a temporary failure it may still go on: make none."""
        if why.temporary:
            self._refuse(why)
        else:
            self._agree()

    def _agree(self) -> None:
        """Ask before a ticket from elsewhere makes a session: any web page can open the app with one."""
        if self._own:
            return self._enter()
        self._window.home.tell("")
        guest = say("as_guest", name=self._info.user_name) if self._info.user_name else say("as_some_guest")
        role = say("as_host") if self._info.role == 0 else guest
        text = "\n\n".join((say("whose"), " ".join(self._info.name.split()), role, self._api.server))
        return self._ask("whose_title", text, "whose_no", "enter", self._enter)

    def _enter(self) -> None:
        self._app.unless_on_air(self._step(self._redeem), self._step(self._stay))

    def _redeem(self, move: bool = False) -> None:
        failed = self._refuse if move else self._not_redeemed
        self._api.redeem_ticket(self._ticket, self._step(self._entered), self._step(failed), move)

    def _not_redeemed(self, why: Refused) -> None:
        """Offer to move here when the person is in on another device."""
        if why.code != ELSEWHERE:
            return self._refuse(why)
        self._window.home.tell("")
        return self._ask("move_title", say("move"), "move_no", "move_yes", lambda: self._redeem(move=True))

    def _entered(self, session: Session) -> None:
        self._open(Visit(self._api.server, self._info.link, session, self._info.name, self._info.role))

    def _ask(self, title: str, text: str, no: str, yes: str, then: Callable[[], None]) -> None:
        answers = self._step(then), self._step(self._stay)
        self._window.ask(say(title), text, say(no), say(yes), *answers, of_link=True)

    def _open(self, visit: Visit) -> None:
        self.deleteLater()
        self._app.open(visit)

    def _bring_up(self) -> None:
        """Show the window with the session that is open already."""
        self.deleteLater()
        self._window.home.tell("")
        self._window.come_up()

    def _refuse(self, why: Refused) -> None:
        self.deleteLater()
        self._app.refuse(refusal(why.code, self._api.server))

    def _stay(self) -> None:
        """Leave everything as it is: the person said no."""
        self.deleteLater()
        self._window.home.tell("")
