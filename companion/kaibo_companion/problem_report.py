"""The problem report: a zip that the person may send to get help (docs/companion.md, "Log and report")."""

import json
import os
import platform
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from PySide6.QtCore import QLocale, QObject, QStandardPaths, QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from kaibo_companion import __version__
from kaibo_companion.log import FILES, LOG, SIZE, open_private
from kaibo_companion.redaction import CUT, cut, names_secret
from kaibo_companion.settings.model import load
from kaibo_companion.trust import BadPolicy, CompanyPolicy, Trust, read_company_policy
from kaibo_companion.window.main_window import MainWindow
from kaibo_companion.words import say


class ProblemReport(QObject):
    """Asks for a file and writes the report into it. `folder` is the app's own."""

    def __init__(self, folder: Path, window: MainWindow) -> None:
        super().__init__()
        self._folder = folder
        self._window = window
        self._asking = False

    def save(self) -> None:
        """Ask where to save the report, then save it. Do nothing while the question is open already."""
        if self._asking:
            return
        self._asking = True
        try:
            self._ask_and_write()
        finally:
            self._asking = False

    def _ask_and_write(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = f"{documents}/kaibo-report.zip"
        target, _ = QFileDialog.getSaveFileName(self._window, say("report_save"), proposed, "ZIP (*.zip)")
        if not target:
            return
        try:
            write(self._folder, Path(target))
        except OSError:
            self._window.tell(say("report_failed"))
        else:
            self._window.tell(say("report_saved", file=target))


def write(folder: Path, target: Path) -> None:
    """Write a zip at `target`: the logs, the versions, the settings, the trusted servers. `folder` is the app's own.

    The logs are cut once more, because an older version of the app may have cut less. Raises OSError, also when another
    user owns the temporary file's name in a shared folder.
    """
    partial = target.with_name(f"{target.name}.part")
    partial.unlink(missing_ok=True)
    try:
        with open(partial, "xb", opener=open_private) as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                for log in _logs(folder):
                    archive.writestr(log.name, "".join(cut(line) for line in _lines(log)))
                parts = {"about": about(), "settings": _settings(folder), "servers": _servers(folder)}
                for name, content in parts.items():
                    archive.writestr(f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1))
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def about() -> dict[str, str]:
    """Return the versions of the app, of its libraries and of the system."""
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
    """Return the log files, newest first."""
    newest = folder / LOG
    files = [newest, *(newest.with_name(f"{newest.name}.{number}") for number in range(1, FILES))]
    return [file for file in files if file.is_file()]


def _lines(log: Path) -> Iterator[str]:
    with log.open(encoding="utf-8", errors="replace", newline="\n") as file:
        yield from file.read(2 * SIZE).splitlines(keepends=True)


def _settings(folder: Path) -> Any:
    return _without_secrets(asdict(load(folder / "settings.json")))


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: CUT if names_secret(key) else _without_secrets(item) for key, item in value.items()}
    return cut(value) if isinstance(value, str) else value


def _servers(folder: Path) -> dict[str, Any]:
    by_person: dict[str, Any] = {"agreed": Trust(folder / "trusted.json", CompanyPolicy()).by_person()}
    try:
        policy = read_company_policy()
        return by_person | {"policy": sorted(policy.servers), "only_these": policy.only}
    except BadPolicy as error:
        return by_person | {"policy": cut(str(error))}
