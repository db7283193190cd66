"""The app's window: its home, the studio, and the questions that it asks. It decides nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QMessageBox, QStackedWidget, QWidget

from kaibo_companion.home import Home
from kaibo_companion.look import label
from kaibo_companion.page import StudioPage
from kaibo_companion.words import say

SIZE, SMALLEST = QSize(1200, 780), QSize(480, 420)
MARGINS = (0, 20, 24, 20)  # px around a question: left there is room for an icon that none of them has


def nothing() -> None:
    """What is done where nothing is to be."""


@dataclass(frozen=True)
class Question:
    """`yes` is "" for what is only told; a click on it does `then`, whatever else ends the question `otherwise`.
    `of_link`: asked for a link, and worth nothing once a newer one came. `notice`: nobody waits for it, so the window
    does not come up for it, and not before `when` says so."""

    title: str
    text: str
    no: str
    yes: str = ""
    then: Callable[[], None] = nothing
    otherwise: Callable[[], None] = nothing
    of_link: bool = False
    notice: bool = False
    when: Callable[[], bool] = lambda: True


class Window(QMainWindow):
    """`closing` is asked before it closes, and closes it itself by `leave`. `unseen` brings the title and the text of
    a notice that waits until the window is in front again. `wish_home`, `wish_settings`, `wish_report` come from the
    menu over a studio, where home's own buttons are out of sight.

    One question is open at a time, and the others wait for its answer."""

    closing = Signal()
    unseen = Signal(str, str)
    wish_home = Signal()
    wish_settings = Signal()
    wish_report = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.home = Home()
        self._view: QWebEngineView | None = None  # made when it is needed: it brings a process of its own
        self._stack = QStackedWidget()
        self._stack.addWidget(self.home)
        self._word = label("", "title")
        self._word.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._word)
        self._asked: Question | None = None
        self._box: QMessageBox | None = None
        self._waiting: list[Question] = []
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
        QTimer.singleShot(0, self, self._go_on)

    def show_word(self, text: str) -> None:
        """It and nothing else, while the app ends."""
        self._word.setText(text)
        self._stack.setCurrentWidget(self._word)

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
        QTimer.singleShot(0, self, lambda: self._go_on(seen=True))

    def ask(
        self,
        title: str,
        text: str,
        no: str,
        yes: str,
        then: Callable[[], None],
        otherwise: Callable[[], None] = nothing,
        *,
        of_link: bool = False,
    ) -> None:
        """A question whose safe answer has the focus. Only a click on `yes` does `then`; whatever else ends it,
        `otherwise`."""
        if of_link:
            self.drop_question()
        self._put(Question(title, text, no, yes, then, otherwise, of_link=of_link))

    def tell(self, text: str) -> None:
        self._put(Question(say("app"), text, say("ok")))

    def notify(
        self,
        title: str,
        text: str,
        no: str = "",
        yes: str = "",
        then: Callable[[], None] = nothing,
        when: Callable[[], bool] = lambda: True,
    ) -> None:
        """What happened by itself. It takes nobody from what they are doing, and covers no slides."""
        notice = Question(title, text, no or say("ok"), yes, then, notice=True, when=when)
        self._put(notice)
        if notice in self._waiting and not self.is_in_front() and when():
            self.unseen.emit(title, text)

    def drop_question(self) -> None:
        """Those of a link, which a newer one takes the place of, are answered by no."""
        self._give_up([one for one in self._waiting if one.of_link])
        if self._box and self._asked and self._asked.of_link:
            self._box.close()

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

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            QTimer.singleShot(0, self, self._go_on)

    def _put(self, question: Question) -> None:
        """The same once more takes the place of the one before."""
        same = (question.title, question.text)
        self._give_up([one for one in self._waiting if (one.title, one.text) == same])
        self._waiting.append(question)
        if self._box and self._asked and (self._asked.title, self._asked.text) == same:
            self._box.close()
        self._go_on()
        if not question.notice:
            self.come_up()

    def _give_up(self, questions: Sequence[Question]) -> None:
        for one in questions:
            self._waiting.remove(one)
            one.otherwise()

    def _go_on(self, seen: bool = False) -> None:
        """The next question, when none is open; a notice only before the person's eyes."""
        seen = seen or self.is_in_front()
        ready = [one for one in self._waiting if not one.notice or (seen and one.when())]
        if self._box is None and ready and not self._leaving:
            self._waiting.remove(ready[0])
            self._open(ready[0])

    def _open(self, question: Question) -> None:
        made = QMessageBox(self)
        made.setWindowTitle(question.title)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setText(question.title)
        made.setInformativeText(question.text)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if grid := made.layout():
            grid.setContentsMargins(*MARGINS)
        agree = made.addButton(question.yes, QMessageBox.ButtonRole.AcceptRole) if question.yes else None
        stay = made.addButton(question.no, QMessageBox.ButtonRole.RejectRole)
        made.setDefaultButton(stay)
        made.setEscapeButton(stay)
        by_person = []

        def clicked(button: QAbstractButton) -> None:
            by_person.append(button)
            self._asked = None  # it is answered: nothing that comes of it closes it once more
            if button is agree:
                question.then()

        def finished() -> None:
            self._asked = self._box = None
            if by_person and not self._leaving:
                self.activateWindow()  # not every system gives it back what its question had
            if agree is None or agree not in by_person:
                question.otherwise()
            self._go_on()

        made.buttonClicked.connect(clicked)
        made.finished.connect(finished)
        self._asked, self._box = question, made
        made.open()
