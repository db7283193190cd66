"""Links that macOS opens in the app."""

import json
import os
import subprocess
import sys

import pytest
from kaibo_companion.deep_link import LONGEST, parse
from kaibo_companion.origin import BadLink

LINK = "kaibo://open?v=1&server=https%3A%2F%2Flive.example.com&ticket=0123456789abcdefghijkl"
PROGRAM = """
import json, sys
from kaibo_companion.open_event import Application
from kaibo_companion.origin import BadLink
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
application, came = Application(["test"]), []
application.opened.connect(came.append)
QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl(sys.argv[1])))
print(json.dumps(came))
"""


def heard(url: str) -> list[str]:
    """Open a URL in a process of its own: each process can have one application. Return what arrived."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run([sys.executable, "-c", PROGRAM, url], env=env, capture_output=True, text=True, check=True)
    came: list[str] = json.loads(told.stdout)
    return came


def test_macos_link_arrives_as_written() -> None:
    assert heard(LINK) == [LINK]
    assert parse(LINK).server == "https://live.example.com"


@pytest.mark.parametrize("url", ["https://live.example.com/l/abc", "file:///tmp/kaibo", "kaibos://open"])
def test_other_urls_from_macos_are_ignored(url: str) -> None:
    assert heard(url) == []


def test_overlong_macos_link_stays_refused() -> None:
    (text,) = heard(f"{LINK}&x={'a' * LONGEST}")
    assert len(text) == LONGEST + 1
    with pytest.raises(BadLink):
        parse(text)
