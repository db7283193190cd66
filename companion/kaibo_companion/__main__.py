"""Start the app, or hand the link over to the app that runs already."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

from kaibo_companion import executable, single_instance
from kaibo_companion.at_login import HIDDEN
from kaibo_companion.deep_link import LONGEST

NAME = "kaibo-companion"
USAGE = f"usage: kaibo-companion [kaibo:… link | {HIDDEN}]"


def main() -> int:
    """Run the app and return its exit code.

    The one optional argument is a link, which never reaches Chromium, or `--hidden`: start into the tray.
    """
    arguments, env = sys.argv[1:], dict(os.environ)
    hidden = arguments == [HIDDEN]
    if not hidden and (len(arguments) > 1 or any(not text.lower().startswith("kaibo:") for text in arguments)):
        print(USAGE, file=sys.stderr)  # pythonw on Windows has no stderr: the message is lost there
        return 2
    text = arguments[0][: LONGEST + 1] if arguments and not hidden else ""
    folder = _folder()
    core = QCoreApplication([NAME])
    while (lock := single_instance.acquire(folder)) is None:
        if hidden:
            return 0
        try:
            if single_instance.hand_over(folder, text):
                return 0
        except TimeoutError as error:
            print(f"{NAME}: {error}", file=sys.stderr)
            return 1
    core.shutdown()
    del core
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")  # Chromium refuses to start a sandbox as root
    code, restart_text = _run(folder, text, hidden)
    lock.unlock()
    if restart_text is not None:
        executable.restart(restart_text, env)
    return code


def _run(folder: Path, text: str, hidden: bool) -> tuple[int, str | None]:
    """Run the app. Return the exit code, and the argument for the restart (None: no restart)."""
    from kaibo_companion import (
        graphics,
        log,
    )  # imported late: a start that only hands its link over needs half the time
    from kaibo_companion.app import App
    from kaibo_companion.open_event import Application

    log.begin(folder)
    graphics.choose()
    application = Application([NAME])
    application.setApplicationName(NAME)
    application.setDesktopFileName(NAME)
    app = App(folder)
    try:
        listener = single_instance.Listener(folder)
        listener.received.connect(app.receive)
    except OSError as error:  # this app works; later starts fail
        log.app.warning("later starts cannot hand their links over: %s", error)
    application.opened.connect(app.receive)
    app.start(text, hidden)
    code = application.exec()
    app.stop()
    application.shutdown()  # it ends Chromium's threads, which may still write to Python's log
    return code, app.restart_text


def _folder() -> Path:
    """Return the folder for the app's data."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(data) / NAME


if __name__ == "__main__":
    sys.exit(main())
