"""Choose how Qt paints the windows."""

import os
import sys
from pathlib import Path

from kaibo_companion import wayland


def choose(devices: Path = Path("/dev")) -> None:
    """Select Qt's software painter on a Linux machine without a GPU, as most virtual machines are.

    OpenGL in software needs three times the work for the same picture. Call this before the application is created.
    The person's own choice stays (https://doc.qt.io/qt-6/qtquick-visualcanvas-adaptations.html).
    """
    if sys.platform != "linux":
        return
    if not has_gpu(devices):
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
    if wayland.is_platform():
        os.environ.setdefault(
            "EGL_PLATFORM", "wayland"
        )  # Qt would set it later, while Chromium's threads read the environment: a crash


def has_gpu(devices: Path) -> bool:
    """Return whether there is a GPU's device: of a kernel driver, of NVIDIA, or of WSL on Windows."""
    return any(any(devices.glob(name)) for name in ("dri/renderD*", "nvidia[0-9]*", "dxg"))
