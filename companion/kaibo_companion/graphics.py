"""How the windows are painted."""

import os
import sys
from pathlib import Path

from kaibo_companion import wayland


def choose(devices: Path = Path("/dev")) -> None:
    """Qt's own painter where nothing else would paint: on a Linux machine without a GPU (a virtual one, as a rule),
    OpenGL would be computed, at three times the work for the same picture. Before the application is made; what its
    person chose stays (https://doc.qt.io/qt-6/qtquick-visualcanvas-adaptations.html)."""
    if sys.platform != "linux":
        return
    if not has_gpu(devices):
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    if wayland.is_qts():
        os.environ.setdefault("EGL_PLATFORM", "wayland")  # or Qt does, while Chromium's threads read: that ends the app


def has_gpu(devices: Path) -> bool:
    """By the names of the devices: the kernel's drivers', NVIDIA's own, Windows' for the Linux inside of it."""
    return any(any(devices.glob(name)) for name in ("dri/renderD*", "nvidia[0-9]*", "dxg"))
