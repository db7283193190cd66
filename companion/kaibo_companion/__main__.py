"""The start: who is first becomes the app, everybody else hands over what they were started with."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

from kaibo_companion import single
from kaibo_companion.deep_link import LONGEST

NAME = "kaibo-companion"
USAGE = "kaibo-companion [kaibo:… link]"


def main() -> int:
    """One argument at most: a link. It is never looked at as an option, and never reaches Chromium."""
    arguments = sys.argv[1:]
    if len(arguments) > 1 or any(not one.lower().startswith("kaibo:") for one in arguments):
        print(USAGE, file=sys.stderr)  # Windows' Python for windows has none: then nobody reads it
        return 2
    text = arguments[0][: LONGEST + 1] if arguments else ""
    folder = _folder()
    core = QCoreApplication([NAME])
    while (lock := single.first(folder)) is None:
        try:
            if single.hand_over(folder, text):
                return 0
        except TimeoutError as error:
            print(f"{NAME}: {error}", file=sys.stderr)
            return 1
    core.shutdown()
    del core
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")  # Chromium refuses to start a sandbox as root
    code = _run(folder, text)
    lock.unlock()
    return code


def _run(folder: Path, text: str) -> int:
    from PySide6.QtWidgets import QApplication  # after the question who is first: these imports take half the start

    from kaibo_companion.app import App
    from kaibo_companion.opened import Opened

    application = QApplication([NAME])
    application.setApplicationName(NAME)
    application.setDesktopFileName(NAME)
    listener = single.Listener(folder)
    app = App(folder)
    listener.came.connect(app.come)
    Opened(application).came.connect(app.come)
    app.start(text)
    code = application.exec()
    app.stop()
    return code


def _folder() -> Path:
    """Where the app keeps what it knows."""
    kept = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(kept) / NAME


if __name__ == "__main__":
    sys.exit(main())
