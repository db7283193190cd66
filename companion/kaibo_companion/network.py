"""HTTP for the app's own calls and downloads. No redirect is followed, and Qt neither sends nor keeps a cookie."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QTimer, QUrl
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkCookie, QNetworkReply, QNetworkRequest, QSslError

ANSWER_MS = 30_000  # for a whole answer
Attribute = QNetworkRequest.Attribute


class Network(QObject):
    """Sends requests. A request fails after `silence_ms` without a byte."""

    def __init__(self, parent: QObject, user_agent: str, silence_ms: int) -> None:
        super().__init__(parent)
        self._user_agent = user_agent
        self._manager = QNetworkAccessManager(self)
        self._manager.setRedirectPolicy(QNetworkRequest.RedirectPolicy.ManualRedirectPolicy)
        self._manager.setTransferTimeout(silence_ms)

    def get(self, url: str) -> QNetworkReply:
        """Ask for a file, uncompressed: its size is the size of the transfer."""
        return self._manager.get(self._request(url, {"Accept-Encoding": "identity"}))

    def post(self, origin: str, path: str, body: dict[str, Any], cookie: str = "") -> QNetworkReply:
        """Post JSON to a server, as its own pages do. `cookie`: the Cookie header."""
        headers = {"Content-Type": "application/json", "Origin": origin} | ({"Cookie": cookie} if cookie else {})
        return self._manager.post(self._request(origin + path, headers), QByteArray(json.dumps(body).encode()))

    def _request(self, url: str, headers: dict[str, str]) -> QNetworkRequest:
        request = QNetworkRequest(QUrl(url))
        for name, value in {"User-Agent": self._user_agent, **headers}.items():
            request.setRawHeader(QByteArray(name.encode()), QByteArray(value.encode()))
        manual = QNetworkRequest.LoadControl.Manual.value
        for attribute in (
            Attribute.CookieLoadControlAttribute,
            Attribute.CookieSaveControlAttribute,
            Attribute.AuthenticationReuseAttribute,
        ):
            request.setAttribute(attribute, manual)
        return request


@dataclass(frozen=True)
class Answer:
    """The answer to a request."""

    status: int
    """The HTTP status; 0 when no whole answer of the allowed size came."""
    body: bytes
    cookies: tuple[QNetworkCookie, ...] = ()
    date: str = ""
    """The server's time, as its header Date writes it; "" when it does not say it."""
    certificate_error: str = ""
    """Why this computer does not trust the server's certificate; "" when it does."""


class Transfer(QObject):
    """Reads a small answer. `then` gets it once."""

    def __init__(self, reply: QNetworkReply, largest: int, then: Callable[[Answer], None]) -> None:
        """Read an answer of at most `largest` bytes."""
        super().__init__(reply.manager())
        self._reply, self._largest, self._then = reply, largest, then
        self._body = bytearray()
        self._certificate_errors: list[QSslError] = []  # another failure of the handshake adds none
        self._over = False
        reply.setReadBufferSize(largest + 1)
        reply.sslErrors.connect(self._certificate_errors.extend)
        reply.readyRead.connect(self._read)
        reply.finished.connect(self._finish)
        QTimer.singleShot(ANSWER_MS, self, reply.abort)

    def drop(self) -> None:
        """Stop the transfer. `then` is not called."""
        if not self._over:
            self._then = lambda _: None
            self._reply.abort()

    def _read(self) -> None:
        self._body += self._reply.read(self._largest + 1).data()
        if len(self._body) > self._largest:
            self._reply.abort()

    def _finish(self) -> None:
        if self._reply.isReadable():
            self._read()
        self._over = True
        self._reply.deleteLater()
        self.deleteLater()
        self._then(self._answer())

    def _answer(self) -> Answer:
        if self._certificate_errors:
            return Answer(0, b"", certificate_error=self._certificate_errors[0].errorString())
        if len(self._body) > self._largest or not is_complete(self._reply):
            return Answer(0, b"")
        cookies = QNetworkCookie.parseCookies(self._reply.rawHeader("Set-Cookie"))
        date = bytes(self._reply.rawHeader("Date").data()).decode("ascii", "replace")
        return Answer(status(self._reply), bytes(self._body), tuple(cookies), date)


def status(reply: QNetworkReply) -> int:
    """Return the HTTP status; 0 when there is none."""
    return int(reply.attribute(Attribute.HttpStatusCodeAttribute) or 0)


def is_complete(reply: QNetworkReply) -> bool:
    """Return whether the reply came whole, whatever its status. Qt counts a status from 400 on as an error too."""
    return reply.error() == QNetworkReply.NetworkError.NoError or status(reply) >= 400
