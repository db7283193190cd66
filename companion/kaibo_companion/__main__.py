"""The start: who is first becomes the app, everybody else hands over what they were started with."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

from kaibo_companion import program, single
from kaibo_companion.at_login import HIDDEN
from kaibo_companion.deep_link import LONGEST

NAME = "kaibo-companion"
USAGE = f"kaibo-companion [kaibo:… link | {HIDDEN}]"


def main() -> int:
    """One argument at most: a link, which never reaches Chromium, or this very word: start into the tray."""
    arguments, env = sys.argv[1:], dict(os.environ)
    hidden = arguments == [HIDDEN]
    if not hidden and (len(arguments) > 1 or any(not one.lower().startswith("kaibo:") for one in arguments)):
        print(USAGE, file=sys.stderr)  # Windows' Python for windows has none: then nobody reads it
        return 2
    text = arguments[0][: LONGEST + 1] if arguments and not hidden else ""
    folder = _folder()
    core = QCoreApplication([NAME])
    while (lock := single.first(folder)) is None:
        if hidden:
            return 0
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
    code, again = _run(folder, text, hidden)
    lock.unlock()
    if again is not None:
        program.start_anew(again, env)
    return code


def _run(folder: Path, text: str, hidden: bool) -> tuple[int, str | None]:
    """What the app ends with, and what it is to be started anew with, if it is."""
    from kaibo_companion import graphics, report  # after the question who is first: these imports take half the start
    from kaibo_companion.app import App
    from kaibo_companion.opened import Application

    report.begin(folder)
    graphics.choose()
    application = Application([NAME])
    application.setApplicationName(NAME)
    application.setDesktopFileName(NAME)
    app = App(folder)
    try:
        listener = single.Listener(folder)
        listener.came.connect(app.come)
    except OSError as error:  # it costs the further starts, and not this one
        report.app.warning("no further start can hand its link over: %s", error)
    application.opened.connect(app.come)
    app.start(text, hidden)
    code = application.exec()
    app.stop()
    application.shutdown()  # with it go Chromium's threads, one of which may be on its way to Python's log
    return code, app.again


def _folder() -> Path:
    """Where the app keeps what it knows."""
    kept = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(kept) / NAME


if __name__ == "__main__":
    sys.exit(main())
