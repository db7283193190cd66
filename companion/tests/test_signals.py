"""Signals from Python, as many as a long show sends."""

import subprocess
import sys

CODE = """
import kaibo_companion
from PySide6.QtCore import QObject, Signal
class Speaker(QObject):
    said = Signal(int)
speaker, heard = Speaker(), []
speaker.said.connect(heard.append)
for number in range(20_000):
    speaker.said.emit(number)
assert len(heard) == 20_000
"""


def test_thousands_of_signals_do_not_crash_python() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
