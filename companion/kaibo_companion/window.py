"""The app's window: its home, the studio, and the questions that it asks. It decides nothing."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QStackedWidget, QWidget

from kaibo_companion.home import Home
from kaibo_companion.page import StudioPage
from kaibo_companion.words import say

SIZE, SMALLEST = QSize(1200, 780), QSize(480, 420)
MARGINS = (0, 20, 24, 20)  # px around a question: left there is room for an icon that none of them has


def nothing() -> None:
    """What is done where nothing is to be."""


class Window(QMainWindow):
    """`closing` is asked before it closes, and closes it itself by `leave`. `wish_home`, `wish_settings`, `wish_report`
    come from the menu over a studio, where home's own buttons are out of sight."""

    closing = Signal()
    wish_home = Signal()
    wish_settings = Signal()
    wish_report = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.home = Home()
        self._view: QWebEngineView | None = None  # made when it is needed: it brings a process of its own
        self._stack = QStackedWidget()
        self._stack.addWidget(self.home)
        self._question: QMessageBox | None = None
        self._leaving = False
        self.setCentralWidget(self._stack)
        menu = self.menuBar().addMenu(say("menu"))
        wishes = (("home", self.wish_home), ("settings", self.wish_settings), ("report_save", self.wish_report))
        for word, wish in wishes:
            menu.addAction(say(word)).triggered.connect(wish)
        self.menuBar().hide()
        self.setWindowTitle(say("app"))
        self.setMinimumSize(SMALLEST)
        self.resize(SIZE)

    def show_home(self) -> None:
        self.menuBar().hide()
        self._stack.setCurrentWidget(self.home)
        self.setWindowTitle(say("app"))

    def show_studio(self, page: StudioPage) -> None:
        page.titleChanged.connect(self.setWindowTitle)
        if self._view is None:
            self._view = QWebEngineView(page)
            self._stack.addWidget(self._view)
        self._view.setPage(page)
        self.menuBar().show()
        self._stack.setCurrentWidget(self._view)
        self._view.setFocus()

    def come_up(self) -> None:
        """Before everything else, for whoever just clicked a link."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def ask(
        self,
        title: str,
        text: str,
        no: str,
        yes: str,
        then: Callable[[], None],
        otherwise: Callable[[], None] = nothing,
    ) -> None:
        """A question whose safe answer has the focus; a newer one takes its place. Only a click on `yes` does `then`;
        whatever else ends it, `otherwise`."""
        self.drop_question()
        asked = self._box(title, text)
        agree = asked.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        stay = asked.addButton(no, QMessageBox.ButtonRole.RejectRole)
        asked.setDefaultButton(stay)
        asked.setEscapeButton(stay)
        asked.buttonClicked.connect(lambda button: then() if button is agree else None)
        asked.finished.connect(lambda: None if asked.clickedButton() is agree else otherwise())
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

    @property
    def is_leaving(self) -> bool:
        return self._leaving

    def leave(self) -> None:
        self._leaving = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._leaving)
        if not self._leaving:
            self.closing.emit()

    def is_in_front(self) -> bool:
        """It, or a question of its own."""
        active: QWidget | None = QApplication.activeWindow()
        while active and active is not self:
            active = active.parentWidget()
        return active is self

    def _box(self, title: str, text: str) -> QMessageBox:
        made = QMessageBox(self)
        made.setWindowTitle(title)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setText(title)
        made.setInformativeText(text)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if grid := made.layout():
            grid.setContentsMargins(*MARGINS)
        return made

    def _show(self, box: QMessageBox) -> None:
        self._question = box

        def finished() -> None:
            if self._question is box:
                self._question = None

        box.finished.connect(finished)
        box.open()
        self.come_up()
