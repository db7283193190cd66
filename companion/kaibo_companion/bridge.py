"""Web channel between the app and the page: the page reports its state, the app sends commands.

The page's end is web/src/companion/port.ts. The app shows what the page says, or writes it into a file that the person
asked for. It never decides whom the app trusts.
"""

import base64
import binascii
import json
from dataclasses import dataclass

from PySide6.QtCore import QFile, QIODevice, QObject, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript

LARGEST = 64 * 1024 * 1024  # characters of one message; a second of recording needs far less
NAME = "port"
SETUP = f"""
window.kaiboCompanion = new Promise((resolve) =>
  new QWebChannel(qt.webChannelTransport, (channel) => resolve(channel.objects.{NAME})));
"""


@dataclass(frozen=True)
class PageState:
    """The page's report about itself. The names of the fields are the names in the message."""

    page: str
    """`body[data-page]`, such as "studio"."""
    state: str
    """`body[data-state]`."""
    air: bool
    """Whether the show is on air from this page."""
    show: str
    """The name of the show."""
    since: int
    """When it went on air, in unix seconds."""
    microphone: bool | None
    """Whether it is on; None when the page has no microphone now."""
    camera: bool | None
    """Whether it is on; None when the page has no camera now."""
    can: frozenset[str]
    """The commands that would do something now."""
    waiting: int = 0
    """How many people wait for the host's word."""
    link: str = ""
    """The id of the link that the session belongs to; "" when the page does not say it."""


DEFAULTS = {"since": 0, "waiting": 0, "microphone": None, "camera": None}


class Port(QObject):
    """The object that the page sees. The page calls its method to send a message; its signal carries messages back."""

    said = Signal(str, str)
    heard = Signal(str, str)

    @Slot(str, str)
    def say(self, kind: str, text: str) -> None:
        self.heard.emit(kind, text)


class Bridge(QObject):
    """The channel of one page.

    Signals: `began` says that a new document speaks, so the one before is gone. `reported` carries a PageState,
    `pictured` a JPEG. `record_requested` carries whether the person wants to record. `chunk` carries the next bytes of
    the recording. After `ended` none follow.
    """

    began = Signal()
    reported = Signal(object)
    pictured = Signal(bytes)
    record_requested = Signal(bool)
    chunk = Signal(bytes)
    ended = Signal()

    def __init__(self, page: QWebEnginePage) -> None:
        super().__init__(page)
        self._port = Port(self)
        self._port.heard.connect(self._hear)
        channel = QWebChannel(self)
        channel.registerObject(NAME, self._port)
        page.setWebChannel(channel)
        script = QWebEngineScript()
        script.setName(NAME)
        script.setSourceCode(_qt_library() + SETUP)
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
        script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
        page.scripts().insert(script)

    def command(self, name: str) -> None:
        """Do what the button on the page does: "microphone", "camera", "go-live", "next-scene", "next-slide"."""
        self._port.said.emit("command", name)

    def request_pictures(self, on: bool) -> None:
        """Ask the page for small pictures of the program, or stop them."""
        self._port.said.emit("pictures", "on" if on else "off")

    def record(self, on: bool) -> None:
        """Tell the page to send the recording, or to stop."""
        self._port.said.emit("record", "on" if on else "off")

    def _hear(self, kind: str, text: str) -> None:
        if len(text) > LARGEST:
            return
        if kind == "hello":
            self.began.emit()
        elif kind == "state":
            if (state := read_state(text)) is not None:
                self.reported.emit(state)
        elif kind == "record":
            if text == "ended":
                self.ended.emit()
            else:
                self.record_requested.emit(text == "on")
        elif kind in ("picture", "chunk"):
            try:
                data = base64.b64decode(text, validate=True)
            except binascii.Error:
                return
            (self.pictured if kind == "picture" else self.chunk).emit(data)


def read_state(text: str) -> PageState | None:
    """Parse a page's message; None when it is not valid.

    A page of another version may send more fields, or fewer: those of DEFAULTS and `link` may be missing.
    """
    try:
        message = json.loads(text)
        known = {name: message[name] for name in PageState.__annotations__ if name in message}
        state = PageState(**{**DEFAULTS, **known, "can": frozenset(message.get("can", ()))})
        texts = (state.page, state.state, state.show, state.link, *state.can)
        switches = (state.microphone, state.camera)
        valid = (
            all(isinstance(value, str) for value in texts)
            and isinstance(state.air, bool)
            and type(state.since) is int
            and type(state.waiting) is int
            and all(value is None or isinstance(value, bool) for value in switches)
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return state if valid else None


def _qt_library() -> str:
    """Return Qt's script for the page (https://doc.qt.io/qt-6/qtwebchannel-javascript.html)."""
    file = QFile(":/qtwebchannel/qwebchannel.js")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise OSError("qwebchannel.js is not in this Qt")
    return bytes(file.readAll().data()).decode()
