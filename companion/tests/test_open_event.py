"""A link that macOS opens in the app."""

import json
import os
import subprocess
import sys

import pytest
from kaibo_companion.deep_link import LONGEST, BadLink, parse

LINK = "kaibo://open?v=1&server=https%3A%2F%2Flive.example.com&ticket=0123456789abcdefghijkl"
PROGRAM = """
import json, sys
from kaibo_companion.open_event import Application
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
application, came = Application(["test"]), []
application.opened.connect(came.append)
QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl(sys.argv[1])))
print(json.dumps(came))
"""


def heard(url: str) -> list[str]:
    """In a process of its own, as there is one application for each."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run([sys.executable, "-c", PROGRAM, url], env=env, capture_output=True, text=True, check=True)
    came: list[str] = json.loads(told.stdout)
    return came


def test_a_link_comes_as_it_was_written() -> None:
    assert heard(LINK) == [LINK]
    assert parse(LINK).server == "https://live.example.com"


@pytest.mark.parametrize("url", ["https://live.example.com/l/abc", "file:///tmp/kaibo", "kaibos://open"])
def test_nothing_else_does(url: str) -> None:
    assert heard(url) == []


def test_one_that_is_too_long_stays_refused() -> None:
    (text,) = heard(f"{LINK}&x={'a' * LONGEST}")
    assert len(text) == LONGEST + 1
    with pytest.raises(BadLink):
        parse(text)
