"""Continue a show in the system's browser."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from kaibo_companion.launch.api import Api, Refused
from kaibo_companion.recent import Visit
from kaibo_companion.window.main_window import MainWindow
from kaibo_companion.words import UNTRUSTED, say


def continue_in_browser(visit: Visit, user_agent: str, window: MainWindow) -> None:
    """Open the show in the browser, as the same person: a browser may share the screen on Wayland."""
    api = Api(visit.server, user_agent, window)

    def open_browser(path: str) -> None:
        api.deleteLater()
        QDesktopServices.openUrl(QUrl(visit.server + path))

    def failed(why: Refused) -> None:
        api.deleteLater()
        word = why.code if why.code == UNTRUSTED else "continue_failed" if why.code else "unreachable"
        window.tell(say(word, server=visit.server))

    api.continue_in_browser(visit.session, open_browser, failed)
