"""macOS brings a link to the app as an event, to the one that runs or to the one that it starts; not as an argument."""

from PySide6.QtCore import QEvent, QObject, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication

from kaibo_companion.deep_link import LONGEST


class Opened(QObject):
    """`came` says what was opened, as far as it is a link of ours; cut where it is too long to be one
    (https://doc.qt.io/qt-6/qfileopenevent.html)."""

    came = Signal(str)

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.url().scheme() == "kaibo":
            self.came.emit(event.url().toString(QUrl.ComponentFormattingOption.FullyEncoded)[: LONGEST + 1])
            return True
        return super().eventFilter(watched, event)
