"""One question at a time: it stays until it is answered, and notices wait."""

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from event_loop import run_until
from kaibo_companion.window.main_window import MainWindow
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget


@pytest.fixture(scope="module")
def application() -> QApplication:
    found = QApplication.instance() or QApplication(["test", "-platform", "offscreen"])
    assert isinstance(found, QApplication)
    return found


class Seen:
    """The window, and a person who sees and answers it."""

    def __init__(self) -> None:
        self.window = MainWindow()
        self.window.come_up()
        self.done: list[str] = []
        self.unseen: list[tuple[str, str]] = []
        self.window.unseen.connect(lambda title, text: self.unseen.append((title, text)))
        self.until(self.window.is_in_front)

    def until(self, holds: Callable[[], object]) -> None:
        run_until(holds, self.asked)

    def ask(self, title: str, of_link: bool = False) -> None:
        self.window.ask(title, "", "no", "yes", lambda: self.done.append(title), of_link=of_link)

    def notify(self, title: str) -> None:
        self.window.notify(title, "text", "ok", "yes", lambda: self.done.append(title))

    def boxes(self) -> list[QMessageBox]:
        return [one for one in self.window.findChildren(QMessageBox) if one.isVisible()]

    def asked(self) -> list[str]:
        return [one.text() for one in self.boxes()]

    def answer(self, word: str) -> None:
        next(button for button in self.boxes()[0].buttons() if button.text() == word).click()


@pytest.fixture
def seen(application: QApplication) -> Iterator[Seen]:
    made = Seen()
    yield made
    made.window.leave()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    shiboken6.delete(made.window)


@pytest.fixture
def other(seen: Seen) -> Iterator[QWidget]:
    """Give another window, in front."""
    made = QWidget()
    made.show()
    made.activateWindow()
    seen.until(lambda: not seen.window.is_in_front())
    yield made
    shiboken6.delete(made)


def test_notice_does_not_answer_an_open_question(seen: Seen) -> None:
    seen.ask("trust?", of_link=True)
    seen.notify("saved")
    seen.window.tell("nothing newer")
    assert seen.asked() == ["trust?"]
    seen.answer("yes")
    assert seen.done == ["trust?"]
    seen.until(lambda: seen.asked() == ["saved"])
    seen.answer("yes")
    assert seen.done == ["trust?", "saved"]
    seen.until(lambda: [one.informativeText() for one in seen.boxes()] == ["nothing newer"])


def test_newer_links_question_replaces_only_older_links_question(seen: Seen) -> None:
    seen.ask("close?")
    seen.ask("first", of_link=True)
    seen.ask("second", of_link=True)
    assert seen.asked() == ["close?"]
    seen.answer("no")
    seen.until(lambda: seen.asked() == ["second"])
    seen.ask("third", of_link=True)
    assert seen.asked() == ["third"]
    seen.window.drop_question()
    assert seen.asked() == []
    assert seen.done == []


def test_same_question_is_asked_once(seen: Seen) -> None:
    for _ in range(2):
        seen.ask("close?")
        seen.window.tell("refused")
    seen.answer("yes")
    assert seen.done == ["close?"]
    seen.until(lambda: [one.informativeText() for one in seen.boxes()] == ["refused"])
    seen.boxes()[0].buttons()[0].click()
    seen.until(lambda: not seen.asked())


def test_answer_may_open_the_next_question(seen: Seen) -> None:
    def ask_again() -> None:
        seen.ask("move?", of_link=True)

    seen.window.ask("trust?", "", "no", "yes", ask_again, of_link=True)
    seen.answer("yes")
    assert seen.asked() == ["move?"]
    seen.notify("saved")
    assert seen.asked() == ["move?"]
    seen.answer("yes")
    assert seen.done == ["move?"]


def test_notice_does_not_bring_window_up(seen: Seen, other: QWidget) -> None:
    seen.notify("saved")
    assert seen.asked() == []
    assert seen.unseen == [("saved", "text")]
    assert other.isActiveWindow()
    seen.window.activateWindow()
    seen.until(lambda: seen.asked() == ["saved"])


def test_question_goes_before_a_waiting_notice(seen: Seen, other: QWidget) -> None:
    seen.notify("saved")
    seen.ask("close?")
    seen.until(lambda: seen.asked() == ["close?"])
    assert seen.window.is_in_front()
    seen.answer("no")
    seen.until(lambda: seen.asked() == ["saved"])


def test_notice_leaves_hidden_window_hidden(seen: Seen) -> None:
    seen.window.hide()
    seen.notify("saved")
    assert not seen.window.isVisible()
    seen.window.come_up()
    seen.until(lambda: seen.asked() == ["saved"])
