"""The small window on top of all others: what goes out, and the two switches that are needed in a hurry."""

import time

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kaibo_companion.words import say

WIDTH = 320  # px; the picture's height follows
MARGIN = 24
TICK_MS = 500


class Mini(QWidget):
    """It takes no focus from what the person works with. `command` brings "microphone" or "camera", `back` the wish for
    the big window, `seen` whether pictures are needed."""

    command = Signal(str)
    back = Signal()
    seen = Signal(bool)

    def __init__(self) -> None:
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("mini")
        self.setWindowTitle(say("mini"))
        self._since = 0
        self._held: QPoint | None = None
        self._placed = False
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._picture.setObjectName("picture")
        self._picture.setFixedSize(WIDTH, WIDTH * 9 // 16)
        self._state = QLabel()
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self._microphone = self._switch("microphone")
        self._camera = self._switch("camera")
        fold = QPushButton(say("mini_fold"), autoDefault=True)
        fold.setCheckable(True)
        fold.toggled.connect(self._fold)
        self._folded = fold
        back = QPushButton(say("mini_back"), autoDefault=True)
        back.clicked.connect(self.back)
        top = QHBoxLayout()
        top.setContentsMargins(10, 0, 6, 0)
        top.addWidget(self._state, 1)
        top.addWidget(fold)
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
        self._ticks.timeout.connect(self._tell)

    def set(self, air: bool, since: int, microphone: bool | None, camera: bool | None) -> None:
        """As the page's Report has them."""
        self._since = since if air else 0
        self._state.setProperty("air", air)
        self._state.style().polish(self._state)
        for button, name, on in (
            (self._microphone, "microphone", microphone),
            (self._camera, "camera", camera),
        ):
            button.setEnabled(on is not None)
            button.setText(say(f"{name}_on" if on else f"{name}_off"))
        self._tell()

    def paint(self, jpeg: bytes) -> None:
        """The newest small picture."""
        found = QPixmap()
        if self.isVisible() and found.loadFromData(jpeg, "JPEG"):
            found.setDevicePixelRatio(found.width() / WIDTH)
            self._picture.setPixmap(found)

    def showEvent(self, event: QEvent) -> None:
        if not self._placed and (screen := self.screen()):
            self._placed = True
            self.adjustSize()
            free = screen.availableGeometry()
            self.move(free.right() - self.width() - MARGIN, free.bottom() - self.height() - MARGIN)
        self._ticks.start()
        self.seen.emit(not self._folded.isChecked())

    def hideEvent(self, event: QEvent) -> None:
        self._ticks.stop()
        self.seen.emit(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """By the system's own way to close a window: hidden until the next time."""
        event.ignore()
        self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self.move(event.globalPosition().toPoint() - self._held)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def _switch(self, name: str) -> QPushButton:
        made = QPushButton(autoDefault=True)
        made.clicked.connect(lambda: self.command.emit(name))
        return made

    def _fold(self, folded: bool) -> None:
        """Only the switches, or the picture as well."""
        self._folded.setText(say("mini_unfold" if folded else "mini_fold"))
        self._picture.setVisible(not folded)
        self.adjustSize()
        self.seen.emit(not folded)

    def _tell(self) -> None:
        self._state.setText(f"● {say('on_air')} {clock(time.time() - self._since)}" if self._since else say("off_air"))


def clock(seconds: float) -> str:
    """02:05, or 1:02:05."""
    whole = max(0, int(seconds))
    hours, minutes = whole // 3600, whole // 60 % 60
    return (f"{hours}:" if hours else "") + f"{minutes:02}:{whole % 60:02}"
