"""An app downloads the whole file that the manifest names, or nothing."""

import os
from collections import namedtuple
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from kaibo_companion.update import check as updates
from kaibo_companion.update.check import Updates
from kaibo_companion.update.manifest import Update
from signer import Signer
from update_server import FILE, INSTALLER, Server, app, check, download, folder, maker, qt, said, server, without_end

__all__ = ["app", "folder", "maker", "qt", "server"]


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
