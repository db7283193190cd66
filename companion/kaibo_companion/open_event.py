"""Take the links that macOS sends as events. Other systems pass a link as an argument."""

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from kaibo_companion.deep_link import LONGEST


class Application(QApplication):
    """`opened` carries each `kaibo:` link, cut where it is too long (https://doc.qt.io/qt-6/qfileopenevent.html).

    It looks only at the application's own events. A filter on all events would wrap Chromium's objects while they are
    destroyed, and crash.
    """

    opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.url().scheme() == "kaibo":
            self.opened.emit(event.url().toString(QUrl.ComponentFormattingOption.FullyEncoded)[: LONGEST + 1])
            return True
        return super().event(event)
