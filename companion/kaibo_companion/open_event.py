"""macOS brings a link to the app as an event, to the one that runs or to the one that it starts; not as an argument."""

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from kaibo_companion.deep_link import LONGEST


class Application(QApplication):
    """`opened` says what was opened, as far as it is a link of ours; cut where it is too long to be one
    (https://doc.qt.io/qt-6/qfileopenevent.html).

    Its own events alone are looked at: a filter on all of them would wrap Chromium's objects while they are unmade,
    which ends the app."""

    opened = Signal(str)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.url().scheme() == "kaibo":
            self.opened.emit(event.url().toString(QUrl.ComponentFormattingOption.FullyEncoded)[: LONGEST + 1])
            return True
        return super().event(event)
