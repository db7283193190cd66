"""The icon in the system's tray: it shows whether the app is on air, and its menu has the switches."""

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from kaibo_companion.window.style import LIGHT
from kaibo_companion.words import say

SIZES = (16, 18, 20, 22, 24, 32, 36, 40, 44, 48, 64, 96, 128)  # px; each size is drawn, because scaling blurs
SWITCHES = ("microphone", "camera")


def available() -> bool:
    """Return whether the desktop has a tray. At login it may start later than the app."""
    return QSystemTrayIcon.isSystemTrayAvailable()


class Tray(QObject):
    """`command` carries "microphone" or "camera"; their ticks in the menu follow `set`, not the click.

    Without a tray the icon waits for one. Needs a QApplication.
    """

    open_window = Signal()
    command = Signal(str)
    home = Signal()
    settings = Signal()
    report = Signal()
    quit = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._menu = QMenu()
        self._menu.addAction(say("mini_back")).triggered.connect(self.open_window)
        self._line = self._menu.addSeparator()
        self._switches = {name: self._switch(name) for name in SWITCHES}
        self._menu.addSeparator()
        for word, chosen in (("home", self.home), ("settings", self.settings), ("report_save", self.report)):
            self._menu.addAction(say(word)).triggered.connect(chosen)
        self._menu.addSeparator()
        self._menu.addAction(say("quit")).triggered.connect(self.quit)
        self._icons = {air: icon(air) for air in (False, True)}
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._click)
        self._icon.messageClicked.connect(self.open_window)
        self.set(None, False, False, False)
        self._icon.show()

    def set(self, show: str | None, air: bool, microphone: bool, camera: bool, waiting: int = 0) -> None:
        """Show a state. `show` is the name of the show. It is None in no show, and then the switches are hidden.

        `waiting` is how many people wait for the host's word. The tooltip begins with it, as the page's title does.
        """
        self._states = {"microphone": microphone, "camera": camera}
        for name in SWITCHES:
            self._switches[name].setVisible(show is not None)
        self._line.setVisible(show is not None)
        self._show_ticks()
        on_air = show is not None and air
        self._icon.setIcon(self._icons[on_air])
        tip = f"{say('on_air')} · {show}" if on_air else "Kaibo"
        self._icon.setToolTip(f"({waiting}) {tip}" if waiting else tip)

    def tell(self, title: str, text: str) -> None:
        """Show a system notification, where there are any. A click on it opens the window."""
        if available() and QSystemTrayIcon.supportsMessages():
            self._icon.showMessage(title, text, self._icons[False])

    def close(self) -> None:
        """Remove the icon at once: the system would notice the end of the app later."""
        self._icon.hide()
        self._menu.deleteLater()

    def _switch(self, name: str) -> QAction:
        action = self._menu.addAction(say(name))
        action.setCheckable(True)

        def clicked() -> None:
            self._show_ticks()  # Qt has changed the tick
            self.command.emit(name)

        action.triggered.connect(clicked)
        return action

    def _show_ticks(self) -> None:
        for name, on in self._states.items():
            self._switches[name].setChecked(on)

    def _click(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self.open_window.emit()


def icon(air: bool) -> QIcon:
    """Draw the mark of the pages: a ring and a dot on a light disc.

    It is visible on dark and on light panels. On air the dot is red and also larger, for people who cannot see the
    colour.
    """
    drawn = QIcon()
    for size in SIZES:
        drawn.addPixmap(_draw(size, air))
    return drawn


def _draw(size: int, air: bool) -> QPixmap:
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
