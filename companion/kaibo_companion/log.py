"""What the app did, for whoever helps when something goes wrong: a log of bounded size without secrets, and a file of
it that a person may send (docs/companion.md, "Log and report")."""

import atexit
import json
import logging
import os
import platform
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from PySide6.QtCore import QLocale, QMessageLogContext, QSysInfo, QtMsgType, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication

from kaibo_companion import __version__
from kaibo_companion.redaction import CUT, cut, names_secret, short
from kaibo_companion.settings import load
from kaibo_companion.trust import BadPolicy, Policy, Trust, policy

if TYPE_CHECKING:
    from PySide6.QtWebEngineCore import QWebEnginePage

LOG, SETTINGS = "log/companion.log", "settings.json"
SIZE, FILES = 1024 * 1024, 3  # bytes of a file, and how many there are
BURST, PER_SECOND = 50, 5.0  # lines of the page's, and of Qt's: each may have so many at once, and so many on and on
PAGE_TEXT = 2000  # characters of a line of the page's
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

app, qt, page, uncaught = (logging.getLogger(f"kaibo.{name}") for name in ("app", "qt", "page", "uncaught"))


def if_the_disk_lets(what: str, keep: Callable[[], None]) -> None:
    """Does it, or notes that `what` was not kept: a disk that takes nothing stops nobody."""
    try:
        keep()
    except OSError as error:
        app.warning("%s not kept: %s", what, error)


def begin(folder: Path) -> None:
    """Log into `folder`, the app's own, from now on: what our modules say, what Qt says, and what nobody caught.

    Once, by the process that is the app, before its QApplication is made. A folder that cannot be written to costs the
    log and nothing else.
    """
    handlers: list[logging.Handler] = []
    if sys.stderr:
        handlers.append(logging.StreamHandler())
        handlers[0].setLevel(logging.WARNING)
    try:
        handlers.append(_File(folder / LOG))
    except OSError as error:
        app.warning("no log file: %s", error)
    root = logging.getLogger()
    for handler in handlers:
        handler.setFormatter(_Form())
        root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.raiseExceptions = False  # a full disk must not print a traceback at every line
    for noisy in (qt, page, uncaught):
        noisy.addFilter(_Bound())
    qInstallMessageHandler(_qt_said)
    atexit.register(qInstallMessageHandler, None)  # Qt goes on to speak after Python is gone
    sys.excepthook = _uncaught
    threading.excepthook = lambda told: _uncaught(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)
    app.info("Kaibo %s, %s", __version__, QSysInfo.prettyProductName())


def page_said(level: "QWebEnginePage.JavaScriptConsoleMessageLevel", text: str, line: int, source: str) -> None:
    """A line of the page's console: what QWebEnginePage.javaScriptConsoleMessage is called with."""
    grade = (logging.INFO, logging.WARNING, logging.ERROR)[level.value]
    page.log(grade, "%s (%s:%d)", short(text, PAGE_TEXT), short(source, PAGE_TEXT), line)


def save(folder: Path, target: Path) -> None:
    """A zip at `target` with the log, the versions, the settings and the trusted servers; `folder` is the app's own.

    It is cut once more: an older app's log may say more than this one's would. Raises OSError; also where another
    user's file has the name that it is written under, as a shared folder lets anybody put it there.
    """
    new = target.with_name(f"{target.name}.part")
    new.unlink(missing_ok=True)
    try:
        with open(new, "xb", opener=_private) as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                for log in _logs(folder):
                    archive.writestr(log.name, "".join(cut(line) for line in _lines(log)))
                for name, told in (("about", about()), ("settings", _settings(folder)), ("servers", _servers(folder))):
                    archive.writestr(f"{name}.json", json.dumps(told, ensure_ascii=False, indent=1))
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, target)
    finally:
        new.unlink(missing_ok=True)


def about() -> dict[str, str]:
    """What runs here, and on what."""
    from PySide6.QtWebEngineCore import qWebEngineChromiumSecurityPatchVersion, qWebEngineChromiumVersion

    return {
        "kaibo": __version__,
        "python": platform.python_version(),
        "qt": str(qVersion()),
        "chromium": str(qWebEngineChromiumVersion()),
        "chromium_security_patch": str(qWebEngineChromiumSecurityPatchVersion()),
        "system": QSysInfo.prettyProductName(),
        "kernel": f"{QSysInfo.kernelType()} {QSysInfo.kernelVersion()}",
        "machine": QSysInfo.currentCpuArchitecture(),
        "desktop": os.environ.get("XDG_CURRENT_DESKTOP", ""),
        "session": os.environ.get("XDG_SESSION_TYPE", ""),
        "windows": QGuiApplication.platformName(),
        "language": QLocale.system().name(),
    }


def _logs(folder: Path) -> list[Path]:
    """The newest first."""
    log = folder / LOG
    files = [log, *(log.with_name(f"{log.name}.{number}") for number in range(1, FILES))]
    return [file for file in files if file.is_file()]


def _lines(log: Path) -> Iterator[str]:
    with log.open(encoding="utf-8", errors="replace", newline="\n") as file:
        yield from file.read(2 * SIZE).splitlines(keepends=True)


def _settings(folder: Path) -> Any:
    return _without_secrets(asdict(load(folder / SETTINGS)))


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: CUT if names_secret(key) else _without_secrets(one) for key, one in value.items()}
    return cut(value) if isinstance(value, str) else value


def _servers(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = {"said": Trust(folder / "trusted.json", Policy()).said()}
    try:
        found = policy()
        return told | {"policy": sorted(found.servers), "only_these": found.only}
    except BadPolicy as error:
        return told | {"policy": cut(str(error))}


class _File(RotatingFileHandler):
    """For this person's eyes only, whatever the umask."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().__init__(file, maxBytes=SIZE, backupCount=FILES - 1, encoding="utf-8", errors="backslashreplace")

    def _open(self) -> TextIOWrapper:
        os.close(_private(self.baseFilename, os.O_WRONLY | os.O_CREAT))
        os.chmod(self.baseFilename, 0o600)
        return super()._open()


class _Form(logging.Formatter):
    """One record, cut; what is not its first line is set in, so that no text can pass for a record."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        shown: str | None = record.__dict__.get("shown")
        if shown is None:  # a rotating file formats each record twice: once to see whether it fits
            lines = cut(super().format(record)).splitlines()
            shown = "\n    ".join(line if line.isprintable() else _printable(line) for line in lines)
            record.__dict__["shown"] = shown
        return shown


class _Bound(logging.Filter):
    """So many records at once, so many a second; the next that passes says how many did not."""

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


def _qt_said(kind: QtMsgType, _: QMessageLogContext, text: str | None) -> None:
    qt.log(LEVELS[kind], "%s", text)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        uncaught.critical("nobody caught", exc_info=(kind, error, trace))


def _printable(line: str) -> str:
    return "".join(one if one.isprintable() else " " for one in line)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
