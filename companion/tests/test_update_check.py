"""A server that offers a signed update, and all the ways in which it may be wrong."""

import contextlib
import json
import os
import stat
import threading
import time
from collections import namedtuple
from collections.abc import Callable, Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from kaibo_companion import network, words
from kaibo_companion.origin import BadLink
from kaibo_companion.update import check as updates, manifest as manifests
from kaibo_companion.update.check import Updates, terminal_command
from kaibo_companion.update.manifest import NoUpdate, Reason, Update
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


@pytest.fixture(scope="module", autouse=True)
def qt() -> QCoreApplication:
    return QApplication.instance() or QApplication([])


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return Signer(tmp_path_factory.mktemp("update") / "maker")


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


@pytest.fixture
def server(maker: Signer) -> Iterator[Server]:
    with serving() as made:
        offer(made, maker, manifest())
        made.files[f"/download/{FILE}"] = INSTALLER
        yield made


def offer(server: Server, maker: Signer, told: bytes) -> None:
    server.files["/download/manifest.json"] = told
    server.files["/download/manifest.json.minisig"] = maker.sign(told)


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


def test_newer_version_is_offered_and_downloaded(app: Updates, server: Server, folder: Path) -> None:
    one = check(app, server)
    assert one == Update(server.origin, "9.0.0", FILE, len(INSTALLER), sha256(INSTALLER).hexdigest())
    counted: list[tuple[int, int]] = []
    app.progress.connect(lambda had, of: counted.append((had, of)))
    old_umask = os.umask(0o077)
    try:
        whole = download(app, one, folder)
    finally:
        os.umask(old_umask)
    assert whole == folder / FILE
    assert whole.read_bytes() == INSTALLER
    assert stat.S_IMODE(whole.stat().st_mode) == 0o644
    assert [file.name for file in folder.iterdir()] == [FILE]
    assert counted == sorted(counted)
    assert counted[-1] == (len(INSTALLER), len(INSTALLER))
    assert len(counted) <= 101
    assert terminal_command(whole) == f"sudo apt install {whole}"
    for _, headers in server.asked:
        assert "cookie" not in headers
        assert headers["accept-encoding"] == "identity"


def test_server_is_asked_once_a_day_but_always_by_hand(
    app: Updates, server: Server, tmp_path: Path, maker: Signer
) -> None:
    assert isinstance(check(app, server, by_hand=False), Update)
    assert check(app, server, by_hand=False) == Reason.ASKED_TODAY
    again = Updates(tmp_path / "app", key_file=maker.folder / "key.pub")  # after a restart
    assert check(again, server, by_hand=False) == Reason.ASKED_TODAY
    assert isinstance(check(again, server), Update)
    for when in (time.time() - updates.DAY - 1, time.time() + 1000):  # a day ago; or the clock was set back
        (tmp_path / "app/updates.json").write_text(json.dumps({server.origin: when}))
        assert isinstance(check(app, server, by_hand=False), Update)
    with serving() as other:
        assert check(app, other, by_hand=False) == Reason.UNREACHABLE  # another server has a day of its own


@pytest.mark.parametrize("text", ["", "[]", '{"http://127.0.0.1:1": "x"}', "\0"])
def test_broken_note_of_the_day_asks_again(app: Updates, server: Server, tmp_path: Path, text: str) -> None:
    (tmp_path / "app/updates.json").write_text(text)
    assert isinstance(check(app, server, by_hand=False), Update)


def test_build_without_key_asks_no_server(server: Server, tmp_path: Path) -> None:
    assert check(Updates(tmp_path), server) == Reason.NO_KEY  # as in the source tree
    (tmp_path / "key.pub").write_text("untrusted comment: no key\n")
    assert check(Updates(tmp_path, key_file=tmp_path / "key.pub"), server) == Reason.NO_KEY
    assert server.asked == []


def test_flipped_bit_of_manifest_offers_nothing(app: Updates, server: Server) -> None:
    told = server.files["/download/manifest.json"]
    for at in range(0, len(told), 7):
        server.files["/download/manifest.json"] = told[:at] + bytes([told[at] ^ 1]) + told[at + 1 :]
        assert check(app, server) == Reason.UNSIGNED


def test_changed_signature_offers_nothing(app: Updates, server: Server, tmp_path: Path) -> None:
    true = server.files["/download/manifest.json.minisig"]
    other = Signer(tmp_path / "other").sign(server.files["/download/manifest.json"])
    lines = true.split(b"\n")
    flipped = b"\n".join(
        [lines[0], lines[1][:40] + (b"A" if lines[1][40:41] != b"A" else b"B") + lines[1][41:], *lines[2:]]
    )
    for changed in (true.replace(b"kaibo 0.2.0", b"kaibo 0.2.1"), other, flipped, b"", b"\0"):
        server.files["/download/manifest.json.minisig"] = changed
        assert check(app, server) == Reason.UNSIGNED
    del server.files["/download/manifest.json.minisig"]
    assert check(app, server) == Reason.UNREACHABLE


@pytest.mark.parametrize("version", ["0.0.9", "0.1.0", "0.0.10"])
def test_older_or_same_version_offers_nothing(app: Updates, server: Server, maker: Signer, version: str) -> None:
    offer(server, maker, manifest(version))  # an old manifest, whose signature is as true as ever
    assert check(app, server) == Reason.CURRENT


@pytest.mark.parametrize(
    "version", ["9", "9.0", "9.0.0.0", "9.0.0rc1", "09.0.0", "9.0.-1", "９.0.0", "", "9.0.1000000", " 9.0.0"]
)
def test_invalid_version_offers_nothing(app: Updates, server: Server, maker: Signer, version: str) -> None:
    offer(server, maker, manifest(version))
    assert check(app, server) == Reason.UNREADABLE


def test_versions_compare_as_numbers() -> None:
    assert manifests.find_update(manifest("0.10.0"), "", "0.9.0").version == "0.10.0"
    with pytest.raises(NoUpdate):
        manifests.find_update(manifest("0.9.0"), "", "0.10.0")


@pytest.mark.parametrize(
    "changed",
    [
        {"File": "../x.deb"},
        {"File": ".x.deb"},
        {"File": "a/x.deb"},
        {"File": "a\\x.deb"},
        {"File": "x y.deb"},
        {"File": "-x.deb"},
        {"File": "é.deb"},
        {"File": "x" * 100 + ".deb"},
        {"File": "x.deb\n.deb"},
        {"File": 1},
        {"Size": 0},
        {"Size": -1},
        {"Size": 2**30 + 1},
        {"Size": "5"},
        {"Size": 5.0},
        {"Size": True},
        {"Sha256": ""},
        {"Sha256": "A" * 64},
        {"Sha256": None},
    ],
)
def test_invalid_manifest_file_offers_nothing(changed: dict[str, Any]) -> None:
    with pytest.raises(NoUpdate) as told:
        manifests.find_update(manifest(**changed), "", "0.1.0")
    assert told.value.reason == Reason.UNREADABLE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"Version": "9.0.0"}',
        '{"Version": "9.0.0", "Files": [1]}',
        '{"Version": "9.0.0", "Files": {"a": 1}}',
        '{"Version": 9, "Files": []}',
        "[" * 60_000,
    ],
)
def test_broken_manifest_is_unreadable(text: str) -> None:
    with pytest.raises(NoUpdate) as told:
        manifests.find_update(text.encode(), "", "0.1.0")
    assert told.value.reason == Reason.UNREADABLE


@pytest.mark.parametrize(
    "changed", [{"Arch": "riscv64"}, {"System": "windows"}, {"System": "macos"}, {"File": "kaibo.tar.gz"}]
)
def test_file_for_other_machine_offers_nothing(
    app: Updates, server: Server, maker: Signer, changed: dict[str, Any]
) -> None:
    offer(server, maker, manifest(**changed))
    assert check(app, server) == Reason.OTHER_SYSTEM


def test_endless_manifest_is_given_up(app: Updates, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.instead["/download/manifest.json"] = without_end(server, b"{", b"x" * 1000)
    monkeypatch.setattr(network, "ANSWER_MS", 10**9)  # so that only its size ends it
    assert check(app, server) == Reason.UNREACHABLE
    monkeypatch.setattr(network, "ANSWER_MS", 300)
    server.instead["/download/manifest.json"] = without_end(server, b"{", b" ")
    assert check(app, server) == Reason.UNREACHABLE
    server.instead.clear()
    server.instead["/download/manifest.json.minisig"] = without_end(server, b"u", b" ")
    assert check(app, server) == Reason.UNREACHABLE


def test_oversized_answer_is_refused(app: Updates, server: Server, maker: Signer) -> None:
    fits = manifest().ljust(updates.MANIFEST)
    offer(server, maker, fits)
    assert isinstance(check(app, server), Update)
    offer(server, maker, fits + b" ")
    assert check(app, server) == Reason.UNREACHABLE
    offer(server, maker, fits)
    server.files["/download/manifest.json.minisig"] = b"x" * (updates.SIGNATURE + 1)
    assert check(app, server) == Reason.UNREACHABLE


def test_redirect_is_not_followed(app: Updates, server: Server, folder: Path) -> None:
    one = check(app, server)
    assert isinstance(one, Update)
    server.files |= {path.replace("/download", "/other"): body for path, body in server.files.items()}
    for name in ("manifest.json", "manifest.json.minisig", FILE):
        server.instead[f"/download/{name}"] = elsewhere(f"{server.origin}/other/{name}")
    assert check(app, server) == Reason.UNREACHABLE
    assert download(app, one, folder) == "unreachable"
    assert not any(path.startswith("/other") for path, _ in server.asked)
    assert list(folder.iterdir()) == []


def test_check_refuses_servers_the_app_may_not_open(app: Updates) -> None:
    for place in ("http://live.example.com", "ftp://127.0.0.1", "https://u@live.example.com", "https://a.example/x"):
        with pytest.raises(BadLink):
            app.check(place, by_hand=True)


def test_newer_check_replaces_the_older_one(app: Updates, server: Server) -> None:
    told: list[Any] = []
    for signal in (app.none, app.offered):
        signal.connect(told.append)
    with serving() as silent:
        arrived = threading.Event()

        def silence(_: BaseHTTPRequestHandler) -> None:
            arrived.set()
            silent.over.wait()

        silent.instead["/download/manifest.json"] = silence
        app.check(silent.origin, by_hand=True)
        while not arrived.is_set():
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        assert isinstance(check(app, server), Update)
        app.check(silent.origin, by_hand=True)
    assert isinstance(check(app, server), Update)
    assert [type(one) for one in told] == [Update, Update]


@pytest.mark.parametrize("at", [0, 1_500_000, len(INSTALLER) - 1])
def test_flipped_bit_of_file_fails_the_download(app: Updates, server: Server, folder: Path, at: int) -> None:
    one = check(app, server)
    assert isinstance(one, Update)
    server.files[f"/download/{FILE}"] = INSTALLER[:at] + bytes([INSTALLER[at] ^ 1]) + INSTALLER[at + 1 :]
    assert download(app, one, folder) == "wrong"
    assert list(folder.iterdir()) == []


def test_download_never_exceeds_its_size(app: Updates, server: Server, folder: Path) -> None:
    one = check(app, server)
    assert isinstance(one, Update)
    most = 0

    def look(*_: object) -> None:
        nonlocal most
        most = max([most, *(file.stat().st_size for file in folder.iterdir())])

    app.progress.connect(look)
    server.instead[f"/download/{FILE}"] = without_end(server, INSTALLER, b"x" * 100_000)
    assert download(app, one, folder) == "wrong"
    assert 0 < most <= one.size
    assert list(folder.iterdir()) == []
    del server.instead[f"/download/{FILE}"]
    for less in (INSTALLER[:-1], b""):
        server.files[f"/download/{FILE}"] = less
        assert download(app, one, folder) == "unreachable"
    server.files.clear()
    assert download(app, one, folder) == "unreachable"
    assert list(folder.iterdir()) == []


def test_silent_or_dead_server_fails_the_download(
    app: Updates, server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, maker: Signer
) -> None:
    one = check(app, server)
    assert isinstance(one, Update)

    def half(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(one.size))
        handler.end_headers()
        handler.wfile.write(INSTALLER[:1000])

    def silent(handler: BaseHTTPRequestHandler) -> None:
        half(handler)
        handler.wfile.flush()
        server.over.wait()

    server.instead[f"/download/{FILE}"] = half
    assert download(app, one, folder) == "unreachable"
    monkeypatch.setattr(updates, "SILENCE_MS", 500)
    server.instead[f"/download/{FILE}"] = silent
    assert download(Updates(tmp_path / "app", key_file=maker.folder / "key.pub"), one, folder) == "unreachable"
    assert list(folder.iterdir()) == []


def test_download_without_space_is_not_started(
    app: Updates, server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    one = check(app, server)
    assert isinstance(one, Update)
    asked = len(server.asked)
    usage = namedtuple("usage", "total used free")
    with monkeypatch.context() as patched:
        patched.setattr("shutil.disk_usage", lambda _: usage(2**40, 2**40, one.size + updates.SPARE - 1))
        assert download(app, one, folder) == "no_space"
    assert download(app, one, tmp_path / "nowhere") == "disk"
    (folder / f"{FILE}.part").mkdir()
    assert download(app, one, folder) == "disk"
    assert len(server.asked) == asked
    full = Update(**vars(one))
    os.rmdir(folder / f"{FILE}.part")
    (folder / FILE).mkdir()  # a folder stands where the file belongs
    assert download(app, full, folder) == "disk"
    assert [file.name for file in folder.iterdir()] == [FILE]


def test_leftover_file_is_replaced_and_link_not_followed(app: Updates, server: Server, folder: Path) -> None:
    one = check(app, server)
    assert isinstance(one, Update)
    (folder / "mine").write_text("mine")
    (folder / f"{FILE}.part").symlink_to(folder / "mine")
    assert download(app, one, folder) == folder / FILE
    assert (folder / "mine").read_text() == "mine"
    assert download(app, one, folder) == folder / FILE  # again, over the one that is there


def test_cancelled_download_leaves_no_file(app: Updates, server: Server, folder: Path) -> None:
    one = check(app, server)
    assert isinstance(one, Update)
    server.instead[f"/download/{FILE}"] = without_end(server, INSTALLER[:100_000], b"")
    [(_, had, _)] = said(lambda: app.download(one, folder), app.progress, app.ready, app.failed)
    assert had > 0
    assert [file.name for file in folder.iterdir()] == [f"{FILE}.part"]
    told: list[Any] = []
    app.failed.connect(told.append)
    app.cancel()
    app.cancel()
    assert told == []
    assert list(folder.iterdir()) == []
    del server.instead[f"/download/{FILE}"]
    assert download(app, one, folder) == folder / FILE


def test_every_update_outcome_has_words() -> None:
    for why in [*Reason, *(f"failed_{code}" for code in ("unreachable", "wrong", "no_space", "disk"))]:
        assert words.say(f"update_{why}", server="https://live.example.com")
