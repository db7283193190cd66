"""An update as a person meets it: offer, download, installer."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from event_loop import run_until
from kaibo_companion.update import offer as offers
from kaibo_companion.update.check import Updates, open_installer, terminal_command
from kaibo_companion.update.offer import UpdateOffer
from kaibo_companion.window.main_window import MainWindow
from kaibo_companion.words import say
from PySide6.QtCore import QEvent, QObject, QStandardPaths, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from signer import Signer
from update_server import FILE, INSTALLER, Server, maker, manifest, offer, server, without_end

__all__ = ["maker", "server"]

OFFER, GET = say("update", version="9.0.0"), say("update_get", version="9.0.0")


class System(QObject):
    """The desktop, which notes the files it is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


class Person:
    """A person in front of the app's window."""

    def __init__(self, folder: Path, key: Path) -> None:
        self.window, self.in_show, self.quits = MainWindow(), False, 0
        self.upgrade = UpdateOffer(Updates(folder, key_file=key), self.window, lambda: self.in_show, self.quit)
        self.window.come_up()

    def quit(self) -> None:
        self.quits += 1

    def until(self, holds: Callable[[], object]) -> None:
        run_until(holds, lambda: (self.questions(), self.offers()))

    def questions(self) -> list[str]:
        return [one.text() for one in self.window.findChildren(QMessageBox) if one.isVisible()]

    def answer(self, word: str) -> None:
        box = next(one for one in self.window.findChildren(QMessageBox) if one.isVisible())
        next(button for button in box.buttons() if button.text() == say(word)).click()

    def told(self) -> list[str]:
        return [one.informativeText() for one in self.window.findChildren(QMessageBox) if one.isVisible()]

    def offers(self) -> list[QPushButton]:
        """Return the update buttons of home."""
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


@pytest.fixture
def person(application: QApplication, maker: Signer, tmp_path: Path) -> Iterator[Person]:
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


def fetched(person: Person, server: Server) -> Path:
    """Download the update, until the app asks whether to install it. Return the file."""
    person.upgrade.check(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [OFFER])
    person.answer("update_yes")
    person.until(lambda: person.questions() == [say("update_ready", version="9.0.0")])
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)) / FILE


def test_update_is_downloaded_and_installed_by_clicks(person: Person, server: Server, system: System) -> None:
    person.upgrade.check(server.origin)
    person.until(lambda: person.is_offered(GET))
    assert person.questions() == []
    assert f"/download/{FILE}" not in [path for path, _ in server.asked]
    person.offers()[0].click()
    assert person.questions() == [OFFER]
    person.answer("update_yes")
    person.until(lambda: person.questions() == [say("update_ready", version="9.0.0")])
    assert person.is_offered(say("update_install"))
    assert system.opened == []
    assert say("update_closes") in person.told()[0]
    assert person.quits == 0
    person.answer("update_install")
    [opened] = system.opened
    assert Path(opened).read_bytes() == INSTALLER
    assert person.quits == 1, "it is not changed under its own feet"
    Path(opened).unlink()


def test_click_stops_download_and_leaves_no_file(person: Person, server: Server) -> None:
    path, folder = f"/download/{FILE}", QStandardPaths.StandardLocation.DownloadLocation
    server.instead[path] = without_end(server, INSTALLER[:1_000_000], b"")
    person.upgrade.check(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [OFFER])
    person.answer("update_yes")
    person.until(lambda: say("update_cancel") in [one.text() for one in person.offers()])
    progress, stop = person.offers()
    assert progress.text().startswith(say("update_progress", percent="33")[:6])
    assert not progress.isEnabled()
    person.upgrade.check(server.origin)
    person.until(lambda: len([path for path, _ in server.asked if path.endswith("minisig")]) == 1)
    stop.click()
    assert person.is_offered(GET)
    assert not [*Path(QStandardPaths.writableLocation(folder)).glob(f"{FILE}*")]
    del server.instead[path]
    person.offers()[0].click()
    person.answer("update_yes")
    person.until(lambda: person.questions() == [say("update_ready", version="9.0.0")])


def test_changed_installer_is_not_opened(person: Person, server: Server, system: System) -> None:
    person.upgrade.check(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [OFFER])
    person.answer("update_yes")
    ready = [say("update_ready", version="9.0.0")]
    person.until(lambda: person.questions() == ready)
    person.answer("update_no")
    person.upgrade.check(server.origin, by_hand=True)
    person.until(lambda: person.questions() == ready)  # it is not fetched twice
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
    (folder / FILE).write_bytes(b"another program")
    person.answer("update_install")
    person.until(person.told)
    assert person.told() == [say("update_failed_wrong")]
    assert system.opened == []
    assert not (folder / FILE).exists()
    assert person.is_offered(GET)


@pytest.mark.parametrize("how", ["moved", "kept from reading"])
def test_missing_installer_is_offered_for_download_again(
    person: Person, server: Server, system: System, how: str
) -> None:
    file = fetched(person, server)
    file.unlink()
    if how == "kept from reading":
        file.mkdir()
    person.answer("update_install")
    person.until(lambda: person.questions() == [say("update_gone")])
    assert person.is_offered(GET)
    assert (system.opened, person.quits) == ([], 0)
    if how == "kept from reading":
        file.rmdir()
    person.answer("update_yes")
    person.until(lambda: person.questions() == [say("update_ready", version="9.0.0")])
    assert file.read_bytes() == INSTALLER
    file.unlink()


def test_unopened_installer_is_shown_in_its_folder(
    person: Person, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offers, "open_installer", lambda _: False)
    file = fetched(person, server)
    person.answer("update_install")
    person.until(lambda: person.questions() == [say("update_not_opened")])
    [told] = person.told()
    assert str(file) in told
    assert terminal_command(file) in told
    assert person.quits == 0
    system = System()
    QDesktopServices.setUrlHandler("file", system, "open")  # type: ignore[arg-type]  # its stub says bytes
    person.answer("record_show")
    QDesktopServices.unsetUrlHandler("file")
    assert system.opened == [str(file.parent)]
    assert person.is_offered(say("update_install")), "it may be tried again"
    file.unlink()


def test_refused_installer_on_windows_returns_false(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def startfile(_: Path) -> None:
        raise OSError("The operation was canceled by the user")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", startfile, raising=False)
    assert open_installer(tmp_path) is False
    monkeypatch.setattr(os, "startfile", lambda _: None)
    assert open_installer(tmp_path) is True


def test_installer_does_not_start_during_a_show(person: Person, server: Server, system: System) -> None:
    file = fetched(person, server)
    person.in_show = True
    person.answer("update_install")
    person.until(lambda: person.told() == [say("update_not_now")])
    assert (system.opened, person.quits) == ([], 0)
    file.unlink()


def test_check_by_hand_during_download_is_answered(person: Person, server: Server) -> None:
    server.instead[f"/download/{FILE}"] = without_end(server, INSTALLER[:1_000_000], b"")
    person.upgrade.check(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [OFFER])
    person.answer("update_yes")
    person.until(lambda: say("update_cancel") in [one.text() for one in person.offers()])
    person.upgrade.check(server.origin, by_hand=True)
    person.until(lambda: person.told() == [say("update_fetching")])


def test_missing_download_folder_is_reported(person: Person, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    person.upgrade.check(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [OFFER])
    monkeypatch.setattr(Path, "mkdir", refused)
    person.answer("update_yes")
    person.until(lambda: person.told() == [say("update_failed_disk")])
    assert person.is_offered(GET)


def test_notice_waits_until_window_is_in_front(person: Person, server: Server, system: System) -> None:
    unseen: list[str] = []
    person.window.unseen.connect(lambda title, _: unseen.append(title))
    person.upgrade.check(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [OFFER])
    person.answer("update_yes")
    other = QWidget()
    other.show()
    other.activateWindow()
    person.until(lambda: unseen)
    assert unseen == [say("update_ready", version="9.0.0")]
    assert person.questions() == []
    person.in_show = True
    person.window.activateWindow()
    person.until(person.window.is_in_front)
    person.window.come_up()
    QApplication.processEvents()
    assert person.questions() == [], "nor in a show that was opened meanwhile"
    person.in_show = False
    person.window.show_home()
    person.until(lambda: person.questions() == unseen)
    other.deleteLater()


def test_update_during_show_is_silent(person: Person, server: Server) -> None:
    person.in_show = True
    person.upgrade.check(server.origin)
    person.until(lambda: person.is_offered(GET))
    assert person.questions() == []


def test_check_by_hand_is_answered(person: Person, server: Server, maker: Signer) -> None:
    person.upgrade.check(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [OFFER])
    person.answer("update_no")
    offer(server, maker, manifest("0.0.1"))
    person.upgrade.check(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [say("app")])
    assert person.told() == [say("update_current")]


def test_wrong_file_is_reported_and_offered_again(person: Person, server: Server) -> None:
    server.files[f"/download/{FILE}"] = INSTALLER[:-1] + b"?"
    person.upgrade.check(server.origin, by_hand=True)
    person.until(lambda: person.questions() == [OFFER])
    person.answer("update_yes")
    person.until(lambda: person.questions() == [say("app")])
    assert person.told() == [say("update_failed_wrong")]
    assert person.is_offered(GET)
