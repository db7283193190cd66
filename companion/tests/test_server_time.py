"""The time on air, on a computer whose clock is wrong."""

import os
import time
from collections.abc import Iterator

import pytest
import shiboken6
from event_loop import run_until
from kaibo_companion.desktop.small_window import SmallWindow
from kaibo_companion.launch.server_time import ServerTime
from kaibo_companion.words import say
from PySide6.QtWidgets import QApplication, QLabel
from scripted_server import FixedAnswer, serve

HOUR = 3600


@pytest.fixture(scope="module")
def application() -> QApplication:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication([])


@pytest.fixture
def clock(application: QApplication) -> Iterator[ServerTime]:
    made = ServerTime("KaiboCompanion/test")
    yield made
    shiboken6.delete(made)


@pytest.mark.parametrize("status", [200, 404])
def test_time_is_the_servers(clock: ServerTime, status: int) -> None:
    for hours in (2, -5):
        with serve(FixedAnswer({}, status, ahead=hours * HOUR)) as url:
            clock.follow(url)
            run_until(lambda: round((clock.now() - time.time()) / HOUR) == hours, clock.now)  # noqa: B023


@pytest.mark.parametrize("date", ["", "soon", "Wed, 99 Nov 2026 10:00:00 GMT"])
def test_server_without_a_time_has_this_computers(clock: ServerTime, date: str) -> None:
    said = FixedAnswer({}, date=date)
    with serve(said) as url:
        clock.follow(url)
        run_until(lambda: said.asked and clock.idle, lambda: said.asked)
    assert abs(clock.now() - time.time()) < HOUR


def test_small_window_counts_by_the_servers_clock(application: QApplication) -> None:
    window = SmallWindow(lambda: 1_795_000_065)
    window.set(True, 1_795_000_000, True, None)
    texts = [one.text() for one in window.findChildren(QLabel)]
    assert f"● {say('on_air')} 01:05" in texts
    shiboken6.delete(window)
