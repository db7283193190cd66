"""A person who opens links in an app of their own, and a server for them."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import shiboken6
from event_loop import run_until
from kaibo_companion.launch.arrival import Arrival
from kaibo_companion.recent import Recent, Visit
from kaibo_companion.trust import CompanyPolicy, Trust
from kaibo_companion.window.main_window import MainWindow, do_nothing
from kaibo_companion.words import say
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from e2e.kaibo import OURS, Kaibo


@pytest.fixture(scope="module")
def application() -> QApplication:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication([])


@dataclass
class RecordingApp:
    """The actions of the app: they only note what was asked."""

    opened: list[Visit] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    stays: bool = False  # the person's answer on air

    def open(self, visit: Visit) -> None:
        self.opened.append(visit)

    def is_open(self, visit: Visit) -> bool:
        return visit in self.opened

    def unless_on_air(self, then: Callable[[], None], otherwise: Callable[[], None] = do_nothing) -> None:
        (otherwise if self.stays else then)()

    def refuse(self, text: str) -> None:
        self.refused.append(text)


@dataclass
class Person:
    """One person with an app of their own."""

    application: QApplication
    folder: Path
    policy: CompanyPolicy = field(default_factory=CompanyPolicy)

    def __post_init__(self) -> None:
        self.app, self.window = RecordingApp(), MainWindow()
        self.trust = Trust(self.folder / "trusted.json", self.policy)
        self.recent = Recent(self.folder / "recent.json")
        self.arrival = Arrival(self.app, self.window, self.trust, self.recent, "KaiboCompanion/test")

    def until(self, holds: Callable[[], object]) -> None:
        run_until(holds, lambda: (self.app, self.asked()))

    def asked(self) -> list[str]:
        return [one.text() for one in self.window.findChildren(QMessageBox) if one.isVisible()]

    def answer(self, word: str) -> None:
        """Click the button with this text."""
        box = next(one for one in self.window.findChildren(QMessageBox) if one.isVisible())
        next(button for button in box.buttons() if button.text() == say(word)).click()

    def close(self) -> None:
        """Delete everything in Qt's order: deferred objects before their parents."""
        self.window.drop_question()
        self.window.leave()
        self.application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        shiboken6.delete(self.arrival)
        shiboken6.delete(self.window)

    def refusal(self) -> str:
        self.until(lambda: self.app.refused)
        assert self.app.opened == []
        return self.app.refused[0]


@pytest.fixture
def door(application: QApplication, tmp_path: Path) -> Iterator[Person]:
    made = Person(application, tmp_path)
    yield made
    made.close()


@pytest.fixture
def known(door: Person, kaibo: Kaibo) -> Person:
    """Give a person who trusts the server."""
    door.trust.remember(kaibo.said["Url"])
    return door


def sessions(kaibo: Kaibo) -> int:
    return len(kaibo.call("ListSessions", OURS, ActivityId=kaibo.said["ActivityId"])["Sessions"])


def banner(door: Person) -> str:
    return "".join(one.text() for one in door.window.findChildren(QLabel) if one.objectName() == "banner")
