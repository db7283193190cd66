"""The app's log: a file of bounded size, without secrets (docs/companion.md, "Log and report")."""

import atexit
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QSysInfo, QtMsgType, qInstallMessageHandler

from kaibo_companion import __version__
from kaibo_companion.redaction import cut, shorten

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEnginePage

LOG = "log/companion.log"
SIZE, FILES = 1024 * 1024, 3  # bytes of one log file, and the number of files
BURST, PER_SECOND = 50, 5.0  # lines at once, and lines a second after them: for the page, for Qt, for uncaught errors
PAGE_TEXT = 2000  # characters of one line from the page
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

app, qt, page, uncaught = (logging.getLogger(f"kaibo.{name}") for name in ("app", "qt", "page", "uncaught"))


def warn_on_disk_error(what: str, save: Callable[[], None]) -> None:
    """Call `save`. An OSError is only logged, with `what` as the name of the lost data: the app goes on."""
    try:
        save()
    except OSError as error:
        app.warning("%s not saved: %s", what, error)


def begin(folder: Path) -> None:
    """Start the log in `folder`, the app's own folder: our modules, Qt, and uncaught errors.

    The app's process calls this once, before it creates its QApplication. When the folder is not writable, the app
    runs without a log file.
    """
    handlers: list[logging.Handler] = []
    if sys.stderr:
        handlers.append(logging.StreamHandler())
        handlers[0].setLevel(logging.WARNING)
    try:
        handlers.append(_PrivateFile(folder / LOG))
    except OSError as error:
        app.warning("no log file: %s", error)
    root = logging.getLogger()
    for handler in handlers:
        handler.setFormatter(_Formatter())
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.raiseExceptions = False  # with a full disk, every line would print a traceback
    for noisy in (qt, page, uncaught):
        noisy.addFilter(_RateLimit())
    qInstallMessageHandler(_log_qt)
    atexit.register(qInstallMessageHandler, None)  # Qt still sends messages after Python has ended
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda args: _log_uncaught(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )
    app.info("Kaibo %s, %s", __version__, QSysInfo.prettyProductName())


def log_page(level: "QWebEnginePage.JavaScriptConsoleMessageLevel", text: str, line: int, source: str) -> None:
    """Log a line of the page's console. The parameters are those of QWebEnginePage.javaScriptConsoleMessage."""
    severity = (logging.INFO, logging.WARNING, logging.ERROR)[level.value]
    page.log(severity, "%s (%s:%d)", shorten(text, PAGE_TEXT), shorten(source, PAGE_TEXT), line)


def open_private(path: str, flags: int) -> int:
    """Open a file that only this person may read, if the call creates it. An opener for `open`."""
    return os.open(path, flags, 0o600)


class _PrivateFile(RotatingFileHandler):
    """A log file with mode 0600, whatever the umask is."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().__init__(file, maxBytes=SIZE, backupCount=FILES - 1, encoding="utf-8", errors="backslashreplace")

    def _open(self) -> TextIOWrapper:
        os.close(open_private(self.baseFilename, os.O_WRONLY | os.O_CREAT))
        os.chmod(self.baseFilename, 0o600)
        return super()._open()


class _Formatter(logging.Formatter):
    """Formats a record and cuts its secrets. Later lines are indented, so that no text can fake a record."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        formatted: str | None = record.__dict__.get("formatted")
        if formatted is None:  # a rotating file formats each record twice: once to see whether it fits
            lines = cut(super().format(record)).splitlines()
            formatted = "\n    ".join(line if line.isprintable() else _printable(line) for line in lines)
            record.__dict__["formatted"] = formatted
        return formatted


class _RateLimit(logging.Filter):
    """Drops records above BURST and PER_SECOND. The next record that passes says how many were dropped."""

    def __init__(self) -> None:
        super().__init__()
        self._left, self._at, self._dropped, self._lock = float(BURST), time.monotonic(), 0, threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        with self._lock:
            now = time.monotonic()
            self._left, self._at = min(BURST, self._left + (now - self._at) * PER_SECOND), now
            if self._left < 1:
                self._dropped += 1
                return False
            self._left -= 1
            if self._dropped:
                record.msg, record.args = f"(left out: {self._dropped}) {record.getMessage()}", None
                self._dropped = 0
        return True


def _log_qt(kind: QtMsgType, _: QMessageLogContext, text: str | None) -> None:
    qt.log(LEVELS[kind], "%s", text)


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        uncaught.critical("uncaught error", exc_info=(kind, error, trace))


def _printable(line: str) -> str:
    return "".join(character if character.isprintable() else " " for character in line)
