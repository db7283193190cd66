"""Run Qt's event loop in a test until something is true."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer


def run_until(holds: Callable[[], object], state: Callable[[], object], seconds: float = 20) -> None:
    """Run the loop until `holds`. After `seconds` fail, with the `state` in the message."""
    end, loop, looks = time.monotonic() + seconds, QEventLoop(), QTimer(interval=10)
    looks.timeout.connect(lambda: loop.quit() if holds() or time.monotonic() > end else None)
    looks.start()
    loop.exec()
    looks.stop()
    assert holds(), state()
