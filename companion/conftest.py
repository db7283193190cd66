"""A real X display with a window manager, and a real server, for the tests."""

import os
from collections.abc import Iterator

import pytest

from e2e.desktop import screen
from e2e.kaibo import Kaibo


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    server, manager, display = screen()
    yield display
    for process in (manager, server):
        process.terminate()
        process.wait(10)


@pytest.fixture
def desktop(display: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the environment of a program on the display: its own home, English, no bus."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("XDG_", "LC_", "QT", "DBUS_", "WAYLAND_", "LANGUAGE"))
    }
    home = tmp_path_factory.mktemp("home")
    (home / "run").mkdir(mode=0o700)
    return kept | {
        "DISPLAY": display,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "LANG": "en_US.UTF-8",
        "QT_QPA_PLATFORM": "xcb",
    }


@pytest.fixture(scope="session")
def kaibo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kaibo]:
    """Start a Kaibo without media, once for all tests of this process."""
    made = Kaibo(tmp_path_factory.mktemp("server") / "data", "--no-media").start()
    yield made
    made.stop()
