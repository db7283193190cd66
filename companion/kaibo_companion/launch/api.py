"""The app's own calls to a server, before there is a page (docs/companion.md, "The calls it makes")."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

from kaibo_companion import log
from kaibo_companion.deep_link import LaunchLink, parse_typed
from kaibo_companion.network import Answer, Network, Transfer
from kaibo_companion.origin import BadLink
from kaibo_companion.recent import Session
from kaibo_companion.words import UNTRUSTED

UNKNOWN = "ResourceNotFound.LaunchLink"
ELSEWHERE = "ResourceConflict.OpenElsewhere"
TOO_OFTEN = "FlowLimitExceeded"
SILENCE_MS = 10_000
LARGEST = 64 * 1024  # bytes of an answer
RETRY_MS = 1000
TRIES = 5  # of a call whose answer got lost; the server accepts a nonce again for a minute


@dataclass(frozen=True)
class Refused:
    """Why a call failed."""

    code: str
    """A code of docs/errors.md, or UNTRUSTED; "" when no readable answer came."""
    status: int
    """The HTTP status; 0 when no answer came."""

    @property
    def temporary(self) -> bool:
        """Whether the same call may succeed a little later."""
        return not self.code or self.status >= 500 or self.status == 429


@dataclass(frozen=True)
class TicketInfo:
    """The show and the role that a ticket opens."""

    name: str
    """The name of the show."""
    role: int
    user_name: str
    link: str
    """The id of the link."""
    here: bool = False
    """Whether the server says that a launch page on this computer made the ticket."""


T = TypeVar("T")
Read = Callable[[dict[str, Any], Answer], T]
"""Reads the result of a call. Raises KeyError, TypeError or ValueError when it is not as documented."""
Failed = Callable[[Refused], None]


class Api(QObject):
    """The calls to one server. Each calls `then` or `failed` once."""

    def __init__(self, server: str, user_agent: str, parent: QObject) -> None:
        super().__init__(parent)
        self.server = server
        self._network = Network(self, user_agent, SILENCE_MS)

    def open_key(self, code: str, then: Callable[[str], None], failed: Failed) -> None:
        """Exchange a join code for the token of its launch link."""

        def check(url: str) -> None:
            try:
                link = parse_typed(url)
            except BadLink:
                link = None
            if isinstance(link, LaunchLink) and link.server == self.server:
                then(link.token)
            else:
                failed(Refused(UNKNOWN, 404))

        self._call("/client/OpenKey", {"Key": code}, lambda result, _: _text(result, "Url"), check, failed)

    def open_launch(self, token: str, then: Callable[[str], None], failed: Failed) -> None:
        """Exchange the token of a launch link for a ticket."""
        self._call("/client/OpenLaunch", {"Token": token}, lambda result, _: _text(result, "Ticket"), then, failed)

    def peek_ticket(self, ticket: str, then: Callable[[TicketInfo], None], failed: Failed) -> None:
        """Ask what a ticket opens. This does not use it up, and tells its launch page that the app is there."""
        self._call("/client/PeekTicket", {"Ticket": ticket, "App": True}, _ticket_info, then, failed)

    def redeem_ticket(self, ticket: str, then: Callable[[Session], None], failed: Failed, move: bool = False) -> None:
        """Turn a ticket into a session. `move`: the person leaves their other device."""
        body = {"Ticket": ticket, "Nonce": _nonce(), "App": True, "Move": move}
        self._call("/client/RedeemTicket", body, _session, then, failed)

    def resume_ticket(self, ticket: str, session: Session, then: Callable[[], None], failed: Failed) -> None:
        """Go back into a session of the ticket's link. The server tells the launch page, and makes no new session."""
        body = {"Ticket": ticket, "Nonce": _nonce()}
        path = f"{session.path}/call/ResumeTicket"
        self._call(path, body, lambda *_: None, lambda _: then(), failed, _cookie(session))

    def continue_in_browser(self, session: Session, then: Callable[[str], None], failed: Failed) -> None:
        """Ask for the path where a browser on this computer continues the session: its fragment has a ticket."""
        path = f"{session.path}/call/ContinueInBrowser"
        self._call(path, {}, lambda result, _: _path(result, "EnterPath"), then, failed, _cookie(session))

    def _call(
        self,
        path: str,
        body: dict[str, Any],
        read: Read[T],
        then: Callable[[T], None],
        failed: Failed,
        cookie: str = "",
        tries: int = TRIES,
    ) -> None:
        def answered(answer: Answer) -> None:
            result = _result(answer)
            if answer.certificate_error:
                log.app.warning("certificate of %s: %s", self.server, answer.certificate_error)
            if isinstance(result, Refused):
                if result.temporary and result.status != 429 and tries > 1:
                    QTimer.singleShot(RETRY_MS, self, retry)
                else:
                    failed(result)
                return
            try:
                value = read(result, answer)
            except (KeyError, TypeError, ValueError):
                return failed(Refused("", 200))
            return then(value)

        def retry() -> None:
            self._call(path, body, read, then, failed, cookie, tries - 1)

        Transfer(self._network.post(self.server, path, body, cookie), LARGEST, answered)


def _nonce() -> str:
    return secrets.token_urlsafe(24)


def _cookie(session: Session) -> str:
    return session.cookie.partition(";")[0]


def _result(answer: Answer) -> dict[str, Any] | Refused:
    if answer.certificate_error:
        return Refused(UNTRUSTED, 0)
    try:
        content = json.loads(answer.body)
        if answer.status == 200:
            result: dict[str, Any] = content["Result"]
            return result
        return Refused(_text(content["ResponseMetadata"]["Error"], "Code"), answer.status)
    except (ValueError, KeyError, TypeError):
        # A proxy's 429 has no code of ours.
        return Refused(TOO_OFTEN if answer.status == 429 else "", answer.status)


def _text(result: dict[str, Any], name: str) -> str:
    value = result[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _path(result: dict[str, Any], name: str) -> str:
    """Return a path that begins with a slash: after the server's origin, another start would change the host."""
    path = _text(result, name)
    if not path.startswith("/"):
        raise ValueError(name)
    return path


def _ticket_info(result: dict[str, Any], _: Answer) -> TicketInfo:
    role = result["Role"]
    if type(role) is not int:
        raise TypeError("Role")
    here = result.get("Here") is True  # an older server does not send it
    return TicketInfo(_text(result, "Name"), role, _text(result, "UserName"), _text(result, "LinkId"), here)


def _session(result: dict[str, Any], answer: Answer) -> Session:
    path = _path(result, "Path")
    cookie = next((cookie for cookie in answer.cookies if cookie.path() == path), None)  # a balancer may set its own
    if cookie is None:
        raise ValueError("Set-Cookie")
    return Session(path, bytes(cookie.toRawForm().data()).decode())
