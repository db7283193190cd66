"""The app's window: its home, the studio, and the questions that it asks. It decides nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kaibo_companion.page import StudioPage
from kaibo_companion.recent import Visit
from kaibo_companion.words import say

SIZE, SMALLEST = QSize(1200, 780), QSize(480, 420)
COLUMN = 560  # px; lines of text are no longer
LIGHT = {
    "paper": "#faf9f7",
    "surface": "#ffffff",
    "line": "#e5e2dc",
    "edge": "#87827a",
    "ink": "#1c1b19",
    "soft": "#57534d",
    "on_ink": "#ffffff",
    "hover": "#3a3733",
    "accent": "#2457c5",
    "care": "#8a5200",
}
DARK = {
    "paper": "#141312",
    "surface": "#1d1c1a",
    "line": "#34312d",
    "edge": "#837d74",
    "ink": "#f4f1ec",
    "soft": "#b8b2a9",
    "on_ink": "#1c1b19",
    "hover": "#d8d3cb",
    "accent": "#8fb1ff",
    "care": "#f2bd63",
}
STYLE = """
QWidget {{ color: {ink}; font-size: 15px; }}
QMainWindow, QStackedWidget, QWidget#home, QDialog {{ background: {paper}; }}
QLabel#title {{ font-size: 24px; font-weight: 600; }}
QLabel#section {{ font-size: 17px; font-weight: 600; }}
QLabel#soft {{ color: {soft}; }}
QMessageBox QLabel#qt_msgbox_label {{ font-size: 17px; font-weight: 600; }}
QLabel#banner {{ color: {care}; }}
QLineEdit {{ background: {surface}; border: 1px solid {edge}; border-radius: 8px; padding: 9px 12px; }}
QLineEdit:focus {{ border: 2px solid {accent}; padding: 8px 11px; }}
QPushButton {{ background: {surface}; border: 1px solid {edge}; border-radius: 8px; padding: 9px 16px; }}
QPushButton {{ font-weight: 600; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 8px 15px; }}
QPushButton:default {{ background: {ink}; color: {on_ink}; border-color: {ink}; }}
QPushButton:default:hover {{ background: {hover}; }}
QFrame#card {{ background: {surface}; border: 1px solid {line}; border-radius: 12px; }}
"""


def _label(text: str, name: str = "") -> QLabel:
    """Plain text always: what is shown comes from other people."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setObjectName(name)
    return made


class Home(QWidget):
    """Paste a link, or go back to a show. `pasted` brings the text, `chosen` a Visit."""

    pasted = Signal(str)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("home")
        self._field = QLineEdit(placeholderText="https://")
        self._field.setAccessibleName(say("link"))
        self._field.returnPressed.connect(self._open)
        opens = QPushButton(say("open"), default=True, autoDefault=True)
        opens.clicked.connect(self._open)
        row = QHBoxLayout()
        row.addWidget(self._field, 1)
        row.addWidget(opens)
        self._banner = _label("", "banner")
        self._banner.hide()
        self._shows = QVBoxLayout()
        self._shows.setSpacing(0)
        card = QFrame()
        card.setObjectName("card")
        card.setLayout(self._shows)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addSpacing(48)
        for one in (_label(say("paste"), "title"), _label(say("paste_hint"), "soft")):
            column.addWidget(one)
        column.addLayout(row)
        column.addWidget(self._banner)
        column.addSpacing(24)
        column.addWidget(_label(say("recent"), "section"))
        column.addWidget(card)
        column.addStretch()
        middle = QWidget()
        middle.setMaximumWidth(COLUMN)
        middle.setLayout(column)
        across = QHBoxLayout(self)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)

    def show_visits(self, visits: Sequence[Visit]) -> None:
        while (item := self._shows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for visit in visits:
            self._shows.addWidget(self._row(visit))
        if not visits:
            self._shows.addWidget(_label(say("recent_none"), "soft"))

    def tell(self, text: str) -> None:
        """A word under the field; "" takes it away."""
        self._banner.setText(text)
        self._banner.setVisible(bool(text))

    def clear(self) -> None:
        """The link is followed; it does not stay in sight."""
        self._field.clear()

    def _row(self, visit: Visit) -> QWidget:
        enter = QPushButton(say("enter"))
        enter.setAccessibleName(f"{say('enter')} {visit.name}")
        enter.clicked.connect(lambda: self.chosen.emit(visit))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(_label(visit.name))
        role = say("host") if visit.role == 0 else say("guest")
        words.addWidget(_label(f"{role} · {visit.server.partition('://')[2]}", "soft"))
        row = QWidget()
        across = QHBoxLayout(row)
        across.addLayout(words, 1)
        across.addWidget(enter)
        return row

    def _open(self) -> None:
        if text := self._field.text().strip():
            self.pasted.emit(text)


class Window(QMainWindow):
    """`closing` is asked before it closes, and closes it itself by `leave`."""

    closing = Signal()

    def __init__(self, dark: bool) -> None:
        super().__init__()
        self.home = Home()
        self._view = QWebEngineView()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.home)
        self._stack.addWidget(self._view)
        self._question: QMessageBox | None = None
        self._leaving = False
        self.setCentralWidget(self._stack)
        self.setWindowTitle(say("app"))
        self.setMinimumSize(SMALLEST)
        self.resize(SIZE)
        self.setStyleSheet(STYLE.format(**(DARK if dark else LIGHT)))

    def show_home(self) -> None:
        self._stack.setCurrentWidget(self.home)
        self.setWindowTitle(say("app"))

    def show_studio(self, page: StudioPage) -> None:
        page.titleChanged.connect(self.setWindowTitle)
        self._view.setPage(page)
        self._stack.setCurrentWidget(self._view)
        self._view.setFocus()

    def come_up(self) -> None:
        """Before everything else, for whoever just clicked a link."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def ask(self, title: str, text: str, no: str, yes: str, then: Callable[[], None]) -> None:
        """A question whose safe answer has the focus; a newer one takes its place. Only a click on `yes` does it."""
        self.drop_question()
        asked = self._box(title, text)
        agree = asked.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        stay = asked.addButton(no, QMessageBox.ButtonRole.RejectRole)
        asked.setDefaultButton(stay)
        asked.setEscapeButton(stay)
        asked.buttonClicked.connect(lambda button: then() if button is agree else None)
        self._show(asked)

    def tell(self, text: str) -> None:
        self.drop_question()
        told = self._box(say("app"), text)
        told.addButton(say("ok"), QMessageBox.ButtonRole.RejectRole)
        self._show(told)

    def drop_question(self) -> None:
        """The one that is asked is answered by no."""
        question, self._question = self._question, None
        if question:
            question.close()

    def leave(self) -> None:
        self._leaving = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._leaving)
        if not self._leaving:
            self.closing.emit()

    def _box(self, title: str, text: str) -> QMessageBox:
        made = QMessageBox(self)
        made.setWindowTitle(title)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setText(title)
        made.setInformativeText(text)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return made

    def _show(self, box: QMessageBox) -> None:
        self._question = box

        def finished() -> None:
            if self._question is box:
                self._question = None

        box.finished.connect(finished)
        box.open()
        self.come_up()
