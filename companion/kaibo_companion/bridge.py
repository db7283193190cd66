"""The line between the app and the page that it shows: what the page is in, what the app asks of it.

The page's end is web/src/companion/port.ts. What comes over it is a page's word and no more: it is shown, or written
into a file that the person asked for, and never decides whom the app trusts.
"""

import base64
import binascii
import json
from dataclasses import dataclass

from PySide6.QtCore import QFile, QIODevice, QObject, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript

LARGEST = 64 * 1024 * 1024  # characters of one message: a second of recording is far below it
NAME = "port"
LAY = f"""
window.kaiboCompanion = new Promise((resolve) =>
  new QWebChannel(qt.webChannelTransport, (channel) => resolve(channel.objects.{NAME})));
"""


@dataclass(frozen=True)
class Report:
    """What the page is in. `since`: unix seconds since when it is on air; `microphone` and `camera`: None where the
    page has none now; `can`: the commands that would do something; `link`: the id of the link that it is in by, ""
    where the page does not say."""

    page: str
    state: str
    air: bool
    show: str
    since: int
    microphone: bool | None
    camera: bool | None
    can: frozenset[str]
    link: str = ""


UNSAID = {"since": 0, "microphone": None, "camera": None}


class Port(QObject):
    """What the page sees of the app: one way to say something, one to hear something."""

    said = Signal(str, str)
    heard = Signal(str, str)

    @Slot(str, str)
    def say(self, kind: str, text: str) -> None:
        self.heard.emit(kind, text)


class Bridge(QObject):
    """One page's line. `began`: a document speaks for the first time, so the one before is gone; `reported` brings a
    Report; `pictured` a JPEG; `wished` whether the person wants to record here; `chunk` the next bytes of the
    recording, `ended` that there are no more."""

    began = Signal()
    reported = Signal(object)
    pictured = Signal(bytes)
    wished = Signal(bool)
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
        script.setSourceCode(_library() + LAY)
        script.setInjectionPoint(QWebEngineScript.InjectionPoint.DocumentCreation)
        script.setWorldId(QWebEngineScript.ScriptWorldId.MainWorld)
        page.scripts().insert(script)

    def command(self, name: str) -> None:
        """As if its button on the page was clicked: "microphone", "camera", "go-live", "next-scene"."""
        self._port.said.emit("command", name)

    def wish_pictures(self, on: bool) -> None:
        self._port.said.emit("pictures", "on" if on else "off")

    def record(self, on: bool) -> None:
        """The answer to a wish, or its end."""
        self._port.said.emit("record", "on" if on else "off")

    def _hear(self, kind: str, text: str) -> None:
        if len(text) > LARGEST:
            return
        if kind == "hello":
            self.began.emit()
        elif kind == "state":
            if (report := read(text)) is not None:
                self.reported.emit(report)
        elif kind == "record":
            if text == "ended":
                self.ended.emit()
            else:
                self.wished.emit(text == "on")
        elif kind in ("picture", "chunk"):
            try:
                data = base64.b64decode(text, validate=True)
            except binascii.Error:
                return
            (self.pictured if kind == "picture" else self.chunk).emit(data)


def read(text: str) -> Report | None:
    """A page's report; None for what is none. A page of another version may say more, or less of what it has."""
    try:
        told = json.loads(text)
        known = {name: told[name] for name in Report.__annotations__ if name in told}
        report = Report(**{**UNSAID, **known, "can": frozenset(told.get("can", ()))})
        texts = (report.page, report.state, report.show, report.link, *report.can)
        switches = (report.microphone, report.camera)
        good = (
            all(isinstance(one, str) for one in texts)
            and isinstance(report.air, bool)
            and type(report.since) is int
            and all(one is None or isinstance(one, bool) for one in switches)
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return report if good else None


def _library() -> str:
    """Qt's own end of the line for pages, which comes with Qt (https://doc.qt.io/qt-6/qtwebchannel-javascript.html)."""
    file = QFile(":/qtwebchannel/qwebchannel.js")
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        raise OSError("qwebchannel.js is not in this Qt")
    return bytes(file.readAll().data()).decode()
