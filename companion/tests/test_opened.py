"""A link that macOS opens in the app."""

import pytest
from kaibo_companion.deep_link import LONGEST, BadLink, parse
from kaibo_companion.opened import Opened
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

LINK = "kaibo://open?v=1&server=https%3A%2F%2Flive.example.com&ticket=0123456789abcdefghijkl"


@pytest.fixture
def application(monkeypatch: pytest.MonkeyPatch) -> QApplication:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    made = QApplication.instance() or QApplication([])
    assert isinstance(made, QApplication)
    return made


def heard(application: QApplication, url: str) -> list[str]:
    opened, came = Opened(application), list[str]()
    opened.came.connect(came.append)
    QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl(url)))
    application.removeEventFilter(opened)
    return came


def test_a_link_comes_as_it_was_written(application: QApplication) -> None:
    assert heard(application, LINK) == [LINK]
    assert parse(LINK).server == "https://live.example.com"


@pytest.mark.parametrize("url", ["https://live.example.com/l/abc", "file:///tmp/kaibo", "kaibos://open"])
def test_nothing_else_does(application: QApplication, url: str) -> None:
    assert heard(application, url) == []


def test_one_that_is_too_long_stays_refused(application: QApplication) -> None:
    (text,) = heard(application, f"{LINK}&x={'a' * LONGEST}")
    assert len(text) == LONGEST + 1
    with pytest.raises(BadLink):
        parse(text)
