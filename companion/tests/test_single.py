"""A second start and the running app: who gets the link, and who does not."""

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from kaibo_companion import single_instance
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from running_app import environment

from e2e.kaibo import until

TICKET = "0123456789abcdefghijkl"
LINK = f"kaibo://open?v=1&server=https%3A%2F%2Flive.example.com&ticket={TICKET}"
PATIENCE_MS = 15_000
SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from kaibo_companion import single_instance
core = QCoreApplication([])
sys.exit(0 if single_instance.hand_over(Path(sys.argv[1]), sys.argv[2]) else 1)
"""


@pytest.fixture(scope="module", autouse=True)
def application() -> QCoreApplication:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QCoreApplication.instance() or QCoreApplication([])


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the app's folder, for a person without XDG_RUNTIME_DIR. A socket's path must be short (unix(7))."""
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    with TemporaryDirectory() as short:
        yield Path(short, "kept")


@dataclass
class Squatter:
    """Another program in the app's place. It gives the same answer to each line, and notes what it heard."""

    answer: Callable[[bytes], bytes]
    heard: bytearray = field(default_factory=bytearray)

    @contextmanager
    def at(self, address: str) -> Iterator[None]:
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(address)
            door.listen()
            Thread(target=self._meet, args=(door,), daemon=True).start()
            yield

    def _meet(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                one, _ = door.accept()
                Thread(target=self._hear, args=(one,), daemon=True).start()

    def _hear(self, one: socket.socket) -> None:
        with one, suppress(OSError):
            while said := one.recv(single_instance.LONGEST):
                self.heard += said
                one.sendall(self.answer(said))


def meanwhile(work: Callable[[], object]) -> Future[object]:
    """Do the work in a thread while the app's event loop runs."""
    with ThreadPoolExecutor(1) as beside:
        done, loop = beside.submit(work), QEventLoop()
        looks = QTimer(interval=10)
        looks.timeout.connect(lambda: loop.quit() if done.done() else None)
        looks.start()
        QTimer.singleShot(PATIENCE_MS, loop.quit)
        loop.exec()
        looks.stop()
    return done


def test_second_start_hands_link_to_running_app(folder: Path) -> None:
    lock, ear = single_instance.acquire(folder), single_instance.Listener(folder)
    came: list[str] = []
    ear.received.connect(came.append)
    for text in (LINK, "", "kaibo://早会 \n"):
        start = partial(subprocess.call, [sys.executable, "-c", SECOND, str(folder), text])
        assert meanwhile(start).result() == 0
    assert came == [LINK, "", "kaibo://早会 \n"]
    assert lock


def test_ended_app_gets_no_link(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "ANSWER_MS", 50)
    lock, ear = single_instance.acquire(folder), single_instance.Listener(folder)
    assert lock
    lock.unlock()
    ear.deleteLater()
    assert single_instance.hand_over(folder, LINK) is False


@pytest.mark.parametrize(
    "answer", [lambda said: b"heard\n", lambda said: said, lambda said: b"\n" * len(said), lambda said: b"x" * 64]
)
def test_impostor_in_the_apps_place_hears_no_link(
    folder: Path, monkeypatch: pytest.MonkeyPatch, answer: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(single_instance, "PATIENCE_MS", 300)
    monkeypatch.setattr(single_instance, "ANSWER_MS", 200)
    lock, squatter = single_instance.acquire(folder), Squatter(answer)
    (folder / single_instance.KEY_FILE).write_bytes(b"k" * single_instance.KEY_BYTES)
    with squatter.at(single_instance.address(folder, b"k" * single_instance.KEY_BYTES)), pytest.raises(TimeoutError):
        single_instance.hand_over(folder, LINK)
    assert lock
    until(lambda: squatter.heard, 5, "it was asked for its proof")
    assert b"kaibo:" not in squatter.heard
    assert TICKET.encode() not in squatter.heard


@pytest.mark.parametrize("said", [b"", b'"kaibo://open"', b"0" * 64 + b' "kaibo://open"', b"\xff" * 20_000])
def test_sender_without_key_opens_nothing(folder: Path, said: bytes) -> None:
    lock, ear = single_instance.acquire(folder), single_instance.Listener(folder)
    assert lock
    came: list[str] = []
    ear.received.connect(came.append)
    key = (folder / single_instance.KEY_FILE).read_bytes()

    def knock() -> bytes:
        with socket.socket(socket.AF_UNIX) as one:
            one.connect(single_instance.address(folder, key))
            one.sendall(b"challenge\n" + said + b"\n")
            heard = b""
            with suppress(ConnectionResetError):
                while more := one.recv(1024):
                    heard += more
            return heard

    heard = meanwhile(knock).result()
    assert isinstance(heard, bytes)
    assert single_instance.ACCEPTED not in heard
    assert came == []


def test_key_is_private_and_new_at_each_start(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    assert single_instance.acquire(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700, "also the folder of an older app"
    keys = set()
    for _ in range(2):
        ear = single_instance.Listener(folder)
        keys.add((folder / single_instance.KEY_FILE).read_bytes())
        assert stat.S_IMODE((folder / single_instance.KEY_FILE).stat().st_mode) == 0o600
        ear.deleteLater()
    assert {len(one) for one in keys} == {single_instance.KEY_BYTES}
    assert len(keys) == 2


@pytest.mark.parametrize(("mode", "used"), [(0o700, True), (0o755, True), (0o777, False), (0o1777, False)])
def test_folder_open_to_others_gets_no_socket(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, used: bool
) -> None:
    run = tmp_path / "run"
    run.mkdir()
    run.chmod(mode)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(run))
    assert Path(single_instance.address(folder, b"")).parent == (run if used else folder)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "run")
    assert Path(single_instance.address(folder, b"")).parent == folder, "a path that begins nowhere"


def test_pipe_name_follows_from_the_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    names = [single_instance.address(folder, key) for key in (b"1" * 32, b"1" * 32, b"2" * 32)]
    assert names[0] == names[1] != names[2]
    assert "/" not in names[0]


def test_app_without_listener_starts(tmp_path: Path) -> None:
    """The home's path is too long for a socket's address."""
    home = tmp_path / ("h" * 100)
    env = environment(home)
    del env["XDG_RUNTIME_DIR"]
    app = subprocess.Popen([sys.executable, "-m", "kaibo_companion"], env=env, stderr=subprocess.DEVNULL)
    log = home / ".local/share/kaibo-companion/log/companion.log"
    try:
        until(lambda: log.is_file() and "later starts cannot" in log.read_text(), 20, "it says so")
        assert app.poll() is None
    finally:
        app.terminate()
        app.wait(20)
