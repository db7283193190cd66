"""An update replaces the executable: the next start runs the new version, unless a show is open."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import create_server

import pytest
from kaibo_companion import executable
from kaibo_companion.recent import Recent, Session, Visit
from kaibo_companion.trust import CompanyPolicy, Trust
from running_app import environment

from e2e.kaibo import until

LINK = "kaibo://open?v=1&server=https%3A%2F%2Flive.example.com&ticket=0123456789abcdefghijkl"
FROZEN = """
import sys
sys.frozen, sys.executable, sys.argv = True, sys.argv[1], ["kaibo-companion", *sys.argv[2:]]
from kaibo_companion.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    made = tmp_path / "kaibo-companion"
    made.write_text("the old one")
    return made


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a short path. The socket in it may have 107 bytes, and a test's own folder is longer."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def start(home: Path, installed: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    made: list[subprocess.Popen[bytes]] = []
    bootloaders = {
        "_PYI_ARCHIVE_FILE": str(installed),
        "LD_LIBRARY_PATH": "/nowhere",
        "LD_LIBRARY_PATH_ORIG": "/before",
    }
    env = environment(home) | bootloaders

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        made.append(subprocess.Popen([sys.executable, "-c", FROZEN, str(installed), *arguments], env=env))
        return made[-1]

    yield start
    for one in made:
        one.kill()
        one.wait()


def update(installed: Path) -> Path:
    """Replace the file as dpkg does. The new one notes its arguments and environment."""
    note, new = installed.with_name("note"), installed.with_name("new")
    new.write_text(f'#!/bin/sh\n{{ echo "$@"; env; }} > {note}.new\nmv {note}.new {note}\n')
    new.chmod(0o755)
    new.replace(installed)
    return note


def listens(home: Path) -> bool:
    return any((home / "run").glob("kaibo-companion-*"))


def test_next_start_runs_the_new_version(
    start: Callable[..., subprocess.Popen[bytes]], installed: Path, home: Path
) -> None:
    first = start()
    until(lambda: listens(home), 20, "the app")
    note = update(installed)
    assert start(LINK).wait(20) == 0
    until(note.exists, 20, "the new one")
    assert first.wait(20) == 0
    arguments, *env = note.read_text().splitlines()
    assert arguments == LINK
    assert "PYINSTALLER_RESET_ENVIRONMENT=1" in env
    assert "LD_LIBRARY_PATH=/before" in env
    assert not [one for one in env if one.startswith("_PYI_")]


def test_open_show_delays_the_restart(
    start: Callable[..., subprocess.Popen[bytes]], installed: Path, home: Path
) -> None:
    folder = home / ".local/share/kaibo-companion"
    folder.mkdir(parents=True)
    with create_server(("localhost", 0)) as silent:  # its page is on its way as long as the test lasts
        server = f"http://localhost:{silent.getsockname()[1]}"
        entered = Session("/s/se_1", "kaibo_session=x")
        Recent(folder / "recent.json").enter(Visit(server, "ln_1", entered, "All hands", 0))
        Trust(folder / "trusted.json", CompanyPolicy()).remember(server)
        first = start()
        until(lambda: listens(home), 20, "the app")
        note = update(installed)
        for _ in range(2):  # the second start reaches the app only when the first one did not end it
            assert start().wait(20) == 0
        assert first.poll() is None
        assert not note.exists()


def test_late_modules_are_loaded_in_a_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in executable.LATE_MODULES:
        monkeypatch.delitem(sys.modules, name, raising=False)
    executable.load_late_modules()
    assert not [name for name in executable.LATE_MODULES if name in sys.modules], (
        "no bundle: it finds its own files again"
    )
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    executable.load_late_modules()
    assert [name for name in executable.LATE_MODULES if name in sys.modules] == [*executable.LATE_MODULES]


def test_replaced_executable_is_noticed_only_in_a_bundle(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert executable.identity() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(installed))
    noted = executable.identity()
    assert noted is not None
    assert not executable.is_replaced(noted)
    update(installed)
    assert executable.is_replaced(noted)
    assert not executable.is_replaced(None)
    installed.unlink()
    assert not executable.is_replaced(noted), "it was taken off: there is none to start"
