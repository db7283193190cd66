"""The icon in the system's tray: whether the app is on air, the window, and the two switches needed in a hurry."""

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from kaibo_companion.look import LIGHT
from kaibo_companion.words import say

SIZES = (16, 18, 20, 22, 24, 32, 36, 40, 44, 48, 64, 96, 128)  # px: each is drawn, none is scaled
SWITCHES = ("microphone", "camera")


def available() -> bool:
    """Some desktops have no tray. At login it may come a little later than the app."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """`command` brings "microphone" or "camera"; the tick beside it follows `set`, not the click. Without a tray it
    waits for one, unseen. Wants a QApplication."""

    show_window = Signal()
    command = Signal(str)
    home = Signal()
    settings = Signal()
    report = Signal()
    quit = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu()
        self._menu.addAction(say("mini_back")).triggered.connect(self.show_window)
        self._line = self._menu.addSeparator()
        self._switches = {name: self._switch(name) for name in SWITCHES}
        self._menu.addSeparator()
        for word, wish in (("home", self.home), ("settings", self.settings), ("report_save", self.report)):
            self._menu.addAction(say(word)).triggered.connect(wish)
        self._menu.addSeparator()
        self._menu.addAction(say("quit")).triggered.connect(self.quit)
        self._icons = {air: icon(air) for air in (False, True)}
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._click)
        self._icon.messageClicked.connect(self.show_window)
        self.set(None, False, False, False)
        self._icon.show()

    def set(self, show: str | None, air: bool, microphone: bool, camera: bool) -> None:
        """`show` is the name of the one that the app is in; None: it is in none, and nothing is there to switch."""
        self._states = {"microphone": microphone, "camera": camera}
        for name in SWITCHES:
            self._switches[name].setVisible(show is not None)
        self._line.setVisible(show is not None)
        self._reflect()
        on_air = show is not None and air
        self._icon.setIcon(self._icons[on_air])
        self._icon.setToolTip(f"{say('on_air')} · {show}" if on_air else "Kaibo")

    def tell(self, title: str, text: str) -> None:
        """In the system's own way, where it has one; a click on it is one on the icon."""
        if available() and QSystemTrayIcon.supportsMessages():
            self._icon.showMessage(title, text, self._icons[False])

    def close(self) -> None:
        """It is gone at once, not when the system finds out."""
        self._icon.hide()
        self._menu.deleteLater()

    def _switch(self, name: str) -> QAction:
        made = self._menu.addAction(say(name))
        made.setCheckable(True)

        def asked() -> None:
            self._reflect()
            self.command.emit(name)

        made.triggered.connect(asked)
        return made

    def _reflect(self) -> None:
        for name, on in self._states.items():
            self._switches[name].setChecked(on)

    def _click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.show_window.emit()


def icon(air: bool) -> QIcon:
    """The mark of the pages, a ring and a dot, on a disc of paper, which sets it off from a dark panel; on a light one
    the ring does. On air the dot is red, and larger: not by colour alone."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_drawn(size, air))
    return made


def _drawn(size: int, air: bool) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 32, size / 32)
    middle, ink = QPointF(16, 16), QColor(LIGHT["ink"])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT["paper"]))
    painter.drawEllipse(middle, 16, 16)
    painter.setBrush(QColor(LIGHT["air"]) if air else ink)
    painter.drawEllipse(middle, *((7, 7) if air else (5, 5)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 3))
    painter.drawEllipse(middle, 12.5, 12.5)
    painter.end()
    return pixmap
