"""A newer version as a person meets it: offered at home, never in a show, fetched and installed by their clicks."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from kaibo_companion.update import Updates
from kaibo_companion.upgrade import Upgrade
from kaibo_companion.window import Window
from kaibo_companion.words import say
from maker import Maker
from PySide6.QtCore import QEvent, QEventLoop, QObject, QStandardPaths, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from test_update import FILE, INSTALLER, Server, manifest, offer, serving, without_end

PATIENCE = 20
OFFER, GET = say("update", version="9.0.0"), say("update_get", version="9.0.0")


class System(QObject):
    """Where the desktop would open what it is handed."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


class Person:
    """Somebody before the app's window."""

    def __init__(self, folder: Path, key: Path) -> None:
        self.window, self.in_show = Window(), False
        self.upgrade = Upgrade(Updates(folder, key_file=key), self.window, lambda: self.in_show)

    def until(self, holds: Callable[[], object]) -> None:
        end, loop, looks = time.monotonic() + PATIENCE, QEventLoop(), QTimer(interval=10)
        looks.timeout.connect(lambda: loop.quit() if holds() or time.monotonic() > end else None)
        looks.start()
        loop.exec()
        looks.stop()
        assert holds(), (self.questions(), self.offers())

    def questions(self) -> list[str]:
        return [one.text() for one in self.window.findChildren(QMessageBox) if one.isVisible()]

    def answer(self, word: str) -> None:
        box = next(one for one in self.window.findChildren(QMessageBox) if one.isVisible())
        next(button for button in box.buttons() if button.text() == say(word)).click()

    def offers(self) -> list[QPushButton]:
        """What home shows besides its own buttons."""
        own = {say("open"), say("settings")}
        home = self.window.home
        return [
            one
            for one in home.findChildren(QPushButton)
            if one.text() not in own and one.text() and one.isVisibleTo(home)
        ]

    def is_offered(self, text: str) -> bool:
        return [one.text() for one in self.offers()] == [text]


@pytest.fixture(scope="module")
def application() -> QApplication:
    found = QApplication.instance() or QApplication(["test", "-platform", "offscreen"])
    assert isinstance(found, QApplication)
    return found


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    return Maker(tmp_path_factory.mktemp("upgrade") / "maker")


@pytest.fixture
def server(maker: Maker) -> Iterator[Server]:
    with serving() as made:
        offer(made, maker, manifest())
        made.files[f"/download/{FILE}"] = INSTALLER
        yield made


@pytest.fixture
def person(application: QApplication, maker: Maker, tmp_path: Path) -> Iterator[Person]:
    QStandardPaths.setTestModeEnabled(True)
    made = Person(tmp_path, maker.folder / "key.pub")
    yield made
    made.upgrade.stop()
    made.window.drop_question()
    made.window.leave()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    shiboken6.delete(made.upgrade)
    shiboken6.delete(made.window)
    QStandardPaths.setTestModeEnabled(False)


@pytest.fixture
def system() -> Iterator[System]:
    made = System()
    QDesktopServices.setUrlHandler("file", made, "open")  # type: ignore[arg-type]  # its stub says bytes
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_it_is_fetched_and_installed_by_clicks_alone(person: Person, server: Server, system: System) -> None:
    person.upgrade.look(server.origin)
    person.until(lambda: person.is_offered(GET))
    assert person.questions() == []
    assert f"/download/{FILE}" not in [path for path, _ in server.asked]
    person.offers()[0].click()
    assert person.questions() == [OFFER]
    person.answer("update_yes")
    person.until(lambda: person.questions() == [say("update_ready", version="9.0.0")])
    assert person.is_offered(say("update_install"))
    assert system.opened == []
    person.answer("update_install")
    [opened] = system.opened
    assert Path(opened).read_bytes() == INSTALLER
    Path(opened).unlink()


def test_a_download_is_stopped_by_a_click_and_leaves_nothing(person: Person, server: Server) -> None:
    path, folder = f"/download/{FILE}", QStandardPaths.StandardLocation.DownloadLocation
    server.instead[path] = without_end(server, INSTALLER[:1_000_000], b"")
    person.upgrade.look(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [OFFER])
    person.answer("update_yes")
    person.until(lambda: say("update_cancel") in [one.text() for one in person.offers()])
    progress, stop = person.offers()
    assert progress.text().startswith(say("update_progress", percent="33")[:6])
    assert not progress.isEnabled()
    person.upgrade.look(server.origin)
    person.until(lambda: len([path for path, _ in server.asked if path.endswith("minisig")]) == 1)
    stop.click()
    assert person.is_offered(GET)
    assert not [*Path(QStandardPaths.writableLocation(folder)).glob(f"{FILE}*")]
    del server.instead[path]
    person.offers()[0].click()
    person.answer("update_yes")
    person.until(lambda: person.questions() == [say("update_ready", version="9.0.0")])


def test_what_lies_ready_is_looked_at_again_before_it_is_opened(person: Person, server: Server, system: System) -> None:
    person.upgrade.look(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [OFFER])
    person.answer("update_yes")
    ready = [say("update_ready", version="9.0.0")]
    person.until(lambda: person.questions() == ready)
    person.answer("update_no")
    person.upgrade.look(server.origin, by_hand=True)
    person.until(lambda: person.questions() == ready)  # it is not fetched twice
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
    (folder / FILE).write_bytes(b"another program")
    person.answer("update_install")
    told = [one.informativeText() for one in person.window.findChildren(QMessageBox) if one.isVisible()]
    assert told == [say("update_failed_wrong")]
    assert system.opened == []
    assert not (folder / FILE).exists()
    assert person.is_offered(GET)


def test_in_a_show_nothing_is_said(person: Person, server: Server) -> None:
    person.in_show = True
    person.upgrade.look(server.origin)
    person.until(lambda: person.is_offered(GET))
    assert person.questions() == []


def test_who_looks_by_hand_is_answered(person: Person, server: Server, maker: Maker) -> None:
    person.upgrade.look(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [OFFER])
    person.answer("update_no")
    offer(server, maker, manifest("0.0.1"))
    person.upgrade.look(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [say("app")])
    told = [one.informativeText() for one in person.window.findChildren(QMessageBox) if one.isVisible()]
    assert told == [say("update_current")]


def test_a_file_that_is_not_what_was_signed_is_said_and_may_be_tried_again(person: Person, server: Server) -> None:
    server.files[f"/download/{FILE}"] = INSTALLER[:-1] + b"?"
    person.upgrade.look(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [OFFER])
    person.answer("update_yes")
    person.until(lambda: person.questions() == [say("app")])
    told = [one.informativeText() for one in person.window.findChildren(QMessageBox) if one.isVisible()]
    assert told == [say("update_failed_wrong")]
    assert person.is_offered(GET)
