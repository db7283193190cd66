"""An app takes only the signed manifest of a newer version for an update."""

import json
import os
import stat
import threading
import time
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from kaibo_companion import network, words
from kaibo_companion.origin import BadLink
from kaibo_companion.update import check as updates, manifest as manifests
from kaibo_companion.update.check import Updates, terminal_command
from kaibo_companion.update.manifest import NoUpdate, Reason, Update
from PySide6.QtCore import QCoreApplication, QEventLoop
from signer import Signer
from update_server import (
    FILE,
    INSTALLER,
    Server,
    app,
    check,
    download,
    elsewhere,
    folder,
    maker,
    manifest,
    offer,
    qt,
    server,
    serving,
    without_end,
)

__all__ = ["app", "folder", "maker", "qt", "server"]


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


def test_every_update_outcome_has_words() -> None:
    for why in [*Reason, *(f"failed_{code}" for code in ("unreachable", "wrong", "no_space", "disk"))]:
        assert words.say(f"update_{why}", server="https://live.example.com")
