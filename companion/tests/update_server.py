"""A server that offers a signed update, as the tests of updates use it."""

import contextlib
import json
import os
import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from kaibo_companion.update import manifest as manifests
from kaibo_companion.update.check import Updates
from kaibo_companion.update.manifest import Update
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication
from signer import Signer

FILE = "kaibo-companion_9.0.0_amd64.deb"
INSTALLER = os.urandom(3_000_000)
PATIENCE_MS = 20_000


class Server(ThreadingHTTPServer):
    """`files`: bodies by path. `instead`: own handlers by path. `asked`: the requests with their headers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.instead: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        if self.path in self.server.instead:
            return self.server.instead[self.path](self)
        body = self.server.files.get(self.path)
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")
        return None

    def log_message(self, *_: object) -> None:
        pass


def without_end(server: Server, start: bytes, piece: bytes = b"x") -> Callable[[BaseHTTPRequestHandler], None]:
    """Answer 200 without a length, and send `piece` until the client hangs up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            handler.wfile.write(start)
            while not server.over.wait(0.005):
                handler.wfile.write(piece)
                handler.wfile.flush()
        except OSError:
            pass  # the app has hung up

    return answer


def elsewhere(place: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", place)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def manifest(version: str = "9.0.0", **changed: Any) -> bytes:
    one = {"System": "linux", "Arch": manifests.machine(), "File": FILE, "Size": len(INSTALLER)}
    one["Sha256"] = sha256(INSTALLER).hexdigest()
    return json.dumps({"Version": version, "Files": [{**one, **changed}]}).encode()


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    with Server() as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield made
        finally:
            made.over.set()
            made.shutdown()
            thread.join()


def offer(server: Server, maker: Signer, told: bytes) -> None:
    server.files["/download/manifest.json"] = told
    server.files["/download/manifest.json.minisig"] = maker.sign(told)


@pytest.fixture(scope="module", autouse=True)
def qt() -> QCoreApplication:
    return QApplication.instance() or QApplication([])


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return Signer(tmp_path_factory.mktemp("update") / "maker")


@pytest.fixture
def server(maker: Signer) -> Iterator[Server]:
    with serving() as made:
        offer(made, maker, manifest())
        made.files[f"/download/{FILE}"] = INSTALLER
        yield made


@pytest.fixture
def app(tmp_path: Path, maker: Signer) -> Updates:
    (tmp_path / "app").mkdir()
    return Updates(tmp_path / "app", key_file=maker.folder / "key.pub")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Downloads").mkdir()
    return tmp_path / "Downloads"


def said(does: Callable[[], None], *signals: SignalInstance) -> list[tuple[Any, ...]]:
    """Return the number of the first signal after `does`, with its values; an empty list when none came."""
    loop, heard = QEventLoop(), list[tuple[Any, ...]]()

    def hear(number: int) -> Callable[..., None]:
        def slot(*told: Any) -> None:
            heard.append((number, *told))
            loop.quit()

        return slot

    slots = [(signal, hear(number)) for number, signal in enumerate(signals)]
    for signal, slot in slots:
        signal.connect(slot)
    does()
    if not heard:
        QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
        loop.exec()
    for signal, slot in slots:
        signal.disconnect(slot)
    return heard


def check(app: Updates, server: Server, by_hand: bool = True) -> Update | str:
    [(_, told)] = said(lambda: app.check(server.origin, by_hand), app.offered, app.none)
    assert isinstance(told, Update | str)
    return told


def download(app: Updates, one: Update, folder: Path) -> Path | str:
    [(_, told)] = said(lambda: app.download(one, folder), app.ready, app.failed)
    assert isinstance(told, Path | str)
    return told
