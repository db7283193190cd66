"""The main window: home, the studio page, and the questions. It decides nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QMessageBox, QStackedWidget, QWidget

from kaibo_companion.window.home import Home
from kaibo_companion.window.studio_page import StudioPage
from kaibo_companion.window.style import label
from kaibo_companion.words import say

SIZE, SMALLEST = QSize(1200, 780), QSize(480, 420)
MARGINS = (0, 20, 24, 20)  # px around a question; Qt adds room for an icon on the left, and none has an icon


def do_nothing() -> None:
    """Do nothing: the default callback."""


def show_folder(file: Path) -> None:
    """Open the folder of a file in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))


@dataclass(frozen=True)
class Question:
    """A dialog with one or two buttons."""

    title: str
    text: str
    no: str
    yes: str = ""
    """The text of the second button; "" when there is nothing to agree to."""
    then: Callable[[], None] = do_nothing
    """Called after a click on `yes`."""
    otherwise: Callable[[], None] = do_nothing
    """Called when the question ends in another way."""
    of_link: bool = False
    """Asked for a link: a newer link ends it."""
    notice: bool = False
    """The person did not ask for it. It waits until the window is in front, and does not bring it up."""
    when: Callable[[], bool] = lambda: True
    """A notice opens only while this is true."""


class MainWindow(QMainWindow):
    """One question is open at a time. The others wait for its answer.

    Signals: `closing` says that the person closes the window. The receiver closes it by `leave`. `unseen` carries the
    title and the text of a notice that waits. The others are choices in the menu over a studio, where home's buttons
    are hidden.
    """

    closing = Signal()
    unseen = Signal(str, str)
    home_chosen = Signal()
    settings_chosen = Signal()
    report_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.home = Home()
        self._view: QWebEngineView | None = None  # created when needed: it starts a process
        self._stack = QStackedWidget()
        self._stack.addWidget(self.home)
        self._message = label("", "title")
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._message)
        self._open_question: Question | None = None
        self._box: QMessageBox | None = None
        self._waiting: list[Question] = []
        self._leaving = False
        self.setCentralWidget(self._stack)
        menu = self.menuBar().addMenu(say("menu"))
        for word, chosen in (
            ("home", self.home_chosen),
            ("settings", self.settings_chosen),
            ("report_save", self.report_chosen),
        ):
            menu.addAction(say(word)).triggered.connect(chosen)
        self.menuBar().hide()
        self.setWindowTitle(say("app"))
        self.setMinimumSize(SMALLEST)
        self.resize(SIZE)

    def show_home(self) -> None:
        """Show the home screen."""
        self.menuBar().hide()
        self._stack.setCurrentWidget(self.home)
        self.setWindowTitle(say("app"))
        QTimer.singleShot(0, self, self._open_next)

    def show_message(self, text: str) -> None:
        """Show one message and nothing else, while the app ends."""
        self._message.setText(text)
        self._stack.setCurrentWidget(self._message)

    def show_studio(self, page: StudioPage) -> None:
        """Show a studio page."""
        page.titleChanged.connect(self.setWindowTitle)
        if self._view is None:
            self._view = QWebEngineView(page)
            self._stack.addWidget(self._view)
        self._view.setPage(page)
        self.menuBar().show()
        self._stack.setCurrentWidget(self._view)
        self._view.setFocus()

    def come_up(self) -> None:
        """Bring the window to the front: the person just clicked a link."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        QTimer.singleShot(0, self, lambda: self._open_next(seen=True))

    def ask(
        self,
        title: str,
        text: str,
        no: str,
        yes: str,
        then: Callable[[], None],
        otherwise: Callable[[], None] = do_nothing,
        *,
        of_link: bool = False,
    ) -> None:
        """Ask a question. The safe answer has the focus. A click on `yes` calls `then`, every other end `otherwise`."""
        if of_link:
            self.drop_question()
        self._add(Question(title, text, no, yes, then, otherwise, of_link=of_link))

    def tell(self, text: str) -> None:
        """Show a text with one button."""
        self._add(Question(say("app"), text, say("ok")))

    def notify(
        self,
        title: str,
        text: str,
        no: str = "",
        yes: str = "",
        then: Callable[[], None] = do_nothing,
        when: Callable[[], bool] = lambda: True,
    ) -> None:
        """Tell the person what happened by itself. It neither brings the window up nor covers other windows."""
        notice = Question(title, text, no or say("ok"), yes, then, notice=True, when=when)
        self._add(notice)
        if notice in self._waiting and not self.is_in_front() and when():
            self.unseen.emit(title, text)

    def drop_question(self) -> None:
        """Answer the questions of a link with no: a newer link replaces it."""
        self._decline([question for question in self._waiting if question.of_link])
        if self._box and self._open_question and self._open_question.of_link:
            self._box.close()

    def leave(self) -> None:
        """Close the window."""
        self._leaving = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._leaving)
        if not self._leaving:
            self.closing.emit()

    def is_in_front(self) -> bool:
        """Return whether this window, or one of its dialogs, is active."""
        active: QWidget | None = QApplication.activeWindow()
        while active and active is not self:
            active = active.parentWidget()
        return active is self

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            QTimer.singleShot(0, self, self._open_next)

    def _add(self, question: Question) -> None:
        """Queue a question. It replaces an equal one."""
        same = (question.title, question.text)
        self._decline([waiting for waiting in self._waiting if (waiting.title, waiting.text) == same])
        self._waiting.append(question)
        if self._box and self._open_question and (self._open_question.title, self._open_question.text) == same:
            self._box.close()
        self._open_next()
        if not question.notice:
            self.come_up()

    def _decline(self, questions: Sequence[Question]) -> None:
        for question in questions:
            self._waiting.remove(question)
            question.otherwise()

    def _open_next(self, seen: bool = False) -> None:
        """Open the next question when none is open. A notice opens only while the person sees the window."""
        seen = seen or self.is_in_front()
        ready = [question for question in self._waiting if not question.notice or (seen and question.when())]
        if self._box is None and ready and not self._leaving:
            self._waiting.remove(ready[0])
            self._open(ready[0])

    def _open(self, question: Question) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(question.title)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(question.title)
        box.setInformativeText(question.text)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if grid := box.layout():
            grid.setContentsMargins(*MARGINS)
        agree = box.addButton(question.yes, QMessageBox.ButtonRole.AcceptRole) if question.yes else None
        stay = box.addButton(question.no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        clicked_buttons: list[QAbstractButton] = []

        def clicked(button: QAbstractButton) -> None:
            clicked_buttons.append(button)
            self._open_question = None  # it is answered: nothing that `then` does may close it again
            if button is agree:
                question.then()

        def finished() -> None:
            self._open_question = self._box = None
            if clicked_buttons and not self._leaving:
                self.activateWindow()  # some systems do not return the focus from a dialog
            if agree is None or agree not in clicked_buttons:
                question.otherwise()
            self._open_next()

        box.buttonClicked.connect(clicked)
        box.finished.connect(finished)
        self._open_question, self._box = question, box
        box.open()
