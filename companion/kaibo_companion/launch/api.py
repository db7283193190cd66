"""The app's own calls to a server, before there is a page: what a ticket leads to, and which session it becomes."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QByteArray, QObject, QTimer, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkCookie, QNetworkReply, QNetworkRequest, QSslError

from kaibo_companion import report
from kaibo_companion.deep_link import BadLink, LaunchLink, pasted
from kaibo_companion.recent import Entered
from kaibo_companion.words import UNTRUSTED

UNKNOWN = "ResourceNotFound.LaunchLink"
ELSEWHERE = "ResourceConflict.OpenElsewhere"
TOO_OFTEN = "FlowLimitExceeded"
TIMEOUT_MS = 10_000
AGAIN_MS = 1000
TRIES = 5  # of a call whose answer got lost; a nonce may redeem again for a minute


@dataclass(frozen=True)
class Refused:
    """`code` as docs/errors.md names it, or UNTRUSTED; "" when no answer came that can be read. `status` is 0 without
    any."""

    code: str
    status: int

    @property
    def passing(self) -> bool:
        """Whether the same call may be answered otherwise a little later."""
        return not self.code or self.status >= 500 or self.status == 429


@dataclass(frozen=True)
class Shown:
    """What a ticket leads to: whose show, as whom, by which link. `here`: the server says that a launch page on this
    computer made the ticket."""

    name: str
    role: int
    user_name: str
    link: str
    here: bool = False


T = TypeVar("T")
Read = Callable[[dict[str, Any], list[QNetworkCookie]], T]
"""What an answer says; raises KeyError, TypeError, ValueError for one that does not."""
Failed = Callable[[Refused], None]


class Door(QObject):
    """One server's. No redirect is followed and no cookie is kept: it is asked where the link said, or not at all."""

    def __init__(self, server: str, user_agent: str, parent: QObject) -> None:
        super().__init__(parent)
        self.server = server
        self._user_agent = user_agent
        self._network = QNetworkAccessManager(self)
        self._network.setRedirectPolicy(QNetworkRequest.RedirectPolicy.ManualRedirectPolicy)
        self._network.setTransferTimeout(TIMEOUT_MS)

    def open(self, token: str, then: Callable[[str], None], failed: Failed) -> None:
        """A ticket for a pasted link's token."""
        self._call("/client/OpenLaunch", {"Token": token}, lambda told, _: _text(told, "Ticket"), then, failed)

    def find(self, key: str, then: Callable[[str], None], failed: Failed) -> None:
        """The token of the link that a typed key is."""

        def answered(url: str) -> None:
            try:
                link = pasted(url)
            except BadLink:
                link = None
            if isinstance(link, LaunchLink) and link.server == self.server:
                then(link.token)
            else:
                failed(Refused(UNKNOWN, 404))

        self._call("/client/OpenKey", {"Key": key}, lambda told, _: _text(told, "Url"), answered, failed)

    def peek(self, ticket: str, then: Callable[[Shown], None], failed: Failed) -> None:
        """What it leads to; it is not used up, and its launch page hears that the app is there."""

        self._call("/client/PeekTicket", {"Ticket": ticket, "App": True}, _shown, then, failed)

    def redeem(self, ticket: str, then: Callable[[Entered], None], failed: Failed, move: bool = False) -> None:
        """The session that a ticket becomes. `move`: its person leaves the device that they are on."""
        body = {"Ticket": ticket, "Nonce": _nonce(), "App": True, "Move": move}
        self._call("/client/RedeemTicket", body, _entered, then, failed)

    def resume(self, ticket: str, known: Entered, then: Callable[[], None], failed: Failed) -> None:
        """Back into a session that the app has of the ticket's link: the launch page hears it, nothing new is made."""
        body = {"Ticket": ticket, "Nonce": _nonce()}
        cookie = known.cookie.partition(";")[0]
        self._call(f"{known.path}/call/ResumeTicket", body, lambda *_: None, lambda _: then(), failed, cookie)

    def go_on(self, known: Entered, then: Callable[[str], None], failed: Failed) -> None:
        """Where the session's person goes on in a browser on this computer: a path with a ticket in its fragment."""
        cookie = known.cookie.partition(";")[0]
        path = f"{known.path}/call/ContinueInBrowser"
        self._call(path, {}, lambda told, _: _path(told, "EnterPath"), then, failed, cookie)

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
        request = QNetworkRequest(QUrl(self.server + path))
        request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, "application/json")
        request.setRawHeader(QByteArray(b"Origin"), QByteArray(self.server.encode()))
        request.setRawHeader(QByteArray(b"User-Agent"), QByteArray(self._user_agent.encode()))
        if cookie:
            request.setRawHeader(QByteArray(b"Cookie"), QByteArray(cookie.encode()))
        manual = QNetworkRequest.LoadControl.Manual.value
        request.setAttribute(QNetworkRequest.Attribute.CookieLoadControlAttribute, manual)
        request.setAttribute(QNetworkRequest.Attribute.CookieSaveControlAttribute, manual)
        reply = self._network.post(request, QByteArray(json.dumps(body).encode()))
        doubts: list[QSslError] = []  # of its certificate; a handshake that failed otherwise has none
        reply.sslErrors.connect(doubts.extend)

        def again() -> None:
            self._call(path, body, read, then, failed, cookie, tries - 1)

        def finished() -> None:
            reply.deleteLater()
            found = Refused(UNTRUSTED, 0) if doubts else _answer(reply)
            if doubts:
                report.app.warning("the certificate of %s: %s", self.server, doubts[0].errorString())
            if isinstance(found, Refused):
                if found.passing and found.status != 429 and tries > 1:
                    QTimer.singleShot(AGAIN_MS, self, again)
                else:
                    failed(found)
                return
            try:
                value = read(found, QNetworkCookie.parseCookies(reply.rawHeader("Set-Cookie")))
            except (KeyError, TypeError, ValueError):
                return failed(Refused("", 200))
            return then(value)

        reply.finished.connect(finished)


def _nonce() -> str:
    return secrets.token_urlsafe(24)


def _answer(reply: QNetworkReply) -> dict[str, Any] | Refused:
    status = reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute) or 0
    try:
        answer = json.loads(bytes(reply.readAll().data()))
        if status == 200:
            result: dict[str, Any] = answer["Result"]
            return result
        return Refused(_text(answer["ResponseMetadata"]["Error"], "Code"), status)
    except (ValueError, KeyError, TypeError):
        return Refused(TOO_OFTEN if status == 429 else "", status)  # a proxy's 429 says it in no words of ours


def _text(told: dict[str, Any], name: str) -> str:
    value = told[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _path(told: dict[str, Any], name: str) -> str:
    """It follows the server's origin, so it begins with a slash: what does not would be another place."""
    path = _text(told, name)
    if not path.startswith("/"):
        raise ValueError(name)
    return path


def _shown(told: dict[str, Any], _: object) -> Shown:
    role = told["Role"]
    if type(role) is not int:
        raise TypeError("Role")
    here = told.get("Here") is True  # an older server does not say it
    return Shown(_text(told, "Name"), role, _text(told, "UserName"), _text(told, "LinkId"), here)


def _entered(told: dict[str, Any], cookies: list[QNetworkCookie]) -> Entered:
    path = _path(told, "Path")
    mine = next((one for one in cookies if one.path() == path), None)  # a balancer may set its own
    if mine is None:
        raise ValueError("Set-Cookie")
    return Entered(path, bytes(mine.toRawForm().data()).decode())
