"""The small window on top of all others: the program, the time on air, microphone and camera."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kaibo_companion.words import say

WIDTH = 320  # px; the picture is 16:9
MARGIN = 24  # px to the edges of the screen
TICK_MS = 500


class SmallWindow(QWidget):
    """It never takes the focus by itself. `now` returns the server's time in unix seconds.

    Signals: `command` carries "microphone" or "camera". `open_window` asks for the main window.
    `needs_pictures`: whether the picture is visible.
    """

    command = Signal(str)
    open_window = Signal()
    needs_pictures = Signal(bool)

    def __init__(self, now: Callable[[], float]) -> None:
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("small_window")
        self.setWindowTitle(say("mini"))
        self._now = now
        self._since = 0
        self._dragged_at: QPoint | None = None
        self._placed = False
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setObjectName("picture")
        self._picture.setFixedSize(WIDTH, WIDTH * 9 // 16)
        self._state = QLabel()
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._microphone = self._switch("microphone")
        self._camera = self._switch("camera")
        self._collapse = QPushButton(say("mini_fold"), autoDefault=True)
        self._collapse.setCheckable(True)
        self._collapse.toggled.connect(self._set_collapsed)
        back = QPushButton(say("mini_back"), autoDefault=True)
        back.clicked.connect(self.open_window)
        top = QHBoxLayout()
        top.setContentsMargins(10, 0, 6, 0)
        top.addWidget(self._state, 1)
        top.addWidget(self._collapse)
        top.addWidget(back)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(6, 0, 6, 6)
        bottom.addWidget(self._microphone, 1)
        bottom.addWidget(self._camera, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._picture)
        column.addLayout(top)
        column.addLayout(bottom)
        self._ticks = QTimer(self, interval=TICK_MS)
        self._ticks.timeout.connect(self._show_state)

    def set(self, air: bool, since: int, microphone: bool | None, camera: bool | None) -> None:
        """Show the page's state."""
        self._since = since if air else 0
        self._state.setProperty("air", air)
        self._state.style().polish(self._state)
        for button, name, on in (
            (self._microphone, "microphone", microphone),
            (self._camera, "camera", camera),
        ):
            button.setEnabled(on is not None)
            button.setText(say(f"{name}_on" if on else f"{name}_off"))
        self._show_state()

    def paint(self, jpeg: bytes) -> None:
        """Show a picture of the program."""
        picture = QPixmap()
        if self.isVisible() and picture.loadFromData(jpeg, "JPEG"):
            picture.setDevicePixelRatio(picture.width() / WIDTH)
            self._picture.setPixmap(picture)

    def showEvent(self, event: QEvent) -> None:
        if not self._placed and (screen := self.screen()):
            self._placed = True
            self.adjustSize()
            free = screen.availableGeometry()
            self.move(free.right() - self.width() - MARGIN, free.bottom() - self.height() - MARGIN)
        self._ticks.start()
        self.needs_pictures.emit(not self._collapse.isChecked())

    def hideEvent(self, event: QEvent) -> None:
        self._ticks.stop()
        self.needs_pictures.emit(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide until the next time, when the system closes the window."""
        event.ignore()
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged_at = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_at is not None:
            self.move(event.globalPosition().toPoint() - self._dragged_at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_at = None

    def _switch(self, name: str) -> QPushButton:
        button = QPushButton(autoDefault=True)
        button.clicked.connect(lambda: self.command.emit(name))
        return button

    def _set_collapsed(self, collapsed: bool) -> None:
        """Hide the picture, or show it again."""
        self._collapse.setText(say("mini_unfold" if collapsed else "mini_fold"))
        self._picture.setVisible(not collapsed)
        self.adjustSize()
        self.needs_pictures.emit(not collapsed)

    def _show_state(self) -> None:
        self._state.setText(f"● {say('on_air')} {clock(self._now() - self._since)}" if self._since else say("off_air"))


def clock(seconds: float) -> str:
    """Format a duration: 02:05, or 1:02:05."""
    whole = max(0, int(seconds))
    hours, minutes = whole // 3600, whole // 60 % 60
    return (f"{hours}:" if hours else "") + f"{minutes:02}:{whole % 60:02}"
